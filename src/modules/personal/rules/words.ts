/** What stands in the archive beside the data, for whoever opens it years later. */
import type { Held } from '../schema.ts'

const amount = ({ rows, files }: Held): string => (rows === 0 ? '没有' : `${rows} 条${files > 0 ? `，${files} 个文件` : ''}`)

export const readme = (city: string, name: string, at: string, held: readonly Held[]): string =>
  [
    `${city}政务服务平台里${name}的个人信息，${at}取出`,
    '',
    '每类信息一个文件夹：“数据.json”是登记的内容，用任何文本编辑器都能打开；其余是您交的材料和机关给您的文书，原样附上。',
    '里面有您的证件号码、电话和住址，请自己保管好，不要发给不认识的人。',
    '您替别的个人办的件，这里只有件的编号和日期：那些内容是他的个人信息。',
    '',
    ...held.map((h) => `${h.title}：${amount(h)}。用来：${h.why}。保存：${h.kept}。`),
    '',
    '哪里不对，请在“我的个人信息”里点“哪里不对，要更正”，或到窗口、打 12345 要求更正（个人信息保护法第四十六条）。',
    '',
  ].join('\r\n')
