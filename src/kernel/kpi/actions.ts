import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx, Kpi } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { momentsOf, yearOf } from './rules/figure.ts'
import type { AskKpi, AskKpis, Figure, Opened } from './schema.ts'

const refuse = refusals({
  'kpi.unknown': [404, '没有这个指标，可能已经改名。请从改革进度页重新打开'],
  'kpi.period': [422, '开始的日子要早于结束的日子，请改一下'],
})

const periodOf = (ctx: Ctx, { from, to }: AskKpis): { from: string; to: string } => {
  const period = { ...yearOf(dayOf(ctx.now)), ...(from ? { from } : {}), ...(to ? { to } : {}) }
  if (period.from > period.to) throw refuse('kpi.period')
  return period
}

/** A number is counted over the whole city, whoever asks; the rows behind it are shown only to those who may see them. */
async function figure(ctx: Ctx, kpi: Kpi, period: { from: string; to: string }): Promise<Figure> {
  const { id, title, unit, measures, definition, source } = kpi
  const value = await asSystem(ctx.tx, () => kpi.read(ctx.tx, momentsOf(period.from, period.to)))
  return { id, title, unit, measures, definition, source, value, fromOn: period.from, toOn: period.to, at: ctx.now }
}

const every = (ctx: Ctx): Kpi[] => ctx.rooms.flatMap((r) => r.kpis)

export const listFigures: Action<AskKpis, Figure[]> = async (ctx, asked) => {
  const period = periodOf(ctx, asked)
  const figures: Figure[] = []
  for (const kpi of every(ctx)) figures.push(await figure(ctx, kpi, period))
  return figures
}

/** The live figures of one measure, over the year so far. */
export async function figuresOf(ctx: Ctx, measure: string): Promise<Figure[]> {
  const period = periodOf(ctx, {})
  const figures: Figure[] = []
  for (const kpi of every(ctx)) if (kpi.measures.includes(measure)) figures.push(await figure(ctx, kpi, period))
  return figures
}

/** One number with the rows that it counts, as far as the one who asks may see them. */
export const openFigure: Action<AskKpi, Opened> = async (ctx, asked) => {
  const kpi = every(ctx).find((k) => k.id === asked.id)
  if (!kpi) throw refuse('kpi.unknown')
  const period = periodOf(ctx, asked)
  const rows = may(ctx.who, 'case.read') && kpi.rows ? await kpi.rows(ctx.tx, momentsOf(period.from, period.to), 100) : []
  return { ...(await figure(ctx, kpi, period)), rows, hidden: kpi.rows !== undefined && !may(ctx.who, 'case.read') }
}
