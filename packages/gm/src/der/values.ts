/** Turns values that were read into numbers, identifiers, bytes and text; each throws an `Asn1Error` where there is something else. */
import { bytesToBig, concat, toHex, toLatin1 } from '../bytes.ts'
import { Asn1Error, type Node } from './read.ts'
import { type TagName, tags } from './tags.ts'
import { lengthOf } from './write.ts'

export function is(node: Node, name: TagName): boolean
export function is(node: Node | undefined, name: TagName): node is Node
export function is(node: Node | undefined, name: TagName): boolean {
  return node?.class === 'universal' && node.tag === tags[name]
}

/** Whether a value carries the context tag `[n]`. */
export const isTagged = (node: Node | undefined, tag: number): node is Node => node?.class === 'context' && node.tag === tag

function expect(node: Node | undefined, ...names: readonly TagName[]): Node {
  if (node && names.some((name) => is(node, name))) return node
  const found = node ? `${node.class} ${node.tag}` : 'nothing'
  throw new Asn1Error(`There is ${found} where ${names.join(' or ')} should be.`)
}

/** The values of a sequence, of which there must be `least`. */
export function asSequence(node: Node | undefined, least = 0): Node[] {
  const { children } = expect(node, 'sequence')
  if (children.length < least) throw new Asn1Error(`There are ${children.length} values where ${least} should be.`)
  return children
}

export const asSet = (node: Node | undefined): Node[] => expect(node, 'set').children

/** The single value inside an explicit tag. */
export function inside(node: Node): Node {
  const [only, ...more] = node.children
  if (!only || more.length > 0) throw new Asn1Error('A tag does not hold exactly one value.')
  return only
}

export function asInteger(node: Node | undefined): bigint {
  const { content, constructed } = expect(node, 'integer', 'enumerated')
  if (content.length === 0 || constructed) throw new Asn1Error('An integer is empty.')
  return BigInt.asIntN(8 * content.length, bytesToBig(content))
}

/** An integer that is small by its meaning: versions, types, sizes. */
export function asSmall(node: Node | undefined): number {
  const value = asInteger(node)
  if (value < -1_000_000n || value > 1_000_000_000n) throw new Asn1Error('A number is out of all proportion.')
  return Number(value)
}

export function asBoolean(node: Node | undefined): boolean {
  const { content } = expect(node, 'boolean')
  if (content.length !== 1) throw new Asn1Error('A boolean is not one byte long.')
  return content[0] !== 0
}

const maxArcBytes = 20

export function asOid(node: Node | undefined): string {
  const { content } = expect(node, 'oid')
  const arcs: bigint[] = []
  let arc = 0n
  let length = 0
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 127)
    if (++length > maxArcBytes) throw new Asn1Error('An object identifier holds a number out of all proportion.')
    if (byte & 128) continue
    arcs.push(arc)
    arc = 0n
    length = 0
  }
  if (arcs.length === 0 || length > 0) throw new Asn1Error('An object identifier is cut off.')
  const [first, ...rest] = arcs as [bigint, ...bigint[]]
  const top = first < 80n ? first / 40n : 2n
  return [top, first - top * 40n, ...rest].join('.')
}

/** The bytes of an OCTET STRING, joined where it came in pieces. */
export function asOctets(node: Node | undefined): Uint8Array {
  const found = expect(node, 'octetString')
  return found.constructed ? concat(...found.children.map(asOctets)) : found.content
}

/**
 * The bytes of a BIT STRING. OpenSSL writes any as a list of named bits unless it is told otherwise: all zeros at the end of
 * the last byte then count as unused, although they belong to it. Any other number of unused bits makes no whole bytes.
 */
export function asBits(node: Node | undefined): Uint8Array {
  const found = expect(node, 'bitString')
  if (found.constructed) return concat(...found.children.map(asBits))
  const [unused, last] = [found.content[0], found.content.at(-1)!]
  if (unused === undefined) throw new Asn1Error('A bit string is empty.')
  const isWhole = unused === 0 || (found.content.length > 1 && (last & -last) === 1 << unused)
  if (!isWhole) throw new Asn1Error('A bit string holds no whole number of bytes.')
  return found.content.subarray(1)
}

/** The numbers of the bits that are set, for bit strings whose bits have names. */
export function asNamedBits(node: Node | undefined): number[] {
  const { content } = expect(node, 'bitString')
  const bits: number[] = []
  for (let i = 0; i < 8 * (content.length - 1); i++) if (content[1 + (i >> 3)]! & (128 >> (i & 7))) bits.push(i)
  return bits
}

/** Bytes, packed as BIT STRING by some makers and as OCTET STRING by others. */
export const asBytes = (node: Node | undefined): Uint8Array => (is(node, 'bitString') ? asBits(node) : asOctets(node))

const strings: readonly TagName[] = [
  'utf8String',
  'printableString',
  'ia5String',
  'visibleString',
  'numericString',
  'teletexString',
  'bmpString',
  'octetString',
]

// Made once: a decoder costs more than what it decodes here.
const utf8 = new TextDecoder('utf-8', { fatal: true })
const utf16 = new TextDecoder('utf-16be')
const chinese = new TextDecoder('gb18030')

/** Text of any string type; bytes that are no UTF-8 are read as GB 18030, which old certificates hold under any tag. */
export function asText(node: Node | undefined): string {
  const found = expect(node, ...strings)
  if (is(found, 'bmpString')) return utf16.decode(found.content)
  const bytes = found.constructed ? concat(...found.children.map((child) => child.content)) : found.content
  try {
    return utf8.decode(bytes)
  } catch {
    return chinese.decode(bytes)
  }
}

/** Text; where a maker put another type, its content in hex. For labels on which nothing depends. */
export function asLabel(node: Node | undefined): string {
  if (!node) throw new Asn1Error('A label is missing.')
  try {
    return asText(node)
  } catch {
    return toHex(node.content)
  }
}

/** As DER would write the same values: definite shortest lengths, strings in one piece, sets in order. */
export function canonical(node: Node): Uint8Array {
  const content = node.constructed ? joined(node) : node.content
  const isString = is(node, 'octetString') || is(node, 'bitString')
  const keepsConstructed = node.constructed && !isString
  const first = node.whole[0]!
  const tag = (first & 31) === 31 ? node.whole.subarray(1, tagEnd(node.whole)) : new Uint8Array()
  return concat(Uint8Array.of(keepsConstructed ? first | 32 : first & ~32), tag, lengthOf(content.length), content)
}

function joined(node: Node): Uint8Array {
  if (is(node, 'octetString')) return asOctets(node)
  if (is(node, 'bitString')) return concat(Uint8Array.of(0), asBits(node))
  const parts = node.children.map(canonical)
  if (is(node, 'set')) parts.sort((a, b) => (toLatin1(a) < toLatin1(b) ? -1 : 1))
  return concat(...parts)
}

function tagEnd(whole: Uint8Array): number {
  let at = 1
  while (whole[at]! & 128) at++
  return at + 1
}
