/** The file that lies beside a checkpoint: the roots since the one before, each with the id and the hash of every fact. It lets a difference be named by its fact. */
import { sm3 } from '@haoban/gm'
import { rootHash, rootText } from '../rules.ts'
import { RootRecord } from '../schema.ts'
import { toHex, utf8 } from './bytes.ts'

export type Leaf = { id: number; hash: string }
export type RootLeaves = { root: RootRecord; facts: Leaf[] }

const head = 'haoban-ledger-facts/1'
const digest = (text: string): string => toHex(sm3(utf8(text)))

const textOf = ({ root, facts }: RootLeaves): string[] => [`root ${rootText(root)}`, ...facts.map((f) => `${f.id} ${f.hash}`)]

export const writeLeaves = (roots: readonly RootLeaves[]): string => `${[head, ...roots.flatMap(textOf)].join('\n')}\n`

function readRoot(line: string): RootRecord | undefined {
  try {
    const [kind, form, id, afterFact, uptoFact, facts, hash, at] = JSON.parse(line.slice(5)) as unknown[]
    const root = RootRecord.safeParse({ form, id, afterFact, uptoFact, facts, hash, at })
    return kind === 'haoban-root' && root.success && `root ${rootText(root.data)}` === line ? root.data : undefined
  } catch {
    return undefined
  }
}

/** Undefined where the file is not what `writeLeaves` writes. */
export function readLeaves(text: string): RootLeaves[] | undefined {
  const [first, ...lines] = text.split('\n')
  if (first !== head || lines.pop() !== '') return undefined
  const roots: RootLeaves[] = []
  for (const line of lines) {
    if (line.startsWith('root ')) {
      const root = readRoot(line)
      if (!root) return undefined
      roots.push({ root, facts: [] })
      continue
    }
    const [, id, hash] = /^([1-9]\d{0,15}) ([0-9a-f]{64})$/.exec(line) ?? []
    if (!id || !hash || roots.length === 0) return undefined
    roots.at(-1)!.facts.push({ id: Number(id), hash })
  }
  return roots
}

/** Whether these facts give the root's hash; `before` is the hash of the root before it. */
export const isSound = ({ root, facts }: RootLeaves, before: string): boolean =>
  facts.length === root.facts &&
  rootHash(
    digest,
    root.form,
    before,
    facts.map((f) => f.hash),
  ) === root.hash

/** The first place where two lists of facts in order of id differ. */
export function firstDifference(
  then: readonly Leaf[],
  now: readonly Leaf[],
): { id: number; is: 'missing' | 'changed' | 'added' } | undefined {
  for (let i = 0; i < Math.max(then.length, now.length); i++) {
    const [was, is] = [then[i], now[i]]
    if (was && (!is || is.id > was.id)) return { id: was.id, is: 'missing' }
    if (is && (!was || is.id < was.id)) return { id: is.id, is: 'added' }
    if (was!.hash !== is!.hash) return { id: was!.id, is: 'changed' }
  }
  return undefined
}

/** How files of checkpoints are named, so that they stand in order. */
export const fileName = (size: number, kind: 'checkpoint' | 'facts'): string =>
  `${String(size).padStart(12, '0')}.${kind === 'checkpoint' ? 'txt' : 'facts'}`
export const cosignedName = (size: number, witness: string): string =>
  `${String(size).padStart(12, '0')}-${witness.replace(/[^A-Za-z0-9.-]+/g, '_')}.txt`
export const sizeOf = (name: string): number | undefined => {
  const [, digits] = /^(\d{12})[.-]/.exec(name) ?? []
  return digits === undefined ? undefined : Number(digits)
}
