/** The arithmetic decoder MQ (T.88 Annex E). */
import { broken } from './fault.ts'

/** Table E.1: Qe, the next state after the more and after the less probable symbol, and whether that exchanges the two. */
const rows: readonly (readonly [qe: number, more: number, less: number, exchanges: 0 | 1])[] = [
  [0x5601, 1, 1, 1],
  [0x3401, 2, 6, 0],
  [0x1801, 3, 9, 0],
  [0x0ac1, 4, 12, 0],
  [0x0521, 5, 29, 0],
  [0x0221, 38, 33, 0],
  [0x5601, 7, 6, 1],
  [0x5401, 8, 14, 0],
  [0x4801, 9, 14, 0],
  [0x3801, 10, 14, 0],
  [0x3001, 11, 17, 0],
  [0x2401, 12, 18, 0],
  [0x1c01, 13, 20, 0],
  [0x1601, 29, 21, 0],
  [0x5601, 15, 14, 1],
  [0x5401, 16, 14, 0],
  [0x5101, 17, 15, 0],
  [0x4801, 18, 16, 0],
  [0x3801, 19, 17, 0],
  [0x3401, 20, 18, 0],
  [0x3001, 21, 19, 0],
  [0x2801, 22, 19, 0],
  [0x2401, 23, 20, 0],
  [0x2201, 24, 21, 0],
  [0x1c01, 25, 22, 0],
  [0x1801, 26, 23, 0],
  [0x1601, 27, 24, 0],
  [0x1401, 28, 25, 0],
  [0x1201, 29, 26, 0],
  [0x1101, 30, 27, 0],
  [0x0ac1, 31, 28, 0],
  [0x09c1, 32, 29, 0],
  [0x08a1, 33, 30, 0],
  [0x0521, 34, 31, 0],
  [0x0441, 35, 32, 0],
  [0x02a1, 36, 33, 0],
  [0x0221, 37, 34, 0],
  [0x0141, 38, 35, 0],
  [0x0111, 39, 36, 0],
  [0x0085, 40, 37, 0],
  [0x0049, 41, 38, 0],
  [0x0025, 42, 39, 0],
  [0x0015, 43, 40, 0],
  [0x0009, 44, 41, 0],
  [0x0005, 45, 42, 0],
  [0x0001, 45, 43, 0],
  [0x5601, 46, 46, 0],
]

/** A state with its more probable symbol as the lowest bit: what a context is. */
const states = rows.flatMap(([qe, more, less, exchanges]) =>
  [0, 1].map((symbol) => ({ qe, more: more * 2 + symbol, less: less * 2 + (symbol ^ exchanges) })),
)
const qeOf = Uint16Array.from(states, ({ qe }) => qe)
const afterMore = Uint8Array.from(states, ({ more }) => more)
const afterLess = Uint8Array.from(states, ({ less }) => less)

/** One byte for each context, at first in state 0 with symbol 0 (E.3.5). */
export type Contexts = Uint8Array

/** A decoder reads ahead by two bytes, and an encoder may leave out two that it would read anyway; whoever needs more has lost some. */
const mostPast = 4

/** C is kept in two halves, which a browser holds as small whole numbers. */
export class Arithmetic {
  private readonly bytes: Uint8Array
  private at = 0
  private past = 0
  private a = 0x8000
  private high: number
  private low = 0
  private count = 0

  /** INITDEC (E.3.5). */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.high = bytes.length > 0 ? bytes[0]! : 0xff
    this.byteIn()
    this.shift(7)
  }

  /** BYTEIN (E.3.4): behind a marker, and behind the end, ones are read. */
  private byteIn(): void {
    const { bytes, at } = this
    const [here, next] = [at < bytes.length ? bytes[at]! : 0xff, at + 1 < bytes.length ? bytes[at + 1]! : 0xff]
    if (here === 0xff && next > 0x8f) {
      if (++this.past > mostPast) throw broken()
      this.low += 0xff00
      this.count = 8
    } else {
      this.at++
      this.low += here === 0xff ? next << 9 : next << 8
      this.count = here === 0xff ? 7 : 8
    }
    this.high += this.low >> 16
    this.low &= 0xffff
  }

  private shift(by: number): void {
    this.high = ((this.high << by) | (this.low >> (16 - by))) & 0xffff
    this.low = (this.low << by) & 0xffff
    this.count -= by
  }

  /** RENORMD (E.3.3), several places at once. */
  private renormalize(a: number): void {
    let wanted = Math.clz32(a) - 16
    this.a = a << wanted
    while (wanted > 0) {
      if (this.count === 0) this.byteIn()
      const by = Math.min(wanted, this.count)
      this.shift(by)
      wanted -= by
    }
  }

  /** DECODE (E.3.2). */
  bit(contexts: Contexts, context: number): number {
    const state = contexts[context]!
    const qe = qeOf[state]!
    const a = this.a - qe
    if (this.high >= qe) {
      this.high -= qe
      if (a & 0x8000) {
        this.a = a
        return state & 1
      }
      const less = a < qe
      contexts[context] = less ? afterLess[state]! : afterMore[state]!
      this.renormalize(a)
      return less ? (state & 1) ^ 1 : state & 1
    }
    const more = a < qe
    contexts[context] = more ? afterMore[state]! : afterLess[state]!
    this.renormalize(qe)
    return more ? state & 1 : (state & 1) ^ 1
  }
}
