import { describe, expect, test } from 'vitest'
import {
  after,
  boundary,
  catching,
  end,
  ending,
  error,
  escalation,
  every,
  handler,
  message,
  model,
  signal,
  start,
  sub,
  throwing,
  users,
  when,
} from './draw.ts'
import { Play } from './play.ts'

const triggers = { message: message('msg'), signal: signal('sig'), timer: after('PT5M'), condition: when('late') }
type On = keyof typeof triggers

function trigger(play: Play, on: On, element: string): Play {
  if (on === 'message') return play.message()
  if (on === 'signal') return play.signal()
  return on === 'timer' ? play.fires(element) : play.tell({ type: 'update', variables: { late: true } })
}

const all = Object.keys(triggers) as On[]

describe.each(all)('a %s', (on) => {
  test('lets a catch event go on', () => {
    const play = new Play(model(`${start}${catching('c', triggers[on])}${users('a')}${end}`, 'start -> c; c -> a; a -> end'), {
      late: false,
    })
    expect(play.open).toEqual([])
    expect(trigger(play, on, 'c').open).toEqual(['a'])
  })

  test.each([true, false])('at the boundary of a task (interrupting: %s)', (interrupting) => {
    const m = model(
      `${start}${users('a', 'b')}${boundary('x', 'a', triggers[on], interrupting)}${end}<endEvent id="e2"/>`,
      'start -> a; a -> end; x -> b; b -> e2',
    )
    const play = trigger(new Play(m, { late: false }), on, 'x')
    expect(play.open).toEqual(interrupting ? ['b'] : ['a', 'b'])
    for (const node of play.open) play.done(node)
    expect(play.outcome).toBe('completed')
  })

  test.each([true, false])('at the boundary of a sub-process (interrupting: %s)', (interrupting) => {
    const m = model(
      `${start}${sub('s', users('a', 'c'), 'ss -> a; a -> c; c -> se')}${boundary('x', 's', triggers[on], interrupting)}${users('b')}${end}<endEvent id="e2"/>`,
      'start -> s; s -> end; x -> b; b -> e2',
    )
    const play = trigger(new Play(m, { late: false }), on, 'x')
    expect(play.open).toEqual(interrupting ? ['b'] : ['a', 'b'])
    expect(play.last.some((c) => c.type === 'withdraw')).toBe(interrupting)
  })

  test.each([true, false])('starts an event sub-process of a sub-process (interrupting: %s)', (interrupting) => {
    const m = model(
      `${start}${sub('s', users('a') + handler('h', triggers[on], interrupting, 'b'), 'ss -> a; a -> se')}${users('c')}${end}`,
      'start -> s; s -> c; c -> end',
    )
    const play = trigger(new Play(m, { late: false }), on, 'hs')
    expect(play.open).toEqual(interrupting ? ['b'] : ['a', 'b'])
    for (const node of play.open) play.done(node)
    expect(play.open).toEqual(['c'])
  })

  test.each([true, false])('starts an event sub-process of the process (interrupting: %s)', (interrupting) => {
    const m = model(`${start}${users('a')}${handler('h', triggers[on], interrupting, 'b')}${end}`, 'start -> a; a -> end')
    const play = trigger(new Play(m, { late: false }), on, 'hs')
    expect(play.open).toEqual(interrupting ? ['b'] : ['a', 'b'])
    for (const node of play.open) play.done(node)
    expect(play.outcome).toBe('completed')
    expect(play.state.live).toEqual([])
  })

  test('is forgotten with the activity that it watches', () => {
    const m = model(
      `${start}${users('a', 'b')}${boundary('x', 'a', triggers[on])}${end}<endEvent id="e2"/>`,
      'start -> a; a -> end; x -> b; b -> e2',
    )
    const play = new Play(m, { late: false })
    const set = play.commands.filter((c) => c.type === 'setTimer' || c.type === 'subscribe').length
    play.done('a')
    expect(play.commands.filter((c) => c.type === 'cancelTimer' || c.type === 'unsubscribe')).toHaveLength(set)
  })
})

