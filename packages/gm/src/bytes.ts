/** Bytes as they travel: joined, compared, spelled. All functions take and give plain `Uint8Array`, so that they run in browsers too. */

export type Bytes = Uint8Array

export function concat(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function equal(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

const hexDigits = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))

export function toHex(bytes: Bytes): string {
  let text = ''
  for (const byte of bytes) text += hexDigits[byte]
  return text
}

/** Throws where the text is no even number of hex digits. */
export function fromHex(text: string): Bytes {
  if (text.length % 2 || /[^0-9a-f]/i.test(text)) throw new RangeError('Not an even number of hex digits.')
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

const encoder = new TextEncoder()

export const utf8 = (text: string): Bytes => encoder.encode(text)

/** Bytes as text one to one (ISO 8859-1); for protocol words, never for what people read. */
export function toLatin1(bytes: Bytes): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

export function toBase64(bytes: Bytes): string {
  return btoa(toLatin1(bytes))
}

/** Reads base64 of both alphabets (RFC 4648), with line breaks and whatever padding, or gives `undefined` where the text is something else. */
export function fromBase64(text: string): Bytes | undefined {
  const plain = text.replace(/\s+/g, '').replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
  if (plain === '' || plain.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(plain)) return undefined
  return Uint8Array.from(atob(plain), (c) => c.charCodeAt(0))
}

/** A number of at least zero as `length` bytes, the highest first. */
export const bigToBytes = (n: bigint, length: number): Bytes => fromHex(n.toString(16).padStart(2 * length, '0'))

export const bytesToBig = (bytes: Bytes): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`))
