/** Numbers that carry their own check: 统一社会信用代码 (GB 32100-2015), 组织机构代码 (GB 11714), MOD 37,36 (GB/T 17710). */

/** A number as typed, made comparable: full-width letters and digits become plain, spaces go, letters are capitals. */
export const normalNo = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200D\uFEFF]/g, '')
    .toUpperCase()

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Check character over the first 17 characters; they must all be of the alphabet. */
export function usccCheck(first17: string): string {
  const sum = usccWeights.reduce((s, w, i) => s + w * usccAlphabet.indexOf(first17[i]!), 0)
  return usccAlphabet[(31 - (sum % 31)) % 31]!
}

const alike: Record<string, string> = { I: '数字 1', O: '数字 0', S: '数字 5', V: '字母 U 或 Y', Z: '数字 2' }

/** What is wrong with a 统一社会信用代码, said to whoever typed it; undefined where nothing is. Expects `normalNo`. */
export function checkUscc(code: string): string | undefined {
  if (code.length !== 18) return `统一社会信用代码是 18 位，现在是 ${code.length} 位，请照着执照再核对一遍`
  for (let i = 0; i < 18; i++) {
    const c = code[i]!
    if (alike[c]) return `统一社会信用代码里没有字母 ${c}，第 ${i + 1} 位可能是${alike[c]}，请照着执照再核对一遍`
    if (!usccAlphabet.includes(c)) return `统一社会信用代码只有数字和大写字母，第 ${i + 1} 位是“${c}”，请改一下`
  }
  if (!/^\d{6}$/.test(code.slice(2, 8))) return '统一社会信用代码第 3 到第 8 位应该都是数字，请照着执照再核对一遍'
  if (usccCheck(code.slice(0, 17)) !== code[17]) return '统一社会信用代码第 18 位对不上，可能有一位填错了，请照着执照再核对一遍'
  return undefined
}

const orgWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** Check character of the 9-character 组织机构代码 over its first 8. */
export function orgCheck(first8: string): string {
  const sum = orgWeights.reduce((s, w, i) => s + w * Number.parseInt(first8[i]!, 36), 0)
  const c = 11 - (sum % 11)
  if (c === 10) return 'X'
  return c === 11 ? '0' : String(c)
}

/** A doubt about a code that passes `checkUscc`: its inner 组织机构代码 does not check. Codes carried over from old registers may do so. */
export function doubtUscc(code: string): string | undefined {
  if (checkUscc(code) !== undefined || orgCheck(code.slice(8, 16)) === code[16]) return undefined
  return '这个代码里的组织机构代码对不上。个别早年换发的代码会这样，请看一眼执照原件'
}

const registrars: Record<string, string> = { '1': '机构编制', '5': '民政', '9': '市场监管', N: '农业农村', Y: '其他' }
const bodies: Record<string, string> = {
  '11': '机关',
  '12': '事业单位',
  '13': '群众团体',
  '51': '社会团体',
  '52': '民办非企业单位',
  '53': '基金会',
  '91': '企业',
  '92': '个体工商户',
  '93': '农民专业合作社',
}

/** Who registered a body and what it is, by the first two characters; undefined where the table of GB 32100 is not confirmed. */
export function bodyOf(uscc: string): { registrar: string; body: string } | undefined {
  const registrar = registrars[uscc.slice(0, 1)]
  return registrar === undefined ? undefined : { registrar, body: bodies[uscc.slice(0, 2)] ?? '其他组织' }
}

const alphabet36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** ISO 7064 MOD 37,36 check character over digits and capital letters (RangeError for any other): 电子证照标识 ends with it. */
export function mod37Check(text: string): string {
  let p = 36
  for (const c of text) {
    const value = alphabet36.indexOf(c)
    if (value < 0) throw new RangeError(`not of the alphabet: ${c}`)
    p = (((p + value) % 36 || 36) * 2) % 37
  }
  return alphabet36[(37 - p) % 36]!
}

/** Whether a text ends with its own MOD 37,36 check character. */
export const isMod37 = (text: string): boolean => /^[0-9A-Z]{2,}$/.test(text) && mod37Check(text.slice(0, -1)) === text.slice(-1)
