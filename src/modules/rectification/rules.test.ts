import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import { wrongWith } from '#kernel/order/rules/check.ts'
import { fold, follow } from '#kernel/order/rules/fold.ts'
import { verbStates, whyNot } from '#kernel/order/rules/open.ts'
import { project } from '#kernel/order/rules/project.ts'
import type { OrderFact, OrderState } from '#kernel/order/schema/order.ts'
import type { Who } from '#kernel/who.ts'
import module from './module.ts'

const kind = module.orders.rectification
const folder = new URL('../../../city/ganzhou/calendar/', import.meta.url)
const calendar = makeCalendar(readdirSync(folder).map((f) => JSON.parse(readFileSync(new URL(f, folder), 'utf8'))))
const at = (text: string) => new Date(`${text}+08:00`)
const lastOf = (on: string) => at(`${on}T23:59:59.999`)

const asked = {
  id: 'o1',
  no: 'ZG202306150001',
  source: 'evaluation',
  sourceId: 'r1',
  title: '差评',
  summary: '等得太久',
  level: 'simple',
  barred: ['staff:liufang'],
  demo: true,
}
const opened = (when = '2023-06-15T10:00:00', level = 'simple'): OrderFact => ({
  name: 'order.opened',
  by: 'system',
  at: at(when),
  seq: 1,
  data: { order: { ...asked, kind: 'rectification', level, lead: { organ: 'market-360702', division: '360702' } } },
})
const person = (id: string, permission: string, organ = 'market-360702'): Who => ({
  id,
  kind: 'staff',
  name: id,
  organ,
  parties: [],
  grants: [{ permission, organ, division: '*' }],
})
const chief = person('staff:chief', 'rectification.handle')
const deputy = person('staff:deputy', 'rectification.handle')
const supervisor = person('staff:supervisor', 'rectification.supervise', '*')
const fact = (name: string, data: Record<string, unknown> = {}, when = '2023-06-16T10:00:00'): OrderFact => ({
  name,
  by: chief.id,
  at: at(when),
  seq: 2,
  data: { ...data, byName: '科长' },
})
const rowOf = (facts: readonly OrderFact[], now = '2023-06-16T10:00:00') => project(kind, fold(kind, facts), calendar, at(now))
const clockOf = (facts: readonly OrderFact[], clock: string) => rowOf(facts).clocks.find((c) => c.clock === clock)!

test('the table has nothing wrong', () => {
  expect(wrongWith(kind, new Set(Object.keys(module.permissions)))).toEqual([])
})

describe('时限（2023 年日历）', () => {
  test.each([
    ['周四来的，周五前联系', '2023-06-15T10:00:00', '2023-06-16', '2023-06-25', '2023-07-07'],
    ['端午前一天来的，调休的周日算工作日', '2023-06-21T17:00:00', '2023-06-25', '2023-06-29', '2023-07-13'],
    ['国庆前一天来的，放完假再算', '2023-09-28T09:00:00', '2023-10-07', '2023-10-11', '2023-10-25'],
    ['下班以后来的，也从当天算起', '2023-06-15T21:00:00', '2023-06-16', '2023-06-25', '2023-07-07'],
  ])('%s', (_, when, contact, simple, complex) => {
    expect([
      clockOf([opened(when)], 'contact').dueAt,
      clockOf([opened(when)], 'answer').dueAt,
      clockOf([opened(when, 'complex')], 'answer').dueAt,
    ]).toEqual([lastOf(contact), lastOf(simple), lastOf(complex)])
  })
  test('联系的一天不亮灯，答复的亮；答复了就不亮', () => {
    expect(rowOf([opened()]).order).toMatchObject({ dueClock: 'answer', dueAt: lastOf('2023-06-25') })
    const answered = [opened(), fact('rectification.claimed'), fact('rectification.contacted'), fact('rectification.explained')]
    expect(rowOf(answered).order).toMatchObject({ state: 'answered', dueAt: null, outcome: 'explained' })
  })
  test('重派的，联系的一天重新算，答复的不变', () => {
    const facts = [opened(), fact('order.assigned', { verb: 'assign', to: { lead: { organ: 'approval-360700', division: '360700' } } })]
    expect(clockOf(facts, 'contact').dueAt).toEqual(lastOf('2023-06-19'))
    expect(clockOf(facts, 'answer').dueAt).toEqual(lastOf('2023-06-25'))
    expect(rowOf(facts).order).toMatchObject({ organ: 'approval-360700', division: '360700', holder: null, state: 'open' })
  })
})

const walk: Record<string, readonly OrderFact[]> = {
  open: [],
  claimed: [fact('rectification.claimed')],
  verifying: [fact('rectification.claimed'), fact('rectification.contacted')],
  rectifying: [fact('rectification.claimed'), fact('rectification.contacted'), fact('rectification.begun')],
  answered: [fact('rectification.claimed'), fact('rectification.contacted'), fact('rectification.explained')],
  rejecting: [fact('rectification.claimed'), fact('rectification.contacted'), fact('rectification.rejection-asked')],
  returned: [fact('rectification.claimed'), fact('order.returned', { verb: 'sendBack' })],
}
const stands = (state: string): OrderState => {
  const s = fold(kind, [opened(), ...walk[state]!])
  expect(s.state).toBe(state)
  return s
}
const asking = { kind, now: at('2023-06-16T10:00:00'), calendar }