describe('timers', () => {
  test('of a cycle at a non-interrupting boundary are set again until they run out', () => {
    const m = model(
      `${start}${users('a', 'b')}${boundary('x', 'a', every('R2/PT1H'), false)}${end}<endEvent id="e2"/>`,
      'start -> a; a -> end; x -> b; b -> e2',
    )
    const play = new Play(m).fires('x').fires('x')
    expect(play.open).toEqual(['a', 'b', 'b'])
    expect(play.all('setTimer').map((c) => c.timer.fired)).toEqual([0, 1])
    expect(play.fires('x').last[0]).toMatchObject({ type: 'ignored' })
  })
  test('of a cycle at a catch event let a token go each time', () => {
    const m = model(`${start}${catching('c', every('R3/PT1S'))}${users('a')}${end}`, 'start -> c; c -> a; a -> end')
    expect(new Play(m).fires('c').fires('c').fires('c').open).toEqual(['a', 'a', 'a'])
  })
  test('that are computed show their value, and a value that is no time is an incident', () => {
    const m = model(`${start}${catching('c', after('duration(limit)'))}${users('a')}${end}`, 'start -> c; c -> a; a -> end')
    expect(new Play(m, { limit: 'P5D' }).all('setTimer')[0]!.timer).toEqual({ kind: 'duration', value: 'P5D', fired: 0 })
    expect(new Play(m, { limit: 'soon' }).all('incident')[0]).toMatchObject({ element: 'c', code: 'TIME' })
  })
})

describe('errors', () => {
  const caught = (ref: string | undefined) =>
    model(
      `${start}${sub('s', `${ending('x', error('err'))}${users('a')}`, 'ss -> a; a -> x').replace('<endEvent id="se"/>', '')}${boundary('b', 's', error(ref))}${users('c', 'd')}${end}<endEvent id="e2"/>`,
      'start -> s; s -> d; d -> end; b -> c; c -> e2',
    )
  test.each([['err'], [undefined]])('thrown in a sub-process reach its boundary (caught as %s)', (ref) => {
    expect(new Play(caught(ref)).done('a').open).toEqual(['c'])
  })
  test('with another code pass it by and fail the process', () => {
    const play = new Play(caught('err2')).done('a')
    expect(play.last.at(-1)).toMatchObject({ type: 'end', outcome: 'failed', code: 'E1', element: 'x' })
  })
  test('of a task are caught at its boundary, without withdrawing what is over', () => {
    const m = model(
      `${start}${users('a', 'b')}${boundary('x', 'a', error('err'))}${end}<endEvent id="e2"/>`,
      'start -> a; a -> end; x -> b; b -> e2',
    )
    const play = new Play(m).fails('a', 'E1')
    expect(play.open).toEqual(['b'])
    expect(play.all('withdraw')).toEqual([])
  })
  test('are caught by an event sub-process before the boundary, and not by the one that throws them', () => {
    const m = model(
      `${start}${sub('s', users('a') + handler('h', error('err'), true, 'b'), 'ss -> a; a -> se')}${boundary('x', 's', error('err'))}${users('c')}${end}<endEvent id="e2"/>`,
      'start -> s; s -> end; x -> c; c -> e2',
    )
    const play = new Play(m).fails('a', 'E1')
    expect(play.open).toEqual(['b'])
    expect(play.fails('b', 'E1').open).toEqual(['c'])
  })
})

describe('escalations', () => {
  test.each([true, false])('reach the boundary (interrupting: %s)', (interrupting) => {
    const m = model(
      `${start}${sub('s', `${throwing('t', escalation('esc'))}${users('a')}`, 'ss -> t; t -> a; a -> se')}${boundary('x', 's', escalation('esc'), interrupting)}${users('b')}${end}<endEvent id="e2"/>`,
      'start -> s; s -> end; x -> b; b -> e2',
    )
    expect(new Play(m).open).toEqual(interrupting ? ['b'] : ['a', 'b'])
  })
  test('that nobody catches are told, and the process goes on', () => {
    const play = new Play(model(`${start}${throwing('t', escalation('esc'))}${users('a')}${end}`, 'start -> t; t -> a; a -> end'))
    expect(play.all('escalated')).toEqual([{ type: 'escalated', element: 't', code: 'X1' }])
    expect(play.open).toEqual(['a'])
  })
})

