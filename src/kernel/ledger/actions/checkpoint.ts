/** Signs over the roots, writes down what was signed outside the database, and publishes it. */
import { Refusal, refusals } from '#base/refusal.ts'
import { type Action, type Ctx, FileAnswer } from '#kernel/module.ts'
import { toHex, utf8 } from '../rules/bytes.ts'
import { fileName, type RootLeaves, sizeOf, writeLeaves } from '../rules/leaves.ts'
import { rootOf } from '../rules/merkle.ts'
import { checkpointText, openCheckpoint, readVerifiers, signNote, verifierOf } from '../rules/note.ts'
import type { CheckpointsView, CheckpointView, OneCheckpoint, RootRecord } from '../schema.ts'
import { addCheckpoint, type CheckpointRow, findCheckpoint, listCheckpoints, listWitnessed } from '../store/anchor.ts'
import { holdRoots, leavesBetween } from '../store.ts'
import { freshTree, logKeys, witnessKey } from './tree.ts'

export const refuse = refusals({
  'ledger.no-checkpoint': [404, '还没有这一号检查点。请看检查点列表里最新的一号'],
  'ledger.contradicts': [
    409,
    '账本和已经签发的第 {size} 号检查点对不上，没有签新的。请保留磁盘，运行 npx haoban ledger verify 看改在哪里，并告诉审计管理员',
  ],
})

/** The newest checkpoint that lies outside, by the names of the files; one that does not read as ours is a contradiction too. */
async function newestOutside({ checkpoints }: Pick<Ctx, 'checkpoints'>): Promise<{ size: number; hash: string; note: string } | undefined> {
  const { signers, shelf } = checkpoints
  const name = (await shelf.list()).filter((n) => /^\d{12}\.txt$/.test(n)).at(-1)
  if (name === undefined) return undefined
  const note = (await shelf.read(name)) ?? ''
  const opened = openCheckpoint(
    note,
    signers.map((s) => verifierOf(s)),
  )
  if (!opened || opened.size !== sizeOf(name)) throw refuse('ledger.contradicts', { size: sizeOf(name) ?? 0 })
  return { size: opened.size, hash: opened.hash, note }
}

/**
 * How the roots stand to what was signed and lies outside: `follows` where they give the newest checkpoint there, so that nothing was signed
 * beyond them; `empty` where nothing lies there, so that nobody can say; `contradicts` where nothing may be signed any more.
 */
export async function standingOutside(ctx: Pick<Ctx, 'tx' | 'checkpoints'>): Promise<'follows' | 'empty' | 'contradicts'> {
  const { tree } = await freshTree(ctx.tx)
  try {
    const outside = await newestOutside(ctx)
    if (!outside) return 'empty'
    return outside.size <= tree.size && toHex(rootOf(tree, outside.size)) === outside.hash ? 'follows' : 'contradicts'
  } catch (error) {
    if (error instanceof Refusal) return 'contradicts'
    throw error
  }
}

/** Each of these roots with the id and the hash of its facts. */
const withFacts = async (ctx: Ctx, roots: readonly RootRecord[]): Promise<RootLeaves[]> => {
  const all: RootLeaves[] = []
  for (const root of roots) all.push({ root, facts: await leavesBetween(ctx.tx, root.afterFact, root.uptoFact) })
  return all
}

async function writtenDown(ctx: Ctx, roots: readonly RootRecord[], after: number, checkpoint: Omit<CheckpointRow, 'at'>): Promise<void> {
  const { shelf } = ctx.checkpoints
  await shelf.put(fileName(checkpoint.size, 'facts'), writeLeaves(await withFacts(ctx, roots.slice(after))))
  await shelf.put(fileName(checkpoint.size, 'checkpoint'), checkpoint.note)
}

/**
 * Signs a checkpoint over all roots that are committed, unless that was done. It follows what lies outside and what the database holds of
 * former ones: where the roots no longer give their hashes, nothing is signed any more.
 */
