import { z } from 'zod'
import type { Figure } from '#kernel/kpi/schema.ts'

export const Code = z.string().regex(/^[GCYSB]\d$/, '举措代码是一个字母加一个数字，例如 C3')

/** A figure that the programme itself names: at least 40 bundles, at least 80 %. */
export const Target = z.strictObject({ metric: z.string(), op: z.literal('>='), value: z.number(), unit: z.string() })
export type Target = z.infer<typeof Target>

/** One measure of the programme as published; what its text does not say (responsible units, most due dates) is null and never guessed. */
export const Measure = z.strictObject({
  code: Code,
  group: z.enum(['总体目标', '深化重点改革', '优化政务服务', '强化数字赋能', '工作保障']),
  short: z.string(),
  title: z.string(),
  due: z.strictObject({ on: z.iso.date(), text: z.string() }).nullable(),
  target: Target.nullable(),
  rooms: z.array(z.string()).min(1),
  leadUnits: z.array(z.string()).nullable(),
  /** the executable story in `measures/` that plays the measure through over HTTP */
  story: z.string().nullable(),
})
export type Measure = z.infer<typeof Measure>

/** How far a measure is built in this house. `trial`: it runs, and no story proves it yet. */
export type State = 'live' | 'trial' | 'partial' | 'unbuilt'

/** A measure with what this house really holds of it. `missing` are rooms that do not stand yet or do not serve it. */
export type Standing = Measure & { state: State; existing: { id: string; title: string }[]; missing: string[]; figures: Figure[] }

export type Milestone = { id: string; measure: string; title: string; dueOn: string; reachedOn: string | null; demo: boolean }
export type Report = { id: string; measure: string; text: string; organ: string | null; byName: string; at: Date; milestone: string | null }

export const AskMeasure = z.object({ code: Code })
export type AskMeasure = z.infer<typeof AskMeasure>

const Blank = z.literal('').transform(() => undefined)

export const NewReport = AskMeasure.extend({
  text: z.string().trim().min(10, '请写明做了什么、到了哪一步，至少 10 个字').max(1000, '请写在 1000 字以内'),
  milestone: z.string().max(40).or(Blank).optional(),
})
export type NewReport = z.infer<typeof NewReport>

export const NewMilestone = AskMeasure.extend({
  title: z.string().trim().min(4, '请写明要做到什么，至少 4 个字').max(100, '请写在 100 字以内'),
  dueOn: z.iso.date('请选一个日子'),
})
export type NewMilestone = z.infer<typeof NewMilestone>

/** The page of one measure. */
export type Opened = { measure: Standing; milestones: Milestone[]; reports: Report[]; mayEdit: boolean }
