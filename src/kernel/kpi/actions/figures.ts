import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx, Kpi, RoomInfo } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { momentsOf, yearOf } from '../rules/figure.ts'
import { type Span, spanOf } from '../rules/span.ts'
import type { AskKpi, AskKpis, Figure, Grouped, Opened } from '../schema.ts'
import { namesOf, readGroups, readSeries, readWhole } from './read.ts'

const refuse = refusals({
  'kpi.unknown': [404, '没有这个指标，可能已经改名。请从改革进度页重新打开'],
  'kpi.period': [422, '开始的日子要早于结束的日子，请改一下'],
  'kpi.axis': [422, '这个指标不能这样分。请从指标页里列出的分法中选一种'],
  'kpi.sign-in': [401, '自己选时段要先登录。不登录可以看今年到现在的数，也可以按月看、分组看'],
})

const thisYear = (ctx: Ctx): Span => {
  const { from, to } = yearOf(dayOf(ctx.now))
  return spanOf(from, to)
}

/** The span that is asked for. A stranger gets what is kept ready; other spans are counted for those who are known. */
function spanFor(ctx: Ctx, { from, to }: AskKpis): Span {
  const year = thisYear(ctx)
  const span = spanOf(from ?? year.from, to ?? year.to)
  if (span.from > span.to) throw refuse('kpi.period')
  if (ctx.who.kind === 'anyone' && (span.from !== year.from || span.to !== year.to)) throw refuse('kpi.sign-in')
  return span
}

const permissionOf = (kpi: Kpi): string => kpi.may ?? 'case.read'

async function figure(ctx: Ctx, kpi: Kpi, span: Span): Promise<Figure> {
  const { id, title, unit, measures, definition, source, better } = kpi
  const value = await readWhole(ctx, kpi, span)
  return { id, title, unit, measures, definition, source, better, value, fromOn: span.from, toOn: span.to, at: ctx.now }
}

const every = (ctx: Ctx): Kpi[] => ctx.rooms.flatMap((r) => r.kpis)

const kpiOf = (ctx: Ctx, id: string): Kpi => {
  const kpi = every(ctx).find((k) => k.id === id)
  if (!kpi) throw refuse('kpi.unknown')
  return kpi
}

async function countAll(ctx: Ctx, span: Span): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const kpi of every(ctx)) figures.push(await figure(ctx, kpi, span))
  return figures
}

/** What was counted for strangers, by what they asked; of one house, and shown again for `figuresForMs`. */
const ready = new WeakMap<readonly RoomInfo[], Map<string, { at: number; answer: Promise<unknown> }>>()

/**
 * For whoever is known, counts now. Strangers share one answer for a while: however many ask, and however often, a server counts each figure once
 * in that time. What may be asked is one of a few things, so that little is kept.
 */
async function shared<T>(ctx: Ctx, what: string, count: () => Promise<T>): Promise<T> {
  if (ctx.who.kind !== 'anyone' || ctx.figuresForMs <= 0) return count()
  const kept = ready.get(ctx.rooms) ?? new Map()
  ready.set(ctx.rooms, kept)
  const found = kept.get(what)
  const now = ctx.now.getTime()
  if (found && now >= found.at && now < found.at + ctx.figuresForMs) return found.answer as Promise<T>
  const answer = count()
  kept.set(what, { at: now, answer })
  answer.catch(() => kept.delete(what))
  return answer
}

/** Every figure of the house over a period, the year so far where none is named. */
export const listFigures: Action<AskKpis, Figure[]> = async (ctx, asked) => {
  const span = spanFor(ctx, asked)
  return shared(ctx, 'all', () => countAll(ctx, span))
}

/** The live figures of one measure, over the year so far. */
export const figuresOf = async (ctx: Ctx, measure: string): Promise<Figure[]> =>
  (await listFigures(ctx, {})).filter((f) => f.measures.includes(measure))

async function grouped(ctx: Ctx, kpi: Kpi, { by, at }: AskKpi, span: Span): Promise<Grouped | undefined> {
  const { rolled } = kpi
  const axis = by ?? (rolled && Object.keys(rolled.axes)[0])
  if (axis === undefined) return undefined
  if (!rolled || !Object.hasOwn(rolled.axes, axis)) throw refuse('kpi.axis')
  const { title } = rolled.axes[axis]!
  const groups = await readGroups(ctx, rolled, axis, span)
  if (at === undefined) return { axis, title, groups }
  const name = groups.find((g) => g.key === at)?.name ?? (await namesOf(ctx, rolled, axis, [at]))[at] ?? at
  return { axis, title, groups, only: { key: at, name } }
}

async function open(ctx: Ctx, kpi: Kpi, asked: AskKpi, span: Span): Promise<Omit<Opened, 'rows' | 'hidden'>> {
  const { rolled } = kpi
  const whole = await figure(ctx, kpi, span)
  if (!rolled) return { ...whole, series: [], axes: [] }
  const groups = await grouped(ctx, kpi, asked, span)
  const axes = Object.entries(rolled.axes).map(([key, { title }]) => ({ key, title }))
  const one = groups?.only && groups.groups.find((g) => g.key === groups.only!.key)
  const series = one?.series ?? (await readSeries(ctx, rolled, span))
  return { ...whole, ...(one ? { value: one.value } : {}), series, axes, grouped: groups }
}

/** A stranger may open a figure by each of its axes, and look into no single group: there are as many as he can think of. */
const nameless = (ctx: Ctx, asked: AskKpi): AskKpi => (ctx.who.kind === 'anyone' ? { id: asked.id, by: asked.by } : asked)

/** One number with the rows that it counts, as far as the one who asks may see them. */
export const openFigure: Action<AskKpi, Opened> = async (ctx, given) => {
  const kpi = kpiOf(ctx, given.id)
  const asked = nameless(ctx, given)
  if (asked.by !== undefined && !Object.hasOwn(kpi.rolled?.axes ?? {}, asked.by)) throw refuse('kpi.axis')
  const span = spanFor(ctx, given)
  const opened = await shared(ctx, `${kpi.id} ${asked.by ?? ''}`, () => open(ctx, kpi, asked, span))
  const mayLook = may(ctx.who, permissionOf(kpi))
  const at = asked.by !== undefined && asked.at !== undefined ? { [asked.by]: asked.at } : undefined
  const rows = mayLook && kpi.rows ? await kpi.rows(ctx.tx, momentsOf(span.from, span.to), 100, at) : []
  return { ...opened, rows, hidden: kpi.rows !== undefined && !mayLook }
}
