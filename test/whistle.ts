import { z } from 'zod'
import { area, organs, pick } from '#kernel/order/schema/fields.ts'
import type { OrderKind } from '#kernel/order/schema/kind.ts'

const park = { at: 'owner', may: ['whistle.blow'] } as const
const [result, reason, called] = [pick('结果', { solved: '已解决', explained: '解释清楚' }), area('升级的理由'), organs('叫哪些单位')]
const solved = { by: 'result', to: { solved: 'solved', explained: 'explained' } }
const halfHour = { amount: 0.5, unit: 'hour', basis: '吹哨报到办法' } as const
const reports = { 'order.opened': 'start', 'order.assigned': 'start', 'whistle.reported': 'stop' } as const

/** 企业吹哨、部门报到: the park calls several organs, each reports within thirty minutes, and the park may raise the level. */
export const whistle: OrderKind = {
  title: '吹哨报到',
  prefix: 'CS',
  begins: 'called',
  states: {
    called: { label: '等报到', turn: 'organ' },
    working: { label: '会商办理', turn: 'organ' },
    solved: { label: '解决', turn: 'nobody' },
  },
  verbs: {
    report: { label: '报到', may: ['whistle.answer'], fact: 'whistle.reported', part: 'reported', holder: 'take' },
    more: { ...park, label: '再叫一家', takes: z.object({ organs: called }), fact: 'order.assigned', assigns: 'more' },
    raise: { ...park, label: '升级', takes: z.object({ reason }), fact: 'whistle.raised', raises: true },
    solve: { ...park, label: '销哨', takes: z.object({ result }), fact: 'order.closed', outcome: solved },
  },
  leadsTo: {
    called: { report: { by: 'every', to: { true: 'working', false: 'same' } }, raise: 'same', more: 'same' },
    working: { solve: 'solved', raise: 'same', more: 'called' },
  },
  clocks: { report: { label: '报到时限', each: 'organ', limit: halfHour, on: reports } },
  outcomes: { solved: '已解决', explained: '解释清楚' },
  supervision: ['催办', '督办'],
  sees: ['whistle.answer', 'whistle.blow'],
  handlers: 'whistle.answer',
  supervisors: 'whistle.blow',
}
