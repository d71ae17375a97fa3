/** Judging the 审查要点 of a case: each judgement is a fact on a chain of its own, so that two who look do not stand in each other's way. */
import { refusals } from '#base/refusal.ts'
import type { Verdict } from '#kernel/decision/schema/assessment.ts'
import { listFactsOf } from '#kernel/ledger/store.ts'
import { type Ctx, may, type Recorded } from '#kernel/module.ts'
import type { MaterialRow } from '../rules/dossier.ts'
import { heldWords } from '../rules/open.ts'
import { isLookedAt, type Mark, needsNote, type PointState, pointsOf } from '../rules/points.ts'
import { standing } from '../rules/recall.ts'
import type { GivenPoint } from '../schema.ts'
import { listMaterialsOf } from '../store/file.ts'
import { holdCase } from './hold.ts'
import { type OpenCase, placeOf, readersOf } from './open.ts'

const refuse = refusals({
  'case.points-closed': [409, '这一件不在审查中，审查要点不能再改。退回审查以后才能改判'],
  'case.points-not-yours': [403, '您没有在这里审查的权限，请找有权限的同事判'],
  'case.points-held': [409, heldWords('{name}')],
  'case.no-point': [422, '这一件没有这个审查要点，请刷新页面再判'],
  'case.point-note': [422, '判“不符合”，或者和系统判的不一样，要写明理由，申请人和决定的人要看'],
})

export const aboutPoints = (id: string) => `case-points:${id}`

const markOf = ({ data, by, at }: Recorded): Mark => ({
  point: String(data.point),
  verdict: data.verdict as Verdict,
  ...(data.note ? { note: String(data.note) } : {}),
  by: { id: by, name: String(data.byName) },
  at,
})

/** What was judged together with an opinion stands in the opinion's own fact; one that was recalled never was. */
const marksIn = ({ state }: OpenCase): Mark[] =>
  standing(state.facts).flatMap((f) =>
    f.name === 'case.proposed'
      ? ((f.data.given ?? []) as GivenPoint[]).map((g) => ({ ...g, by: { id: f.by, name: String(f.data.byName) }, at: f.at }))
      : [],
  )

const inTime = (marks: Mark[]): Mark[] => marks.sort((a, b) => a.at.getTime() - b.at.getTime())

const byCase = <T>(rows: readonly T[], idOf: (row: T) => string): Map<string, T[]> => {
  const found = new Map<string, T[]>()
  for (const row of rows) found.set(idOf(row), [...(found.get(idOf(row)) ?? []), row])
  return found
}

/** The points of several cases as they stand, by the id of the case; cases whose item has none are left out. */
export async function pointsOfMany(ctx: Ctx, cases: readonly OpenCase[], also: readonly Mark[] = []): Promise<Map<string, PointState[]>> {
  const asked = cases.filter(({ item }) => (item.points ?? []).length > 0)
  if (asked.length === 0) return new Map()
  const ids = asked.map(({ file }) => file.id)
  const facts = byCase(await listFactsOf(ctx.tx, ids.map(aboutPoints)), (f) => f.about)
  const materials = byCase<MaterialRow & { caseId: string }>(await listMaterialsOf(ctx.tx, ids), (m) => m.caseId)
  return new Map(
    asked.map((open) => {
      const { file, item, state } = open
      const marks = inTime([...(facts.get(aboutPoints(file.id)) ?? []).map(markOf), ...marksIn(open), ...also])
      return [file.id, pointsOf({ item, state, materials: materials.get(file.id) ?? [], marks })]
    }),
  )
}

/** Who judged a point of each case, by the id of the case. */
export async function judgesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  const facts = ids.length > 0 ? await listFactsOf(ctx.tx, ids.map(aboutPoints)) : []
  return new Map(
    [...byCase(facts, (f) => f.about.slice(aboutPoints('').length))].map(([id, judged]) => [id, new Set(judged.map((f) => f.by))]),
  )
}

export const pointsOfCase = async (ctx: Ctx, open: OpenCase, also: readonly Mark[] = []): Promise<PointState[]> =>
  (await pointsOfMany(ctx, [open], also)).get(open.file.id) ?? []

/** Marks as they are given together with an opinion: found by this person, now. */
export const marksGiven = (ctx: Ctx, given: readonly GivenPoint[]): Mark[] =>
  given.map((g) => ({ ...g, by: { id: ctx.who.id, name: ctx.who.name }, at: ctx.now }))

/** Whether what was given can be taken: known points, with a reason where one is asked for. */
export function mustBeJudgeable(points: readonly PointState[], given: readonly GivenPoint[]): void {
  for (const { point, verdict, note } of given) {
    const known = points.find((p) => p.id === point)
    if (!known) throw refuse('case.no-point')
    if (needsNote(known.machine?.verdict, verdict) && !note) throw refuse('case.point-note', { point })
  }
}

/** The organ that decides reads what was found; the applicant reads it in the paper of the decision. */
const readers = (open: OpenCase): string[] => readersOf(open.file).filter((r) => r.startsWith('place:'))

/** Leaves one fact a judgement, in the caller's transaction. */
async function keepMarks(ctx: Ctx, open: OpenCase, points: readonly PointState[], given: readonly GivenPoint[]): Promise<void> {
  for (const { point, verdict, note } of given) {
    const { text, basis } = points.find((p) => p.id === point)!
    await ctx.emit({
      name: 'case.point-judged',
      about: aboutPoints(open.file.id),
      readers: readers(open),
      data: { point, text, verdict, ...(note ? { note } : {}), ...(basis ? { basis } : {}), case: open.file.id, byName: ctx.who.name },
    })
  }
}

/** Judges points of a case that is being examined. Answers all of its points as they stand then. */
export async function judge(ctx: Ctx, id: string, given: readonly GivenPoint[]): Promise<PointState[]> {
  const open = await holdCase(ctx, id)
  const { file, state } = open
  if (!may(ctx.who, 'case.examine', placeOf(file))) throw refuse('case.points-not-yours')
  if (!isLookedAt(state.status)) throw refuse('case.points-closed')
  if (state.holder && state.holder.id !== ctx.who.id) throw refuse('case.points-held', { name: state.holder.name })
  const points = await pointsOfCase(ctx, open)
  mustBeJudgeable(points, given)
  await keepMarks(ctx, open, points, given)
  return pointsOfCase(ctx, open)
}
