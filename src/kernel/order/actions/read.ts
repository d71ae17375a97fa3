/** Lists and pages of orders, drawn from the tables of their kinds. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { workdaysBetween } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listEveryOrgan, listOrgans } from '#kernel/item/api.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { stateOf } from '../rules/choose.ts'
import { fold } from '../rules/fold.ts'
import { endsWithDay } from '../rules/moment.ts'
import { lastAct, mayMove, verbStates } from '../rules/open.ts'
import { lampOf, project } from '../rules/project.ts'
import { tellFact } from '../rules/told.ts'
import { askOf } from '../schema/fields.ts'
import { type ColumnName, type OrderKind, turns } from '../schema/kind.ts'
import type { ById, Order, OrderFact, OrderState } from '../schema/order.ts'
import type { AskedField, ClockLine, ListOrders, OrderList, OrderPage, OrderRow, VerbButton } from '../schema/page.ts'
import { listOrders, type Scope } from '../store/list.ts'
import { findOrder } from '../store/order.ts'
import { factsOf, kindOf, kindsIn, refuse } from './hold.ts'

const refuseList = refusals({
  'order.not-yours': [403, '您没有处理或督办工单的权限。需要的话，请联系本单位管理员'],
})

const pageSize = 50
/** Columns of the list of all kinds, and of a kind that names none. */
const usualColumns: readonly ColumnName[] = ['no', 'title', 'lamp', 'state', 'due', 'organ', 'holder', 'supervision']
type Names = ReadonlyMap<string, string>
const organNames = async (ctx: Ctx): Promise<Names> => new Map((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.shortName]))
const iso = (at: Date | null) => at?.toISOString() ?? null

/** Working days to the last day, or since it. */
function daysOf(ctx: Ctx, dueAt: Date): number {
  const [today, due] = [dayOf(ctx.now), dayOf(dueAt)]
  return due < today ? workdaysBetween(ctx.calendar, due, today) : workdaysBetween(ctx.calendar, today, due)
}

/** The desk's list of a kind. */
const pageOf = (kind: OrderKind) => kind.page ?? '/desk/orders'

function rowOf(ctx: Ctx, names: Names, order: Order): OrderRow {
  const { barred: _, openedAt, closedAt, dueAt, warnAt, overdueAt: __, ...row } = order
  const kind = kindOf(ctx, order.kind)
  const lamp = lampOf({ closedAt, dueAt, warnAt, paused: order.paused }, ctx.now)
  return {
    ...row,
    href: `${pageOf(kind)}/${order.id}`,
    kindTitle: kind.title,
    stateLabel: stateOf(kind, order.state).label,
    turnLabel: turns[stateOf(kind, order.state).turn],
    levelLabel: kind.levels?.[order.level] ?? '',
    supervisionLabel: kind.supervision?.[order.supervision - 1] ?? '',
    sourceLabel: kind.sources?.[order.source]?.label ?? order.source,
    organName: names.get(order.organ) ?? order.organ,
    openedAt: openedAt.toISOString(),
    closedAt: iso(closedAt),
    dueAt: iso(dueAt),
    clockLabel: order.dueClock && (kind.clocks[order.dueClock]?.label ?? null),
    lamp,
    days: lamp === null || dueAt === null || !endsWithDay(dueAt) ? null : daysOf(ctx, dueAt),
  }
}

/** Where whoever asks sees orders of a kind; one place inside another is left out. */
function scopesOf(ctx: Ctx, name: string, { sees }: OrderKind): Scope[] {
  const places = ctx.who.kind === 'system' ? [{ organ: '*', division: '*' }] : ctx.who.grants.filter((g) => sees.includes(g.permission))
  const inside = (a: Omit<Scope, 'kind'>, b: Omit<Scope, 'kind'>) =>
    (b.organ === '*' || b.organ === a.organ) &&
    (b.division === '*' || b.division === a.division) &&
    (a.organ !== b.organ || a.division !== b.division)
  const once = [...new Map(places.map(({ organ, division }) => [`${organ}@${division}`, { organ, division }])).values()]
  return once.filter((a) => !once.some((b) => inside(a, b))).map((place) => ({ kind: name, ...place }))
}

