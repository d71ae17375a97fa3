/** The 审查要点 of a case on the desk: as they stand, and judging them one by one. */
import { type Dossier, judge, placeOf } from '#kernel/case/api.ts'
import { isLookedAt, type KeptPoint, type PointState } from '#kernel/case/rules/points.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import type { CasePoint, JudgePoints } from '../../schema/desk.ts'
import { mustHavePen } from './pen.ts'
import { asStaff } from './staff.ts'

const live = (p: PointState): CasePoint => ({
  id: p.id,
  text: p.text,
  verdict: p.verdict,
  why: p.why,
  ...(p.note ? { note: p.note } : {}),
  judgedBy: p.judgedBy,
  onSite: p.onSite,
  material: p.material ?? null,
  basis: p.basis ?? null,
  machine: p.machine?.verdict ?? null,
  at: p.at?.toISOString() ?? null,
})

/** A point as the opinion kept it, with what the item says of it. */
function kept(point: KeptPoint, { item, points }: Dossier): CasePoint {
  const said = (item.points ?? []).find((p) => p.id === point.id)
  const { judgedBy = 'person', machine, at } = points.find((p) => p.id === point.id) ?? {}
  const of = { onSite: said?.onSite ?? false, material: said?.material ?? null, basis: said?.basis ?? null }
  return { ...point, ...of, judgedBy, machine: machine?.verdict ?? null, at: at?.toISOString() ?? null }
}

/** Nothing before acceptance: what is looked at there is whether everything came, and the list of materials says that. */
export function pointViews(d: Dossier): CasePoint[] {
  if (isLookedAt(d.state.status)) return d.points.map(live)
  return (d.state.proposal?.points ?? []).map((p) => kept(p, d))
}

/** Whether this person judges the points of the case now. */
export const judges = (ctx: Ctx, { file, state, points }: Dossier): boolean =>
  points.length > 0 &&
  isLookedAt(state.status) &&
  may(ctx.who, 'case.examine', placeOf(file)) &&
  (state.holder === undefined || state.holder.id === ctx.who.id)

/** Judges points of a case; whoever writes on it goes first. */
export const judgePoints: Action<JudgePoints, { points: CasePoint[] }> = async (ctx, { id, points }) => {
  asStaff(ctx)
  await mustHavePen(ctx, id)
  return { points: (await judge(ctx, id, points)).map(live) }
}
