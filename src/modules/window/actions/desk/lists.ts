/** The work lists: queues with their counts, and the rows of one, always asked by the same filter. */
import { refusals } from '#base/refusal.ts'
import { mostRows } from '#kernel/batch/schema/batch.ts'
import { type CaseFile, type CaseFilter, type Cursor, countFiles, listFiles, mostCounted } from '#kernel/case/api.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import { type Status, statuses, type Verb } from '#kernel/case/schema.ts'
import { isWorkday, natureOf, workdaysBetween } from '#kernel/clock/rules/calendar.ts'
import { dayOf, fromDay, toDay } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { maskName } from '#kernel/party/rules/mask.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { unreadCount } from '#modules/message/api.ts'
import { clockLabels, findQueue, type Looking, lampOfRow, queuesFor, turnLabels } from '../../rules/desk.ts'
import { narrowed } from '../../rules/narrow.ts'
import {
  CaseIds,
  type CaseList,
  type CaseRow,
  type CaseRows,
  type FilterChoices,
  lampWords,
  type Preference,
  type Queues,
  type SavedCounts,
  type SortName,
} from '../../schema/desk.ts'
import { listItemsOf, listPreferences, savePreference } from '../../store/desk.ts'
import { asStaff, organsOf } from './staff.ts'

const refuse = refusals({
  'window.no-queue': [404, '没有这个列表，或者您的岗位用不到它。请从左边选一个'],
  'window.bad-cursor': [422, '列表翻页的位置失效了，请回到第一页'],
})

const pageSize = 50
/** The rail counts a dozen lists at once, and tells of long ones only that they are long. */
const mostOnRail = 200

const looking = (ctx: Ctx): Looking => ({ id: ctx.who.id, organs: organsOf(ctx, 'case.read'), today: dayOf(ctx.now) })

/** Working days a row has left, or is over; of a clock that stands, none is said in the list. */
export function daysOf(ctx: Ctx, file: Pick<CaseFile, 'paused' | 'dueOn' | 'clock'>): number | null {
  if (file.paused || !file.dueOn) return null
  const today = dayOf(ctx.now)
  if (file.clock === 'correction') return Math.abs(toDay(file.dueOn) - toDay(today))
  return file.dueOn < today ? workdaysBetween(ctx.calendar, file.dueOn, today) : workdaysBetween(ctx.calendar, today, file.dueOn)
}

export const isMakeUp = (ctx: Ctx, on: string | null): boolean => on !== null && natureOf(ctx.calendar, on).kind === 'makeup'

function rowOf(ctx: Ctx, f: CaseFile): CaseRow {
  return {
    id: f.id,
    no: f.no,
    item: f.item,
    itemName: f.itemName,
    applicant: f.applicantKind === 'natural' ? maskName(f.applicantName) : f.applicantName,
    status: f.status,
    statusLabel: statuses[f.status as Status].label,
    turn: turnLabels[f.turn] ?? f.turn,
    mine: f.holder === ctx.who.id && f.turn !== 'applicant',
    holder: f.holderName,
    holderId: f.holder,
    lamp: lampOfRow(f, dayOf(ctx.now)),
    days: daysOf(ctx, f),
    dueOn: f.paused ? null : f.dueOn,
    makeUp: isMakeUp(ctx, f.dueOn),
    clock: f.clock,
    clockLabel: f.clock && f.clock !== 'promise' ? (clockLabels[f.clock] ?? null) : null,
    submittedAt: f.submittedAt.toISOString(),
    decidedAt: f.decidedAt?.toISOString() ?? null,
    tolerantMissing: f.tolerantMissing,
    pending: f.pending && verbs[f.pending as Verb].label,
    seq: f.seq,
    channel: f.channel,
  }
}

