/** One-time codes of an authenticator app: RFC 6238 over RFC 4226, SHA-1, 30 seconds, 6 digits, as every app reads them. */

/** HMAC-SHA-1 of data under a key; the server gives it. */
export type HmacSha1 = (key: Uint8Array, data: Uint8Array) => Uint8Array

const period = 30_000
const digits = 6
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The counter of a moment: whole periods since 1970. */
export const totpStep = (at: Date): number => Math.floor(at.getTime() / period)

/** The code of a counter, `length` digits (RFC 4226, 5.3). */
export function hotp(hmac: HmacSha1, secret: Uint8Array, counter: number, length = digits): string {
  const message = new Uint8Array(8)
  new DataView(message.buffer).setBigUint64(0, BigInt(counter))
  const mac = hmac(secret, message)
  const offset = mac[mac.length - 1]! & 15
  const word = new DataView(mac.buffer, mac.byteOffset + offset, 4).getUint32(0) & 0x7fffffff
  return String(word % 10 ** length).padStart(length, '0')
}

/**
 * The counter whose code this is, one period early or late allowed for clocks that differ, or undefined. Counters up to
 * `used` are spent: a code counts once (RFC 6238, 5.2).
 */
export function matchTotp(hmac: HmacSha1, secret: Uint8Array, code: string, at: Date, used: number): number | undefined {
  const step = totpStep(at)
  const given = code.replace(/\s/g, '')
  const open = [step, step - 1, step + 1].filter((s) => s > used)
  // Every counter is computed, so that the time does not tell which one fitted.
  return open.filter((s) => hotp(hmac, secret, s) === given)[0]
}

/** RFC 4648 base32 without padding, as apps take a secret. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What the QR code holds. */
export const totpUri = (issuer: string, account: string, secret: Uint8Array): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${account}`)}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=30`
