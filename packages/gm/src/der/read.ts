/**
 * Reads ASN.1 as it is found: DER, and of BER what signed files in the field hold (lengths longer than needed, indefinite
 * lengths, strings in pieces). Values stay views of the bytes they were read from, so that what was signed can be checked
 * as it stands. Every refusal is an `Asn1Error`.
 */

export class Asn1Error extends Error {
  override name = 'Asn1Error'
}

export type TagClass = 'universal' | 'application' | 'context' | 'private'
const classes: readonly TagClass[] = ['universal', 'application', 'context', 'private']

/** One value. `whole` is tag, length and content as they stand in the file; `children` are read where the tag says constructed. */
export type Node = {
  class: TagClass
  tag: number
  constructed: boolean
  whole: Uint8Array
  content: Uint8Array
  children: Node[]
  /** Whether all lengths are definite and as short as can be, and no string is in pieces. */
  isStrict: boolean
}

export type Limits = {
  /** How deep values may lie in one another. */
  depth: number
  /** How many values there may be in all. */
  nodes: number
}

const defaultLimits: Limits = { depth: 32, nodes: 200_000 }

type State = { bytes: Uint8Array; left: number; depth: number }
type Head = { class: TagClass; tag: number; constructed: boolean; start: number; length: number | undefined; isStrict: boolean }

function readTag(bytes: Uint8Array, at: number): { tag: number; next: number } {
  let tag = bytes[at]! & 31
  if (tag !== 31) return { tag, next: at + 1 }
  tag = 0
  for (let i = at + 1; i < bytes.length && i <= at + 4; i++) {
    tag = tag * 128 + (bytes[i]! & 127)
    if (bytes[i]! < 128) return { tag, next: i + 1 }
  }
  throw new Asn1Error('A tag is longer than four bytes or cut off.')
}

type Length = { length: number | undefined; next: number; isShortest: boolean }

function readLength(bytes: Uint8Array, at: number): Length {
  const first = bytes[at]
  if (first === undefined) throw new Asn1Error('A value ends before its length.')
  if (first < 128) return { length: first, next: at + 1, isShortest: true }
  if (first === 128) return { length: undefined, next: at + 1, isShortest: false }
  const count = first & 127
  if (count > 126 || at + count >= bytes.length) throw new Asn1Error('A length is cut off.')
  let length = 0
  for (let i = 1; i <= count; i++) length = length * 256 + bytes[at + i]!
  if (length > bytes.length) throw new Asn1Error('A value is longer than what holds it.')
  return { length, next: at + 1 + count, isShortest: length >= 128 && bytes[at + 1] !== 0 }
}

function readHead(state: State, at: number, end: number): Head {
  if (at >= end) throw new Asn1Error('A value is missing.')
  if (--state.left < 0) throw new Asn1Error('There are too many values.')
  const first = state.bytes[at]!
  const { tag, next } = readTag(state.bytes, at)
  const { length, next: start, isShortest } = readLength(state.bytes, next)
  const constructed = (first & 32) !== 0
  if (start > end || (length !== undefined && start + length > end)) throw new Asn1Error('A value is longer than what holds it.')
  if (length === undefined && !constructed) throw new Asn1Error('A simple value has no length.')
  // Of the universal types only SEQUENCE and SET are constructed in DER (X.690 section 10.2).
  const isWhole = first >= 64 || constructed === (tag === 16 || tag === 17)
  return { class: classes[first >> 6]!, tag, constructed, start, length, isStrict: isShortest && isWhole }
}

const isEnd = (bytes: Uint8Array, at: number) => bytes[at] === 0 && bytes[at + 1] === 0

/** The values up to `stop`, or up to the mark that ends a value of open length. */
function readChildren(
  state: State,
  start: number,
  stop: number | undefined,
  end: number,
  depth: number,
): { children: Node[]; next: number } {
  const children: Node[] = []
  let next = start
  while (stop === undefined ? !isEnd(state.bytes, next) : next < stop) {
    const child = readNode(state, next, stop ?? end, depth + 1)
    children.push(child.node)
    next = child.next
  }
  return { children, next }
}

function readNode(state: State, at: number, end: number, depth: number): { node: Node; next: number } {
  if (depth > state.depth) throw new Asn1Error('Values lie too deep in one another.')
  const head = readHead(state, at, end)
  const stop = head.length === undefined ? undefined : head.start + head.length
  const { children, next } = head.constructed ? readChildren(state, head.start, stop, end, depth) : { children: [], next: head.start }
  const wholeEnd = stop ?? next + 2
  if (wholeEnd > end) throw new Asn1Error('A value of open length has no end.')
  const node: Node = {
    class: head.class,
    tag: head.tag,
    constructed: head.constructed,
    whole: state.bytes.subarray(at, wholeEnd),
    content: state.bytes.subarray(head.start, stop ?? next),
    children,
    isStrict: head.isStrict && children.every((child) => child.isStrict),
  }
  return { node, next: wholeEnd }
}

/** Reads the first value; `rest` are the bytes behind it. */
export function readPrefix(bytes: Uint8Array, limits: Partial<Limits> = {}): { node: Node; rest: Uint8Array } {
  const { depth, nodes } = { ...defaultLimits, ...limits }
  const { node, next } = readNode({ bytes, left: nodes, depth }, 0, bytes.length, 0)
  return { node, rest: bytes.subarray(next) }
}

/** Reads one value and allows nothing behind it. */
export function read(bytes: Uint8Array, limits: Partial<Limits> = {}): Node {
  const { node, rest } = readPrefix(bytes, limits)
  if (rest.length > 0) throw new Asn1Error(`${rest.length} bytes follow the value.`)
  return node
}
