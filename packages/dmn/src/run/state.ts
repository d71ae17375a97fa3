/** The values of a model during one evaluation, by slot: inputs are given, decisions worked out when first asked for. */
import type { Value } from '../values/value.ts'

/** Works out the value of a slot. */
export type Compute = (slot: number, state: State) => Value

export class State {
  readonly values: (Value | undefined)[]
  readonly compute: Compute
  /** What the caller gave, by name. */
  readonly given: Readonly<Record<string, unknown>>

  constructor(values: (Value | undefined)[], compute: Compute, given: Readonly<Record<string, unknown>> = {}) {
    this.values = values
    this.compute = compute
    this.given = given
  }

  read(slot: number): Value {
    const known = this.values[slot]
    if (known !== undefined) return known
    // A decision that needs itself finds null, and does not run in a circle.
    this.values[slot] = null
    const value = this.compute(slot, this)
    this.values[slot] = value
    return value
  }
}
