import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeCalendar, withHours } from '#kernel/clock/rules/calendar.ts'
import type { TimeUnit } from '#kernel/clock/schema.ts'
import type { Who } from '#kernel/who.ts'
import { whistle } from '#test/whistle.ts'
import { wrongWith } from './rules/check.ts'
import { dueClocks, standingOf } from './rules/clocks.ts'
import { fold } from './rules/fold.ts'
import { verbStates, whyNot } from './rules/open.ts'
import { lampOf, project } from './rules/project.ts'
import type { OrderKind } from './schema/kind.ts'
import type { OrderFact, OrderState } from './schema/order.ts'

const folder = new URL('../../../city/ganzhou/calendar/', import.meta.url)
const years = readdirSync(folder).map((f) => JSON.parse(readFileSync(new URL(f, folder), 'utf8')))
const hours = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
]
const calendar = withHours(makeCalendar(years), hours)
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const declared = new Set(['whistle.answer', 'whistle.blow'])

const opening = (change: Record<string, unknown> = {}, when = '2023-09-27 10:00'): OrderFact => ({
  name: 'order.opened',
  by: 'system',
  at: at(when),
  seq: 1,
  data: {
    order: {
      kind: 'whistle',
      id: 'o1',
      no: 'CS202309270001',
      source: 'park',
      sourceId: 'p1',
      title: '断水',
      summary: '厂区断水',
      lead: { organ: 'water', division: '360702' },
      with: [
        { organ: 'power', division: '360702' },
        { organ: 'roads', division: '360702' },
      ],
      owner: { organ: 'park', division: '360702' },
      ...change,
    },
  },
})

describe('期限是一个时刻（2023 年日历，9–12、13–17 上班）', () => {
  const due = (unit: TimeUnit, amount: number, from: string, clock: Partial<OrderKind['clocks'][string]> = {}) => {
    const kind: OrderKind = {
      ...whistle,
      clocks: { t: { label: '期限', limit: { amount, unit, basis: '试' }, on: { 'order.opened': 'start' }, ...clock } },
    }
    return standingOf(kind, fold(kind, [opening({}, from)]).clocks[0]!, calendar, at(from)).dueAt
  }
  test.each([
    ['两个工作小时，第二天上午十点半', 'workhour', 2, '2023-09-27 16:30', '2023-09-28T10:30:00+08:00'],
    ['两个工作小时，跨过国庆，到调休的周六', 'workhour', 2, '2023-09-28 16:00', '2023-10-07T10:00:00+08:00'],
    ['四个工作小时，跨过国庆', 'workhour', 4, '2023-09-28 15:00', '2023-10-07T11:00:00+08:00'],
    ['三十分钟，夜里假日照样走', 'hour', 0.5, '2023-09-29 22:00', '2023-09-29T22:30:00+08:00'],
    ['三个工作日，到那天夜里', 'workday', 3, '2023-09-27 10:00', '2023-10-08T23:59:59.999+08:00'],
    ['五个工作日', 'workday', 5, '2023-09-27 10:00', '2023-10-10T23:59:59.999+08:00'],
    ['七个自然日', 'calendarDay', 7, '2023-09-27 10:00', '2023-10-04T23:59:59.999+08:00'],
  ] as const)('%s', (_, unit, amount, from, end) => expect(due(unit, amount, from)).toBe(end))

  test('下班以后来的从下一个工作日算；按当天算的不管几点', () => {
    expect(due('workday', 1, '2023-09-27 18:00')).toBe('2023-10-07T23:59:59.999+08:00')
    expect(due('workday', 1, '2023-09-27 18:00', { from: 'day' })).toBe('2023-09-28T23:59:59.999+08:00')
  })
  test('一只钟可以有自己的上班时间', () => {
    expect(due('workhour', 2, '2023-09-27 16:30', { hours: [{ from: '00:00', to: '23:59' }] })).toBe('2023-09-27T18:30:00+08:00')
  })
})

/** Facts one after another, a minute apart. */
type Act = [verb: string, data?: Record<string, unknown>, minutes?: number, by?: string]
const history = (kind: OrderKind, begin: OrderFact, ...acts: Act[]): OrderFact[] => {
  const facts = [begin]
  let at = begin.at.getTime()
  for (const [verb, data = {}, minutes = 1, by = 'staff:a'] of acts) {
    at += minutes * 60_000
    const name = kind.verbs[verb]?.fact ?? verb
    facts.push({ name, by, at: new Date(at), seq: facts.length + 1, data: { ...data, verb, byName: by } })
  }
  return facts
}

