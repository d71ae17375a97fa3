/** Names as people bear them: rare characters, middle dots and foreign names are names; emoji, control characters and stray digits are not. */

/** A name as typed, made comparable: outer spaces go, inner ones become one, every kind of middle dot becomes `·`. Letters stay as they are. */
export const normalName = (typed: string): string =>
  typed
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\s*[•‧∙⋅・･．·]\s*/g, '·')

/** Planes 2 and 3 are named beside the script, for engines whose Unicode is older than the newest extension (GB 18030-2022). */
const han = String.raw`\p{Script=Han}\u{20000}-\u{2FFFD}\u{30000}-\u{3FFFD}`
const hanName = new RegExp(`^[${han}]+(·[${han}]+)*$`, 'u')
const latinName = /^[\p{Script=Latin}\p{M}]+([ .'’·-]{1,2}[\p{Script=Latin}\p{M}]+)*\.?$/u

/** Private use, half surrogates, controls, replacement marks, variant selectors: characters that no other system will read as the same. */
const unreadable = /[\p{Co}\p{Cs}\p{Cc}\p{Cf}\uFFFC\uFFFD]|\p{Variation_Selector}/u

/** What is wrong with a person's name, said to whoever typed it; undefined where nothing is. Expects `normalName`. */
export function checkName(name: string): string | undefined {
  const length = [...name].length
  if (length === 0) return '请填姓名，和证件上一样'
  if (unreadable.test(name)) return '姓名里有别的电脑认不出的字。生僻字请用输入法里的国标字（GB 18030），或到窗口请工作人员登记'
  if (length < 2) return '姓名至少两个字，请和证件上填得一样'
  if (length > 50) return '姓名最长 50 个字，请和证件上填得一样'
  if (hanName.test(name) || latinName.test(name)) return undefined
  if (/\d/.test(name)) return '姓名里不应该有数字，请和证件上填得一样'
  if (/^·|·$|··/.test(name)) return '姓名里的“·”要写在两个字中间，请和证件上填得一样'
  if (/ /.test(name)) return '中文姓名里不要有空格，请和证件上填得一样'
  return '姓名只写汉字，外文姓名只写字母，请和证件上填得一样'
}

/** What is wrong with the name of a company or other body; undefined where nothing is. */
export function checkBodyName(name: string): string | undefined {
  const length = [...name].length
  if (length < 2) return '请填单位全称，和执照上一样'
  if (length > 100) return '单位名称最长 100 个字，请和执照上填得一样'
  if (unreadable.test(name)) return '单位名称里有别的电脑认不出的字，请用输入法里的国标字（GB 18030）'
  return /^[\p{L}\p{M}\p{N}\u{20000}-\u{2FFFD}\u{30000}-\u{3FFFD} ·&.,'’"“”‘’+/、，—–（）()《》〈〉【】-]+$/u.test(name)
    ? undefined
    : '单位名称里有执照上不会有的符号，请和执照上填得一样'
}

const compound = new Set(
  (
    '欧阳 上官 司马 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 端木 百里 东郭 南宫 西门 独孤 轩辕 呼延 澹台 淳于 太史 公冶 ' +
    '宗政 濮阳 单于 申屠 仲孙 钟离 闻人 赫连 万俟 完颜 拓跋 鲜于 闾丘 亓官 第五 梁丘 左丘 东门 谷梁 乐正 羊舌 微生 公羊 巫马 公西 漆雕 壤驷'
  ).split(' '),
)

/** The surname of a Chinese name: two characters where it is a compound one and a given name is left over. */
export function surnameOf(name: string): string {
  const chars = [...name]
  const two = chars.slice(0, 2).join('')
  return chars.length > 2 && compound.has(two) ? two : (chars[0] ?? '')
}
