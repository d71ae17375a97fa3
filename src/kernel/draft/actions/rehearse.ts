/**
 * A rehearsal of a version under way: asked for at the desk, carried on by whoever keeps what it runs over, a stretch a
 * transaction. What the cases mean is reckoned elsewhere (`Kind.work`, in a thread); here stands how far it has come.
 */
import { dayOf, fromDay, toDay } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { grouped, tallied } from '../rules/tally.ts'
import type { Standing } from '../rules/turns.ts'
import type { Change, ChangeList, Group, ListChanges, RehearsalView, Tally } from '../schema.ts'
import {
  addChanges,
  addRehearsal,
  findRehearsal,
  lastRehearsal,
  lockRehearsal,
  pageChanges,
  type RehearsalRow,
  saveRehearsal,
} from '../store.ts'
import { refuse } from './refuse.ts'

const year = 365
/** Small enough that who shares the process hardly waits, large enough that a hundred thousand cases take a hundred trips. */
const stretch = 1_000
const pageSize = 100

const isOver = ({ status }: Pick<RehearsalRow, 'status'>) => status !== 'waiting' && status !== 'running'

type Asked = Pick<RehearsalRow, 'kind' | 'code' | 'draft' | 'base' | 'hash' | 'may'>
type Fact = { name: string; about: string }

/** Asks for a rehearsal over the cases of the year before; the fact is for the room that keeps them. */
export async function askRehearsal(ctx: Ctx, asked: Asked, fact: Fact): Promise<string> {
  const id = ctx.id()
  const untilOn = dayOf(ctx.now)
  const sinceOn = fromDay(toDay(untilOn) - year)
  await addRehearsal(ctx.tx, { ...asked, id, sinceOn, untilOn, askedAt: ctx.now, askedBy: ctx.who.name })
  const { kind, code, draft, hash } = asked
  const data = { kind, code, rehearsal: id, draft, hash, byName: ctx.who.name }
  await ctx.emit({ ...fact, data, readers: ['organ:*'] })
  return id
}

/** Stops what is under way; what was found so far stays, and counts as no rehearsal. */
export async function stopRehearsal(ctx: Ctx, draft: string): Promise<void> {
  const last = await lastRehearsal(ctx.tx, draft)
  const row = last && (await lockRehearsal(ctx.tx, last.id))
  if (!row || isOver(row)) throw refuse('draft.not-rehearsing')
  await saveRehearsal(ctx.tx, { ...row, status: 'stopped', endedAt: ctx.now })
}

/** What the rules of a step have to know: whether one is under way, and whether exactly this text was rehearsed to the end. */
export async function rehearsedBy(
  ctx: Ctx,
  draft: string,
  hash: string,
): Promise<Pick<Standing, 'rehearsing' | 'rehearsed'> & { id: string | null }> {
  const last = await lastRehearsal(ctx.tx, draft)
  const rehearsed = last?.status === 'done' && last.hash === hash
  return { rehearsing: last !== undefined && !isOver(last), rehearsed, id: rehearsed ? last.id : null }
}

/** Which rehearsal a publication stands on, or why there is none: what stays with the version. Refused where it has neither. */
export async function groundOfPublication(
  ctx: Ctx,
  { draft, hash, reason }: { draft: string; hash: string; reason: string | undefined },
): Promise<{ rehearsal: string | null; unrehearsed: string | null }> {
  const { id, rehearsed } = await rehearsedBy(ctx, draft, hash)
  if (rehearsed) return { rehearsal: id, unrehearsed: null }
  if ((reason ?? '').length < 4) throw refuse('draft.unrehearsed')
  return { rehearsal: null, unrehearsed: reason! }
}

/** The newest rehearsal of a draft as its page shows it; null where there is none. `hash` is that of the text as it stands. */
export async function rehearsalOf(ctx: Ctx, draft: string, hash: string): Promise<RehearsalView | null> {
  const r = await lastRehearsal(ctx.tx, draft)
  if (!r) return null
  const { kind, status, sinceOn, untilOn, total, looked, unread, changed, tally, groups, why, askedAt, endedAt } = r
  const seconds = endedAt && Math.max(1, Math.round((endedAt.getTime() - askedAt.getTime()) / 1000))
  return { kind, status, sinceOn, untilOn, total, looked, unread, seconds, changed, tally, groups, why, fresh: r.hash === hash }
}

