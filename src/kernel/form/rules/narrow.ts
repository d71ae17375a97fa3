import { normalNo } from '#kernel/party/rules/identifier.ts'

/** Full-width forms (U+FF01–FF5E, as Chinese keyboards give them) and the ideographic space as their ASCII twins. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')

const dashes = /[‐-―−－—]/g

/** A number as people type it, '１,２００' or '120平方米', in plain digits; undefined where it is none. At most 15 digits, so that no digit is lost. */
export function plainNumber(text: string, unit = ''): string | undefined {
  let plain = halfWidth(text).replace(dashes, '-').trim()
  if (unit !== '' && plain.endsWith(unit)) plain = plain.slice(0, -unit.length)
  plain = plain
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '')
    .replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '')
    .trim()
  return /^-?\d{1,15}(\.\d{1,8})?$/.test(plain) && plain.replace(/\D/g, '').length <= 15 ? plain : undefined
}

/** Yuan as typed, in fen without a float in between: '1,200.5' is 120050; undefined where it is no amount or has parts of a fen. */
export function fenOf(text: string): number | undefined {
  const plain = plainNumber(text)
  const parts = plain?.match(/^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/)
  if (!parts) return undefined
  const fen = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0'))
  return parts[1] && fen !== 0 ? -fen : fen
}

/** '2023年6月5日', '2023/6/5' and '2023.6.5' as '2023-06-05'; anything else as it stands. */
export function plainDate(text: string): string {
  const parts = halfWidth(text)
    .replace(dashes, '-')
    .trim()
    .match(/^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/)
  return parts ? `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}` : text.trim()
}

/** A code in which letters and digits alone count: identity number, 信用代码, bank card. */
export const plainCode = (text: string): string => normalNo(text).replace(/[·.-]/g, '').replace(dashes, '')
