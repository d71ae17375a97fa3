/** From an order to its rows: all that lists, watches and walls read. */
import type { Calendar } from '#kernel/clock/schema.ts'
import type { OrderKind } from '../schema/kind.ts'
import type { Order, OrderClock, OrderSeat, OrderState } from '../schema/order.ts'
import { isEnd, stateOf } from './choose.ts'
import { clockRow } from './clocks.ts'

export type Rows = { order: Order; clocks: OrderClock[]; seats: OrderSeat[] }

/** Orders without a running clock stand at the end of every list. */
export const never = new Date('9999-12-31T00:00:00Z')

const soonest = (clocks: readonly OrderClock[]): OrderClock | undefined =>
  clocks.filter((c) => c.dueAt !== null).sort((a, b) => a.dueAt!.getTime() - b.dueAt!.getTime() || (a.clock < b.clock ? -1 : 1))[0]

/** The rows of an order at a moment. */
export function project(kind: OrderKind, s: OrderState, calendar: Calendar, now: Date): Rows {
  const clocks = s.clocks.map((run) => clockRow(kind, run, calendar, now))
  const lead = s.parts[0]!
  const over = isEnd(kind, s.state)
  const pressing = over ? [] : clocks.filter((c) => c.rings && c.state !== 'stopped')
  const due = soonest(pressing)
  const sortOf = (organ: string): Date => {
    if (over) return s.closedAt!
    const own = pressing.filter((c) => c.organ === '' || c.organ === organ)
    return soonest(organ === lead.organ ? pressing : own)?.dueAt ?? never
  }
  const seat = (p: Pick<OrderSeat, 'organ' | 'division' | 'role' | 'state' | 'holder' | 'holderName'>): OrderSeat => ({
    ...p,
    open: !over,
    sortAt: sortOf(p.organ),
  })
  const { links: _, limits: __, clocks: ___, parts: ____, facts: _____, owner, barred, ...kept } = s
  return {
    order: {
      ...kept,
      barred: [...barred],
      turn: stateOf(kind, s.state).turn,
      organ: lead.organ,
      division: lead.division,
      ownerOrgan: owner?.organ ?? null,
      ownerDivision: owner?.division ?? null,
      holder: lead.holder,
      holderName: lead.holderName,
      dueAt: due?.dueAt ?? null,
      warnAt: due?.warnAt ?? null,
      dueClock: due?.clock ?? null,
      paused: pressing.length > 0 && pressing.every((c) => c.state === 'paused'),
    },
    clocks,
    seats: [
      ...s.parts.map(({ organ, division, role, state, holder, holderName }) => seat({ organ, division, role, state, holder, holderName })),
      ...(owner ? [seat({ ...owner, role: 'owner', state: '', holder: null, holderName: null })] : []),
    ],
  }
}

/** The lamp of an order at a moment: red once its pressing clock is over, grey while all are paused. */
export function lampOf(
  o: Pick<Order, 'closedAt' | 'dueAt' | 'warnAt' | 'paused'>,
  now: Date,
): 'green' | 'yellow' | 'red' | 'paused' | null {
  if (o.closedAt !== null) return null
  if (o.dueAt !== null && o.dueAt < now) return 'red'
  if (o.paused) return 'paused'
  if (o.dueAt === null) return null
  return o.warnAt !== null && o.warnAt <= now ? 'yellow' : 'green'
}
