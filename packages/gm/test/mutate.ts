/** Changes to encoded values: blind ones in their bytes, and seeing ones in their structure, after which all lengths fit again. */
import { concat } from '../src/bytes.ts'
import { type Node, read } from '../src/der/read.ts'
import { lengthOf } from '../src/der/write.ts'

/** Chance that can be repeated (mulberry32): whole numbers from 0 to below n. */
export function chance(seed: number): (n: number) => number {
  let state = seed >>> 0
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n)
  }
}

type Draw = ReturnType<typeof chance>
type Mutation = (bytes: Uint8Array, draw: Draw, other: Uint8Array) => Uint8Array

const cut = (bytes: Uint8Array, draw: Draw): [number, number] => {
  const from = draw(bytes.length + 1)
  return [from, Math.min(bytes.length, from + draw(40))]
}

const blind: Mutation[] = [
  (bytes, draw) => {
    const out = bytes.slice()
    for (let i = 0; i <= draw(4); i++) out[draw(out.length)]! ^= 1 << draw(8)
    return out
  },
  (bytes, draw) => {
    const out = bytes.slice()
    out[draw(out.length)] = [0, 1, 0x7f, 0x80, 0x81, 0x84, 0xff, 0x30, 0x31][draw(9)]!
    return out
  },
  (bytes, draw) => bytes.slice(0, draw(bytes.length)),
  (bytes, draw) => {
    const [from, to] = cut(bytes, draw)
    return concat(bytes.subarray(0, from), bytes.subarray(to))
  },
  (bytes, draw) => {
    const [from, to] = cut(bytes, draw)
    return concat(bytes.subarray(0, to), bytes.subarray(from))
  },
  (bytes, draw, other) => {
    const [from, to] = cut(other, draw)
    const at = draw(bytes.length)
    return concat(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at))
  },
]

/** All values of a tree, strings that hold encoded values opened. */
function everyNode(node: Node): Node[] {
  return [node, ...node.children.flatMap(everyNode)]
}

/** Writes a tree again with one value replaced; lengths around it follow. */
function replaced(node: Node, target: Node, by: Uint8Array): Uint8Array {
  if (node === target) return by
  if (node.children.length === 0) return node.whole
  const content = concat(...node.children.map((child) => replaced(child, target, by)))
  return concat(node.whole.subarray(0, 1), lengthOf(content.length), content)
}

type Rewrite = (target: Node, draw: Draw, other: Node[]) => Uint8Array

const seeing: Rewrite[] = [
  () => new Uint8Array(),
  ({ whole }) => concat(whole, whole),
  (_, draw, other) => other[draw(other.length)]!.whole,
  ({ whole }, draw, other) => concat(whole, other[draw(other.length)]!.whole),
  ({ whole }) => concat(Uint8Array.of(0xa0), lengthOf(whole.length), whole),
  ({ whole, content }) => concat(Uint8Array.of(whole[0]!, 0x84, 0, ...fourBytes(content.length).slice(1)), content),
  ({ whole, content }) => concat(Uint8Array.of(whole[0]! | 32, 0x80), content, Uint8Array.of(0, 0)),
  ({ whole, content }, draw) => concat(Uint8Array.of(draw(256)), whole.subarray(1, whole.length - content.length), content),
  ({ whole, children }) => {
    const content = concat(...[...children].reverse().map((child) => child.whole))
    return children.length === 0 ? whole : concat(whole.subarray(0, 1), lengthOf(content.length), content)
  },
  ({ whole, content }, draw) => {
    const changed = content.slice()
    if (changed.length > 0) changed[draw(changed.length)]! ^= 1 << draw(8)
    return concat(whole.subarray(0, whole.length - content.length), changed)
  },
]

const fourBytes = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]

function rewrite(bytes: Uint8Array, draw: Draw, other: Uint8Array): Uint8Array {
  const tree = read(bytes)
  const nodes = everyNode(tree)
  const target = nodes[draw(nodes.length)]!
  return replaced(tree, target, seeing[draw(seeing.length)]!(target, draw, everyNode(read(other))))
}

/** One blind change to any bytes. */
export const scramble: Mutation = (bytes, draw, other) => blind[draw(blind.length)]!(bytes, draw, other)

/** One change, or rarely several, to well-formed `bytes`; `other` lends parts. */
export function mutate(bytes: Uint8Array, draw: Draw, other: Uint8Array): Uint8Array {
  let out = draw(2) === 0 ? rewrite(bytes, draw, other) : scramble(bytes, draw, other)
  while (draw(4) === 0 && out.length > 0) out = scramble(out, draw, other)
  return out
}
