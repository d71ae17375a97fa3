import { describe, expect, test } from 'vitest'
import { after, catching, end, message, model, signal, start, users } from './draw.ts'
import { Play } from './play.ts'

const split = (kind: string, id: string) => `<${kind} id="${id}"/>`

describe('an exclusive gateway', () => {
  const m = model(
    `${start}${split('exclusiveGateway', 'x')}${users('a', 'b', 'c')}${end}`,
    'start -> x; x -> a ? n > 10; x -> b ? n > 5; x => c; a -> end; b -> end; c -> end',
  )
  test.each([
    [11, 'a'],
    [7, 'b'],
    [1, 'c'],
  ])('with n = %i leads to %s alone', (n, node) => expect(new Play(m, { n }).open).toEqual([node]))

  test('without default says that no condition holds, and goes on when somebody helps', () => {
    const bare = model(
      `${start}${split('exclusiveGateway', 'x')}${users('a', 'b')}${end}`,
      'start -> x; x -> a ? n > 10; x -> b ? n > 5; a -> end; b -> end',
    )
    const play = new Play(bare, { n: 1 })
    const [incident] = play.all('incident')
    expect(incident).toMatchObject({ element: 'x', code: 'NO-FLOW' })
    expect(play.tell({ type: 'retry', id: incident!.id, variables: { n: 6 } }).open).toEqual(['b'])
  })
})

describe('a parallel gateway', () => {
  const m = model(
    `${start}${split('parallelGateway', 'f')}${split('parallelGateway', 'j')}${users('a', 'b', 'c')}${end}`,
    'start -> f; f -> a; f -> b; a -> j; b -> j; j -> c; c -> end',
  )
  test('opens all branches and joins them once', () => {
    const play = new Play(m)
    expect(play.open).toEqual(['a', 'b'])
    expect(play.done('b').open).toEqual(['a'])
    expect(play.done('a').open).toEqual(['c'])
    expect(play.done('c').outcome).toBe('completed')
  })
  test('that waits for a token that cannot come says so', () => {
    const stuck = model(
      `${start}${split('exclusiveGateway', 'f')}${split('parallelGateway', 'j')}${users('a', 'b')}${end}`,
      'start -> f; f -> a ? true; f => b; a -> j; b -> j; j -> end',
    )
    expect(new Play(stuck).done('a').last).toContainEqual({ type: 'stuck', elements: ['j'] })
  })
})

describe('an inclusive gateway', () => {
  const m = model(
    `${start}${split('inclusiveGateway', 'f')}${split('inclusiveGateway', 'j')}${users('a', 'b', 'c', 'd')}${end}`,
    'start -> f; f -> a ? x; f -> b ? y; f => c; a -> j; b -> j; c -> j; j -> d; d -> end',
  )
  test.each([
    [{ x: true, y: true }, ['a', 'b']],
    [{ x: true, y: false }, ['a']],
    [{ x: false, y: false }, ['c']],
  ])('with %j opens %j, and joins just those', (variables, open) => {
    const play = new Play(m, variables)
    expect(play.open).toEqual(open)
    for (const node of open) play.done(node)
    expect(play.open).toEqual(['d'])
  })
  test('in a loop waits for the token that went round, not for one that cannot come', () => {
    const loop = model(
      `${start}${split('inclusiveGateway', 'j')}${split('exclusiveGateway', 'x')}${users('a')}${end}`,
      'start -> j; j -> a; a -> x; x -> j ? n < 3; x => end',
    )
    const play = new Play(loop, { n: 1 }).done('a').done('a', { n: 2 })
    expect(play.open).toEqual(['a'])
    expect(play.done('a', { n: 3 }).outcome).toBe('completed')
  })
  test('does not wait for a token that may as well come by a flow that has its token', () => {
    const m = model(
      `${start}${split('parallelGateway', 'f')}${split('exclusiveGateway', 'x')}${split('exclusiveGateway', 'm')}${split('inclusiveGateway', 'j')}${users('a', 'b', 'c')}${end}`,
      'start -> f; f -> a; f -> b; a -> m; b -> x; x -> m ? joins; x => j; m -> j; j -> c; c -> end',
    )
    const play = new Play(m, { joins: false }).done('a')
    expect(play.open).toEqual(['b', 'c'])
    expect(play.done('b').open).toEqual(['c', 'c'])
  })
  test('waits while a branch that may still come is in a boundary event of an activity', () => {
    const guarded = model(
      `${start}${split('parallelGateway', 'f')}${split('inclusiveGateway', 'j')}${users('a', 'b', 'c', 'd')}
       <boundaryEvent id="t" attachedToRef="a">${after('PT1H')}</boundaryEvent>${end}<endEvent id="e2"/>`,
      'start -> f; f -> a; f -> b; a -> e2; t -> c; c -> j; b -> j; j -> d; d -> end',
    )
    const play = new Play(guarded).done('b')
    expect(play.open).toEqual(['a'])
    expect(play.done('a').open).toEqual(['d'])
  })
})

