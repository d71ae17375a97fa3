/** Regions in the coding of telefax, MMR (T.88 6.2.6, ITU-T T.6). */
import { type Bitmap, newBitmap } from './bitmap.ts'
import { broken } from './fault.ts'
import type { Reader } from './reader.ts'
import { horizontal, modeCodes, pass, runCodes } from './runs.ts'
import type { Work } from './work.ts'

/** Codes as numbers with a one in front of their bits. */
const keyed = <T>(codes: readonly (readonly [code: string, value: T])[]): Map<number, T> =>
  new Map(codes.map(([code, value]) => [Number.parseInt(`1${code}`, 2), value]))

const modes = keyed(modeCodes)
const runs = runCodes.map((codes) => keyed(codes))
const longest = 1 << 14

function coded<T>(reader: Reader, codes: Map<number, T>): T {
  for (let key = 2 | reader.bit(); key < longest; key = (key << 1) | reader.bit()) {
    const value = codes.get(key)
    if (value !== undefined) return value
  }
  throw broken()
}

/** A run with its parts of 64 and more. */
function runLength(reader: Reader, colour: number, most: number): number {
  let length = 0
  for (;;) {
    const part = coded(reader, runs[colour]!)
    length += part
    if (length > most) throw broken()
    if (part < 64) return length
  }
}

/** Rows as the places where the colour changes, rising strictly; the first is to dark. */
class RowCoder {
  private readonly reader: Reader
  private readonly width: number
  private above: number[] = []
  private changes: number[] = []
  private a0 = -1
  /** The place of b1 among the changes above. */
  private b = 0

  constructor(reader: Reader, width: number) {
    this.reader = reader
    this.width = width
  }

  /** Two changes at one place are none. */
  private change(at: number): void {
    if (at < this.a0 || at < 0 || at > this.width) throw broken()
    if (this.changes.at(-1) === at) this.changes.pop()
    else this.changes.push(at)
    this.a0 = at
  }

  private aboveAt(index: number): number {
    return this.above[index] ?? this.width
  }

  /** b1: the first change above, right of a0, to the colour that a0 has not. */
  private findB1(colour: number): void {
    while (this.b > 0 && this.aboveAt(this.b - 1) > this.a0) this.b--
    while (this.b < this.above.length && (this.aboveAt(this.b) <= this.a0 || (this.b & 1) !== colour)) this.b++
  }

  private step(): void {
    const colour = this.changes.length & 1
    this.findB1(colour)
    const mode = coded(this.reader, modes)
    if (mode === pass) this.a0 = this.aboveAt(this.b + 1)
    else if (mode === horizontal) {
      const start = Math.max(this.a0, 0)
      const first = start + runLength(this.reader, colour, this.width)
      const second = first + runLength(this.reader, colour ^ 1, this.width)
      this.change(first)
      this.change(second)
    } else this.change(this.aboveAt(this.b) + mode)
  }

  row(): readonly number[] {
    this.changes = []
    this.a0 = -1
    this.b = 0
    while (this.a0 < this.width) this.step()
    this.above = this.changes.filter((at) => at < this.width)
    return this.above
  }
}

function darken(bits: Uint8Array, start: number, from: number, to: number): void {
  for (let x = from; x < to; ) {
    if ((x & 7) === 0 && to - x >= 8) {
      bits[start + (x >> 3)] = 0xff
      x += 8
    } else {
      bits[start + (x >> 3)]! |= 0x80 >> (x & 7)
      x++
    }
  }
}

/** Two codes for the end of a line, behind a picture whose length in bytes is not told (6.2.6). */
const endOfBlock = 0x001001

export function decodeMmr(reader: Reader, width: number, height: number, work: Work): Bitmap {
  const bitmap = newBitmap(width, height, work)
  const rows = new RowCoder(reader, width)
  for (let y = 0; y < height && width > 0; y++) {
    const changes = rows.row()
    for (let i = 0; i < changes.length; i += 2) darken(bitmap.bits, y * bitmap.stride, changes[i]!, changes[i + 1] ?? width)
  }
  if (reader.peek(24) === endOfBlock) reader.bits(24)
  reader.align()
  return bitmap
}