describe('signals, messages and links', () => {
  test('a signal reaches whoever listens in the same process and is broadcast to the others', () => {
    const m = model(
      `${start}<parallelGateway id="f"/>${throwing('t', signal('sig'))}${catching('c', signal('sig'))}${users('a', 'b')}${end}<endEvent id="e2"/>`,
      'start -> f; f -> t; f -> c; t -> a; c -> b; a -> end; b -> e2',
    )
    const play = new Play(m)
    expect(play.open).toEqual(['a', 'b'])
    expect(play.all('broadcast')).toEqual([{ type: 'broadcast', element: 't', signal: 'sig', variables: {} }])
  })
  test('a message event sends, a message end event sends and ends', () => {
    const play = new Play(model(`${start}${throwing('t', message('msg'))}${ending('x', message('msg2'))}`, 'start -> t; t -> x'))
    expect(play.all('send').map((c) => c.message)).toEqual(['msg', 'msg2'])
    expect(play.outcome).toBe('completed')
  })
  test('a message brings its content', () => {
    const m = model(`${start}${catching('c', message('msg'))}${end}`, 'start -> c; c -> end')
    expect(new Play(m).message('msg', { answer: 42 }).state.data).toEqual({ answer: 42 })
  })
  test('a message before its receiver, or twice, is answered and changes nothing', () => {
    const m = model(`${start}${users('a')}${catching('c', message('msg'))}${end}`, 'start -> a; a -> c; c -> end')
    const play = new Play(m)
    const before = play.state
    expect(play.message().last).toEqual([
      { type: 'ignored', event: 'message', sentence: 'Nobody waits for the message msg now; keep it, or send it again.' },
    ])
    expect(play.state).toBe(before)
    expect(play.done('a').message().outcome).toBe('completed')
    expect(play.message().last[0]).toMatchObject({ type: 'ignored', sentence: 'The instance is not running.' })
  })
  test('links lead to their target by name', () => {
    const link = '<linkEventDefinition name="L"/>'
    const m = model(`${start}${throwing('t', link)}${catching('c', link)}${users('a')}${end}`, 'start -> t; c -> a; a -> end')
    expect(new Play(m).open).toEqual(['a'])
  })
})

describe('events with several triggers', () => {
  test('go on with the first of them', () => {
    const m = model(`${start}${catching('c', message('msg') + signal('sig'))}${users('a')}${end}`, 'start -> c; c -> a; a -> end')
    expect(new Play(m).signal().open).toEqual(['a'])
    expect(new Play(m).signal().message().open).toEqual(['a'])
  })
  test('wait for all of them where they are parallel, and count none twice', () => {
    const both = catching('c', message('msg') + signal('sig')).replace('id="c"', 'id="c" parallelMultiple="true"')
    const play = new Play(model(`${start}${both}${users('a')}${end}`, 'start -> c; c -> a; a -> end')).signal()
    expect(play.open).toEqual([])
    expect(play.signal().last[0]).toMatchObject({ type: 'ignored' })
    expect(play.message().open).toEqual(['a'])
  })
  test('throw all of them', () => {
    const play = new Play(model(`${start}${throwing('t', message('msg') + signal('sig'))}${end}`, 'start -> t; t -> end'))
    expect([play.all('send').length, play.all('broadcast').length]).toEqual([1, 1])
  })
})

describe('terminate', () => {
  const terminate = '<terminateEventDefinition/>'
  test('ends the process with all that runs', () => {
    const m = model(
      `${start}<parallelGateway id="f"/>${users('a', 'b')}${ending('x', terminate)}${end}`,
      'start -> f; f -> a; f -> b; a -> x; b -> end',
    )
    const play = new Play(m).done('a')
    expect(play.outcome).toBe('terminated')
    expect(play.all('withdraw').map((c) => c.element)).toEqual(['b'])
  })
  test('ends only its sub-process, and the flow goes on behind it', () => {
    const inner = `${users('a', 'b')}<parallelGateway id="f"/>${ending('x', terminate)}`
    const m = model(
      `${start}${sub('s', inner, 'ss -> f; f -> a; f -> b; a -> x; b -> se')}${users('c')}${end}`,
      'start -> s; s -> c; c -> end',
    )
    expect(new Play(m).done('a').open).toEqual(['c'])
  })
})

test('a condition that holds when its activity begins interrupts before anything of it happens', () => {
  const m = model(
    `${start}${users('a', 'b')}${boundary('x', 'a', when('late'))}${end}<endEvent id="e2"/>`,
    'start -> a; a -> end; x -> b; b -> e2',
  )
  const play = new Play(m, { late: true })
  expect(play.open).toEqual(['b'])
  expect(play.all('task').map((c) => c.element)).toEqual(['b'])
})