describe('三家单位半小时内报到', () => {
  const reported = (organ: string, every: boolean, minutes = 10): [string, Record<string, unknown>, number] => [
    'report',
    { organ, every },
    minutes,
  ]
  test('每家一只钟，到三十分钟才响，报了到的不响', () => {
    const s = fold(whistle, history(whistle, opening(), reported('water', false)))
    expect(s.clocks.map((c) => c.organ)).toEqual(['water', 'power', 'roads'])
    expect(dueClocks(whistle, s, calendar, at('2023-09-27 10:30'))).toEqual([])
    const late = dueClocks(whistle, s, calendar, new Date(at('2023-09-27 10:30').getTime() + 1))
    expect(late.map((c) => c.organ)).toEqual(['power', 'roads'])
  })
  test('全到齐了才进入会商', () => {
    const facts = history(whistle, opening(), reported('water', false), reported('power', false), reported('roads', true))
    expect(fold(whistle, facts.slice(0, 3)).state).toBe('called')
    expect(fold(whistle, facts)).toMatchObject({
      state: 'working',
      parts: [{ state: 'reported' }, { state: 'reported' }, { state: 'reported' }],
    })
  })
  test('再叫一家，只有它的钟新走，别家的照旧', () => {
    const to = { with: [{ organ: 'fire', division: '360702' }] }
    const s = fold(whistle, history(whistle, opening(), reported('water', false), ['more', { to, asked: ['fire'] }, 5]))
    const rows = project(whistle, s, calendar, at('2023-09-27 10:20')).clocks
    expect(rows.map((c) => [c.organ, c.state, c.dueAt?.toISOString().slice(11, 16)])).toEqual([
      ['water', 'stopped', '02:30'],
      ['power', 'running', '02:30'],
      ['roads', 'running', '02:30'],
      ['fire', 'running', '02:45'],
    ])
  })
  test('销哨以后，没报到的钟也停了，单子有结果', () => {
    const facts = history(whistle, opening(), reported('water', false), reported('power', false), reported('roads', true), [
      'solve',
      { result: 'solved' },
    ])
    const s = fold(whistle, facts)
    expect(s).toMatchObject({ state: 'solved', outcome: 'solved' })
    expect(s.closedAt).toEqual(facts.at(-1)!.at)
    expect(s.clocks.every((c) => c.events.some((e) => e.kind === 'stop'))).toBe(true)
  })
  test('响过的记着，行里有第一次超期的时刻', () => {
    const s = fold(whistle, history(whistle, opening(), ['order.overdue', { clock: 'report', organ: 'power' }, 31]))
    expect(s.overdueAt).toEqual(at('2023-09-27 10:31'))
    expect(dueClocks(whistle, s, calendar, at('2023-09-27 10:40')).map((c) => c.organ)).toEqual(['water', 'roads'])
  })
  test('撤回的一步不算数，留在经过里', () => {
    const facts = history(whistle, opening(), reported('water', false), ['order.recalled', { from: 2, to: 2 }])
    expect(fold(whistle, facts)).toEqual({ ...fold(whistle, [opening()]), seq: 3 })
  })

  const person = (organ: string, permission: string): Who => ({
    id: `staff:${organ}`,
    kind: 'staff',
    name: organ,
    organ,
    parties: [],
    grants: [{ permission, organ, division: '*' }],
  })
  const ask = (order: OrderState, verb: string, who: Who) =>
    whyNot({ kind: whistle, order, verb, who, now: at('2023-09-27 10:05'), calendar })?.code
  test('谁能办什么', () => {
    const s = fold(whistle, history(whistle, opening(), reported('water', false)))
    expect(ask(s, 'report', person('water', 'whistle.answer'))).toBe('order.part-done')
    expect(ask(s, 'report', person('power', 'whistle.answer'))).toBeUndefined()
    expect(ask(s, 'report', person('fire', 'whistle.answer'))).toBe('order.may-not')
    expect(ask(s, 'raise', person('power', 'whistle.blow'))).toBe('order.may-not')
    expect(ask(s, 'raise', person('park', 'whistle.blow'))).toBeUndefined()
    expect(ask(s, 'solve', person('park', 'whistle.blow'))).toBe('order.not-now')
    const raised = fold(whistle, history(whistle, opening(), ['raise', { reason: '急' }], ['raise', { reason: '还是急' }]))
    expect(raised.supervision).toBe(2)
    expect(ask(raised, 'raise', person('park', 'whistle.blow'))).toBe('order.highest')
    expect(ask({ ...s, barred: ['staff:power'] }, 'report', person('power', 'whistle.answer'))).toBe('order.barred')
    expect(
      verbStates({ kind: whistle, order: s, who: person('park', 'whistle.blow'), now: s.openedAt, calendar })
        .filter((v) => v.open)
        .map((v) => v.verb),
    ).toEqual(['raise', 'more'])
  })
})

