import type { GuardOf } from '#kernel/order/schema/kind.ts'
import type { OrderState } from '#kernel/order/schema/order.ts'

/** Whether somebody's answer or request was turned down by the second person: that is what one may appeal against. */
const wasTurnedDown = ({ facts }: OrderState): boolean =>
  facts.some((f) => f.name === 'rectification.rejection-denied' || (f.name === 'rectification.reviewed' && f.data.passed === false))

const daysOf = ({ clocks }: OrderState): number => clocks.find((c) => c.clock === 'answer')!.limit.amount

export const guards: readonly GuardOf[] = [
  {
    code: 'rectification.nothing-to-appeal',
    verbs: ['appeal'],
    breaks: ({ order }) => !wasTurnedDown(order),
    sentence: '复核没有通过、或者不予采纳没有同意，才能申诉。现在请先反馈整改结果',
  },
  {
    code: 'rectification.no-reason',
    verbs: ['rectify'],
    status: 422,
    breaks: ({ order, input }) => order.level === 'simple' && input?.level === 'complex' && !input.reason,
    sentence: ({ order }) => `按复杂工单办要说明理由，请写明为什么 ${daysOf(order)} 个工作日内办不完`,
  },
]
