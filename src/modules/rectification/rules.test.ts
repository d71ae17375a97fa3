import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import type { Who } from '#kernel/who.ts'
import { contactDueOn, dueOn, fold, follow, type OrderFact, onTime } from './rules/fold.ts'
import { verbStates, wasTurnedDown, whyNot } from './rules/open.ts'
import { lampOf, tell } from './rules/told.ts'
import { destination, verbs } from './rules/verbs.ts'
import { inputs, type Order, State, states, type Verb, verbNames } from './schema.ts'

const folder = new URL('../../../city/ganzhou/calendar/', import.meta.url)
const calendar = makeCalendar(readdirSync(folder).map((f) => JSON.parse(readFileSync(new URL(f, folder), 'utf8'))))
const limits = { contact: 1, simple: 5, complex: 15, verify: [] }
const at = (text: string) => new Date(`${text}+08:00`)

const order: Order = {
  id: 'o1',
  no: 'ZG202306150001',
  source: 'evaluation',
  sourceId: 'r1',
  title: '差评',
  summary: '等得太久',
  organ: 'market-360702',
  division: '360702',
  level: 'simple',
  state: 'open',
  holder: null,
  holderName: null,
  barred: ['staff:liufang'],
  contactDueOn: '2023-06-16',
  dueOn: '2023-06-25',
  openedAt: at('2023-06-15T10:00:00'),
  contactedAt: null,
  answeredAt: null,
  closedAt: null,
  outcome: null,
  overdueAt: null,
  demo: true,
}
const person = (id: string, permission: string, organ = 'market-360702'): Who => ({
  id,
  kind: 'staff',
  name: id,
  parties: [],
  grants: [{ permission, organ, division: '*' }],
})
const chief = person('staff:chief', 'rectification.handle')
const deputy = person('staff:deputy', 'rectification.handle')
const supervisor = person('staff:supervisor', 'rectification.supervise', '*')

describe('时限（2023 年日历）', () => {
  test.each([
    ['周四来的，周五前联系', '2023-06-15T10:00:00', '2023-06-16', '2023-06-25', '2023-07-07'],
    ['端午前一天来的，调休的周日算工作日', '2023-06-21T17:00:00', '2023-06-25', '2023-06-29', '2023-07-13'],
    ['国庆前一天来的，放完假再算', '2023-09-28T09:00:00', '2023-10-07', '2023-10-11', '2023-10-25'],
  ])('%s', (_, opened, contact, simple, complex) => {
    expect([
      contactDueOn(limits, at(opened), calendar),
      dueOn(limits, 'simple', at(opened), calendar),
      dueOn(limits, 'complex', at(opened), calendar),
    ]).toEqual([contact, simple, complex])
  })
  test('最后一天的夜里答复还算按期，过了零点算超期', () => {
    expect(onTime({ answeredAt: at('2023-06-25T23:59:59'), dueOn: '2023-06-25' })).toBe(true)
    expect(onTime({ answeredAt: at('2023-06-26T00:00:00'), dueOn: '2023-06-25' })).toBe(false)
    expect(onTime({ answeredAt: null, dueOn: '2023-06-25' })).toBe(false)
  })
})

describe('谁能办', () => {
  const held = (state: Order['state']) => ({ ...order, state, holder: chief.id, holderName: '科长' })
  test.each([
    ['科室负责人可以认领', order, 'claim', chief, undefined],
    ['被投诉的人不能认领', order, 'claim', person('staff:liufang', 'rectification.handle'), 'rectification.barred'],
    ['别的单位不能认领', order, 'claim', person('staff:x', 'rectification.handle', 'approval-360700'), 'rectification.may-not'],
    ['没回访以前不能整改', held('claimed'), 'rectify', chief, 'rectification.not-now'],
    ['不是认领人不能代填', held('verifying'), 'rectify', deputy, 'rectification.not-holder'],
    ['自己办的不能自己复核', held('answered'), 'review', chief, 'rectification.same-person'],
    ['同事可以复核', held('answered'), 'review', deputy, undefined],
    ['督办员可以复核', held('answered'), 'review', supervisor, undefined],
    ['自己举证，不能自己同意不予采纳', held('rejecting'), 'confirmReject', chief, 'rectification.same-person'],
    ['重派只有督办员能办', { ...order, state: 'returned' as const }, 'assign', chief, 'rectification.may-not'],
    ['办结以后什么都不能动', { ...order, state: 'closed' as const }, 'assign', supervisor, 'rectification.not-now'],
  ] as const)('%s', (_, o, verb, who, code) => {
    expect(whyNot({ order: o, verb, who })?.code).toBe(code)
  })
})

