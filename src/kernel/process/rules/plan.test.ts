import { compile, encode, initial } from '@haoban/bpmn'
import { describe, expect, test } from 'vitest'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import type { InstanceRow } from '../schema/process.ts'
import { dueOf } from './due.ts'
import { planStep } from './plan.ts'

const year = (y: number) => ({
  year: y,
  status: 'official' as const,
  off: y === 2023 ? ['2023-06-22', '2023-06-23', '2023-06-24'] : [],
  work: y === 2023 ? ['2023-06-25'] : [],
  names: {},
  notice: { title: '放假安排' },
})
const calendar = makeCalendar([year(2023), year(2024)])
const at = (text: string) => new Date(`${text}+08:00`)

describe('when a timer is due', () => {
  test.each([
    ['five calendar days', { kind: 'duration', value: 'P5D' }, undefined, '2023-06-20T09:00', '2023-06-25T09:00'],
    [
      'five working days over 端午, to the end of the last',
      { kind: 'duration', value: 'P5D' },
      'workday',
      '2023-06-20T09:00',
      '2023-06-29T00:00',
    ],
    ['a month from the end of January', { kind: 'duration', value: 'P1M' }, undefined, '2023-01-31T00:30', '2023-02-28T00:30'],
    [
      'a date without an offset is the city’s',
      { kind: 'date', value: '2023-06-21T08:00:00' },
      undefined,
      '2023-06-20T09:00',
      '2023-06-21T08:00',
    ],
    [
      'a date in the past stays in the past, and fires at once',
      { kind: 'date', value: '2020-01-01' },
      undefined,
      '2023-06-20T09:00',
      '2020-01-01T00:00',
    ],
    ['a cycle', { kind: 'cycle', value: 'R2/P1D' }, undefined, '2023-06-20T09:00', '2023-06-21T09:00'],
  ] as const)('%s', (_, timer, unit, since, due) => expect(dueOf({ ...timer, fired: 0 }, unit, at(since), calendar)).toEqual(at(due)))

  test('a cycle that has run out is not due any more', () =>
    expect(dueOf({ kind: 'cycle', value: 'R2/P1D', fired: 2 }, undefined, at('2023-06-20T09:00'), calendar)).toBeUndefined())
})

const xml = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:haoban="urn:haoban:process" id="d" targetNamespace="t">
<process id="p" isExecutable="true"><startEvent id="s"/><userTask id="look" name="核查" haoban:verb="survey" haoban:branch="fire" haoban:within="P2D" haoban:unit="workday"/>
<boundaryEvent id="late" attachedToRef="look" cancelActivity="false" haoban:unit="workday"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent>
<serviceTask id="remind" implementation="process.remind"/><endEvent id="e1"/><endEvent id="e2"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="look"/><sequenceFlow id="f2" sourceRef="look" targetRef="e1"/>
<sequenceFlow id="f3" sourceRef="late" targetRef="remind"/><sequenceFlow id="f4" sourceRef="remind" targetRef="e2"/></process></definitions>`
const model = compile(xml).models.get('p')!
const instance: InstanceRow = {
  id: 'i1',
  about: 'case:c1',
  title: '食品经营许可 00010001',
  href: '/desk/cases/c1',
  key: 'item:x',
  version: 1,
  root: 'i1',
  caller: null,
  callerRecord: null,
  state: encode(initial),
  status: 'new',
  seq: 0,
  readers: [],
  places: { own: { organ: 'market-360702', division: '360702' }, branches: { fire: { organ: 'fire-360702', division: '360702' } } },
  startedAt: at('2023-06-20T09:00'),
  updatedAt: at('2023-06-20T09:00'),
  endedAt: null,
}
const now = at('2023-06-20T09:00')

describe('what a step writes', () => {
  const begun = planStep({ model, instance, event: { type: 'start' }, now, calendar })
  test('a task goes to the organ of its branch, with its last day and the verbs it opens', () =>
    expect(begun.tasks).toMatchObject([
      { element: 'look', organ: 'fire-360702', dueAt: at('2023-06-26T00:00'), detail: { verbs: ['survey'] } },
    ]))
  test('its timer is set on the city’s calendar', () =>
    expect(begun.timers).toMatchObject([{ element: 'late', dueAt: at('2023-06-22T00:00'), unit: 'workday' }]))
  test('the timer fires: it is closed, the task stays, and the service is asked for', () => {
    const [timer] = begun.timers
    const fired = planStep({ model, instance: begun.instance, event: { type: 'timer', id: timer!.id }, now, calendar })
    expect([fired.closed.timers, fired.closed.tasks, fired.tasks[0]!.kind, fired.effects]).toEqual([
      [timer!.id],
      [],
      'service',
      [{ do: 'serve', record: fired.tasks[0]!.record }],
    ])
  })
  test('the task is done: it is closed with its timer, and the instance ends', () => {
    const done = planStep({ model, instance: begun.instance, event: { type: 'complete', id: begun.tasks[0]!.record }, now, calendar })
    expect([done.closed.tasks, done.closed.timers.length, done.instance.status]).toEqual([[begun.tasks[0]!.record], 1, 'completed'])
  })
  test('an event that finds nobody changes nothing', () => {
    const again = planStep({ model, instance: begun.instance, event: { type: 'complete', id: 99 }, now, calendar })
    expect([again.ignored === undefined, again.instance.seq]).toEqual([false, begun.instance.seq])
  })
})