/** The work list: those whose clock ends first on top. Without a kind, of all kinds that whoever asks may see. */
export const orders: Action<ListOrders, OrderList> = async (ctx, { kind, mine, ended, overdue, after, ...asked }) => {
  const kinds = Object.entries(kindsIn(ctx.rooms)).filter(([, k]) => k.sees.some((p) => may(ctx.who, p)))
  const shown = kind === undefined ? kinds : kinds.filter(([name]) => name === kind)
  if (shown.length === 0) throw refuseList('order.not-yours')
  const [at, id] = after?.split('/') ?? []
  const page = await listOrders(
    ctx.tx,
    {
      ...asked,
      ended: ended ?? false,
      scopes: shown.flatMap(([name, k]) => scopesOf(ctx, name, k)),
      holder: mine ? ctx.who.id : undefined,
      dueBefore: overdue ? ctx.now : undefined,
    },
    { limit: pageSize, after: at && id ? { at, id } : undefined },
  )
  const names = await organNames(ctx)
  const one = shown.length === 1 ? shown[0]![1] : undefined
  return {
    title: one?.title ?? '工单',
    columns: one?.columns ?? usualColumns,
    kinds: kinds.map(([value, k]) => ({ value, label: k.title })),
    rows: page.rows.map((row) => rowOf(ctx, names, row)),
    ...(page.next ? { next: `${page.next.at}/${page.next.id}` } : {}),
  }
}

/** The fields of a verb as they are asked. */
export const asksOf = (kind: OrderKind, verb: string): AskedField[] =>
  Object.entries(kind.verbs[verb]?.takes?.shape ?? {}).flatMap(([name, field]) => {
    const ask = askOf(field)
    return ask ? [{ ...ask, name }] : []
  })

const buttonsOf = (ctx: Ctx, kind: OrderKind, order: OrderState): VerbButton[] =>
  verbStates({ kind, order, who: ctx.who, now: ctx.now, calendar: ctx.calendar }).map((v) => ({
    ...v,
    asks: asksOf(kind, v.verb),
  }))

const linesOf = (ctx: Ctx, kind: OrderKind, state: OrderState, names: Names): ClockLine[] =>
  project(kind, state, ctx.calendar, ctx.now).clocks.map((c) => ({
    label: kind.clocks[c.clock]!.label,
    organName: c.organ ? (names.get(c.organ) ?? c.organ) : null,
    state: c.state,
    dueAt: iso(c.dueAt),
    late: c.dueAt !== null && (c.stoppedAt ?? ctx.now) > c.dueAt,
  }))

/** The word for how far an organ of an order is: what its own verb is called, or that it is waited for. */
const partWord = (kind: OrderKind, state: string): string => {
  const verb = Object.values(kind.verbs).find((v) => v.part === state)
  return verb ? `已${verb.label}` : ''
}

/** The last act, where the one who looks took it and its time is not over. */
function recallOf(ctx: Ctx, state: OrderState): OrderPage['recall'] {
  const act = lastAct(state)
  return act && act.by === ctx.who.id && act.until > ctx.now ? { seq: act.to, until: act.until.toISOString() } : null
}

const historyOf = (kind: OrderKind, facts: readonly OrderFact[], names: Names): OrderPage['history'] =>
  facts.map((f) => ({
    name: f.name,
    ...tellFact(kind, f, names),
    at: f.at.toISOString(),
    by: f.by !== 'system' && typeof f.data.byName === 'string' ? f.data.byName : null,
  }))

/** One order with what may be done and all that was done. */
export const order: Action<ById, OrderPage> = async (ctx, { id }) => {
  const found = await findOrder(ctx.tx, id)
  if (!found) throw refuse('order.unknown')
  const kind = kindOf(ctx, found.kind)
  const facts = await asSystem(ctx.tx, () => factsOf(ctx, id))
  const state = fold(kind, facts)
  const names = await organNames(ctx)
  return {
    order: rowOf(ctx, names, found),
    list: pageOf(kind),
    now: ctx.now.toISOString(),
    sourcePage: kind.sources?.[found.source]?.page?.replace(':id', found.sourceId) ?? null,
    outcomeLabel: found.outcome && (kind.outcomes[found.outcome] ?? '已并入别的工单'),
    verbs: buttonsOf(ctx, kind, state),
    clocks: linesOf(ctx, kind, state, names),
    parts: state.parts.map((p) => ({
      organName: names.get(p.organ) ?? p.organ,
      role: p.role,
      state: partWord(kind, p.state),
      holderName: p.holderName,
    })),
    history: historyOf(kind, facts, names),
    organs: (await listOrgans(ctx.tx)).map((o) => ({ value: o.id, label: o.name })),
    recall: recallOf(ctx, state),
    canSplit: mayMove(kind, state, ctx.who),
  }
}

/** What was last said under a name on an order, such as its answer, for the room whose matter it was; undefined where nothing was. */
export async function saidOf(ctx: Ctx, id: string, name: string): Promise<string | undefined> {
  const facts = await asSystem(ctx.tx, () => factsOf(ctx, id))
  return facts.findLast((f) => typeof f.data[name] === 'string')?.data[name]
}
