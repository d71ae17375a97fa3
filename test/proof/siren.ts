/**
 * A second kind of order for proofs, put beside 整改工单 before the city opens: organs report within a few seconds instead of thirty
 * minutes, so that clocks run out while a proof lasts. Its people are those of the demo city.
 */
import { z } from 'zod'
import { post } from '#kernel/module.ts'
import { openOrder } from '#kernel/order/api.ts'
import type { OrderKind } from '#kernel/order/schema/kind.ts'
import rectification from '#modules/rectification/module.ts'
import { whistle } from '../whistle.ts'

const [handle, supervise] = ['rectification.handle', 'rectification.supervise'] as const
const staff = { 'whistle.answer': handle, 'whistle.blow': supervise } as Record<string, string>

/** The organs that each siren calls, the first leads, and who answers for each; `watcher` calls them. */
export const called = [
  { organ: 'market-360702', division: '360702', login: 'laizhiqiang' },
  { organ: 'approval-360700', division: '360700', login: 'liaochunhua' },
  { organ: 'approval-360702', division: '360702', login: 'guohaiyan' },
] as const
export const watcher = 'linyi'

/** How long an organ has, in seconds. */
export const seconds = 4

const siren: OrderKind = {
  ...whistle,
  title: '警报',
  prefix: 'JB',
  verbs: Object.fromEntries(
    Object.entries(whistle.verbs).map(([name, { at: _, ...v }]) => [
      name,
      { ...v, may: v.may.map((p) => staff[p]!), fact: v.fact.replace('whistle', 'siren') },
    ]),
  ),
  clocks: {
    report: {
      ...whistle.clocks.report!,
      limit: { amount: seconds / 3_600, unit: 'hour', basis: '' },
      on: { 'order.opened': 'start', 'order.assigned': 'start', 'siren.reported': 'stop' },
    },
  },
  sees: [handle, supervise],
  handlers: handle,
  supervisors: supervise,
  merges: supervise,
}

const Call = z.object({ matter: z.string().min(1).max(60) })

/** Adds the kind and the address that opens one; a matter has one siren, however often it is asked for. */
export function addSiren(): void {
  const [lead, ...rest] = called.map(({ organ, division }) => ({ organ, division }))
  const call = post(
    '/sirens',
    supervise,
    Call,
    (ctx, { matter }: z.infer<typeof Call>) =>
      openOrder(ctx, { ...lead!, with: rest, kind: 'siren', source: 'park', sourceId: matter, title: '断水', summary: '厂区断水' }),
    { title: '拉警报' },
  )
  Object.assign(rectification, {
    orders: { ...rectification.orders, siren },
    routes: [...(rectification.routes ?? []), call],
    facts: { ...rectification.facts, 'siren.reported': '报到', 'siren.raised': '升级' },
  })
}