describe('折叠', () => {
  const fact = (name: string, data: Record<string, unknown> = {}, by = chief.id): OrderFact => ({
    name,
    by,
    at: at('2023-06-16T10:00:00'),
    data: { ...data, byName: '科长' },
  })
  test('一张单从开到结', () => {
    const done = fold([
      { name: 'rectification.opened', by: 'system', at: order.openedAt, data: { order } },
      fact('rectification.claimed'),
      fact('rectification.contacted'),
      fact('rectification.begun', { level: 'complex', dueOn: '2023-07-07' }),
      fact('rectification.answered'),
      fact('rectification.reviewed', { passed: true }),
      fact('rectification.closed'),
    ])
    expect(done).toMatchObject({ state: 'closed', outcome: 'settled', level: 'complex', dueOn: '2023-07-07', holder: chief.id })
  })
  test('复核不通过，答复不算数，回到整改', () => {
    const back = follow(
      { ...order, state: 'answered', answeredAt: at('2023-06-16T10:00:00'), outcome: 'settled' },
      fact('rectification.reviewed', { passed: false }),
    )
    expect(back).toMatchObject({ state: 'rectifying', answeredAt: null, outcome: null })
  })
  test('any run of verbs that the table opens ends in a state that it knows, and closed orders stay closed', () => {
    const data = (yes: boolean) => ({
      passed: yes,
      upheld: yes,
      organ: 'o',
      division: '360702',
      contactDueOn: '2023-06-16',
      level: 'simple',
      dueOn: '2023-06-25',
    })
    const step = (o: Order, [verb, yes]: [Verb, boolean]): Order =>
      destination(o.state, verb, data(yes)) === undefined ? o : follow(o, fact(verbs[verb].fact, data(yes)))
    const ended = (o: Order) => states[o.state].turn === 'nobody'
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...verbNames), fc.boolean()), { maxLength: 40 }), (steps) => {
        let o = order
        for (const taken of steps) {
          const after = step(o, taken)
          expect(State.options).toContain(after.state)
          expect(ended(o) ? after : o).toEqual(o)
          expect(ended(after)).toBe(after.closedAt !== null)
          o = after
        }
      }),
    )
  })
})

describe('给人看的', () => {
  test.each(verbNames)('%s 什么都不填，每一处都用中文说缺什么', (verb) => {
    const issues = inputs[verb].safeParse({}).error?.issues ?? []
    expect(issues.filter((i) => /[a-z]/.test(i.message))).toEqual([])
  })

  const waiting = { dueOn: '2023-06-26', answeredAt: null, closedAt: null, state: 'open' }
  test.each([
    ['还有两个工作日，绿灯', waiting, '2023-06-21', 2, 'green'],
    ['前一个工作日，黄灯', waiting, '2023-06-25', 1, 'yellow'],
    ['最后一天，黄灯', waiting, '2023-06-26', 0, 'yellow'],
    ['过了一天，红灯', waiting, '2023-06-27', 0, 'red'],
    ['答复了就不亮灯，过了也不亮', { ...waiting, answeredAt: at('2023-06-26T10:00:00') }, '2023-06-27', 0, null],
  ] as const)('%s', (_, o, today, left, lamp) => expect(lampOf(o, today, left)).toBe(lamp))

  test('没有被驳回过，不能申诉，按钮上说为什么；驳回过就能', () => {
    const mine = { ...order, state: 'rectifying' as const, holder: chief.id, holderName: '科长' }
    const stateOf = (facts: { name: string; data: Record<string, unknown> }[]) =>
      verbStates(mine, chief, wasTurnedDown(facts)).find((v) => v.verb === 'appeal')
    expect(stateOf([])?.why).toContain('才能申诉')
    expect(stateOf([{ name: 'rectification.reviewed', data: { passed: false } }])?.open).toBe(true)
    expect(stateOf([{ name: 'rectification.reviewed', data: { passed: true } }])?.open).toBe(false)
  })
  test('经过写成人看的话，内部的字段不露面', () => {
    expect(tell({ reached: true, note: '对方说等太久', byName: '科长', order: 'o1' })).toEqual([
      { label: '联系上', value: '是' },
      { label: '情况', value: '对方说等太久' },
    ])
  })
})
