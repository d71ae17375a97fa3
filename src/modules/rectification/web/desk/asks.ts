import type { Ask } from '#ui/desk/ask.tsx'
import type { OrderPage, Verb } from '../../schema.ts'

const reason = (label: string, hint?: string): Ask => ({ kind: 'area', name: 'reason', label, hint })
const opinion: Ask = { kind: 'area', name: 'opinion', label: '意见' }

/** What each verb asks; a verb that is not here asks nothing but to be sure. */
const asks: Partial<Record<Verb, (page: OrderPage) => readonly Ask[]>> = {
  assign: (p) => [{ kind: 'choose', name: 'organ', label: '派给哪个单位', options: p.organs }, reason('重派的理由')],
  contact: () => [
    { kind: 'yes', name: 'reached', label: '联系上了吗' },
    { kind: 'area', name: 'note', label: '回访的情况', hint: '对方说了什么、希望怎么办。不要写姓名和电话' },
  ],
  explain: () => [
    { kind: 'area', name: 'answer', label: '解释说明', hint: '会发给评价人看。说清楚为什么做不到、可以怎么办' },
    { kind: 'line', name: 'article', label: '依据的条款' },
  ],
  rectify: (p) => [
    { kind: 'area', name: 'measures', label: '整改措施' },
    {
      kind: 'pick',
      name: 'level',
      label: '办多久',
      first: p.order.level,
      options: [
        { value: 'simple', label: `情况清楚，立行立改（${p.limits.simple} 个工作日）` },
        { value: 'complex', label: `情况复杂，限期整改（${p.limits.complex} 个工作日）` },
      ],
    },
    { ...reason('为什么要这么久', '改成复杂工单时要写'), optional: true },
  ],
  feedback: () => [
    { kind: 'area', name: 'result', label: '整改结果' },
    { kind: 'area', name: 'answer', label: '给对方的答复', hint: '会发给对方看。用对方听得懂的话，说清楚改了什么' },
  ],
  review: () => [
    {
      kind: 'pick',
      name: 'passed',
      label: '复核结果',
      options: [
        { value: 'true', label: '通过' },
        { value: 'false', label: '不通过，退回整改' },
      ],
    },
    opinion,
  ],
  reject: () => [
    reason('不予采纳的理由', '误评、恶意差评才能不予采纳，由另一个人复核'),
    { kind: 'lines', name: 'evidence', label: '证据', hint: '一行一条，比如：回访录音 6月15日 10:35' },
  ],
  confirmReject: () => [opinion],
  denyReject: () => [opinion],
  appeal: () => [reason('申诉的理由', '由督办员处理')],
  decideAppeal: () => [
    {
      kind: 'pick',
      name: 'upheld',
      label: '申诉结果',
      options: [
        { value: 'true', label: '成立，不予采纳这条差评' },
        { value: 'false', label: '不成立，继续整改' },
      ],
    },
    opinion,
  ],
  sendBack: () => [reason('退回的理由', '不是本单位的事，写明应该是谁的')],
}

export const asksOf = (verb: Verb, page: OrderPage): readonly Ask[] => asks[verb]?.(page) ?? []
