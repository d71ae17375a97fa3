/** What an evaluation gets from outside the model: the moment and chance. Both are given by the caller, so that the same input has the same result for ever. */
import type { FeelDateTime } from '../values/temporal.ts'

export type Outside = {
  /** What `now()` and `today()` answer; both are null without it. */
  readonly now?: FeelDateTime | undefined
  /** From 0 up to and without 1; `random number()` is null without it. */
  readonly random?: (() => number) | undefined
}

const current: { outside: Outside } = { outside: {} }

export function setOutside(outside: Outside): void {
  current.outside = outside
}

export const moment = (): FeelDateTime | undefined => current.outside.now
export const chance = (): number | undefined => current.outside.random?.()