/** The next run of days off within a fortnight, longer than a weekend, so that nobody is surprised by it. */
function restAhead(ctx: Ctx): Queues['rest'] {
  const today = toDay(dayOf(ctx.now))
  let run = 0
  for (let day = today; day < today + 24; day++) {
    if (!isWorkday(ctx.calendar, fromDay(day))) run++
    else if (run > 2) return { on: fromDay(day - run), days: run }
    else run = 0
    if (day > today + 14 && run === 0) return null
  }
  return null
}

/** Nine o'clock of today, or of yesterday while it is earlier. */
function lastMorning(ctx: Ctx): Date {
  const nine = new Date(`${dayOf(ctx.now)}T09:00:00+08:00`)
  return nine <= ctx.now ? nine : new Date(nine.getTime() - 86_400_000)
}

/** The rail: the queues of one's offices with their counts, one's own settings, and the day. */
export const listQueues: Action<object, Queues> = async (ctx) => {
  asStaff(ctx)
  const look = looking(ctx)
  const permissions = [...new Set(ctx.who.grants.map((g) => g.permission))]
  const shown = queuesFor(new Set(permissions))
  const preferences = (await listPreferences(ctx.tx, ctx.who.id)) as Queues['preferences']
  const counts = await countFiles(
    ctx.tx,
    shown.map((q) => q.filter(look)),
    look.today,
    mostOnRail,
  )
  return {
    queues: shown.map(({ id, title }, n) => ({ id, title, count: Math.min(counts[n]!, mostOnRail), more: counts[n]! > mostOnRail })),
    at: ctx.now.toISOString(),
    today: look.today,
    demo: ctx.city.demo,
    may: permissions,
    rest: restAhead(ctx),
    office: ctx.who.organ ? (await organOf(ctx.tx, ctx.who.organ)).shortName : '',
    preferences,
    unread: await unreadCount(ctx.tx, ctx.who.id, preferences.digest === 'daily' ? lastMorning(ctx) : undefined),
  }
}

/** What a saved filter asks: its address is the list's name and what narrows it. Undefined where it cannot be read any more. */
function askedIn(search: string): CaseIds | undefined {
  const [queue, parts = ''] = search.split('?')
  return CaseIds.safeParse({ ...Object.fromEntries(new URLSearchParams(parts)), queue }).data
}

/** How many each of one's saved filters finds now, by the same filter as its list; one of a list that one works with no more has none. */
export const countSaved: Action<object, SavedCounts> = async (ctx) => {
  asStaff(ctx)
  const { filters = [] } = (await listPreferences(ctx.tx, ctx.who.id)) as Queues['preferences']
  const found = filters.flatMap(({ name, search }) => {
    const asked = askedIn(search)
    return asked && mayUse(ctx, findQueue(asked.queue)) ? [{ name, filter: askedOf(ctx, asked).filter }] : []
  })
  const counts = await countFiles(
    ctx.tx,
    found.map((f) => f.filter),
    dayOf(ctx.now),
    mostOnRail,
  )
  return {
    counts: found.map(({ name }, n) => ({ name, count: Math.min(counts[n]!, mostOnRail), more: counts[n]! > mostOnRail })),
  }
}

function cursorOf(text: string | undefined): Cursor | undefined {
  if (!text) return undefined
  const [, key, id] = /^(\d{4}-\d\d-\d\d[\d :.+-]*)~(\w+)$/.exec(text) ?? []
  if (!key || !id) throw refuse('window.bad-cursor')
  return { key, id }
}

const mayUse = (ctx: Ctx, queue: ReturnType<typeof findQueue>): queue is NonNullable<typeof queue> =>
  queue?.may.some((p) => ctx.who.grants.some((g) => g.permission === p)) ?? false

/** A queue narrowed by whoever looks, in the order he asks for. */
function askedOf(ctx: Ctx, { queue: id, ...by }: CaseIds) {
  asStaff(ctx)
  const look = looking(ctx)
  const queue = findQueue(id)
  if (!mayUse(ctx, queue)) throw refuse('window.no-queue')
  const usual: SortName = queue.sort ?? 'due'
  const sort = by.sort === 'decided' && usual !== 'decided' ? usual : (by.sort ?? usual)
  return { queue, look, sort, filter: narrowed(queue.filter(look), by, look) satisfies CaseFilter }
}