describe('退回、指定、重开', () => {
  const base = whistle.verbs
  const may = ['whistle.answer']
  const kind: OrderKind = {
    ...whistle,
    states: { ...whistle.states, back: { label: '退回', turn: 'supervisor' } },
    verbs: {
      take: { label: '签收', by: 'any', may, takes: z.object({}), fact: 'whistle.taken', holder: 'take' },
      back: {
        label: '退单',
        by: 'holder',
        may,
        takes: z.object({}),
        fact: 'order.returned',
        returns: true,
        within: 'return',
        once: 'organ',
        holder: 'drop',
      },
      give: { label: '改派', by: 'any', may, takes: z.object({}), fact: 'order.assigned', assigns: 'organ' },
      force: { label: '强派', by: 'any', may, takes: z.object({}), fact: 'order.assigned', assigns: 'organ', forced: true },
      solve: { ...base.solve!, at: 'organ', may },
      again: { label: '重办', by: 'second', may, takes: z.object({}), fact: 'whistle.again', reopens: true, within: 'again' },
    },
    leadsTo: {
      called: { take: 'working', give: 'called' },
      working: { back: 'back', solve: 'solved' },
      back: { give: 'called', force: 'called' },
      solved: { again: 'working' },
    },
    clocks: {
      return: {
        label: '退单时限',
        rings: false,
        limit: { amount: 1, unit: 'hour', basis: '' },
        on: { 'order.opened': 'start', 'order.assigned': 'restart', 'order.returned': 'stop' },
      },
      answer: {
        label: '答复时限',
        limit: { amount: 1, unit: 'workday', basis: '' },
        on: { 'order.opened': 'start', 'order.closed': 'stop', 'whistle.again': 'restart' },
      },
      again: {
        label: '重办时限',
        rings: false,
        limit: { amount: 15, unit: 'calendarDay', basis: '' },
        on: { 'order.closed': 'restart', 'whistle.again': 'stop' },
      },
    },
  }
  const who = (id: string): Who => ({
    id,
    kind: 'staff',
    name: id,
    organ: 'water',
    parties: [],
    grants: [{ permission: 'whistle.answer', organ: '*', division: '*' }],
  })
  const code = (order: OrderState, verb: string, when: Date, id = 'staff:a') =>
    whyNot({ kind, order, verb, who: who(id), now: when, calendar })?.code
  const alone = opening({ with: [] })
  const to = (organ: string, forced = false) => ({ to: { lead: { organ, division: '360702' }, with: [], forced }, asked: [organ] })

  test('这张表没有毛病', () => expect(wrongWith(kind, declared)).toEqual([]))
  test('一小时以内可以退，过了不行', () => {
    const s = fold(kind, history(kind, alone, ['take']))
    expect(code(s, 'back', at('2023-09-27 11:00'))).toBeUndefined()
    expect(code(s, 'back', new Date(at('2023-09-27 11:00').getTime() + 1))).toBe('order.too-late')
    expect(code(s, 'back', at('2023-09-27 10:30'), 'staff:b')).toBe('order.not-holder')
  })
  test('一家只退一次；强派的不能退', () => {
    const back: [string, Record<string, unknown>] = ['back', { organ: 'water' }]
    const again = fold(kind, history(kind, alone, ['take'], back, ['give', to('water')], ['take']))
    expect(code(again, 'back', at('2023-09-27 10:05'))).toBe('order.once')
    const other = fold(kind, history(kind, alone, ['take'], back, ['give', to('power')], ['take']))
    expect(code(other, 'back', at('2023-09-27 10:05'))).toBeUndefined()
    const forced = fold(kind, history(kind, alone, ['take'], back, ['force', to('power', true)], ['take']))
    expect(code(forced, 'back', at('2023-09-27 10:05'))).toBe('order.forced')
  })
  test('十五天以内可以重办，自己办的不能自己重办；重办以后钟重新走，结果没有了', () => {
    const facts = history(kind, alone, ['take'], ['solve', { result: 'solved' }])
    const s = fold(kind, facts)
    expect(code(s, 'again', at('2023-10-12 23:59'), 'staff:b')).toBeUndefined()
    expect(code(s, 'again', at('2023-10-13 00:00'), 'staff:b')).toBe('order.too-late')
    expect(code(s, 'again', at('2023-10-12 09:00'))).toBe('order.same-person')
    const open = fold(kind, history(kind, alone, ['take'], ['solve', { result: 'solved' }], ['again', {}, 60]))
    expect(open).toMatchObject({ state: 'working', outcome: null, closedAt: null, reopened: 1 })
    const row = project(kind, open, calendar, at('2023-09-27 12:00'))
    expect(row.order.dueClock).toBe('answer')
    expect(lampOf(row.order, at('2023-09-27 12:00'))).toBe('yellow')
    expect(lampOf(row.order, at('2023-10-08 12:00'))).toBe('red')
  })
})
