/** Whole numbers in arithmetic coding (T.88 Annex A). */
import type { Arithmetic, Contexts } from './arithmetic.ts'

/** Table A.1: how many bits follow a prefix of so many ones, and what they count from. */
const ranges: readonly (readonly [bits: number, from: number])[] = [
  [2, 0],
  [4, 4],
  [6, 20],
  [8, 84],
  [12, 340],
  [32, 4436],
]

export const integerContexts = (): Contexts => new Uint8Array(512)

/** A.2; out of band is `undefined`. */
export function decodeInteger(decoder: Arithmetic, contexts: Contexts): number | undefined {
  let previous = 1
  const bit = (): number => {
    const d = decoder.bit(contexts, previous)
    previous = previous < 256 ? (previous << 1) | d : (((previous << 1) | d) & 511) | 256
    return d
  }
  const negative = bit()
  let range = 0
  while (range < 5 && bit()) range++
  const [bits, from] = ranges[range]!
  let value = 0
  for (let i = 0; i < bits; i++) value = value * 2 + bit()
  value += from
  if (!negative) return value
  return value === 0 ? undefined : -value
}

/** A.3: the number of a symbol. */
export function decodeId(decoder: Arithmetic, contexts: Contexts, bits: number): number {
  let previous = 1
  for (let i = 0; i < bits; i++) previous = (previous << 1) | decoder.bit(contexts, previous)
  return previous - (1 << bits)
}
