/** Both sides of witnessing: ours are sent to others, and theirs are cosigned here while they only grow. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { type Action, type Ctx, FileAnswer } from '#kernel/module.ts'
import { submitCheckpoint } from '../gateway.ts'
import { fromHex, utf8 } from '../rules/bytes.ts'
import { cosignedName } from '../rules/leaves.ts'
import { consistencyProof, grewFrom } from '../rules/merkle.ts'
import { cosign, openCheckpoint, readCheckpoint, readNote, readVerifier, readVerifiers, type Verifier } from '../rules/note.ts'
import { readSubmission, type Submission, writeSubmission } from '../rules/submission.ts'
import { addCosignature, addWitnessed, findCheckpoint, holdWitnessed, lastCosigned } from '../store/anchor.ts'
import { logKeys, treeUpTo } from './tree.ts'

const refuse = refusals({
  'witness.unreadable': [400, '读不懂：第一行是“old 数字”，然后是增长证明，空一行，再是检查点（C2SP tlog-witness）'],
  'witness.backwards': [400, '旧的一号不能比检查点大'],
  'witness.unknown-log': [404, '这里没有约定为 {origin} 见证。请和本市约定，把您的公钥加进 city.yaml 的 ledger.cosigns'],
  'witness.not-signed': [403, '检查点没有约定的公钥签名，不见证'],
  'witness.not-grown': [422, '这一号不是从本市见证过的那一号长出来的，不见证'],
})

type Newest = { size: number; note: string; lines: string[] }

/** Sends the checkpoint with the proof from what the witness saw last; where it saw another size, once more from there. */
async function ask(ctx: Ctx, url: string, checkpoint: Newest, seen: number): Promise<string> {
  const submission = async (old: number): Promise<string> => {
    const tree = await treeUpTo(ctx, checkpoint.size)
    return writeSubmission({ old, proof: consistencyProof(tree, old, checkpoint.size), note: checkpoint.note })
  }
  const first = await submitCheckpoint(url, await submission(Math.min(seen, checkpoint.size)))
  if ('lines' in first) return first.lines
  if (first.seen > checkpoint.size)
    throw new Error(`the witness at ${url} has seen ${first.seen} roots of ours, and we have ${checkpoint.size}`)
  const second = await submitCheckpoint(url, await submission(first.seen))
  if ('lines' in second) return second.lines
  throw new Error(`the witness at ${url} does not keep to the size it has seen`)
}

async function cosignedBy(ctx: Ctx, { url, key }: { url: string; key: string }, checkpoint: Newest): Promise<void> {
  const witness = readVerifier(key)
  if (witness?.type !== 'witness') throw new Error(`city.yaml: the key of the witness at ${url} is none of a witness`)
  const seen = await lastCosigned(ctx.tx, witness.name)
  if (seen === checkpoint.size) return
  const lines = await ask(ctx, url, checkpoint, seen)
  const own = readVerifiers(logKeys(ctx.checkpoints))
  const line = lines.split(/(?<=\n)/).find((l) => openCheckpoint(checkpoint.note + l, [...own, witness])?.witnesses.length === 1)
  if (!line) throw new Error(`the witness at ${url} answered without a cosignature of its key`)
  await ctx.checkpoints.shelf.put(cosignedName(checkpoint.size, witness.name), checkpoint.note + line)
  await addCosignature(ctx.tx, { size: checkpoint.size, witness: witness.name, line, at: ctx.now })
}

/** Has the newest checkpoint cosigned by every witness of the city. One that does not answer is told, and asked again later. */
export const askWitnesses: Action<unknown, void> = async (ctx) => {
  const checkpoint = await findCheckpoint(ctx.tx, undefined)
  const witnesses = ctx.city.ledger?.witnesses ?? []
  if (!checkpoint) return
  const failed: { url: string; why: string }[] = []
  for (const witness of witnesses)
    await cosignedBy(ctx, witness, checkpoint).catch((error: Error) => failed.push({ url: witness.url, why: error.message }))
  if (failed.length === 0) return
  ctx.log.warn({ failed }, 'a witness did not cosign')
  await ctx.later('ledger.witness', {}, { at: new Date(ctx.now.getTime() + 60_000), key: 'ledger.witness' })
}

/** The logs that this house cosigns. */
const watched = ({ city }: Ctx): Verifier[] => readVerifiers(city.ledger?.cosigns ?? []).filter((v) => v.type === 'log')

/** A submission that is signed by a log we watch, or a refusal. */
function believed(ctx: Ctx, text: string): { submission: Submission; origin: string; size: number; hash: string; says: string } {
  const submission = readSubmission(text)
  const note = submission && readNote(submission.note)
  const says = note && readCheckpoint(note.text)
  if (!submission || !note || !says) throw refuse('witness.unreadable')
  const keys = watched(ctx).filter((v) => v.name === says.origin)
  if (keys.length === 0) throw refuse('witness.unknown-log', { origin: says.origin })
  if (!openCheckpoint(submission.note, keys)) throw refuse('witness.not-signed')
  if (submission.old > says.size) throw refuse('witness.backwards')
  return { submission, ...says, says: note.text }
}

const seenSize = (size: number): FileAnswer => new FileAnswer(utf8(`${size}\n`), 'text/x.tlog.size', 'size.txt', true, 409)

/** Cosigns a checkpoint of another house that follows the last one seen; what was seen is kept before the answer leaves. */
export const addForeignCheckpoint: Action<{ text: string }, FileAnswer> = async (ctx, { text }) => {
  const { submission, origin, size, hash, says } = believed(ctx, text)
  return asSystem(ctx.tx, async () => {
    const seen = await holdWitnessed(ctx.tx, origin)
    if (submission.old !== (seen?.size ?? 0)) return seenSize(seen?.size ?? 0)
    if (seen?.size === size && seen.hash !== hash) return seenSize(seen.size)
    const old = { size: submission.old, root: seen ? fromHex(seen.hash)! : new Uint8Array() }
    if (!grewFrom(old, { size, root: fromHex(hash)! }, submission.proof)) {
      ctx.log.error({ origin, seen: seen?.size, size }, 'a log that is witnessed here does not follow what was seen of it')
      throw refuse('witness.not-grown')
    }
    await addWitnessed(ctx.tx, { origin, size, hash, note: submission.note, at: ctx.now })
    return new FileAnswer(utf8(cosign(says, ctx.checkpoints.signers[0]!, ctx.now)), 'text/plain; charset=utf-8', 'cosignature.txt')
  })
}
