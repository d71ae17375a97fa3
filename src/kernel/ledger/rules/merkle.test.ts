import { sm3 } from '@haoban/gm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, toHex, utf8 } from './bytes.ts'
import { consistencyProof, grewFrom, includes, inclusionProof, leafHash, rootOf, treeOf } from './merkle.ts'

/** RFC 9162 section 2.1.1, word for word. */
function naive(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return sm3(new Uint8Array())
  if (entries.length === 1) return sm3(concat(Uint8Array.of(0), entries[0]!))
  let k = 1
  while (k * 2 < entries.length) k *= 2
  return sm3(concat(Uint8Array.of(1), naive(entries.slice(0, k)), naive(entries.slice(k))))
}

const entries = Array.from({ length: 64 }, (_, i) => utf8(`root ${i}`))
const leaves = entries.map(leafHash)
const tree = treeOf(leaves)
const roots = Array.from({ length: 65 }, (_, n) => naive(entries.slice(0, n)))
const sizes = Array.from({ length: 64 }, (_, i) => i + 1)
const bent = (bytes: Uint8Array) => bytes.map((b, i) => (i === 7 ? b ^ 1 : b))

describe('a tree over up to 64 roots', () => {
  test('has the hash that the naive reading of RFC 9162 gives, at every size', () => {
    for (let n = 0; n <= 64; n++) expect(toHex(rootOf(tree, n))).toBe(toHex(roots[n]!))
  })

  test.each(sizes)('proves each of its first %i roots, and no other at its place', (size) => {
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(tree, index, size)
      expect(includes(leaves[index]!, index, size, proof, roots[size]!)).toBe(true)
      expect(includes(bent(leaves[index]!), index, size, proof, roots[size]!)).toBe(false)
      expect(includes(leaves[index]!, index, size, proof, bent(roots[size]!))).toBe(false)
      if (size > 1) expect(includes(leaves[index]!, (index + 1) % size, size, proof, roots[size]!)).toBe(false)
      if (proof.length) expect(includes(leaves[index]!, index, size, proof.slice(1), roots[size]!)).toBe(false)
      expect(includes(leaves[index]!, index, size, [...proof, leaves[0]!], roots[size]!)).toBe(false)
    }
  })

  test.each(sizes)('proves that it grew to %i roots from every size before, and from no other tree', (to) => {
    for (let from = 0; from <= to; from++) {
      const proof = consistencyProof(tree, from, to)
      const [old, now] = [
        { size: from, root: roots[from]! },
        { size: to, root: roots[to]! },
      ]
      expect(grewFrom(old, now, proof)).toBe(true)
      expect(grewFrom(old, { ...now, root: bent(now.root) }, proof)).toBe(from === 0)
      if (from > 0) expect(grewFrom({ ...old, root: bent(old.root) }, now, proof)).toBe(false)
      expect(grewFrom(old, now, [...proof, leaves[0]!])).toBe(false)
      for (let i = 0; i < proof.length; i++)
        expect(
          grewFrom(
            old,
            now,
            proof.map((p, j) => (i === j ? bent(p) : p)),
          ),
        ).toBe(false)
    }
  })
})

test('any tree of any size behaves so', () => {
  const someTree = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(someTree, fc.nat(), fc.nat(), (all, a, b) => {
      const grown = treeOf(all.map(leafHash))
      const to = 1 + (a % all.length)
      const from = b % (to + 1)
      const index = b % to
      expect(toHex(rootOf(grown, to))).toBe(toHex(naive(all.slice(0, to))))
      expect(includes(leafHash(all[index]!), index, to, inclusionProof(grown, index, to), rootOf(grown, to))).toBe(true)
      const [old, now] = [from, to].map((size) => ({ size, root: rootOf(grown, size) }))
      expect(grewFrom(old!, now!, consistencyProof(grown, from, to))).toBe(true)
    }),
    { numRuns: 200 },
  )
})
