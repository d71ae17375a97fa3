import { describe, expect, test } from 'vitest'
import { compile, decode, encode, initial, step } from '../src/index.ts'
import { after, body, catching, end, file, formal, model, process, start, sub, users } from './draw.ts'
import { Play } from './play.ts'

describe('a circle without a wait', () => {
  const xml = file(
    process(`${start}<exclusiveGateway id="a"/><exclusiveGateway id="b"/>${end}`, 'start -> a; a -> b; b -> a ? true; b => end'),
  )
  test('is named when the model is compiled', () => {
    expect(compile(xml).notes).toEqual([
      { rule: 'FLOW.CIRCLE', element: 'a', sentence: 'goes in a circle that never waits, through a, b.' },
    ])
  })
  test('is stopped when it runs, with its name, and goes on when somebody helps', () => {
    const m = compile(xml).models.get('p')!
    const { state, commands } = step(m, initial, { type: 'start' }, { mostMoves: 1000 })
    expect(commands).toMatchObject([{ type: 'incident', code: 'CYCLE' }])
    expect(commands[0]).toHaveProperty('sentence', expect.stringMatching(/circle through [ab] without ever waiting/))
    expect(state.status).toBe('running')
  })
  test('is none where a task, or a sub-process with one, lies on it', () => {
    const loop = `${start}<exclusiveGateway id="a"/>${sub('s', users('t'), 'ss -> t; t -> se')}<exclusiveGateway id="b"/>${end}`
    expect(compile(file(process(loop, 'start -> a; a -> s; s -> b; b -> a ? x; b => end'))).notes).toEqual([])
  })
  test('that multiplies its tokens is stopped too', () => {
    const m = model(
      `${start}<exclusiveGateway id="a"/><parallelGateway id="b"/><exclusiveGateway id="c"/><exclusiveGateway id="k"/>${end}`,
      'start -> a; a -> b; b -> c; b -> k; c -> a; k -> a; c -> end; k -> end',
    )
    expect(step(m, initial, { type: 'start' }, { mostMoves: 5000 }).commands.some((c) => c.type === 'incident' && c.code === 'CYCLE')).toBe(
      true,
    )
  })
})

describe('ten thousand parallel instances', () => {
  test('open in one step and close one by one', () => {
    const multi = `<userTask id="a"><multiInstanceLoopCharacteristics>${formal('loopCardinality', '10000')}</multiInstanceLoopCharacteristics></userTask>`
    const play = new Play(model(`${start}${multi}${users('b')}${end}`, 'start -> a; a -> b; b -> end'))
    expect(play.open).toHaveLength(10_000)
    expect(decode(encode(play.state))).toEqual(play.state)
    const ids = play.all('task').map((c) => c.id)
    let { state } = play
    for (const id of ids) state = step(play.model, state, { type: 'complete', id }).state
    expect(state.live.map((l) => play.model.nodes[l.node]!.id)).toEqual(['p', 'b'])
  })
})

describe('events that no machine can use', () => {
  const m = model(`${start}${catching('c', after('PT1S'))}${end}`, 'start -> c; c -> end')
  test.each([
    { type: 'timer', id: '' },
    { type: 'timer', id: '1.2' },
    { type: 'timer', id: '999.1.0' },
    { type: 'timer', id: '2.99.99' },
    { type: 'complete', id: 2 },
    { type: 'complete', id: -1 },
    { type: 'complete', id: Number.NaN },
    { type: 'error', id: 7, code: 'E' },
    { type: 'retry', id: 2 },
    { type: 'launch', id: 1, activity: 'c' },
    { type: 'message', id: 'x' },
    { type: 'start' },
  ] as const)('such as %j are answered and change nothing', (event) => {
    const { state } = new Play(m)
    const result = step(m, state, event)
    expect(result.commands).toMatchObject([{ type: 'ignored' }])
    expect(result.state).toBe(state)
  })
})

describe('stored states', () => {
  test('of an ordinary instance take a few dozen bytes', () => {
    const m = model(`${start}${users('a')}${end}`, 'start -> a; a -> end')
    expect(encode(new Play(m).state).length).toBeLessThan(24)
  })
  test.each([[[]], [[9]], [[1, 7]], [[1, 1, 3, 200]], [[1, 1, 1, 1, 255]]])('that are cut off or no states (%j) are refused', (bytes) => {
    expect(() => decode(new Uint8Array(bytes))).toThrow('The encoded state')
  })
})

test('a model of five thousand tasks compiles and runs', () => {
  const ids = Array.from({ length: 5000 }, (_, i) => `t${i}`)
  const flows = ids.map((id, i) => `${i === 0 ? 'start' : ids[i - 1]} -> ${id}`).join(';')
  const xml = file(`<process id="p" isExecutable="true">${body(`${start}${users(...ids)}${end}`, `${flows};t4999 -> end`)}</process>`)
  const m = compile(xml).models.get('p')!
  expect(new Play(m).done('t0').open).toEqual(['t1'])
})
