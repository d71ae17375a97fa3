import { type Event, initial, type Model, type State, step } from '@haoban/bpmn'
import { describe, expect, test } from 'vitest'
import { file, path, timer } from '../fixtures/models.ts'
import type { KeptEvent } from '../schema/process.ts'
import { readModel } from './compile.ts'
import { type PastStep, rehearseProcess } from './rehearse.ts'

const model = (xml: string): Model => {
  const read = readModel(xml)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.model
}

/** Lives an instance by the names of the tasks that are done, as the house keeps it. */
function lived(by: Model, ...events: (string | Event | { recall: number })[]): PastStep[] {
  let state: State = initial
  const states: State[] = [state]
  const all = [{ type: 'start' } as Event, ...events]
  return all.map((what, i): PastStep => {
    const at = new Date(Date.UTC(2023, 2, 6 + i))
    if (typeof what === 'object' && 'recall' in what) {
      state = states[what.recall]!
      states.push(state)
      return { seq: i + 1, at, event: { type: 'recall', to: what.recall } as KeptEvent, trail: [] }
    }
    const idOf = (name: string) => state.live.find((l) => by.nodes[l.node]!.name === name)!.id
    const event: Event = typeof what === 'string' ? { type: 'complete', id: idOf(what), variables: { passed: true } } : what
    const result = step(by, state, event)
    state = result.state
    states.push(state)
    return { seq: i + 1, at, event: event as KeptEvent, trail: result.trail }
  })
}

const straight = (inside: string, ...ways: string[]) => model(file('p', `<startEvent id="s"/><endEvent id="e"/>${inside}${path(...ways)}`))
const task = (id: string, name: string) => `<userTask id="${id}" name="${name}"/>`
const old = straight(task('a', '受理') + task('b', '审查') + task('c', '决定'), 's a b c e')
const past = (steps: PastStep[], by = old) => ({ subject: '1', title: '一件', href: '/desk/cases/1', model: by, steps })
const rehearsed = (after: Model, ...steps: PastStep[][]) =>
  rehearseProcess(
    after,
    steps.map((s) => past(s)),
  )

describe('the history of an instance on a new version', () => {
  test('that leads the same way changes nothing, whatever its records are called and however it is drawn', () => {
    const redrawn = straight(task('c', '决定') + task('b', '审查（新）') + task('a', '受理'), 's a b c e')
    expect(rehearsed(redrawn, lived(old, '受理', '审查', '决定'))).toEqual({ changes: [], counted: [], unread: 0 })
  })

  test('parts where a step comes in between, and says after what', () => {
    const more = straight(task('a', '受理') + task('b', '审查') + task('x', '复核') + task('c', '决定'), 's a b x c e')
    const { changes, counted } = rehearsed(more, lived(old, '受理', '审查', '决定'), lived(old, '受理'))
    expect(changes).toEqual([
      {
        subject: '1',
        title: '一件',
        href: '/desk/cases/1',
        what: '走法',
        before: '到“决定”',
        after: '到“复核”',
        because: '“审查”办完以后',
      },
    ])
    expect(counted).toEqual([{ what: '走法', before: '到“决定”', after: '到“复核”' }])
  })

  test('parts at the start where the first step is another', () => {
    const other = straight(task('x', '核验') + task('b', '审查') + task('c', '决定'), 's x b c e')
    expect(rehearsed(other, lived(old, '受理')).changes[0]).toMatchObject({ before: '到“受理”', after: '到“核验”', because: '开始以后' })
  })

  test('ends where the new version ends earlier', () => {
    const shorter = straight(task('a', '受理') + task('b', '审查'), 's a b e')
    expect(rehearsed(shorter, lived(old, '受理', '审查')).changes[0]).toMatchObject({ before: '到“决定”', after: '到结束' })
  })

  test('cannot go on where no way leads out of a gateway', () => {
    const flow = (id: string, from: string, to: string, when: string) =>
      `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"><conditionExpression xsi:type="tFormalExpression">${when}</conditionExpression></sequenceFlow>`
    const gate = model(
      file(
        'p',
        `<startEvent id="s"/><endEvent id="e"/><exclusiveGateway id="g" name="通过了吗"/>${task('a', '受理')}${task('b', '审查')}${task('c', '决定')}
        <endEvent id="e2"/>${path('s a b g', 'c e')}${flow('no', 'g', 'c', 'passed = false')}${flow('odd', 'g', 'e2', 'passed = "perhaps"')}`,
      ),
    )
    expect(rehearsed(gate, lived(old, '受理', '审查')).changes[0]).toMatchObject({
      before: '到“决定”',
      after: '走不下去：停在“通过了吗”',
      because: '“审查”办完以后',
    })
  })

  test('a step that was taken back does not count', () => {
    const more = straight(task('a', '受理') + task('b', '审查') + task('x', '复核') + task('c', '决定'), 's a b x c e')
    const steps = lived(old, '受理', { recall: 1 }, '受理')
    expect(rehearsed(more, steps)).toEqual({ changes: [], counted: [], unread: 0 })
  })

  test('a timer is heard by the same step, whatever its number', () => {
    const catching = `<intermediateCatchEvent id="w" name="等三天">${timer('P3D')}</intermediateCatchEvent>`
    const plain = straight(task('t', '办') + catching, 's w t e')
    const moved = straight(catching + task('t', '办'), 's w t e')
    const start = step(plain, initial, { type: 'start' })
    const set = start.commands.find((c) => c.type === 'setTimer')!
    const steps = lived(plain, { type: 'timer', id: set.type === 'setTimer' ? set.id : '' }, '办')
    expect(rehearseProcess(moved, [past(steps, plain)])).toEqual({ changes: [], counted: [], unread: 0 })
  })

  test('of one that was moved between versions nothing is said', () => {
    const steps = [...lived(old, '受理'), { seq: 3, at: new Date(0), event: { type: 'migrate', version: 2 } as KeptEvent, trail: [] }]
    expect(rehearsed(old, steps)).toEqual({ changes: [], counted: [], unread: 1 })
  })

  test('of one whose kept events do not lead where it went nothing is said', () => {
    const [first, ...others] = lived(old, '受理', '审查')
    expect(rehearsed(old, [{ ...first!, trail: [0, 0, 0] }, ...others])).toMatchObject({ unread: 1 })
  })

  test('every history on its own version is the same way', () => {
    expect(rehearsed(old, lived(old), lived(old, '受理'), lived(old, '受理', '审查', '决定'))).toEqual({
      changes: [],
      counted: [],
      unread: 0,
    })
  })
})
