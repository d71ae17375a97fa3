/** 整改工单: one kind of work order. The engine, its lists and its clocks are those of `kernel/order`. */
import { z } from 'zod'
import { defineModule } from '#kernel/module.ts'
import { countOpenAt, listOpened, ratesOf } from '#kernel/order/api.ts'
import { area, line, lines, maybe, organ, pick, yes } from '#kernel/order/schema/fields.ts'
import type { OrderKind } from '#kernel/order/schema/kind.ts'
import { limitsOf, usualLimits } from './actions.ts'
import { routes } from './routes.ts'
import { formerly } from './rules/formerly.ts'
import { guards } from './rules/guards.ts'
import { Limits } from './schema.ts'
import { seed } from './seed.ts'

const handle = 'rectification.handle'
const supervise = 'rectification.supervise'
const page = '/desk/rectifications'
const which = { kind: 'rectification', clock: 'answer' }

/** 情况清楚、诉求合理的立行立改；情况复杂的说明理由、建立台账、限期整改 (国办发〔2019〕51号). */
const levels = { simple: '情况清楚，立行立改', complex: '情况复杂，限期整改' }

const holder = { by: 'holder', may: [handle] } as const
const second = { by: 'second', may: [handle, supervise] } as const
const supervisor = { may: [supervise] } as const
const opinion = area('意见')
const proof = '误评、恶意差评要举证，请至少写一条证据'
const returning = area('退回的理由', { min: 4, hint: '不是本单位的事，写明应该是谁的' })
const division = z.string().min(6).optional()

const verbs: OrderKind['verbs'] = {
  assign: {
    ...supervisor,
    label: '重派',
    takes: z.object({ organ: organ('派给哪个单位'), division, reason: area('重派的理由') }),
    fact: 'order.assigned',
    assigns: 'organ',
  },
  claim: { label: '认领', may: [handle], fact: 'rectification.claimed', holder: 'take' },
  contact: {
    ...holder,
    label: '记录回访',
    takes: z.object({ reached: yes('联系上了吗'), note: area('回访的情况', { hint: '对方说了什么、希望怎么办。不要写姓名和电话' }) }),
    fact: 'rectification.contacted',
  },
  explain: {
    ...holder,
    label: '解释说明',
    takes: z.object({
      answer: area('解释说明', { min: 4, hint: '会发给评价人看。说清楚为什么做不到、可以怎么办' }),
      article: line('依据的条款', { min: 4 }),
    }),
    fact: 'rectification.explained',
    outcome: 'explained',
  },
  rectify: {
    ...holder,
    label: '开始整改',
    takes: z.object({
      measures: area('整改措施', { min: 4 }),
      level: maybe(pick('办多久', levels)),
      reason: maybe(area('为什么要这么久', { max: 500, hint: '改成复杂工单时要写' })),
    }),
    fact: 'rectification.begun',
  },
  feedback: {
    ...holder,
    label: '反馈结果',
    takes: z.object({
      result: area('整改结果'),
      answer: area('给对方的答复', { min: 4, hint: '会发给对方看。用对方听得懂的话，说清楚改了什么' }),
    }),
    fact: 'rectification.answered',
    outcome: 'settled',
  },
  review: {
    ...second,
    label: '复核',
    takes: z.object({ passed: yes('复核结果', { true: '通过', false: '不通过，退回整改' }), opinion }),
    fact: 'rectification.reviewed',
    outcome: { by: 'passed', to: { false: null } },
  },
  close: { ...second, label: '办结', fact: 'order.closed' },
  reject: {
    ...holder,
    label: '申请不予采纳',
    takes: z.object({
      reason: area('不予采纳的理由', { min: 4, hint: '误评、恶意差评才能不予采纳，由另一个人复核' }),
      evidence: lines('证据', proof, { hint: '一行一条，比如：回访录音 6月15日 10:35' }),
    }),
    fact: 'rectification.rejection-asked',
  },
  confirmReject: {
    ...second,
    label: '同意不予采纳',
    takes: z.object({ opinion }),
    fact: 'rectification.rejected',
    outcome: 'rejected',
  },
  denyReject: { ...second, label: '不同意', takes: z.object({ opinion }), fact: 'rectification.rejection-denied' },
  appeal: {
    ...holder,
    label: '申诉',
    takes: z.object({ reason: area('申诉的理由', { min: 4, hint: '由督办员处理' }) }),
    fact: 'rectification.appealed',
  },
  decideAppeal: {
    ...supervisor,
    label: '处理申诉',
    takes: z.object({ upheld: yes('申诉结果', { true: '成立，不予采纳这条差评', false: '不成立，继续整改' }), opinion }),
    fact: 'rectification.appeal-decided',
    outcome: { by: 'upheld', to: { true: 'rejected' } },
  },
  sendBack: {
    ...holder,
    label: '退回重派',
    takes: z.object({ reason: returning }),
    fact: 'order.returned',
    returns: true,
    holder: 'drop',
  },
}

