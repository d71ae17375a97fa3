/** Sets of rules as bits in words of 32. */
export type Bits = Uint32Array

export const wordsFor = (count: number) => (count + 31) >>> 5
export const emptyBits = (count: number): Bits => new Uint32Array(wordsFor(count))

export function setBit(bits: Bits, at: number, offset = 0): void {
  bits[offset + (at >>> 5)]! |= 1 << (at & 31)
}

export const hasBit = (bits: Bits, at: number, offset = 0): boolean => (bits[offset + (at >>> 5)]! & (1 << (at & 31))) !== 0

export function fullBits(count: number): Bits {
  const bits = emptyBits(count)
  for (let i = 0; i < count; i++) setBit(bits, i)
  return bits
}

export const isEmpty = (bits: Bits): boolean => bits.every((word) => word === 0)
export const and = (a: Bits, b: Bits): Bits => a.map((word, i) => word & b[i]!)

/** The members, ascending. */
export function members(bits: Bits): number[] {
  const found: number[] = []
  for (let w = 0; w < bits.length; w++) {
    for (let word = bits[w]!; word !== 0; word &= word - 1) found.push(w * 32 + (31 - Math.clz32(word & -word)))
  }
  return found
}
