/** A rehearsal, begun at the desk and carried on by whoever keeps the cases, stretch by stretch. */
import { dayOf, fromDay, toDay } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { readModel } from '../rules/read.ts'
import { rehearse, type Subject, tallied } from '../rules/rehearse.ts'
import type { DecisionModel } from '../schema/model.ts'
import {
  addChanges,
  addRehearsal,
  type DraftRow,
  findDraft,
  findRehearsal,
  lastRehearsal,
  type RehearsalRow,
  saveRehearsal,
} from '../store/draft.ts'
import { modelOf } from './model.ts'
import { refuse } from './refuse.ts'

const year = 365

/** Asks for a rehearsal over the cases of the year before; the fact is for the room that keeps them. */
export async function begin(ctx: Ctx, draft: DraftRow): Promise<string> {
  const id = ctx.id()
  const untilOn = dayOf(ctx.now)
  const sinceOn = fromDay(toDay(untilOn) - year)
  const { code, base, hash } = draft
  await addRehearsal(ctx.tx, { id, code, draft: draft.id, base, hash, sinceOn, untilOn, askedAt: ctx.now, askedBy: ctx.who.name })
  const data = { code, rehearsal: id, draft: draft.id, hash, byName: ctx.who.name }
  await ctx.emit({ name: 'decision.rehearsal-asked', about: `decision:${code}`, data, readers: ['organ:*'] })
  return id
}

const isOver = ({ status }: RehearsalRow) => status !== 'waiting' && status !== 'running'

/** What is to be rehearsed; undefined where it is over, or the draft has changed since. */
export type Rehearsal = { code: string; sinceOn: string; untilOn: string; before: DecisionModel; after: DecisionModel }

export async function openRehearsal(ctx: Ctx, id: string): Promise<Rehearsal | undefined> {
  const row = await findRehearsal(ctx.tx, id)
  const draft = row && (await findDraft(ctx.tx, row.draft))
  if (!row || !draft || isOver(row)) return undefined
  const after = draft.hash === row.hash ? readModel(draft.xml).model : undefined
  if (!after) {
    await saveRehearsal(ctx.tx, { ...row, status: 'failed', endedAt: ctx.now, why: '预演开始后规则表又改过，请重新预演' })
    return undefined
  }
  const { code, sinceOn, untilOn } = row
  return { code, sinceOn, untilOn, before: await modelOf(ctx.tx, code, row.base), after }
}

/** Stops what is under way; what was found so far stays, and counts as no rehearsal. */
export async function stop(ctx: Ctx, draft: DraftRow): Promise<void> {
  const last = await lastRehearsal(ctx.tx, draft.id)
  const row = last && (await findRehearsal(ctx.tx, last.id))
  if (!row || isOver(row)) throw refuse('decision.not-rehearsing')
  await saveRehearsal(ctx.tx, { ...row, status: 'stopped', endedAt: ctx.now })
}

type Stretch = { total: number; subjects: readonly Subject[]; unread: number; last: boolean }

/** One stretch of cases under both versions: what changes is kept, and the progress shows with the commit. */
export async function rehearseStretch(ctx: Ctx, id: string, { before, after }: Rehearsal, stretch: Stretch): Promise<void> {
  const row = (await findRehearsal(ctx.tx, id))!
  if (isOver(row)) return
  const changes = rehearse(before, after, stretch.subjects)
  if (changes.length > 0) await addChanges(ctx.tx, id, changes)
  await saveRehearsal(ctx.tx, {
    ...row,
    status: stretch.last ? 'done' : 'running',
    endedAt: stretch.last ? ctx.now : null,
    total: stretch.total,
    looked: row.looked + stretch.subjects.length,
    unread: row.unread + stretch.unread,
    changed: row.changed + new Set(changes.map((c) => c.subject)).size,
    tally: tallied(row.tally, changes),
  })
}