const rectification: OrderKind = {
  title: '整改工单',
  prefix: 'ZG',
  begins: 'open',
  states: {
    open: { label: '待认领', turn: 'organ' },
    claimed: { label: '已认领', turn: 'organ' },
    verifying: { label: '核实中', turn: 'organ' },
    rectifying: { label: '整改中', turn: 'organ' },
    answered: { label: '已反馈，待复核', turn: 'second' },
    reviewed: { label: '复核通过', turn: 'second' },
    closed: { label: '办结', turn: 'nobody' },
    rejecting: { label: '拟不予采纳，待复核', turn: 'second' },
    rejected: { label: '不予采纳', turn: 'nobody' },
    appealed: { label: '申诉中', turn: 'supervisor' },
    returned: { label: '退回，待重派', turn: 'supervisor' },
  },
  verbs,
  leadsTo: {
    open: { claim: 'claimed', assign: 'open' },
    claimed: { contact: 'verifying', sendBack: 'returned', assign: 'open' },
    verifying: {
      rectify: 'rectifying',
      explain: 'answered',
      contact: 'same',
      reject: 'rejecting',
      appeal: 'appealed',
      sendBack: 'returned',
      assign: 'open',
    },
    rectifying: { feedback: 'answered', contact: 'same', appeal: 'appealed' },
    answered: { review: { by: 'passed', to: { true: 'reviewed', false: 'rectifying' } } },
    reviewed: { close: 'closed' },
    rejecting: { confirmReject: 'rejected', denyReject: 'verifying' },
    appealed: { decideAppeal: { by: 'upheld', to: { true: 'rejected', false: 'rectifying' } } },
    returned: { assign: 'open' },
  },
  clocks: {
    // the organ that gets the order calls the person back within its own day, whoever had it before
    contact: {
      label: '回访限期',
      limit: usualLimits.contact,
      from: 'day',
      rings: false,
      on: { 'order.opened': 'start', 'order.assigned': 'restart', 'rectification.contacted': 'stop' },
    },
    answer: {
      label: '答复限期',
      limit: usualLimits.answer,
      from: 'day',
      on: {
        'order.opened': 'start',
        'rectification.explained': 'stop',
        'rectification.answered': 'stop',
        'rectification.rejected': 'stop',
        'rectification.appeal-decided': { by: 'upheld', to: { true: 'stop', false: null } },
        // a failed review takes the answer back: it was none
        'rectification.reviewed': { by: 'passed', to: { true: null, false: 'reopen' } },
      },
    },
  },
  outcomes: { settled: '已整改', explained: '已解释说明', rejected: '不予采纳' },
  levels,
  guards,
  columns: ['no', 'title', 'lamp', 'state', 'turn', 'due', 'organ', 'holder'],
  sees: [handle, supervise],
  handlers: handle,
  supervisors: supervise,
  sources: {
    evaluation: { label: '好差评', page: '/desk/evaluations/:id' },
    hotline: { label: '12345 诉求' },
    supervision: { label: '督查发现' },
  },
  page,
  limits: limitsOf,
  formerly,
}

export default defineModule({
  id: 'rectification',
  title: '整改工单',
  measures: ['G2', 'B3'],
  permissions: { 'rectification.handle': '办理整改工单', 'rectification.supervise': '督办整改工单' },
  facts: {
    ...Object.fromEntries(
      Object.values(verbs)
        .filter((v) => v.fact.startsWith('rectification.'))
        .map((v) => [v.fact, v.label]),
    ),
    // left by earlier releases
    'rectification.opened': '开单',
    'rectification.assigned': '重派',
    'rectification.sent-back': '退回重派',
    'rectification.overdue': '超期',
    'rectification.closed': '办结',
  },
  orders: { rectification },
  routes,
  atOrgans: [
    {
      title: '没办结的整改工单',
      unit: '件',
      first: '请先办结，或改派给承接的机构',
      page: { href: () => page, may: [handle, supervise] },
      count: (tx, at) => countOpenAt(tx, 'rectification', at),
    },
  ],
  kpis: [
    {
      id: 'rectification.on-time',
      title: '工单按期办结率',
      unit: '%',
      measures: ['B3'],
      source: 'orders.order',
      definition: '期间内开的工单中，在期限最后一天以前答复的 ÷（按期答复的 + 超期的）；还在期限内、没有答复的不算',
      async read(tx, period) {
        const { onTime, late } = await ratesOf(tx, which, period)
        return onTime + late === 0 ? null : Math.round((1000 * onTime) / (onTime + late)) / 10
      },
      rows: async (tx, period, limit) =>
        (await listOpened(tx, which, period, limit)).map((r) => ({
          id: r.id,
          title: `${r.no} ${r.title}`,
          href: `${page}/${r.id}`,
          at: r.at,
        })),
    },
  ],
  files: { 'rectification.yaml': { schema: Limits, required: '整改工单的期限' } },
  seed,
})