/** Whom the newest rehearsal of a draft would change, case by case. */
export async function listChanges(ctx: Ctx, { draft, after }: ListChanges): Promise<ChangeList> {
  const [subject = '', what = ''] = after.split(' ')
  const rehearsal = await lastRehearsal(ctx.tx, draft)
  if (!rehearsal) return { rows: [], next: null }
  const rows = await pageChanges(ctx.tx, rehearsal.id, [subject, what], pageSize)
  const last = rows.at(-1)
  return { rows, next: last && rows.length === pageSize ? `${last.subject} ${last.what}` : null }
}

/** What came of a stretch. `counted` are the changes as they are added up; `unread`: of so many nothing can be said. */
export type Worked = { changes: Change[]; counted: Omit<Tally, 'count'>[]; groups?: Group[]; unread?: number }
export type Rehearsal = Pick<RehearsalRow, 'id' | 'kind' | 'code' | 'draft' | 'base' | 'hash' | 'sinceOn' | 'untilOn'>

/**
 * One kind of rehearsal as the room that keeps its subjects carries it on. `list` goes on after a subject, in the order of ids;
 * `work` answers a sentence where the rehearsal cannot go on, as when the draft has changed since.
 */
export type Kind<Subject extends { id: string }> = {
  job: string
  count(ctx: Ctx, rehearsal: Rehearsal): Promise<number>
  list(ctx: Ctx, rehearsal: Rehearsal, after: string, limit: number): Promise<Subject[]>
  work(ctx: Ctx, rehearsal: Rehearsal, subjects: readonly Subject[]): Promise<Worked | { why: string }>
}

/** A fault of ours: told, and not tried again by itself for a day. */
const broken = { why: '预演时出了错，没有算完。请再预演一次；还不行，请告诉系统管理员' }
export const edited = { why: '预演开始后这一版又改过，请重新预演' }

/** The rehearsal with this id that is not over yet. */
export async function openRehearsal(ctx: Ctx, id: string): Promise<RehearsalRow | undefined> {
  const row = await findRehearsal(ctx.tx, id)
  return row && !isOver(row) ? row : undefined
}

/** What a stretch found is added, unless somebody stopped the rehearsal meanwhile or did this stretch already: false then. */
async function record(ctx: Ctx, before: RehearsalRow, next: { worked: Worked; at: string; looked: number; total: number; last: boolean }) {
  const row = await lockRehearsal(ctx.tx, before.id)
  if (!row || isOver(row) || row.at !== before.at) return false
  const { changes, counted, groups = [], unread = 0 } = next.worked
  if (changes.length > 0) await addChanges(ctx.tx, row.id, changes)
  await saveRehearsal(ctx.tx, {
    ...row,
    status: next.last ? 'done' : 'running',
    endedAt: next.last ? ctx.now : null,
    at: next.at,
    total: next.total,
    looked: row.looked + next.looked,
    unread: row.unread + unread,
    changed: row.changed + new Set(changes.map((c) => c.subject)).size,
    tally: tallied(row.tally, counted),
    groups: grouped(row.groups, groups),
  })
  return true
}

/**
 * The next stretch of a rehearsal, and the order for the one after it. The row says where to go on, so that a stretch that was
 * killed is done again and one that was done counts once.
 */
export async function rehearseStretch<S extends { id: string }>(ctx: Ctx, row: RehearsalRow, kind: Kind<S>): Promise<void> {
  const total = row.total ?? (await kind.count(ctx, row))
  const subjects = await kind.list(ctx, row, row.at, stretch)
  const worked = await kind.work(ctx, row, subjects).catch((err: Error) => {
    ctx.log.error({ err, rehearsal: row.id }, 'a rehearsal cannot go on')
    return broken
  })
  if ('why' in worked) {
    const held = await lockRehearsal(ctx.tx, row.id)
    if (held && !isOver(held)) await saveRehearsal(ctx.tx, { ...held, status: 'failed', endedAt: ctx.now, why: worked.why })
    return
  }
  const last = subjects.length < stretch
  const at = subjects.at(-1)?.id ?? row.at
  const goesOn = await record(ctx, row, { worked, at, looked: subjects.length, total, last })
  if (goesOn && !last) await ctx.later(kind.job, { id: row.id }, { key: `${kind.job}:${row.id}` })
}
