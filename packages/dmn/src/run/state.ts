/** The values of a model during one evaluation, by slot: inputs are given, decisions worked out when first asked for. */
import type { Value } from '../values/value.ts'

export class State {
  readonly values: (Value | undefined)[]
  readonly compute: (slot: number, state: State) => Value
  constructor(values: (Value | undefined)[], compute: (slot: number, state: State) => Value) {
    this.values = values
    this.compute = compute
  }
  read(slot: number): Value {
    const known = this.values[slot]
    if (known !== undefined) return known
    const value = this.compute(slot, this)
    this.values[slot] = value
    return value
  }
}
