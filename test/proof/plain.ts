/** What lists, counts and figures must say, told once more and plainly: over cases folded from their facts, in memory, without SQL. */
import type { CaseFile } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Who } from '#kernel/who.ts'
import { type Looking, lampOfRow, type QueueFilter, queues } from '#modules/window/rules/desk.ts'

const never = '9999-12-31'
/** The first moment of a city day, or of one so many days after it. */
const midnight = (day: string, after = 0) => Date.parse(`${day}T00:00:00+08:00`) + after * 86_400_000
const dueKey = (c: CaseFile) => c.dueOn ?? never
const open = (c: CaseFile) => c.turn !== 'nobody'

/** Whether somebody of the staff may see a case at all. */
const sees = (who: Who, c: CaseFile): boolean =>
  c.holder === who.id ||
  who.grants.some(
    (g) => g.permission === 'case.read' && (g.organ === '*' || g.organ === c.organ) && (g.division === '*' || g.division === c.division),
  )

const asks: ((f: QueueFilter, c: CaseFile) => boolean)[] = [
  (f, c) => f.organs === undefined || f.organs.includes(c.organ),
  (f, c) => f.statuses === undefined || (f.statuses as readonly string[]).includes(c.status),
  (f, c) => f.holder === undefined || f.holder === c.holder,
  (f, c) => f.dueBy === undefined || (dueKey(c) <= f.dueBy && !c.paused),
  (f, c) => !f.tolerant || (c.tolerantMissing > 0 && c.endedAt === null),
  (f, c) => f.decidedFrom === undefined || (c.decidedAt !== null && c.decidedAt.getTime() >= midnight(f.decidedFrom)),
  (f, c) => !f.pending || c.pending !== null,
]

type Key = [string | number, string]
const orders: Record<string, { key(c: CaseFile): Key; down: boolean }> = {
  due: { key: (c) => [dueKey(c), c.id], down: false },
  newest: { key: (c) => [c.submittedAt.getTime(), c.id], down: true },
  decided: { key: (c) => [c.decidedAt!.getTime(), c.id], down: true },
}
const later = (a: Key, b: Key) => (a[0] === b[0] ? (a[1] > b[1] ? 1 : -1) : a[0] > b[0] ? 1 : -1)

const inQueue = (who: Who, asked: QueueFilter) => (c: CaseFile) => asks.every((holds) => holds(asked, c)) && sees(who, c)

/** How many one queue holds. */
export function countOf(cases: Iterable<CaseFile>, who: Who, queue: string, looking: Looking): number {
  const fits = inQueue(who, queues.find((q) => q.id === queue)!.filter(looking))
  let n = 0
  for (const c of cases) if (fits(c)) n++
  return n
}

/** The ids of one queue in its order. */
export function queueOf(cases: Iterable<CaseFile>, who: Who, queue: string, looking: Looking): string[] {
  const { filter, sort = 'due' } = queues.find((q) => q.id === queue)!
  const { key, down } = orders[sort]!
  const found = [...cases].filter(inQueue(who, filter(looking)))
  return found.sort((a, b) => (down ? later(key(b), key(a)) : later(key(a), key(b)))).map((c) => c.id)
}

export type Load = { holder: string | null; open: number; red: number; yellow: number; paused: number; noticed: number }

/** What each holder of an organ carries. */
export function loadOf(cases: Iterable<CaseFile>, organ: string, today: string): Load[] {
  const held = [...cases].filter((c) => c.organ === organ && open(c))
  const loads = [...new Set(held.map((c) => c.holder))].map((holder) => {
    const his = held.filter((c) => c.holder === holder)
    const lit = (lamp: string) => his.filter((c) => lampOfRow(c, today) === lamp).length
    const noticed = his.filter((c) => c.notices > 0).length
    return { holder, open: his.length, red: lit('red'), yellow: lit('yellow'), paused: lit('paused'), noticed }
  })
  return loads.sort((a, b) => (String(a.holder) > String(b.holder) ? 1 : -1))
}

/** Half up at the first decimal, in whole numbers, as PostgreSQL rounds a numeric. */
const perCent = (part: number, of: number): number | null => (of === 0 ? null : Math.floor((2_000 * part + of) / (2 * of)) / 10)

type Figure = (submitted: CaseFile[], decided: CaseFile[]) => number | null
const sum = (cases: CaseFile[], of: (c: CaseFile) => number | null) => cases.reduce((n, c) => n + (of(c) ?? 0), 0)
const figures: Record<string, Figure> = {
  'case.submitted': (submitted) => submitted.length,
  'case.decided': (_, decided) => decided.length,
  'case.on-time': (_, decided) => {
    const promised = decided.filter((c) => c.promiseDueOn !== null)
    return perCent(promised.filter((c) => dayOf(c.decidedAt!) <= c.promiseDueOn!).length, promised.length)
  },
  'case.compression': (_, decided) => {
    const limited = decided.filter((c) => (c.legalDays ?? 0) > 0)
    const legal = sum(limited, (c) => c.legalDays)
    return perCent(legal - sum(limited, (c) => c.promiseDays), legal)
  },
  'case.online': (submitted) => perCent(submitted.filter((c) => c.channel === 'web' || c.channel === 'mobile').length, submitted.length),
  'case.one-notice': (submitted) => {
    const noticed = submitted.filter((c) => c.notices > 0)
    return perCent(noticed.filter((c) => c.notices === 1).length, noticed.length)
  },
}

/** The figures of the cases over a span of city days, both included. */
export function figuresOf(cases: Iterable<CaseFile>, from: string, to: string): Record<string, number | null> {
  const [first, end] = [midnight(from), midnight(to, 1)]
  const within = (at: Date | null) => at !== null && at.getTime() >= first && at.getTime() < end
  const all = [...cases]
  const [submitted, decided] = [all.filter((c) => within(c.submittedAt)), all.filter((c) => within(c.decidedAt))]
  return Object.fromEntries(Object.entries(figures).map(([id, figure]) => [id, figure(submitted, decided)]))
}
