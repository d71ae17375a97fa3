import { describe, expect, test } from 'vitest'
import { migrate, planMigration, step } from '../src/index.ts'
import { after, boundary, e2, end, model, start, users } from './draw.ts'
import { Play } from './play.ts'

const old = model(`${start}${users('a', 'b')}${boundary('x', 'a', after('P5D'))}${end}${e2}`, 'start -> a; a -> b; b -> end; x -> e2')
const running = new Play(old)

const fault = (nodes: string, flows: string) => planMigration(old, model(nodes, flows), running.state).cannot.map((c) => c.sentence)

describe('a running instance', () => {
  test('moves where its tasks are still there, and its timer is set anew where the time is another', () => {
    const now = model(
      `${users('z')}${start}${users('a', 'c')}${boundary('x', 'a', after('P10D'))}${end}${e2}`,
      'start -> z; z -> a; a -> c; c -> end; x -> e2',
    )
    const { state, commands } = migrate(old, now, running.state)
    expect(commands.map((c) => c.type)).toEqual(['cancelTimer', 'setTimer'])
    expect(commands[1]).toMatchObject({ element: 'x', timer: { kind: 'duration', value: 'P10D' } })
    const next = step(now, state, { type: 'complete', id: running.at('a') })
    expect(next.commands.filter((c) => c.type === 'task')).toMatchObject([{ element: 'c' }])
  })
  test('does not move where its task is gone, or has become another, and says so', () => {
    expect(fault(`${start}${users('b')}${end}`, 'start -> b; b -> end')).toEqual(['a is not in the new version.'])
    expect(fault(`${start}<serviceTask id="a"/>${end}`, 'start -> a; a -> end')).toEqual(['a was a user task and is now a service task.'])
    expect(
      fault(
        `${start}<subProcess id="s"><startEvent id="ss"/>${users('a')}<endEvent id="se"/><sequenceFlow id="f1" sourceRef="ss" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="se"/></subProcess>${end}`,
        'start -> s; s -> end',
      ),
    ).toEqual(['a has moved into another sub-process.'])
    expect(() => migrate(old, model(`${start}${users('b')}${end}`, 'start -> b; b -> end'), running.state)).toThrow(
      'a is not in the new version.',
    )
  })
  test('does not move where a token waits at a join by a flow that is gone', () => {
    const split = '<parallelGateway id="f"/><parallelGateway id="j"/>'
    const two = model(`${start}${split}${users('a', 'b')}${end}`, 'start -> f; f -> a; f -> b; a -> j; b -> j; j -> end')
    const other = model(`${start}${split}${users('a', 'b', 'c')}${end}`, 'start -> f; f -> a; f -> b; a -> c; c -> j; b -> j; j -> end')
    const plan = planMigration(two, other, new Play(two).done('a').state)
    expect(plan.cannot).toMatchObject([{ element: 'j', sentence: 'the token came by a_j, which is not in the new version.' }])
    expect(plan.moves.map((m) => m.element)).toEqual(['p', 'b'])
  })
})
