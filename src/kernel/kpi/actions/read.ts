/** Figures read from their sums: over a period, month by month, and by the groups of an axis; each by one statement. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx, Kpi, Rolled, RoomInfo } from '#kernel/module.ts'
import { momentsOf } from '../rules/figure.ts'
import { monthsOf, type Span } from '../rules/span.ts'
import type { Group, SeriesPoint } from '../schema.ts'
import { listRollups, type Rollup, readSums, type SumsRow } from '../store.ts'

/** What the rollups of a house keep does not change while it runs. */
const known = new WeakMap<readonly RoomInfo[], Promise<Map<string, Rollup>>>()

function rollupsOf(ctx: Ctx): Promise<Map<string, Rollup>> {
  const found = known.get(ctx.rooms)
  if (found) return found
  const fresh = asSystem(ctx.tx, () => listRollups(ctx.tx)).then((all) => new Map(all.map((r) => [r.name, r])))
  known.set(ctx.rooms, fresh)
  fresh.catch(() => known.delete(ctx.rooms))
  return fresh
}

/** The rollup of a figure; that there is none, or that it lacks an axis, is a fault of the room. */
async function rollupOf(ctx: Ctx, { rollup, axes }: Rolled): Promise<Rollup> {
  const found = (await rollupsOf(ctx)).get(rollup)
  if (!found) throw new Error(`no migration keeps the sums ${rollup}`)
  const missing = Object.keys(axes).find((axis) => !found.cuts.some((cut) => cut.length === 1 && cut[0] === axis))
  if (missing) throw new Error(`the sums ${rollup} are not kept by ${missing}`)
  return found
}

const figureOf = (rolled: Rolled, { sums: names }: Rollup, sums: readonly number[] = []): number | null =>
  rolled.value(Object.fromEntries(names.map((name, i) => [name, sums[i] ?? 0])))

const plus = (rows: readonly SumsRow[]): number[] | undefined =>
  rows.length === 0 ? undefined : rows[0]!.sums.map((_, i) => rows.reduce((sum, r) => sum + r.sums[i]!, 0))

function seriesOf(rolled: Rolled, rollup: Rollup, rows: readonly SumsRow[], span: Span): SeriesPoint[] {
  const at = new Map(rows.map((r) => [r.at, r.sums]))
  return monthsOf(span).map((month) => ({ at: month, value: figureOf(rolled, rollup, at.get(month)) }))
}

/** The city's value over a span; sums are read past row-level security, as they name nobody. */
export async function readWhole(ctx: Ctx, kpi: Kpi, span: Span): Promise<number | null> {
  const { rolled } = kpi
  if (!rolled) return asSystem(ctx.tx, () => kpi.read(ctx.tx, momentsOf(span.from, span.to)))
  const rollup = await rollupOf(ctx, rolled)
  const rows = await asSystem(ctx.tx, () => readSums(ctx.tx, { rollup: rolled.rollup, cut: [], span }))
  return figureOf(rolled, rollup, rows[0]?.sums)
}

/** The city's value month by month, or that of one group. */
export async function readSeries(ctx: Ctx, rolled: Rolled, span: Span, only?: { axis: string; key: string }): Promise<SeriesPoint[]> {
  const rollup = await rollupOf(ctx, rolled)
  const asked = only ? { cut: [only.axis], only: [only.key] } : { cut: [] }
  const rows = await asSystem(ctx.tx, () => readSums(ctx.tx, { rollup: rolled.rollup, span, step: 'month', ...asked }))
  return seriesOf(rolled, rollup, rows, span)
}

/** Every group of an axis with its value and its months, those with the most first. */
export async function readGroups(ctx: Ctx, rolled: Rolled, axis: string, span: Span): Promise<Group[]> {
  const rollup = await rollupOf(ctx, rolled)
  const rows = await asSystem(ctx.tx, () => readSums(ctx.tx, { rollup: rolled.rollup, cut: [axis], span, step: 'month' }))
  const byKey = new Map<string, SumsRow[]>()
  for (const row of rows) byKey.set(row.axes[0]!, [...(byKey.get(row.axes[0]!) ?? []), row])
  const names = await namesOf(ctx, rolled, axis, [...byKey.keys()])
  return [...byKey]
    .map(([key, own]) => ({ key, sums: plus(own)!, own }))
    .sort((a, b) => b.sums[0]! - a.sums[0]! || (a.key < b.key ? -1 : 1))
    .map(({ key, sums, own }) => ({
      key,
      name: names[key] ?? key,
      value: figureOf(rolled, rollup, sums),
      series: seriesOf(rolled, rollup, own, span),
    }))
}

export const namesOf = async (ctx: Ctx, rolled: Rolled, axis: string, keys: readonly string[]): Promise<Readonly<Record<string, string>>> =>
  (await rolled.axes[axis]?.names?.(ctx, keys)) ?? {}
