/** Canonical texts with gaps: what cases have in common is written once, and only what differs between two of them is put in. */
import { canonical } from '../../src/kernel/ledger/rules.ts'

/** Stands in a value for a text that differs. */
export const gap = (name: string) => `\u0001${name}\u0001`

const gaps = /"\\u0001(\w+)\\u0001"/

/** Makes of a value with gaps what `canonical` gives for the value with those texts in it. */
export function templateOf<Gap extends string>(value: unknown): (filled: Readonly<Record<Gap, string>>) => string {
  const pieces = canonical(value).split(gaps)
  const names = pieces.filter((_, i) => i % 2 === 1) as Gap[]
  const between = pieces.filter((_, i) => i % 2 === 0)
  return (filled) => {
    let text = between[0]!
    for (let i = 0; i < names.length; i++) text += JSON.stringify(filled[names[i]!]) + between[i + 1]
    return text
  }
}

/** Remembers what was made of a thing, for as long as it is there. */
export function remembered<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const all = new WeakMap<Of, Made>()
  return (of) => {
    const there = all.get(of)
    if (there !== undefined) return there
    const made = make(of)
    all.set(of, made)
    return made
  }
}
