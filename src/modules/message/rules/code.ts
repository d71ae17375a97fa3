/** Codes by which somebody shows that he gets what is sent to a telephone or mailbox. */

/** So long a code holds, and so long one waits for the next, in milliseconds. */
export const codeMs = 5 * 60_000
export const pauseMs = 60_000
/** Wrong tries that a code bears. */
export const mostTries = 5
/** Codes that one account asks for in a day, and that one address is sent. */
export const mostOfAccount = 10
export const mostOfAddress = 5

/** Six digits out of four random bytes; what would make some codes likelier than others is at most one in four thousand. */
export const codeOf = (random: Uint8Array): string =>
  String(new DataView(random.buffer, random.byteOffset, 4).getUint32(0) % 1_000_000).padStart(6, '0')

/** Digits as people type them: full width, with spaces between. */
export const typedCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '')
