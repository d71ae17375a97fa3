/** Proofs for whoever holds a fact or a checkpoint: that it stands in the ledger, and that the ledger only grew. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { toHex } from '../rules/bytes.ts'
import { consistencyProof, inclusionProof, type Tree } from '../rules/merkle.ts'
import { readCheckpoint, readNote, signNote } from '../rules/note.ts'
import { headsText, placeIn } from '../rules/receipt.ts'
import { type Growth, growthFormat, type Place, type ProvenRoot, type Receipt, type RootRecord, receiptFormat } from '../schema.ts'
import { findCheckpoint } from '../store/anchor.ts'
import { findFact, hashesBetween, listFactsOf, rootsOver } from '../store.ts'
import { checkpointOf, wholeNote } from './checkpoint.ts'
import { logKeys, treeUpTo } from './tree.ts'

const refuse = refusals({
  'ledger.no-fact': [404, '账本里没有这条事实。请核对编号和 64 位摘要；都照凭证写的还查不到，请保留凭证，打 12345，请审计部门核对账本'],
  'ledger.not-yet': [409, '这条事实比这一号检查点晚。请过几分钟（每 5 分钟一号），按最新一号再查'],
  'ledger.backwards': [422, '“从”的一号要早于“到”的一号'],
})

/** Whose facts these are has been found out before; the ledger's own columns are read past row-level security. */
type InRoot = { root: RootRecord; hashes: string[]; before: string }

const openRoot = async (ctx: Ctx, root: RootRecord): Promise<InRoot> => ({
  root,
  hashes: await hashesBetween(ctx.tx, root.afterFact, root.uptoFact),
  before: root.form === 1 ? ((await rootsOver(ctx.tx, { id: root.id - 1 }))[0]?.hash ?? '') : '',
})

const proven = ({ root, hashes, before }: InRoot, tree: Tree, size: number): ProvenRoot => ({
  ...root,
  path: inclusionProof(tree, root.id - 1, size).map(toHex),
  ...(root.form === 1 ? { flat: { before, hashes } } : {}),
})

type Asked = Pick<Recorded, 'about' | 'seq' | 'id' | 'name' | 'at' | 'hash'>
type Standing = { checkpoint: string | null; roots: ProvenRoot[]; places: Map<number, Place> }

/** The newest checkpoint, the roots under it that bind these facts, and each fact's place. */
async function standingOf(ctx: Ctx, facts: readonly Asked[]): Promise<Standing> {
  const row = await findCheckpoint(ctx.tx, undefined)
  if (!row) return { checkpoint: null, roots: [], places: new Map() }
  const tree = await treeUpTo(ctx, row.size)
  const bound = (await rootsOver(ctx.tx, { facts: facts.map((f) => f.id) })).filter((r) => r.id <= row.size)
  const roots: ProvenRoot[] = []
  const places = new Map<number, Place>()
  for (const root of bound) {
    const open = await openRoot(ctx, root)
    roots.push(proven(open, tree, row.size))
    for (const fact of facts) {
      const place = fact.id > root.afterFact && fact.id <= root.uptoFact ? placeIn(root, open.hashes, fact.hash) : undefined
      if (place) places.set(fact.id, place)
    }
  }
  return { checkpoint: wholeNote(row), roots, places }
}

/** A receipt over facts that whoever asks may read. */
export async function receiptOver(ctx: Ctx, title: string, facts: readonly Asked[]): Promise<Receipt> {
  const { checkpoint, roots, places } = await asSystem(ctx.tx, () => standingOf(ctx, facts))
  const signer = ctx.checkpoints.signers[0]!
  const origin = (checkpoint && readCheckpoint(readNote(checkpoint)?.text ?? '')?.origin) || signer.name
  const madeAt = ctx.now.toISOString()
  const listed = facts.map(({ about, seq, id, name, at, hash }) => ({
    ...{ about, seq, id, name, hash },
    at: at.toISOString(),
    place: places.get(id) ?? null,
  }))
  return {
    format: receiptFormat,
    title,
    origin,
    madeAt,
    keys: logKeys(ctx.checkpoints),
    checkpoint,
    roots,
    facts: listed,
    heads: signNote(headsText(origin, madeAt, listed), signer),
  }
}

/** A receipt over whole chains, as far as whoever asks may read them. */
export const receiptOf = async (ctx: Ctx, title: string, abouts: readonly string[]): Promise<Receipt> =>
  receiptOver(ctx, title, await listFactsOf(ctx.tx, abouts))

export type Inclusion = { keys: string[]; checkpoint: string; root: ProvenRoot; place: Place; fact: { id: number; hash: string } }

/** That a fact stands in the ledger, for whoever knows its number and its hash: nothing else of it is told. */
export const inclusionOf: Action<{ fact: number; hash: string; size?: number }, Inclusion> = async (ctx, { fact: id, hash, size }) => {
  const checkpoint = await checkpointOf(ctx, size)
  return asSystem(ctx.tx, async () => {
    const fact = await findFact(ctx.tx, id)
    if (fact?.hash !== hash) throw refuse('ledger.no-fact')
    const [root] = await rootsOver(ctx.tx, { facts: [id] })
    if (!root || root.id > checkpoint.size) throw refuse('ledger.not-yet')
    const open = await openRoot(ctx, root)
    const place = placeIn(root, open.hashes, hash)
    if (!place) throw refuse('ledger.no-fact')
    const tree = await treeUpTo(ctx, checkpoint.size)
    const keys = logKeys(ctx.checkpoints)
    return { keys, checkpoint: checkpoint.note, root: proven(open, tree, checkpoint.size), place, fact: { id, hash } }
  })
}

/** That the ledger grew from one checkpoint to another, by default to the newest. */
export const growthOf: Action<{ from: number; to?: number }, Growth> = async (ctx, { from, to }) => {
  const [old, now] = [await checkpointOf(ctx, from), await checkpointOf(ctx, to)]
  if (old.size > now.size) throw refuse('ledger.backwards')
  const tree = await treeUpTo(ctx, now.size)
  return {
    format: growthFormat,
    keys: logKeys(ctx.checkpoints),
    from: old.note,
    to: now.note,
    proof: consistencyProof(tree, old.size, now.size).map(toHex),
  }
}
