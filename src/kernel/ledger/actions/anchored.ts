/** Holds the ledger against what lies outside the database: checkpoints, the files beside them, and what citizens kept. */
import type { Shelf } from '#base/checkpoints.ts'
import type { Tx } from '#base/db.ts'
import { toHex } from '../rules/bytes.ts'
import { fileName, firstDifference, isSound, type RootLeaves, readLeaves, sizeOf } from '../rules/leaves.ts'
import { emptyTree, grow, rootOf, type Tree } from '../rules/merkle.ts'
import { type Checkpoint, openCheckpoint, type Verifier } from '../rules/note.ts'
import { checkReceipt } from '../rules/receipt.ts'
import { rootLeaf } from '../rules.ts'
import type { Break, Receipt, RootRecord, Verdict } from '../schema.ts'
import { listCheckpoints } from '../store/anchor.ts'
import { findFacts, leavesBetween, listFactsOf } from '../store.ts'
import { freshTree } from './tree.ts'

/** What the ledger is held against; `keys` are the verifier keys of `verifiers`, as text. */
export type Anchors = {
  verifiers: readonly Verifier[]
  keys: readonly string[]
  shelf?: Shelf
  notes?: readonly { from: string; note: string }[]
  receipts?: readonly { from: string; receipt: Receipt }[]
  /** a checkpoint as it is printed on a paper: believed, because the paper is */
  printed?: readonly { from: string; size: number; hash: string }[]
}
type InTx = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
type Signed = Pick<Checkpoint, 'size' | 'hash'> & { from: string }

const unnamed = (about: string, why: string, seq = 0): Break => ({ fact: 0, about, seq, name: '', why })

/** Checkpoints in order of size; what is not signed by this city is a finding, and is held against nothing. */
function opened(notes: readonly { from: string; note: string }[], { verifiers }: Anchors, broken: Break[]): Signed[] {
  return notes.flatMap(({ from, note }) => {
    const found = openCheckpoint(note, verifiers)
    if (found) return [{ size: found.size, hash: found.hash, from }]
    broken.push(unnamed('checkpoint', `${from} is no checkpoint that a known key of this city signed`))
    return []
  })
}

async function onShelf(shelf: Shelf): Promise<{ from: string; note: string }[]> {
  const names = (await shelf.list()).filter((name) => name.endsWith('.txt') && sizeOf(name) !== undefined)
  const notes: { from: string; note: string }[] = []
  for (const name of names) notes.push({ from: name, note: (await shelf.read(name)) ?? '' })
  return notes
}

/** The first checkpoint that the roots do not give, with the roots among which the difference lies. */
function firstContradiction(signed: readonly Signed[], tree: Tree, roots: readonly RootRecord[]): Break | undefined {
  let good = 0
  for (const { size, hash, from } of [...signed].sort((a, b) => a.size - b.size)) {
    const why =
      size > tree.size
        ? `${from} names ${size} roots, and only ${tree.size} are there`
        : toHex(rootOf(tree, size)) !== hash
          ? `roots ${good + 1} to ${size} do not give the hash of ${from}`
          : undefined
    if (why) return unnamed(`root:${good + 1}`, `${why}; the difference begins after fact ${roots[good - 1]?.uptoFact ?? 0}`, good + 1)
    good = size
  }
  return undefined
}

/** One root as it was written down, against the facts that are there now. */
async function differenceIn(tx: Tx, { root, facts }: RootLeaves, file: string): Promise<Break | undefined> {
  const found = firstDifference(facts, await leavesBetween(tx, root.afterFact, root.uptoFact))
  if (!found) return undefined
  const [now] = await findFacts(tx, [found.id])
  const told = {
    missing: `the fact that root ${root.id} binds here is missing`,
    changed: `another fact stood here when root ${root.id} was made`,
    added: `this fact was not there when root ${root.id} was made`,
  }
  const place = now ? { about: now.about, seq: now.seq, name: now.name } : { about: `root:${root.id}`, seq: root.id, name: '' }
  return { fact: found.id, ...place, why: `${told[found.is]} (${file})` }
}

/** The roots of one file, added to the tree; undefined where they do not follow it or are not what their facts give. */
function addedTo(tree: Tree, text: string, before: string): RootLeaves[] | undefined {
  const leaves = readLeaves(text)
  let last = before
  const sound = leaves?.every((one) => {
    const holds = isSound(one, last) && one.root.id === tree.size + 1
    last = one.root.hash
    grow(tree, rootLeaf(one.root))
    return holds
  })
  return sound ? leaves : undefined
}

