import { refusals } from '#base/refusal.ts'
import { type Figure, listFigures } from '#kernel/kpi/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { roomsOf, stateOf } from '../rules/state.ts'
import type { AskMeasure, Measure, Opened, Standing } from '../schema.ts'
import { measures } from '../store/measures.ts'
import { listMilestones, listReports } from '../store/progress.ts'

const refuse = refusals({ 'programme.unknown': [404, '工作要点里没有代码是 {measure} 的举措。请从改革进度页重新打开'] })

/** The measures of the programme that the city follows; none in a city that names no programme. */
const measuresOf = ({ city }: Pick<Ctx, 'city'>): readonly Measure[] => (city.programme === undefined ? [] : measures)

export function measureOf(ctx: Pick<Ctx, 'city'>, code: string): Measure {
  const found = measuresOf(ctx).find((m) => m.code === code)
  if (!found) throw refuse('programme.unknown', { measure: code })
  return found
}

function standing(ctx: Ctx, measure: Measure, all: readonly Figure[]): Standing {
  const { existing, missing } = roomsOf(measure, ctx.rooms)
  const figures = all.filter((f) => f.measures.includes(measure.code))
  const state = stateOf({ existing: existing.length, missing: missing.length, figures: figures.length, story: measure.story !== null })
  return { ...measure, state, missing, figures, existing: existing.map(({ id, title }) => ({ id, title })) }
}

/** Every measure of the programme with what the house holds of it now; each number is counted once, over the year so far. */
export async function listStandings(ctx: Ctx): Promise<Standing[]> {
  const figures = await listFigures(ctx, {})
  return measuresOf(ctx).map((m) => standing(ctx, m, figures))
}

export const overview: Action<Record<never, never>, Standing[]> = (ctx) => listStandings(ctx)

export const openMeasure: Action<AskMeasure, Opened> = async (ctx, { code }) => {
  const measure = measureOf(ctx, code)
  return {
    measure: standing(ctx, measure, await listFigures(ctx, {})),
    milestones: await listMilestones(ctx.tx, code),
    reports: await listReports(ctx.tx, code),
    mayEdit: may(ctx.who, 'programme.edit'),
  }
}
