/** Facts of releases in which this room kept its orders itself, as the facts that they are now. */
import type { OrderKind } from '#kernel/order/schema/kind.ts'
import type { OrderFact } from '#kernel/order/schema/order.ts'

/** The last moment of a day. */
const endOf = (on: string): string => `${on}T23:59:59.999+08:00`

const as =
  (name: string, change: (data: OrderFact['data']) => OrderFact['data']) =>
  (f: OrderFact): OrderFact => ({ ...f, name, data: { ...f.data, ...change(f.data) } })

/** The row that the first fact held, as what is asked for now. Its last days were reckoned then and stay. */
function opened({ order }: OrderFact['data']): OrderFact['data'] {
  const { id, no, source, sourceId, title, summary, level, barred, demo, organ, division } = order
  return {
    order: { id, no, source, sourceId, title, summary, level, barred, demo, kind: 'rectification', lead: { organ, division } },
    until: { contact: endOf(order.contactDueOn), answer: endOf(order.dueOn) },
  }
}

export const formerly: NonNullable<OrderKind['formerly']> = {
  'rectification.opened': as('order.opened', opened),
  'rectification.assigned': as('order.assigned', ({ organ, division, contactDueOn }) => ({
    verb: 'assign',
    organ: undefined,
    to: { lead: { organ, division } },
    until: { contact: endOf(contactDueOn) },
  })),
  'rectification.sent-back': as('order.returned', () => ({ verb: 'sendBack' })),
  'rectification.begun': as('rectification.begun', ({ dueOn }) => (dueOn ? { until: { answer: endOf(dueOn) } } : {})),
  'rectification.overdue': as('order.overdue', () => ({ clock: 'answer', organ: '' })),
  // an order that was not adopted was closed by the house, every other by the verb
  'rectification.closed': as('order.closed', ({ outcome }) => (outcome === 'rejected' ? {} : { verb: 'close' })),
}
