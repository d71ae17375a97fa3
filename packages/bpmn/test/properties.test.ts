import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, type Event, encode, initial, type Model, migrate, planMigration, Role, replay, type State, step } from '../src/index.ts'
import { blocks, processOf } from './blocks.ts'

/** A choice among what can happen next, and the data that comes with it. */
const choices = fc.array(fc.record({ pick: fc.nat(), choice: fc.nat(3), again: fc.boolean(), signal: fc.boolean() }), {
  minLength: 1,
  maxLength: 40,
})
type Choice = { pick: number; choice: number; again: boolean; signal: boolean }

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) freeze(inner)
  }
  return value
}

const openIn = (state: State) => state.live.filter((l) => l.role === Role.task).map((l) => l.id)

function eventFor(state: State, { pick, choice, again, signal }: Choice): Event {
  const open = openIn(state)
  if (signal) return { type: 'signal', name: 'sig' }
  return { type: 'complete', id: open[pick % Math.max(1, open.length)] ?? 0, variables: { choice, again } }
}

/** Plays the choices, then whatever is open, without going round any loop again, until all is done. */
function play(
  model: Model,
  plan: readonly Choice[],
  each: (state: State, event: Event, next: State) => void = () => {},
): { events: Event[]; state: State } {
  const events: Event[] = [{ type: 'start', variables: { choice: 0, again: false } }]
  let state = step(model, freeze(initial), events[0]!).state
  const tell = (event: Event) => {
    const next = step(model, freeze(state), event).state
    each(state, event, next)
    events.push(event)
    state = next
  }
  for (const choice of plan) if (state.status === 'running') tell(eventFor(state, choice))
  for (let i = 0; i < 500 && state.status === 'running' && openIn(state).length > 0; i++) {
    tell({ type: 'complete', id: openIn(state)[0]!, variables: { choice: 0, again: false } })
  }
  return { events, state }
}

/** An event after which no loop goes round again. */
const calm = (type: 'start' | 'complete') => ({ type, variables: { choice: 0, again: false } }) as Event

const runs = { numRuns: 150 }

describe('every process of nested blocks', () => {
  test('comes to its end whatever is chosen, and leaves nothing behind', () => {
    fc.assert(
      fc.property(blocks, choices, (block, plan) => {
        const { state } = play(processOf(block), plan)
        expect(state.status).toBe('completed')
        expect(state.live).toEqual([])
      }),
      runs,
    )
  })
  test('takes the same step from the same state, and changes none of its arguments', () => {
    fc.assert(
      fc.property(blocks, choices, (block, plan) => {
        const model = processOf(block)
        play(model, plan, (state, event, next) => expect(step(model, state, freeze(event)).state).toEqual(next))
      }),
      runs,
    )
  })
  test('comes to the same state when its whole history is replayed', () => {
    fc.assert(
      fc.property(blocks, choices, (block, plan) => {
        const model = processOf(block)
        const { events, state } = play(model, plan)
        expect(replay(model, events, initial).state).toEqual(state)
      }),
      runs,
    )
  })
  test('goes on from its encoded state as from itself', () => {
    fc.assert(
      fc.property(blocks, choices, (block, plan) => {
        const model = processOf(block)
        play(model, plan, (state, event, next) => {
          expect(decode(encode(state))).toEqual(state)
          expect(step(model, decode(encode(state)), event).state).toEqual(next)
        })
      }),
      runs,
    )
  })
  test('answers what comes twice, and stays as it was', () => {
    fc.assert(
      fc.property(blocks, choices, (block, plan) => {
        const model = processOf(block)
        play(model, plan, (_state, event, next) => {
          if (event.type !== 'complete' || next.status !== 'running') return
          const again = step(model, next, event)
          expect(again.commands.map((c) => c.type)).toEqual(['ignored'])
          expect(again.state).toBe(next)
        })
      }),
      runs,
    )
  })
  test('moves whole to a version that is the same, without a command', () => {
    fc.assert(
      fc.property(blocks, choices, (block, plan) => {
        const [from, to] = [processOf(block), processOf(block)]
        play(from, plan, (state) => {
          expect(planMigration(from, to, state).cannot).toEqual([])
          expect(migrate(from, to, state)).toEqual({ state, commands: [] })
        })
      }),
      runs,
    )
  })
  test('comes to its end in a version with more behind it', () => {
    fc.assert(
      fc.property(blocks, blocks, choices, (block, more, plan) => {
        const [from, to] = [processOf(block), processOf({ kind: 'sequence', parts: [block, more] })]
        const old = plan.slice(0, 5).reduce((s, c) => step(from, s, eventFor(s, c)).state, step(from, initial, calm('start')).state)
        if (old.status !== 'running') return
        let now = migrate(from, to, old).state
        while (openIn(now).length > 0) now = step(to, now, { ...calm('complete'), id: openIn(now)[0]! } as Event).state
        expect(now.status).toBe('completed')
      }),
      runs,
    )
  })
})