describe('a complex gateway', () => {
  const m = model(
    `${start}${split('parallelGateway', 'f')}<complexGateway id="j"><activationCondition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="tFormalExpression">activationCount &gt;= 2</activationCondition></complexGateway>${users('a', 'b', 'c', 'd')}${end}`,
    'start -> f; f -> a; f -> b; f -> c; a -> j; b -> j; c -> j; j -> d; d -> end',
  )
  test('fires with the second of three tokens, and takes the third without firing again', () => {
    const play = new Play(m).done('a')
    expect(play.open).toEqual(['b', 'c'])
    expect(play.done('b').open).toEqual(['c', 'd'])
    expect(play.done('c').open).toEqual(['d'])
    expect(play.done('d').outcome).toBe('completed')
  })
})

describe('an event gateway', () => {
  const m = model(
    `${start}${split('eventBasedGateway', 'g')}${catching('m', message('msg'))}${catching('t', after('P1D'))}${users('a', 'b')}${end}`,
    'start -> g; g -> m; g -> t; m -> a; t -> b; a -> end; b -> end',
  )
  test('follows the event that comes first and forgets the other', () => {
    const play = new Play(m)
    expect(play.last.map((c) => c.type)).toEqual(['subscribe', 'setTimer'])
    expect(play.message().open).toEqual(['a'])
    expect(play.last.map((c) => c.type)).toContain('cancelTimer')
    expect(play.fires('t').last[0]).toMatchObject({ type: 'ignored' })
  })
  test('that starts the process begins behind the event that came', () => {
    const starting = model(
      `<eventBasedGateway id="g" instantiate="true"/>${catching('m', message('msg'))}${catching('s', signal('sig'))}${users('a', 'b')}`,
      'g -> m; g -> s; m -> a; s -> b',
    )
    expect(starting.starts.map((s) => s.id)).toEqual(['m', 's'])
    expect(new Play(starting, {}, 's').open).toEqual(['b'])
    expect(new Play(starting, {}, 's').done('b').outcome).toBe('completed')
  })
  test('that starts the process in parallel waits for the other event too', () => {
    const both = model(
      `<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>${catching('m', message('msg'))}${catching('s', signal('sig'))}${users('a', 'b')}`,
      'g -> m; g -> s; m -> a; s -> b',
    )
    const play = new Play(both, {}, 's').done('b')
    expect(play.outcome).toBe('running')
    expect(play.message().done('a').outcome).toBe('completed')
  })
})

test('an activity with several flows takes those without condition, those whose condition holds, and its default only where none holds', () => {
  const m = model(`${start}${users('t', 'a', 'b', 'c')}${end}`, 'start -> t; t -> a; t -> b ? x; t => c; a -> end; b -> end; c -> end')
  expect(new Play(m, { x: true }).done('t').open).toEqual(['a', 'b'])
  expect(new Play(m, { x: false }).done('t').open).toEqual(['a', 'c'])
})
