import { fromHex, toHex, utf8 } from './rules/bytes.ts'
import { leafHash, rootOf, type Tree, treeOf } from './rules/merkle.ts'
import type { Digest, RootRecord } from './schema.ts'

/** What a fact's hash is taken over: every column the ledger keeps of it but the running id, and the hash before it. */
export type Link = { about: string; seq: number; name: string; data: unknown; by: string; at: Date; before: string }

/** JSON with sorted keys and no spaces, so that equal values are equal bytes (RFC 8785 for the values that facts hold). */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
}

/** The bytes under a fact's hash, as text. */
export const linkText = (l: Link): string => canonical([l.before, l.about, l.seq, l.name, l.by, l.at.toISOString(), l.data])

/** The hash of a fact: SM3 (GB/T 32905) over its text and the hash before it, 64 hex digits. */
export const linkHash = (digest: Digest, link: Link): string => digest(linkText(link))

/** The tree over the facts of a root, in order of id: a fact's leaf is the hash of its 32 bytes. */
export const factTree = (hashes: readonly string[]): Tree => treeOf(hashes.map((hash) => leafHash(fromHex(hash)!)))

/**
 * The hash of a root over the hashes of its facts in order of id. Form 2 is the root of their Merkle tree; form 1, which roots had before
 * there were checkpoints, is a flat digest bound to the root before it.
 */
export const rootHash = (digest: Digest, form: RootRecord['form'], before: string, hashes: readonly string[]): string =>
  form === 2 ? toHex(rootOf(factTree(hashes))) : digest([before, ...hashes].join('\n'))

/** What stands in the city's tree for a root: everything that is kept of it, on one line. */
export const rootText = ({ form, id, afterFact, uptoFact, facts, hash, at }: RootRecord): string =>
  canonical(['haoban-root', form, id, afterFact, uptoFact, facts, hash, at])

export const rootLeaf = (root: RootRecord): Uint8Array => leafHash(utf8(rootText(root)))

type Row = { id: number; about: string; seq: number; name: string; data: unknown; by: string; at: Date; hash: string }
type Break = { fact: number; about: string; seq: number; name: string; why: string }

/** Checks one chain from its first fact to its head; the first fact that does not follow is named, and what stands after it is not judged. */
export function checkChain(digest: Digest, rows: readonly Row[], head: { seq: number; hash: string } | undefined): Break | undefined {
  let before = ''
  for (const [i, row] of rows.entries()) {
    if (row.seq !== i + 1) return broken(row, `fact ${i + 1} of its chain is missing`)
    if (linkHash(digest, { ...row, before }) !== row.hash) return broken(row, 'its content does not give its hash')
    before = row.hash
  }
  const last = rows.at(-1)
  if (last && (!head || head.seq !== last.seq || head.hash !== last.hash))
    return broken(last, 'the head of its chain does not name it as the last')
  return undefined
}

const broken = (row: Row, why: string): Break => ({ fact: row.id, about: row.about, seq: row.seq, name: row.name, why })

/** Rows that stand in order of subject, as one list a subject. */
export function chainsOf<R extends { about: string }>(rows: readonly R[]): Map<string, R[]> {
  const chains = new Map<string, R[]>()
  for (const row of rows) {
    const chain = chains.get(row.about)
    if (chain) chain.push(row)
    else chains.set(row.about, [row])
  }
  return chains
}
