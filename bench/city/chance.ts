/** Chance that repeats itself: the same seed gives the same city on every machine. */
export type Chance = { below(n: number): number; pick<T>(of: readonly T[]): T; share(): number }

/** A generator of 32 bits of state (mulberry32, public domain), good enough to spread cases, useless as a secret. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(share() * n)
  return { share, below, pick: (of) => of[below(of.length)]! }
}

/** `n` spread over `size` so that no two numbers below it meet: multiplication by a number without a common factor. */
export function scattered(n: number, size: bigint, by = 0x9e3779b97f4a7c15n): bigint {
  return (BigInt(n) * (by % size) + 12_345_678_901n) % size
}