/** One page of a queue with the count of all its rows. */
export const listCases: Action<CaseList, CaseRows> = async (ctx, { after, ...asked }) => {
  const { queue, look, sort, filter } = askedOf(ctx, asked)
  const { rows, total, next } = await listFiles(ctx.tx, filter, { today: look.today, sort, after: cursorOf(after), limit: pageSize })
  return {
    rows: rows.map((r) => rowOf(ctx, r)),
    total: Math.min(total, mostCounted),
    more: total > mostCounted,
    next: next && `${next.key}~${next.id}`,
    at: ctx.now.toISOString(),
    title: queue.title,
    sort,
  }
}

/** Every row of a list, so that all of it can be marked or taken along; more than fit into one batch are left out. */
const wholeList = async (ctx: Ctx, asked: CaseIds) => {
  const { queue, look, sort, filter } = askedOf(ctx, asked)
  const { rows, next } = await listFiles(ctx.tx, filter, { today: look.today, sort, limit: mostRows })
  return { queue, rows, cut: next !== null }
}

export const listCaseIds: Action<CaseIds, { ids: string[]; cut: boolean }> = async (ctx, asked) => {
  const { rows, cut } = await wholeList(ctx, asked)
  return { ids: rows.map((r) => r.id), cut }
}

/** What an export is called, for whoever may see the list at all. */
export const titleOfList = (ctx: Ctx, asked: CaseIds): string => askedOf(ctx, asked).queue.title

export const sheetHead = ['办件编号', '事项', '申请人', '状态', '轮到', '经办', '时限', '到期', '提交日期'] as const

type SheetPage = { files: CaseFile[]; rows: string[][]; next: string | null }

/**
 * Some rows of a list as cells, newest submissions first: that order never changes while it is walked, so that no case is told twice
 * and none is left out. Names are masked as they are on the screen but where `unmasked` says.
 */
export async function sheetPage(
  ctx: Ctx,
  asked: CaseIds,
  at: { after: string | undefined; limit: number; unmasked: (f: CaseFile) => boolean },
): Promise<SheetPage> {
  const { look, filter } = askedOf(ctx, asked)
  const { rows, next } = await listFiles(ctx.tx, filter, { today: look.today, sort: 'newest', after: cursorOf(at.after), limit: at.limit })
  return { files: rows, next: next && `${next.key}~${next.id}`, rows: rows.map((f) => cellsOf(ctx, f, at.unmasked(f))) }
}

function cellsOf(ctx: Ctx, f: CaseFile, unmasked: boolean): string[] {
  const r = rowOf(ctx, f)
  return [
    r.no,
    r.itemName,
    unmasked ? f.applicantName : r.applicant,
    r.statusLabel,
    r.turn,
    r.holder ?? '',
    r.lamp ? lampWords[r.lamp] : '',
    r.dueOn ?? '',
    dayOf(f.submittedAt),
  ]
}

/** What the filter panel offers: the items of one's offices, and who works there. */
export const listChoices: Action<object, FilterChoices> = async (ctx) => {
  asStaff(ctx)
  const organs = organsOf(ctx, 'case.read')
  const items = await listItemsOf(ctx.tx, organs ?? ['*'])
  const place = { permission: 'case.read', organ: ctx.who.organ ?? '*', division: '*' }
  const people = ctx.who.organ ? await listColleagues(ctx.tx, place, dayOf(ctx.now)) : []
  return {
    items: items.map(({ code, name }) => ({ value: code, label: name })),
    people: people.filter((p) => p.organ === ctx.who.organ).map(({ id, name }) => ({ value: id, label: name })),
  }
}

export const setPreference: Action<Preference, object> = async (ctx, preference) => {
  asStaff(ctx)
  await savePreference(ctx.tx, ctx.who.id, preference)
  return {}
}
