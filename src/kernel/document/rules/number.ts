/** The marks by which a paper is known: its number and its check code. */

/** 某市行审受〔2023〕第12号: the organ's word, the paper's word, the year, the running number of that year (A5.4). */
export const formatPaperNo = (no: { organWord: string; kindWord: string; year: number; n: number }): string =>
  `${no.organWord}${no.kindWord}〔${no.year}〕第${no.n}号`

/** Crockford's base 32: no I, L, O or U, which are misread on paper and over the telephone. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bytesNeeded = 10

/** A check code of 16 characters from 10 random bytes: 80 bits, so that guessing one finds nothing. Fewer bytes are a RangeError. */
export function checkCode(random: Uint8Array): string {
  if (random.length < bytesNeeded) throw new RangeError(`a check code takes ${bytesNeeded} random bytes`)
  const bits = Array.from(random.subarray(0, bytesNeeded), (byte) => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length: 16 }, (_, i) => digits[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)]).join('')
}

/** As it is printed and read out: ABCD-EFGH-JKMN-PQRS. */
export const groupCheckCode = (code: string): string => code.replace(/.{4}(?=.)/g, '$&-')

/** A check code as it is kept, from what somebody typed: any case, any spaces or dashes, full-width letters, O for 0, I or L for 1. */
export const readCheckCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')

/** Where a paper is checked: the address behind its QR code. */
export const checkUrl = (page: string, code: string): string => `${page.replace(/\/+$/, '')}/${code}`