export const signCheckpoint: Action<unknown, { size: number; hash: string } | undefined> = async (ctx) => {
  await holdRoots(ctx.tx)
  const { roots, tree } = await freshTree(ctx.tx)
  const [outside, inside] = [await newestOutside(ctx), await findCheckpoint(ctx.tx, undefined)]
  for (const before of [outside, inside])
    if (before && (before.size > tree.size || toHex(rootOf(tree, before.size)) !== before.hash)) {
      ctx.log.error({ size: before.size }, 'the ledger contradicts a checkpoint that was signed')
      throw refuse('ledger.contradicts', { size: before.size })
    }
  if (tree.size === 0) return undefined
  const [size, hash] = [tree.size, toHex(rootOf(tree))]
  const signer = ctx.checkpoints.signers[0]!
  // one that a lost key signed is signed anew: outside nobody could tell it from a forged one
  const own = ctx.checkpoints.signers.map((s) => verifierOf(s))
  const known = [outside, inside].find((c) => c?.size === size && openCheckpoint(c.note, own))
  const note = known?.note ?? signNote(checkpointText({ origin: signer.name, size, hash }), signer)
  if (outside?.size !== size) await writtenDown(ctx, roots, outside?.size ?? 0, { size, hash, note })
  await addCheckpoint(ctx.tx, { size, hash, note, at: ctx.now })
  if (ctx.city.ledger?.witnesses.length) await ctx.later('ledger.witness', { size }, { key: 'ledger.witness' })
  return { size, hash }
}

/** A contradiction was told to the log, and stays one until a person looks: trying again soon changes nothing. */
export const signByTheClock: Action<unknown, void> = async (ctx) => {
  await signCheckpoint(ctx, undefined).catch((error) => {
    if (!(error instanceof Refusal)) throw error
  })
}

/** A checkpoint with the lines of those who cosigned it. */
export const wholeNote = ({ note, lines }: { note: string; lines: readonly string[] }): string => note + lines.join('')

function viewOf(ctx: Ctx, row: CheckpointRow & { lines: string[] }): CheckpointView {
  const note = wholeNote(row)
  const keys = [...logKeys(ctx.checkpoints), ...(ctx.city.ledger?.witnesses ?? []).map((w) => w.key)]
  const opened = openCheckpoint(note, readVerifiers(keys))
  return { size: row.size, hash: row.hash, at: row.at.toISOString(), note, witnesses: opened?.witnesses.map((w) => w.name) ?? [] }
}

const shown = 50

/** The checkpoints, newest first, with the keys by which they are believed. */
export const publishedCheckpoints: Action<{ before?: number }, CheckpointsView> = async (ctx, { before }) => {
  const rows = await listCheckpoints(ctx.tx, { before: before ?? null, limit: shown + 1 })
  const witnessed = await listWitnessed(ctx.tx)
  return {
    origin: ctx.checkpoints.signers[0]!.name,
    keys: logKeys(ctx.checkpoints),
    witnessKey: witnessKey(ctx.checkpoints),
    witnesses: (ctx.city.ledger?.witnesses ?? []).map((w) => w.key),
    checkpoints: rows.slice(0, shown).map((row) => viewOf(ctx, row)),
    older: rows.length > shown ? rows[shown - 1]!.size : null,
    cosigned: witnessed.map(({ origin, size, at }) => ({ origin, size, at: at.toISOString() })),
  }
}

/** The checkpoint of a size, or the newest. */
export async function checkpointOf(ctx: Ctx, size: number | undefined): Promise<CheckpointView> {
  const row = await findCheckpoint(ctx.tx, size)
  if (!row) throw refuse('ledger.no-checkpoint', { on: { text: '看检查点列表', href: '/ledger/checkpoints' } })
  return viewOf(ctx, row)
}

export const oneCheckpoint: Action<{ size: number }, OneCheckpoint> = async (ctx, { size }) => ({
  ...(await checkpointOf(ctx, size)),
  origin: ctx.checkpoints.signers[0]!.name,
  keys: logKeys(ctx.checkpoints),
})

const plain = 'text/plain; charset=utf-8'

/** The note itself, for programs. */
export const checkpointNote: Action<{ size?: number }, FileAnswer> = async (ctx, { size }) => {
  const found = await checkpointOf(ctx, size)
  return new FileAnswer(utf8(found.note), plain, `checkpoint-${found.size}.txt`)
}

/** The verifier keys, one a line: those of the log, the current one first, then that of this house as a witness. */
export const publishedKeys: Action<unknown, FileAnswer> = async ({ checkpoints }) =>
  new FileAnswer(utf8(`${[...logKeys(checkpoints), witnessKey(checkpoints)].join('\n')}\n`), plain, 'keys.txt')
