/** Compact Font Format (Adobe 5176): where the glyph programs and their subroutines stand. */
import { runCharstring } from './charstring.ts'
import type { Effort } from './outline.ts'
import { FontReader } from './reader.ts'

export type Index = { count: number; item(i: number): Uint8Array; end: number }
export type Subroutines = { global: Index; local: Index }

export type Cff = { count: number; matrix: readonly number[]; outline(glyph: number, effort?: Effort): string }

const none: Index = { count: 0, item: () => new Uint8Array(), end: 0 }

function indexAt(reader: FontReader, at: number): Index {
  const count = reader.u16(at)
  if (count === 0) return { ...none, end: at + 2 }
  const size = reader.u8(at + 2)
  const offset = (i: number) => {
    let value = 0
    for (let b = 0; b < size; b++) value = value * 256 + reader.u8(at + 3 + i * size + b)
    return value
  }
  const base = at + 2 + (count + 1) * size
  return { count, item: (i) => reader.bytes.subarray(base + offset(i), base + offset(i + 1)), end: base + offset(count) }
}

const nibbles = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', 'E', 'E-', '', '-']

function realAt(reader: FontReader, from: number): { value: number; next: number } {
  let text = ''
  for (let at = from; at < reader.length; at++) {
    for (const nibble of [reader.u8(at) >> 4, reader.u8(at) & 15]) {
      if (nibble === 15) return { value: Number(text) || 0, next: at + 1 }
      text += nibbles[nibble]
    }
  }
  return { value: 0, next: reader.length }
}

function operandAt(reader: FontReader, at: number): { value: number; next: number } | undefined {
  const b = reader.u8(at)
  if (b === 28) return { value: reader.i16(at + 1), next: at + 3 }
  if (b === 29) return { value: reader.u32(at + 1) | 0, next: at + 5 }
  if (b === 30) return realAt(reader, at + 1)
  if (b >= 32 && b <= 246) return { value: b - 139, next: at + 1 }
  if (b >= 247 && b <= 250) return { value: (b - 247) * 256 + reader.u8(at + 1) + 108, next: at + 2 }
  if (b >= 251 && b <= 254) return { value: -(b - 251) * 256 - reader.u8(at + 1) - 108, next: at + 2 }
  return undefined
}

/** Operators by number, two-byte ones as 1200 + second byte. */
function dictOf(bytes: Uint8Array): Map<number, number[]> {
  const reader = new FontReader(bytes)
  const dict = new Map<number, number[]>()
  let operands: number[] = []
  for (let at = 0; at < reader.length; ) {
    const operand = operandAt(reader, at)
    if (operand) {
      operands.push(operand.value)
      at = operand.next
      continue
    }
    const operator = reader.u8(at++)
    dict.set(operator === 12 ? 1200 + reader.u8(at++) : operator, operands)
    operands = []
  }
  return dict
}

const key = { charStrings: 17, private: 18, subrs: 19, matrix: 1207, fdArray: 1236, fdSelect: 1237 }

function localOf(reader: FontReader, dict: Map<number, number[]>): Index {
  const [size = 0, at = 0] = dict.get(key.private) ?? []
  if (size === 0) return none
  const subrs = dictOf(reader.bytes.subarray(at, at + size)).get(key.subrs)?.[0]
  return subrs === undefined ? none : indexAt(reader, at + subrs)
}

/** Which font dictionary a glyph of a CID font belongs to. */
function selector(reader: FontReader, at: number): (glyph: number) => number {
  if (reader.u8(at) === 0) return (glyph) => reader.u8(at + 1 + glyph)
  const count = reader.u16(at + 1)
  return (glyph) => {
    let [low, high] = [0, count]
    while (low < high) {
      const mid = (low + high) >> 1
      if (reader.u16(at + 3 + mid * 3) <= glyph) low = mid + 1
      else high = mid
    }
    return low === 0 ? 0 : reader.u8(at + 3 + (low - 1) * 3 + 2)
  }
}

export function cffOf(bytes: Uint8Array): Cff | undefined {
  const reader = new FontReader(bytes)
  if (reader.length < 4 || reader.u8(0) !== 1) return undefined
  const tops = indexAt(reader, indexAt(reader, reader.u8(2)).end)
  const top = dictOf(tops.item(0))
  const global = indexAt(reader, indexAt(reader, tops.end).end)
  const [at] = top.get(key.charStrings) ?? []
  if (at === undefined) return undefined
  const programs = indexAt(reader, at)
  const fonts = top.get(key.fdArray)?.[0]
  const fontIndex = fonts === undefined ? undefined : indexAt(reader, fonts)
  const locals = fontIndex
    ? Array.from({ length: fontIndex.count }, (_, i) => localOf(reader, dictOf(fontIndex.item(i))))
    : [localOf(reader, top)]
  const [select] = top.get(key.fdSelect) ?? []
  const which = select === undefined ? () => 0 : selector(reader, select)
  return {
    count: programs.count,
    matrix: top.get(key.matrix) ?? [0.001, 0, 0, 0.001, 0, 0],
    outline: (glyph, effort) => runCharstring(programs.item(glyph), { global, local: locals[which(glyph)] ?? none }, effort),
  }
}