describe('谁能办', () => {
  test.each([
    ['科室负责人可以认领', 'open', 'claim', chief, undefined],
    ['被投诉的人不能认领', 'open', 'claim', person('staff:liufang', 'rectification.handle'), 'order.barred'],
    ['别的单位不能认领', 'open', 'claim', person('staff:x', 'rectification.handle', 'approval-360700'), 'order.may-not'],
    ['没回访以前不能整改', 'claimed', 'rectify', chief, 'order.not-now'],
    ['不是认领人不能代填', 'verifying', 'rectify', deputy, 'order.not-holder'],
    ['自己办的不能自己复核', 'answered', 'review', chief, 'order.same-person'],
    ['同事可以复核', 'answered', 'review', deputy, undefined],
    ['督办员可以复核', 'answered', 'review', supervisor, undefined],
    ['自己举证，不能自己同意不予采纳', 'rejecting', 'confirmReject', chief, 'order.same-person'],
    ['重派只有督办员能办', 'returned', 'assign', chief, 'order.may-not'],
    ['没被驳回过不能申诉', 'rectifying', 'appeal', chief, 'rectification.nothing-to-appeal'],
  ] as const)('%s', (_, state, verb, who, code) => {
    expect(whyNot({ ...asking, order: stands(state), verb, who })?.code).toBe(code)
  })
  test('没有被驳回过，按钮上说为什么不能申诉；驳回过就能', () => {
    const appeal = (order: OrderState) => verbStates({ ...asking, order, who: chief }).find((v) => v.verb === 'appeal')
    expect(appeal(stands('rectifying'))?.why).toContain('才能申诉')
    expect(appeal(follow(kind, stands('answered'), fact('rectification.reviewed', { passed: false })))?.open).toBe(true)
  })
  test('复核不通过，答复不算数，回到整改，钟接着走', () => {
    const facts = [opened(), ...walk.answered!, fact('rectification.reviewed', { passed: false })]
    expect(rowOf(facts).order).toMatchObject({ state: 'rectifying', outcome: null, dueAt: lastOf('2023-06-25') })
  })
  test.each(Object.keys(kind.verbs))('%s 什么都不填，每一处都用中文说缺什么', (verb) => {
    const issues = kind.verbs[verb]!.takes?.safeParse({}).error?.issues ?? []
    expect(issues.filter((i) => /[a-z]/.test(i.message))).toEqual([])
  })
})

describe('以前的动态', () => {
  const row = { ...asked, organ: 'market-360702', division: '360702', state: 'open', holder: null, holderName: null }
  const first = (dueOn: string): OrderFact => ({
    ...fact('rectification.opened', { order: { ...row, contactDueOn: '2023-06-19', dueOn } }, '2023-06-15T10:00:00'),
    by: 'system',
    seq: 1,
  })
  const last = (on: string) => ({ stoppedAt: null, dueAt: lastOf(on) })
  test('当时说的最后一天不变，就是本市后来改了期限', () => {
    expect(clockOf([first('2023-06-28')], 'answer')).toMatchObject(last('2023-06-28'))
    expect(clockOf([first('2023-06-28')], 'contact')).toMatchObject(last('2023-06-19'))
    const complex = [first('2023-06-28'), ...walk.verifying!, fact('rectification.begun', { level: 'complex', dueOn: '2023-07-11' })]
    expect(clockOf(complex, 'answer')).toMatchObject(last('2023-07-11'))
    expect(rowOf(complex).order).toMatchObject({ level: 'complex', state: 'rectifying' })
  })
  test('从开到结，退回、重派、超期都认得', () => {
    const facts = [
      first('2023-06-25'),
      fact('rectification.claimed'),
      fact('rectification.sent-back', { reason: '不是本单位的职权' }),
      fact('rectification.assigned', { organ: 'approval-360700', division: '360700', contactDueOn: '2023-06-20', reason: '职权在市局' }),
      fact('rectification.claimed'),
      fact('rectification.contacted', { reached: true, note: '已联系' }),
      fact('rectification.overdue', { dueOn: '2023-06-25' }, '2023-06-26T00:10:00'),
      fact('rectification.explained', { answer: '依法不能办', article: '第三十五条' }, '2023-06-26T09:00:00'),
      fact('rectification.reviewed', { passed: true, opinion: '属实' }, '2023-06-26T10:00:00'),
      fact('rectification.closed', { source: 'evaluation', sourceId: 'r1', outcome: 'explained', onTime: false }, '2023-06-26T11:00:00'),
    ]
    expect(rowOf(facts, '2023-06-27T10:00:00').order).toMatchObject({
      state: 'closed',
      outcome: 'explained',
      organ: 'approval-360700',
      holder: chief.id,
      overdueAt: at('2023-06-26T00:10:00'),
      closedAt: at('2023-06-26T11:00:00'),
    })
    expect(clockOf(facts.slice(0, 4), 'contact').dueAt).toEqual(lastOf('2023-06-20'))
    expect(clockOf(facts, 'answer').stoppedAt).toEqual(at('2023-06-26T09:00:00'))
  })
  test('不予采纳的，房子补的“办结”不改什么', () => {
    const facts = [
      first('2023-06-25'),
      ...walk.rejecting!,
      fact('rectification.rejected'),
      fact('rectification.closed', { outcome: 'rejected' }),
    ]
    expect(rowOf(facts).order).toMatchObject({ state: 'rejected', outcome: 'rejected', closedAt: at('2023-06-16T10:00:00') })
  })
})
