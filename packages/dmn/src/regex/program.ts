/** A pattern as a program of small steps, its counted repeats written out. */
import { tick } from '../run/reasons.ts'
import type { CharSet } from './set.ts'
import { type Part, PatternError, type Read } from './syntax.ts'

export type Step =
  | { readonly does: 'set'; readonly set: CharSet }
  /** Goes on at `first`, and at `second` where that leads nowhere. */
  | { readonly does: 'split'; first: number; second: number }
  | { readonly does: 'jump'; to: number }
  | { readonly does: 'save'; readonly slot: number }
  | { readonly does: 'start' | 'end' | 'match' }
  | { readonly does: 'back'; readonly group: number }

export type Program = { readonly steps: readonly Step[]; readonly groups: number; readonly hasBackReference: boolean }

const maxSteps = 20_000

type Emit = { [K in Part['is']]: (steps: Step[], part: Extract<Part, { is: K }>) => void }

function push(steps: Step[], step: Step): number {
  if (steps.length >= maxSteps) throw new PatternError(`it is longer than ${maxSteps} steps`)
  return steps.push(step) - 1
}

const emitters: Emit = {
  set: (steps, { set }) => push(steps, { does: 'set', set }),
  start: (steps) => push(steps, { does: 'start' }),
  end: (steps) => push(steps, { does: 'end' }),
  back: (steps, { group }) => push(steps, { does: 'back', group }),
  group(steps, { group, of }) {
    if (group !== undefined) push(steps, { does: 'save', slot: group * 2 })
    emit(steps, of)
    if (group !== undefined) push(steps, { does: 'save', slot: group * 2 + 1 })
  },
  sequence(steps, { parts }) {
    for (const part of parts) emit(steps, part)
  },
  choice(steps, { parts }) {
    const jumps: { to: number }[] = []
    parts.forEach((part, i) => {
      if (i === parts.length - 1) {
        emit(steps, part)
        return
      }
      const split = { does: 'split' as const, first: steps.length + 1, second: 0 }
      push(steps, split)
      emit(steps, part)
      const jump = { does: 'jump' as const, to: 0 }
      push(steps, jump)
      jumps.push(jump)
      split.second = steps.length
    })
    for (const jump of jumps) jump.to = steps.length
  },
  repeat(steps, { of, min, max, isReluctant }) {
    for (let i = 0; i < min; i++) emit(steps, of)
    if (max === Number.POSITIVE_INFINITY) return endless(steps, of, isReluctant)
    const splits: { first: number; second: number }[] = []
    for (let i = min; i < max; i++) {
      splits.push(branch(steps))
      emit(steps, of)
    }
    for (const split of splits) aim(split, split.first, steps.length, isReluctant)
  },
}

function branch(steps: Step[]): { first: number; second: number } {
  const split = { does: 'split' as const, first: steps.length + 1, second: 0 }
  push(steps, split)
  return split
}

function aim(split: { first: number; second: number }, into: number, past: number, isReluctant: boolean): void {
  split.first = isReluctant ? past : into
  split.second = isReluctant ? into : past
}

function endless(steps: Step[], of: Part, isReluctant: boolean): void {
  const at = steps.length
  const split = branch(steps)
  emit(steps, of)
  push(steps, { does: 'jump', to: at })
  aim(split, split.first, steps.length, isReluctant)
}

function emit(steps: Step[], part: Part): void {
  // Repeats of nothing add no step, and would run on for ever.
  tick()
  emitters[part.is](steps, part as never)
}

/** Throws a PatternError where the program would be too long. */
export function programOf({ part, groups, hasBackReference }: Read): Program {
  const steps: Step[] = []
  emit(steps, part)
  push(steps, { does: 'match' })
  return { steps, groups, hasBackReference }
}
