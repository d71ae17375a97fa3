import { expect, test } from 'vitest'
import { heat, initial, passages, positions, step } from '../src/index.ts'
import { catching, end, model, signal, start, users } from './draw.ts'
import { Play } from './play.ts'

const m = model(
  `${start}<parallelGateway id="f"/><parallelGateway id="j"/>${users('a')}${catching('c', signal('sig'))}${users('b')}${end}`,
  'start -> f; f -> a; f -> c; f -> b; a -> j; c -> j; b -> j; j -> end',
)

test('an instance shows where it is active, where it waits, and where tokens wait for others', () => {
  expect(positions(m, new Play(m).done('b').state)).toEqual([
    { element: 'c', standing: 'waiting', count: 1, records: [2] },
    { element: 'a', standing: 'active', count: 1, records: [3] },
    { element: 'j', standing: 'joining', count: 1, records: [5] },
  ])
})

test('histories tell what was passed, and where instances linger', () => {
  const first = step(m, initial, { type: 'start' })
  const second = step(m, first.state, { type: 'complete', id: 3 })
  const history = [
    { at: 1_000, trail: first.trail },
    { at: 61_000, trail: second.trail },
  ]
  expect(passages(m, history).filter((p) => p.element === 'a')).toEqual([
    { kind: 'enter', element: 'a', record: 3, at: 1_000 },
    { kind: 'leave', element: 'a', record: 3, at: 61_000 },
  ])
  const [hottest] = heat(m, [history, history])
  expect(hottest).toEqual({ element: 'a', entered: 2, left: 2, cancelled: 0, stopped: 0, stayed: 120_000, longest: 60_000 })
})