async function firstDifferenceIn(inTx: InTx, leaves: readonly RootLeaves[], file: string): Promise<Break | undefined> {
  for (const one of leaves) {
    const found = await inTx((tx) => differenceIn(tx, one, file))
    if (found) return found
  }
  return undefined
}

/** Reads the files of facts as far as they give what was signed, and compares them with the facts that are there. */
async function firstOnShelf(inTx: InTx, shelf: Shelf, signed: readonly Signed[]): Promise<Break | undefined> {
  const tree = emptyTree()
  let before = ''
  for (const name of (await shelf.list()).filter((n) => n.endsWith('.facts'))) {
    const size = sizeOf(name) ?? 0
    const leaves = addedTo(tree, (await shelf.read(name)) ?? '', before)
    const note = signed.find((s) => s.size === size)
    if (!leaves || tree.size !== size || (note && toHex(rootOf(tree)) !== note.hash))
      return unnamed('checkpoint', `${name} does not give the hash of ${fileName(size, 'checkpoint')}: the file was changed`)
    before = leaves.at(-1)?.root.hash ?? before
    const found = note && (await firstDifferenceIn(inTx, leaves, name))
    if (found) return found
  }
  return undefined
}

/** The first fact of a receipt that is not in the ledger as it says. */
async function firstInReceipt(tx: Tx, { from, receipt }: { from: string; receipt: Receipt }, anchors: Anchors): Promise<Break[]> {
  const report = checkReceipt(receipt, anchors.keys)
  if (!report.valid || report.trusted === false) return [unnamed('receipt', `${from} is no receipt that a known key of this city signed`)]
  const now = new Map((await listFactsOf(tx, [...new Set(receipt.facts.map((f) => f.about))])).map((f) => [`${f.about} ${f.seq}`, f]))
  for (const { about, seq, id, name, hash } of receipt.facts) {
    const is = now.get(`${about} ${seq}`)
    if (is?.hash === hash && is.id === id) continue
    const why = is ? `${from} holds another fact at this place` : `${from} holds this fact, and it is missing`
    return [{ fact: id, about, seq, name, why }]
  }
  return []
}

/** Every checkpoint that is signed: what the database holds of its own, which binds nobody, what lies outside, and what was given. */
async function gathered(inTx: InTx, anchors: Anchors, broken: Break[]): Promise<{ shelved: Signed[]; all: Signed[] }> {
  const stored = await inTx((tx) => listCheckpoints(tx, { limit: 1_000_000 }))
  const own = stored.map((c) => ({ from: `checkpoint ${c.size}`, note: c.note }))
  const kept = (anchors.receipts ?? []).flatMap(({ from, receipt: { checkpoint } }) => (checkpoint ? [{ from, note: checkpoint }] : []))
  const shelved = opened(anchors.shelf ? await onShelf(anchors.shelf) : [], anchors, broken)
  const given = opened([...(anchors.notes ?? []), ...kept], anchors, broken)
  return { shelved, all: [...opened(own, anchors, []), ...shelved, ...given, ...(anchors.printed ?? [])] }
}

/** Adds to a verdict what the anchors find. */
export async function holdAgainst(inTx: InTx, anchors: Anchors, verdict: Verdict): Promise<void> {
  const { shelf, receipts = [] } = anchors
  const { roots, tree } = await inTx(freshTree)
  const { shelved, all } = await gathered(inTx, anchors, verdict.broken)
  for (const one of receipts) verdict.broken.push(...(await inTx((tx) => firstInReceipt(tx, one, anchors))))
  const places = [shelf && (await firstOnShelf(inTx, shelf, shelved)), firstContradiction(all, tree, roots)]
  verdict.broken.push(...places.filter((place) => place !== undefined))
  verdict.checkpoints = new Set(all.map((s) => `${s.size} ${s.hash}`)).size + receipts.length
}

/** What names a fact comes first, the earliest before all; then what names a place alone. */
export const inOrder = (broken: readonly Break[]): Break[] =>
  [...broken].sort((a, b) => (a.fact || Number.MAX_SAFE_INTEGER) - (b.fact || Number.MAX_SAFE_INTEGER) || Number(!a.name) - Number(!b.name))
