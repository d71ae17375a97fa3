import { z } from 'zod'
import type { KpiRow } from '#kernel/module.ts'

const Day = z.iso.date('日子请写成 2023-06-15 这样')

/** A period of city days, both included; left out, it is the year of the programme so far. */
export const AskKpis = z.object({ from: Day.optional(), to: Day.optional() })
export type AskKpis = z.infer<typeof AskKpis>

/** One figure: `by` an axis, or looked into where one group of an axis is chosen (`by` with `at`). */
export const AskKpi = AskKpis.extend({
  id: z.string().max(80),
  by: z.string().max(40).optional(),
  at: z.string().max(200).optional(),
})
export type AskKpi = z.infer<typeof AskKpi>

/** A number with what it means: `value` is null where the period holds nothing to count. */
export type Figure = {
  id: string
  title: string
  unit: string
  value: number | null
  better?: 'more' | 'less'
  measures: readonly string[]
  definition: string
  source: string
  fromOn: string
  toOn: string
  at: Date
}

/** `at`: the first day of the month */
export type SeriesPoint = { at: string; value: number | null }

/** One group of an axis: its value over the period, and month by month. */
export type Group = { key: string; name: string; value: number | null; series: SeriesPoint[] }

/** A figure in groups; `only`: the one group that is looked into. */
export type Grouped = { axis: string; title: string; groups: Group[]; only?: { key: string; name: string } }

/**
 * A number month by month and in groups, with the rows it counts; `hidden` where there are rows that only staff with its permission may
 * see. `axes` are those it can be read by; figures of a state have none, and no series.
 */
export type Opened = Figure & {
  series: SeriesPoint[]
  axes: { key: string; title: string }[]
  grouped?: Grouped
  rows: KpiRow[]
  hidden: boolean
}
