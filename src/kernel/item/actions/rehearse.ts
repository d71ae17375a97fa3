/** Limits of a version under way over the cases of the year before: what a shorter promise would have meant. */
import { z } from 'zod'
import type { Tx } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import type { Limit } from '#kernel/clock/schema.ts'
import {
  askRehearsal,
  groundOfPublication,
  listChanges,
  type Rehearsal,
  rehearsalOf,
  rehearsedBy,
  stopRehearsal as stopOf,
} from '#kernel/draft/api.ts'
import type { ChangeList, ListChanges } from '#kernel/draft/schema.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import type { LimitsPart } from '../schema/desk.ts'
import type { ByDraft, Draft } from '../schema/draft.ts'
import { ItemFile } from '../schema/item.ts'
import { findDraft, lockDraft } from '../store/draft.ts'
import { findVersion } from '../store.ts'
import { refuse } from './refuse.ts'

const Limits = z.object({ promise: ItemFile.shape.promise, legal: ItemFile.shape.legal })
type Both = { promise: Limit; legal?: Limit | undefined }

/** The limits of a file; undefined where they are not whole yet. */
function limitsIn(file: unknown): Both | undefined {
  const read = Limits.safeParse(file)
  return read.success ? { promise: read.data.promise, ...(read.data.legal ? { legal: read.data.legal } : {}) } : undefined
}

/** What counts of a limit: how long, in what, and whether its last day rolls. On what article it stands changes no day. */
const counted = (limit: Limit | undefined) => limit && { amount: limit.amount, unit: limit.unit, rolls: limit.rollBasis !== undefined }
const hashOf = ({ promise, legal }: Both): string => sm3(canonical({ promise: counted(promise), legal: counted(legal) ?? null }))

type Pair = { before: Both; after: Both | undefined; changed: boolean; hash: string }

async function pairOf(tx: Tx, { code, base, file }: Pick<Draft, 'code' | 'base' | 'file'>): Promise<Pair | undefined> {
  const version = base === null ? undefined : await findVersion(tx, code, base)
  const before = version && limitsIn(version.file)
  const after = limitsIn(file)
  const hash = after ? hashOf(after) : ''
  return before && { before, after, changed: after !== undefined && hashOf(before) !== hash, hash }
}

/** Both limits of a rehearsal; undefined where they were edited since. */
export async function limitsToRehearse(tx: Tx, rehearsal: Rehearsal): Promise<{ before: Both; after: Both } | undefined> {
  const draft = await findDraft(tx, rehearsal.draft)
  const pair = draft && (await pairOf(tx, { ...draft, base: rehearsal.base }))
  return pair?.after && pair.hash === rehearsal.hash ? { before: pair.before, after: pair.after } : undefined
}

/** Why the limits of a draft cannot be rehearsed now; null where they can. */
function whyNot(pair: Pair | undefined, rehearsing: boolean): string | null {
  if (!pair) return '这是第一个版本，没有去年的办件可以预演'
  if (!pair.after) return '时限还没有填完整，填好才能预演'
  if (!pair.changed) return '承诺时限和法定时限都没有改，不用预演'
  return rehearsing ? '预演正在进行' : null
}

export async function limitsPart(ctx: Ctx, draft: Draft): Promise<LimitsPart> {
  const pair = await pairOf(ctx.tx, draft)
  const hash = pair?.hash ?? ''
  const { rehearsing, rehearsed } = await rehearsedBy(ctx, draft.id, hash)
  return {
    changed: pair?.changed ?? false,
    rehearsed,
    why: whyNot(pair, rehearsing),
    rehearsal: await rehearsalOf(ctx, draft.id, hash),
  }
}

/** What the publication of changed limits stands on; undefined where they did not change. Refused where it has neither a rehearsal nor a reason. */
export async function groundOfLimits(ctx: Ctx, draft: Draft, reason: string | undefined) {
  const pair = await pairOf(ctx.tx, draft)
  return pair?.changed ? groundOfPublication(ctx, { draft: draft.id, hash: pair.hash, reason }) : undefined
}

/** Whoever works on the version may ask for it, the reviewer as well as the author. */
export const rehearseLimits: Action<ByDraft, { draft: string; rehearsal: string }> = async (ctx, { draft: id }) => {
  const draft = await lockDraft(ctx.tx, id)
  if (!draft) throw refuse('item.no-draft')
  const pair = await pairOf(ctx.tx, draft)
  const why = whyNot(pair, (await rehearsedBy(ctx, id, '')).rehearsing)
  if (why) throw refuse('item.not-now', { verb: '预演', why })
  const may = ['item.edit', 'item.review', 'item.approve', 'item.publish']
  const asked = { kind: 'limits' as const, code: draft.code, draft: id, base: draft.base!, hash: pair!.hash, may }
  return { draft: id, rehearsal: await askRehearsal(ctx, asked, { name: 'item.rehearsal-asked', about: `item:${draft.code}` }) }
}

export const stopRehearsal: Action<ByDraft, { draft: string }> = async (ctx, { draft }) => {
  await stopOf(ctx, draft)
  return { draft }
}

export const changes: Action<ListChanges, ChangeList> = listChanges
