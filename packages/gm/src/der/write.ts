/** Writes DER (X.690 section 10): every function gives the whole encoding of one value. */
import { bigToBytes, concat, utf8 } from '../bytes.ts'
import { tags } from './tags.ts'

/** The shortest definite length. */
export function lengthOf(length: number): Uint8Array {
  if (length < 128) return Uint8Array.of(length)
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest & 255)
  return Uint8Array.of(128 | bytes.length, ...bytes)
}

const encode = (first: number, content: Uint8Array): Uint8Array => concat(Uint8Array.of(first), lengthOf(content.length), content)

const constructed = 0x20
const context = 0x80

export const sequence = (...items: readonly Uint8Array[]): Uint8Array => encode(tags.sequence | constructed, concat(...items))

/** SET OF: the elements in ascending order of their encodings (X.690 section 11.6). */
export function setOf(...items: readonly Uint8Array[]): Uint8Array {
  return encode(tags.set | constructed, concat(...[...items].sort(byEncoding)))
}

function byEncoding(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

/** `[n] EXPLICIT`: a value inside a tag of its own. */
export const explicit = (tag: number, value: Uint8Array): Uint8Array => encode(context | constructed | tag, value)

/** `[n] IMPLICIT` in place of a universal tag; `content` is the bare content. */
export const implicit = (tag: number, content: Uint8Array, isConstructed = false): Uint8Array =>
  encode(context | (isConstructed ? constructed : 0) | tag, content)

/** The shortest two's complement of a number of any sign. */
export function integer(value: bigint | number): Uint8Array {
  const n = BigInt(value)
  let size = 1
  while (BigInt.asIntN(8 * size, n) !== n) size++
  return encode(tags.integer, bigToBytes(BigInt.asUintN(8 * size, n), size))
}

export const enumerated = (value: number): Uint8Array => encode(tags.enumerated, Uint8Array.of(value))
export const boolean = (value: boolean): Uint8Array => encode(tags.boolean, Uint8Array.of(value ? 255 : 0))
export const nothing = (): Uint8Array => encode(tags.null, new Uint8Array())
export const octetString = (bytes: Uint8Array): Uint8Array => encode(tags.octetString, bytes)

/** A bit string of whole bytes. */
export const bitString = (bytes: Uint8Array): Uint8Array => encode(tags.bitString, concat(Uint8Array.of(0), bytes))

/** Named bits (X.680 section 22.7): bit 0 is the highest of the first byte, zeros at the end are left out. */
export function namedBits(bits: readonly number[]): Uint8Array {
  const last = Math.max(-1, ...bits)
  const bytes = new Uint8Array(Math.ceil((last + 1) / 8))
  for (const bit of bits) bytes[bit >> 3]! |= 128 >> (bit & 7)
  return encode(tags.bitString, concat(Uint8Array.of(bytes.length * 8 - (last + 1)), bytes))
}

const encodedOids = new Map<string, Uint8Array>()
const mostOids = 256

/** Dotted decimal; throws where it is no object identifier. */
export function oid(dotted: string): Uint8Array {
  const known = encodedOids.get(dotted)
  if (known) return known
  const encoded = encodedOid(dotted)
  if (encodedOids.size < mostOids) encodedOids.set(dotted, encoded)
  return encoded
}

function encodedOid(dotted: string): Uint8Array {
  const arcs = dotted.split('.').map((arc) => (/^\d+$/.test(arc) ? BigInt(arc) : -1n))
  if (arcs.length < 2 || arcs.includes(-1n) || arcs[0]! > 2n) throw new RangeError(`${dotted} is no object identifier.`)
  return encode(tags.oid, concat(base128(arcs[0]! * 40n + arcs[1]!), ...arcs.slice(2).map(base128)))
}

function base128(arc: bigint): Uint8Array {
  const bytes = [Number(arc & 127n)]
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 127n) | 128)
  return Uint8Array.from(bytes)
}

export const utf8String = (text: string): Uint8Array => encode(tags.utf8String, utf8(text))
export const printableString = (text: string): Uint8Array => encode(tags.printableString, ascii(text))
export const ia5String = (text: string): Uint8Array => encode(tags.ia5String, ascii(text))

function ascii(text: string): Uint8Array {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: IA5 holds the control characters too.
  if (/[^\x00-\x7f]/.test(text)) throw new RangeError(`${text} does not fit into an ASCII string.`)
  return utf8(text)
}

/** `YYYYMMDDHHMMSSZ` without fractions (X.690 section 11.7). */
export const generalizedTime = (at: Date): Uint8Array => encode(tags.generalizedTime, ascii(stamp(at)))

/** `YYMMDDHHMMSSZ`; years from 1950 to 2049 only (RFC 5280 section 4.1.2.5.1). */
export function utcTime(at: Date): Uint8Array {
  const year = at.getUTCFullYear()
  if (year < 1950 || year > 2049) throw new RangeError('UTCTime ends in 2049.')
  return encode(tags.utcTime, ascii(stamp(at).slice(2)))
}

/** The Time of RFC 5280: UTCTime to 2049, GeneralizedTime beyond. */
export const time = (at: Date): Uint8Array => (at.getUTCFullYear() < 2050 ? utcTime(at) : generalizedTime(at))

const stamp = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
