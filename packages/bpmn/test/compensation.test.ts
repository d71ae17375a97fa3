import { describe, expect, test } from 'vitest'
import { body, boundary, compensate, end, ending, error, model, start, sub, throwing, users } from './draw.ts'
import { Play } from './play.ts'

/** A task with its compensation: `a` is undone by `ua`. */
const undoable = (id: string) =>
  `${users(id)}${boundary(`b${id}`, id, compensate())}<userTask id="u${id}" isForCompensation="true"/><association id="as${id}" associationDirection="One" sourceRef="b${id}" targetRef="u${id}"/>`

/** Artifacts come last in a process. */
function tidy(xml: string): string {
  const associations = xml.match(/<association [^>]*\/>/g) ?? []
  return associations.reduce((rest, a) => rest.replace(a, ''), xml) + associations.join('')
}

const inOrder = (nodes: string, flows: string) => model(tidy(`${body(nodes, flows)}`))

describe('a compensation', () => {
  test('undoes what is done, the last first, and only that', () => {
    const m = inOrder(
      `${start}${undoable('a')}${undoable('b')}${undoable('c')}${throwing('t', compensate())}${users('z')}${end}`,
      'start -> a; a -> b; b -> t; t -> z; z -> c; c -> end',
    )
    const play = new Play(m).done('a').done('b')
    expect(play.open).toEqual(['ub'])
    expect(play.done('ub').open).toEqual(['ua'])
    expect(play.done('ua').open).toEqual(['z'])
    expect(play.state.done).toEqual([])
  })
  test('of one activity leaves the others as they are', () => {
    const m = inOrder(
      `${start}${undoable('a')}${undoable('b')}${throwing('t', compensate('a'))}${users('z')}${end}`,
      'start -> a; a -> b; b -> t; t -> z; z -> end',
    )
    const play = new Play(m).done('a').done('b')
    expect(play.open).toEqual(['ua'])
    expect(play.done('ua').open).toEqual(['z'])
  })
  test('of an activity outside the sub-process that asks for it', () => {
    const m = inOrder(
      `${start}${undoable('a')}${sub('s', throwing('t', compensate('a')), 'ss -> t; t -> se')}${users('z')}${end}`,
      'start -> a; a -> s; s -> z; z -> end',
    )
    expect(new Play(m).done('a').open).toEqual(['ua'])
    expect(new Play(m).done('a').done('ua').open).toEqual(['z'])
  })
  test('that need not be waited for goes on beside the flow', () => {
    const now = compensate().replace('/>', ' waitForCompletion="false"/>')
    const m = inOrder(`${start}${undoable('a')}${throwing('t', now)}${users('z')}${end}`, 'start -> a; a -> t; t -> z; z -> end')
    const play = new Play(m).done('a')
    expect(play.open).toEqual(['ua', 'z'])
    expect(play.done('z').outcome).toBe('running')
    expect(play.done('ua').outcome).toBe('completed')
  })
  test('without anything done is passed', () => {
    const m = inOrder(`${start}${throwing('t', compensate())}${undoable('a')}${end}`, 'start -> t; t -> a; a -> end')
    expect(new Play(m).open).toEqual(['a'])
  })
  test('of a finished sub-process undoes what was done in it', () => {
    const inner = sub('s', `${undoable('a')}${undoable('b')}`, 'ss -> a; a -> b; b -> se')
    const m = model(`${start}${tidyInside(inner)}${ending('x', compensate())}`, 'start -> s; s -> x')
    const play = new Play(m).done('a').done('b')
    expect(play.open).toEqual(['ub'])
    expect(play.done('ub').done('ua').outcome).toBe('completed')
  })
  test('is not asked of what never finished', () => {
    const inner = sub('s', `${undoable('a')}${users('w')}`, 'ss -> a; a -> w; w -> se')
    const m = model(
      `${start}${tidyInside(inner)}${boundary('e', 's', error('err'))}${throwing('t', compensate())}${users('z')}${end}<endEvent id="e2"/>`,
      'start -> s; s -> end; e -> t; t -> z; z -> e2',
    )
    expect(new Play(m).done('a').fails('w', 'E1').open).toEqual(['z'])
  })
})

function tidyInside(xml: string): string {
  const associations = xml.match(/<association [^>]*\/>/g) ?? []
  const rest = associations.reduce((left, a) => left.replace(a, ''), xml)
  return rest.replace(/<\/(subProcess|transaction)>$/, `${associations.join('')}</$1>`)
}

describe('a transaction', () => {
  const cancel = '<cancelEventDefinition/>'
  const inner = tidyInside(
    sub(
      's',
      `${undoable('a')}${users('w')}${ending('x', cancel)}<exclusiveGateway id="g"/>`,
      'ss -> a; a -> g; g -> x ? stop; g => w; w -> se',
      '',
      'transaction',
    ),
  )
  const m = model(
    `${start}${inner}${boundary('c', 's', cancel)}${users('y', 'z')}${end}<endEvent id="e2"/>`,
    'start -> s; s -> y; y -> end; c -> z; z -> e2',
  )
  test('that is cancelled is undone, then goes on at its cancel event', () => {
    const play = new Play(m, { stop: true }).done('a')
    expect(play.open).toEqual(['ua'])
    expect(play.done('ua').open).toEqual(['z'])
    expect(play.done('z').outcome).toBe('completed')
  })
  test('that is not cancelled goes on as any sub-process', () => {
    expect(new Play(m, { stop: false }).done('a').done('w').open).toEqual(['y'])
  })
})
