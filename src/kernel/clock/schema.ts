import { z } from 'zod'

/** How a period is counted: 行政许可法 第八十二条 counts working days; a law without such a clause counts calendar days. */
export const TimeUnit = z.enum(['workday', 'calendarDay', 'workhour', 'hour'])
export type TimeUnit = z.infer<typeof TimeUnit>

/** The clocks of one case: the law's, the organ's promise, one step's, the answer on acceptance (第三十二条), the delivery (第四十四条). */
export const ClockKind = z.enum(['statutory', 'promised', 'step', 'notice', 'delivery'])
export type ClockKind = z.infer<typeof ClockKind>

/**
 * A period and its ground. Half days are allowed and end at noon; 0 means on the spot.
 * `rollBasis` names the article by which a last day that is no working day moves on to the next one (民法典 第二百零三条);
 * without it a calendar-day period ends on the day it ends.
 */
export const Limit = z.object({
  amount: z.number().nonnegative().multipleOf(0.25),
  unit: TimeUnit,
  basis: z.string().min(1),
  kind: ClockKind.optional(),
  rollBasis: z.string().optional(),
})
export type Limit = z.infer<typeof Limit>

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** One stretch in which the office is open; the day's stretches stand in order and do not touch. */
export const OfficeHours = z
  .array(z.object({ from: TimeOfDay, to: TimeOfDay }))
  .min(1)
  .refine(
    (spans) => spans.flatMap((s) => [s.from, s.to]).every((t, i, all) => i === 0 || all[i - 1]! < t),
    '上班时间要从早到晚写，不能重叠',
  )
export type OfficeHours = z.infer<typeof OfficeHours>

/** One year as the State Council arranges it. `off` are days off, `work` weekend days that are worked instead, `names` says of which holiday. */
export const CalendarYear = z
  .object({
    year: z.int().min(1970).max(2200),
    status: z.enum(['official', 'provisional']),
    off: z.array(z.iso.date()),
    work: z.array(z.iso.date()),
    names: z.record(z.iso.date(), z.string()),
    notice: z.object({ title: z.string(), no: z.string().optional(), url: z.url().optional() }),
  })
  .refine((y) => [...y.off, ...y.work].every((on) => on.startsWith(`${y.year}-`)), '日历里有别的年份的日子')
  .refine((y) => !y.work.some((on) => y.off.includes(on)), '同一天不能又放假又上班')
export type CalendarYear = z.infer<typeof CalendarYear>

/** A city's calendar. Years may be missing: whoever needs one of those is refused. */
export const Calendar = z.object({ years: z.array(CalendarYear), hours: OfficeHours })
export type Calendar = z.infer<typeof Calendar>

const act = {
  /** a moment of ISO 8601 with its offset */
  at: z.iso.datetime({ offset: true }),
  /** the act in the words of the page: 受理, 米酒送检, 检验合格 */
  reason: z.string(),
  basis: z.string().optional(),
  factId: z.number().optional(),
}

/**
 * What happened to a clock, in any order. Suspensions may overlap: a `pause` with a `key` is ended by the `resume` of that key,
 * and a `resume` without a key ends them all.
 */
export const ClockEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), ...act }),
  z.object({ kind: z.literal('pause'), key: z.string().optional(), ...act }),
  z.object({ kind: z.literal('resume'), key: z.string().optional(), ...act }),
  z.object({ kind: z.literal('extend'), amount: z.number().positive(), ...act }),
  z.object({ kind: z.literal('stop'), ...act }),
])
export type ClockEvent = z.infer<typeof ClockEvent>

export type DayKind = 'start' | 'workday' | 'makeup' | 'day' | 'weekend' | 'holiday' | 'paused' | 'rolled' | 'due' | 'overdue' | 'stopped'

/** One day of the reckoning, and why it counts or does not. `nth` is what is used up by its end, in the limit's unit. */
export type DayRow = {
  on: string
  kind: DayKind
  counts: boolean
  nth?: number
  why: string
  /** two or three characters for the month view */
  short: string
  basis?: string
  factId?: number
}

export type ClockState = 'waiting' | 'running' | 'paused' | 'stopped'

/** A clock as it stands at one moment. Amounts are in the limit's unit; days are 'YYYY-MM-DD' of the city, moments ISO with +08:00. */
export type Standing = {
  limit: Limit
  state: ClockState
  /** day 0: the day of the act, or the working day it counts as */
  startedOn?: string
  stoppedAt?: string
  /** last day; missing until the clock starts, and while a pause is open */
  dueOn?: string
  /** last instant that is still in time */
  dueAt?: string
  /** from when on the lamp is yellow; a day clock warns from midnight of its day */
  warnOn?: string
  warnAt?: string
  /** last day without pauses and extensions: what was said at first */
  originalDueOn?: string
  /** the limit with its extensions */
  total: number
  extendedBy: number
  pausedFor: number
  counted: number
  remaining: number
  overdue: boolean
  overdueBy: number
  /** the answer leans on a year whose holidays are not announced */
  provisional: boolean
}

/** A standing with its reasons, day by day. */
export type Reading = Standing & { days: DayRow[] }

/** When a lamp turns yellow: at `percent` of the limit left, or at `days` left on a clock of days, whichever comes first. */
export type LampRule = { percent: number; days: number }

export type Lamp = 'green' | 'yellow' | 'red' | 'paused' | 'none'

/** A card that electronic supervision must have issued, and since when. */
export type CardDue = { card: 'yellow' | 'red'; kind: 'promised' | 'statutory'; dueAt: string; basis: string }

/** A year as somebody put it in. */
export type LoadedYear = { year: number; version: number; content: CalendarYear; by: string; byName: string; at: Date }

/** A year as a person writes it from the notice: days off with their holiday, weekend days that are worked instead. */
export const WrittenYear = z.object({
  year: z.coerce.number('请填年份').int('请填年份').min(2000, '请填四位年份').max(2100, '请填四位年份'),
  title: z.string('请填通知的标题').trim().min(4, '请填通知的标题'),
  no: z.string('请填文号，例如 国办发明电〔2023〕7号').trim().min(4, '请填文号，例如 国办发明电〔2023〕7号'),
  url: z.url('网址要以 https:// 开头').optional(),
  off: z.array(z.string()).min(1, '请写放假的日子'),
  work: z.array(z.string()).default([]),
})
export type WrittenYear = z.infer<typeof WrittenYear>

/** One holiday of a year in words. */
export type Holiday = { name: string; off: string[]; work: string[] }
export type YearLine = {
  year: number
  status: 'official' | 'provisional'
  title: string
  no: string | null
  url: string | null
  version: number
  byName: string
  at: string
  workdays: number
  holidays: Holiday[]
}
