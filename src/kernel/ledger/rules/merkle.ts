/** Merkle trees as in RFC 9162 section 2.1, with SM3 (GB/T 32905) in place of SHA-256. A leaf's hash never equals that of a node: 0x00 and 0x01 stand before them. */
import { sm3 } from '@haoban/gm'
import { concat, same } from './bytes.ts'

export const leafHash = (entry: Uint8Array): Uint8Array => sm3(concat(Uint8Array.of(0), entry))
const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sm3(concat(Uint8Array.of(1), left, right))

/** A tree that grows at its right end and keeps the hash of every complete subtree, so that a root or a proof of any size costs some tens of hashes. */
export type Tree = { size: number; levels: Uint8Array[][] }

export const emptyTree = (): Tree => ({ size: 0, levels: [[]] })

/** Adds a leaf by its hash. */
export function grow(tree: Tree, leaf: Uint8Array): void {
  tree.levels[0]!.push(leaf)
  tree.size++
  for (let level = 0; tree.levels[level]!.length % 2 === 0; level++) {
    const below = tree.levels[level]!
    if (!tree.levels[level + 1]) tree.levels.push([])
    tree.levels[level + 1]!.push(nodeHash(below.at(-2)!, below.at(-1)!))
  }
}

export function treeOf(leaves: Iterable<Uint8Array>): Tree {
  const tree = emptyTree()
  for (const leaf of leaves) grow(tree, leaf)
  return tree
}

/** The largest power of two below n, which is more than one. */
const splitOf = (n: number): number => {
  let k = 1
  while (2 * k < n) k *= 2
  return k
}

/** The hash over the leaves from `start` to before `end`. */
function over(tree: Tree, start: number, end: number): Uint8Array {
  const n = end - start
  if (n === 0) return sm3(new Uint8Array())
  const level = Math.log2(n)
  if (Number.isInteger(level) && start % n === 0) return tree.levels[level]![start / n]!
  const k = splitOf(n)
  return nodeHash(over(tree, start, start + k), over(tree, start + k, end))
}

const mustHave = (tree: Tree, size: number, least = 0): void => {
  if (!Number.isInteger(size) || size < least || size > tree.size) throw new RangeError(`the tree has ${tree.size} leaves, not ${size}`)
}

/** The root over the first `size` leaves. */
export function rootOf(tree: Tree, size = tree.size): Uint8Array {
  mustHave(tree, size)
  return over(tree, 0, size)
}

/** The inclusion proof of a leaf in the tree of the first `size` leaves (2.1.3.1). */
export function inclusionProof(tree: Tree, index: number, size = tree.size): Uint8Array[] {
  mustHave(tree, size)
  mustHave(tree, index)
  if (index >= size) throw new RangeError(`leaf ${index} is not among the first ${size}`)
  const path = (at: number, start: number, end: number): Uint8Array[] => {
    if (end - start === 1) return []
    const middle = start + splitOf(end - start)
    return at < middle ? [...path(at, start, middle), over(tree, middle, end)] : [...path(at, middle, end), over(tree, start, middle)]
  }
  return path(index, 0, size)
}

/** The root that a path gives for a leaf, undefined where the path is longer or shorter than the way up. */
function climb(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): Uint8Array | undefined {
  const beside = path.at(-1)
  if (size === 1 || !beside) return size === 1 && !beside ? leaf : undefined
  const k = splitOf(size)
  const below = index < k ? climb(leaf, index, k, path.slice(0, -1)) : climb(leaf, index - k, size - k, path.slice(0, -1))
  return below && (index < k ? nodeHash(below, beside) : nodeHash(beside, below))
}

/** Whether a leaf stands at `index` of the tree of `size` leaves with this root (2.1.3.2). */
export function includes(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) return false
  const found = climb(leaf, index, size, proof)
  return found !== undefined && same(found, root)
}

/** The consistency proof from the first `from` leaves to the first `to` (2.1.4.1); empty where nothing was there or nothing was added. */
export function consistencyProof(tree: Tree, from: number, to = tree.size): Uint8Array[] {
  mustHave(tree, to)
  mustHave(tree, from)
  if (from > to) throw new RangeError(`a tree does not grow from ${from} to ${to}`)
  if (from === 0 || from === to) return []
  const proof = (m: number, start: number, end: number, whole: boolean): Uint8Array[] => {
    const n = end - start
    if (m === n) return whole ? [] : [over(tree, start, end)]
    const k = splitOf(n)
    return m <= k
      ? [...proof(m, start, start + k, whole), over(tree, start + k, end)]
      : [...proof(m - k, start + k, end, false), over(tree, start, start + k)]
  }
  return proof(from, 0, to, true)
}

type Sized = { size: number; root: Uint8Array }

type Ends = { old: Uint8Array; now: Uint8Array }

/** A subtree that stands in both trees: known where it is the former itself, else the first hash of the proof. */
function wholeOf(proof: readonly Uint8Array[], known: Uint8Array | undefined): Ends | undefined {
  const whole = known ?? proof[0]
  return whole && proof.length === (known ? 0 : 1) ? { old: whole, now: whole } : undefined
}

/** The roots over the first `from` and over all `to` leaves that a proof gives; `known` is the former where it is asked for itself. */
function ends(from: number, to: number, proof: readonly Uint8Array[], known?: Uint8Array): Ends | undefined {
  const [last, rest] = [proof.at(-1), proof.slice(0, -1)]
  if (from === to) return wholeOf(proof, known)
  if (!last) return undefined
  const k = splitOf(to)
  if (from <= k) {
    const left = ends(from, k, rest, known)
    return left && { old: left.old, now: nodeHash(left.now, last) }
  }
  const right = ends(from - k, to - k, rest)
  return right && { old: nodeHash(last, right.old), now: nodeHash(last, right.now) }
}

/** Whether the tree `to` has the tree `from` as its beginning (2.1.4.2). */
export function grewFrom(from: Sized, to: Sized, proof: readonly Uint8Array[]): boolean {
  if (from.size < 0 || from.size > to.size) return false
  if (from.size === 0) return proof.length === 0
  const found = ends(from.size, to.size, proof, from.root)
  return found !== undefined && same(found.old, from.root) && same(found.now, to.root)
}
