import { z } from 'zod'
import type { KpiRow } from '#kernel/module.ts'

const Day = z.iso.date('日子请写成 2023-06-15 这样')

/** A period of city days, both included; left out, it is the year of the programme so far. */
export const AskKpi = z.object({ id: z.string().max(80), from: Day.optional(), to: Day.optional() })
export type AskKpi = z.infer<typeof AskKpi>
export const AskKpis = AskKpi.omit({ id: true })
export type AskKpis = z.infer<typeof AskKpis>

/** A number with what it means: `value` is null where the period holds nothing to count. */
export type Figure = {
  id: string
  title: string
  unit: string
  value: number | null
  measures: readonly string[]
  definition: string
  source: string
  fromOn: string
  toOn: string
  at: Date
}

/** A number with the rows it counts; `hidden` where there are rows that only staff with a case's permission may see. */
export type Opened = Figure & { rows: KpiRow[]; hidden: boolean }
