/** 办件编号, 43 characters: implementation code (31), day of receipt (8), serial of that item and day (4). `[verify]` as a national rule (A5.1). */
export function caseNumber(taskCode: string, on: string, n: number): string | undefined {
  return n > 9999 ? undefined : `${taskCode}${on.replaceAll('-', '')}${String(n).padStart(4, '0')}`
}

/** Letters and digits that nobody mistakes for one another. */
const alphabet = '23456789ABCDEFGHJKMNPQRTUVWXY'

/** 查询码: 8 characters out of random bytes, for looking a case up without signing in. */
export const queryCode = (random: Uint8Array): string => [...random.subarray(0, 8)].map((b) => alphabet[b % alphabet.length]).join('')

/** `K7M4 Q2XD` is how people read it; blanks and small letters are forgiven. */
export const readQueryCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()
