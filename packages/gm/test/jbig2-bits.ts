/** The other side of src/ofd/jbig2, written from T.88 for tests: arithmetic encoder, whole numbers, and pictures as rows of dots. */

export type Dots = number[][]

export const blank = (width: number, height: number, dot = 0): Dots => Array.from({ length: height }, () => new Array(width).fill(dot))
export const dot = (dots: Dots, x: number, y: number): number => dots[y]?.[x] ?? 0
export const wide = (dots: Dots): number => dots[0]?.length ?? 0

/** Table E.1 as a text. */
const table = `5601 1 1 1,3401 2 6 0,1801 3 9 0,0AC1 4 12 0,0521 5 29 0,0221 38 33 0,5601 7 6 1,5401 8 14 0,4801 9 14 0,3801 10 14 0,
3001 11 17 0,2401 12 18 0,1C01 13 20 0,1601 29 21 0,5601 15 14 1,5401 16 14 0,5101 17 15 0,4801 18 16 0,3801 19 17 0,3401 20 18 0,
3001 21 19 0,2801 22 19 0,2401 23 20 0,2201 24 21 0,1C01 25 22 0,1801 26 23 0,1601 27 24 0,1401 28 25 0,1201 29 26 0,1101 30 27 0,
0AC1 31 28 0,09C1 32 29 0,08A1 33 30 0,0521 34 31 0,0441 35 32 0,02A1 36 33 0,0221 37 34 0,0141 38 35 0,0111 39 36 0,0085 40 37 0,
0049 41 38 0,0025 42 39 0,0015 43 40 0,0009 44 41 0,0005 45 42 0,0001 45 43 0,5601 46 46 0`
  .split(',')
  .map((row) => {
    const [qe, more, less, exchange] = row.trim().split(' ')
    return { qe: Number.parseInt(qe!, 16), more: Number(more), less: Number(less), exchange: Number(exchange) }
  })

/** E.2, as its figures have it. A context is named; the same name is the same context. */
export class MqEncoder {
  private readonly out: number[] = [0]
  private readonly contexts: Map<string, { state: number; symbol: number }>
  private a = 0x8000
  private c = 0
  private count = 12

  constructor(contexts = new Map<string, { state: number; symbol: number }>()) {
    this.contexts = contexts
  }

  private byteOut(): void {
    const last = this.out.length - 1
    if (this.out[last] !== 0xff && this.c >= 0x8000000) {
      this.out[last]!++
      this.c &= 0x7ffffff
    }
    const stuffed = this.out[last] === 0xff
    this.out.push(stuffed ? this.c >>> 20 : this.c >>> 19)
    this.c &= stuffed ? 0xfffff : 0x7ffff
    this.count = stuffed ? 7 : 8
  }

  private renormalize(): void {
    do {
      this.a <<= 1
      this.c *= 2
      if (--this.count === 0) this.byteOut()
    } while ((this.a & 0x8000) === 0)
  }

  bit(name: string, d: number): void {
    const context = this.contexts.get(name) ?? { state: 0, symbol: 0 }
    this.contexts.set(name, context)
    const { qe, more, less, exchange } = table[context.state]!
    this.a -= qe
    if (d === context.symbol) {
      if (this.a & 0x8000) {
        this.c += qe
        return
      }
      if (this.a < qe) this.a = qe
      else this.c += qe
      context.state = more
    } else {
      if (this.a < qe) this.c += qe
      else this.a = qe
      if (exchange) context.symbol = 1 - context.symbol
      context.state = less
    }
    this.renormalize()
  }

  /** FLUSH with its marker. */
  done(): Uint8Array {
    const top = this.c + this.a
    this.c = Math.floor(this.c / 0x10000) * 0x10000 + 0xffff
    if (this.c >= top) this.c -= 0x8000
    this.c *= 2 ** this.count
    this.byteOut()
    this.c *= 2 ** this.count
    this.byteOut()
    if (this.out.at(-1) !== 0xff) this.out.push(0xff)
    this.out.push(0xac)
    return Uint8Array.from(this.out.slice(1))
  }

  /** A.2; `undefined` is out of band. */
  integer(name: string, value: number | undefined): void {
    let previous = 1
    const put = (d: number): void => {
      this.bit(`${name} ${previous}`, d)
      previous = previous < 256 ? previous * 2 + d : ((previous * 2 + d) & 511) | 256
    }
    const size = Math.abs(value ?? 0)
    put(value === undefined || value < 0 ? 1 : 0)
    const from = [0, 4, 20, 84, 340, 4436]
    const bits = [2, 4, 6, 8, 12, 32]
    const range = from.findLastIndex((least) => size >= least)
    for (let i = 0; i < range; i++) put(1)
    if (range < 5) put(0)
    for (let i = bits[range]! - 1; i >= 0; i--) put(Math.floor((size - from[range]!) / 2 ** i) % 2)
  }

  /** A.3. */
  id(name: string, value: number, bits: number): void {
    let previous = 1
    for (let i = bits - 1; i >= 0; i--) {
      this.bit(`${name} ${previous}`, (value >> i) & 1)
      previous = previous * 2 + ((value >> i) & 1)
    }
  }
}

/** Bits one after the other, for everything that is not arithmetic. */
export class BitWriter {
  private bits = ''
  put(value: number, count: number): this {
    if (count > 0) this.bits += value.toString(2).padStart(count, '0')
    return this
  }
  code(code: string): this {
    this.bits += code
    return this
  }
  align(): this {
    this.bits += '0'.repeat((8 - (this.bits.length % 8)) % 8)
    return this
  }
  bytes(bytes: Uint8Array): this {
    this.align()
    for (const byte of bytes) this.put(byte, 8)
    return this
  }
  done(): Uint8Array {
    this.align()
    return Uint8Array.from(this.bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
  }
}

export const u8 = (...values: number[]): number[] => values.map((value) => value & 0xff)
export const u16 = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff]
export const u32 = (value: number): number[] => [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
