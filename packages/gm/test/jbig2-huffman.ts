/** The parts of JBIG2 that are not in arithmetic coding, encoded plainly from T.88 Annex B and T.6. */
import type { Line } from '../src/ofd/jbig2/huffman.ts'
import { modeCodes, runCodes } from '../src/ofd/jbig2/runs.ts'
import { standardTables } from '../src/ofd/jbig2/tables.ts'
import { BitWriter, type Dots, dot, MqEncoder, u16, u32, wide } from './jbig2-bits.ts'
import { encodeRefinement, type TextPut } from './jbig2-regions.ts'

/** B.3: the codes of lines, those without one left out. */
export function codesOf(lines: readonly { prefix: number }[]): (string | undefined)[] {
  const codes: (string | undefined)[] = lines.map(() => undefined)
  let code = 0
  for (let length = 1; length <= 32; length++) {
    code *= 2
    for (const [i, { prefix }] of lines.entries()) if (prefix === length) codes[i] = (code++).toString(2).padStart(length, '0')
  }
  return codes
}

const holds = ({ kind, from, bits, prefix }: Line, value: number | undefined): boolean => {
  if (prefix === 0) return false
  if (value === undefined || kind === 'outOfBand') return value === undefined && kind === 'outOfBand'
  return kind === 'lower' ? value <= from : value >= from && value < from + 2 ** bits
}

export function putValue(writer: BitWriter, lines: readonly Line[], value: number | undefined): void {
  const index = lines.findIndex((line) => holds(line, value))
  const line = lines[index]
  if (!line) throw new Error(`no code for ${value}`)
  writer.code(codesOf(lines)[index]!)
  if (value !== undefined) writer.put(Math.abs(value - line.from), line.bits)
}

export const standard = (number: number): Line[] => standardTables[number - 1]!

/** T.6, row by row. */
export function encodeMmr(dots: Dots, end: boolean): Uint8Array {
  const writer = new BitWriter()
  for (const [y, row] of dots.entries()) mmrRow(writer, dots[y - 1] ?? [], row)
  if (end) writer.put(0x001001, 24)
  return writer.done()
}

const mode = (wanted: number | string): string => modeCodes.find(([, value]) => value === wanted)![0]

function putRun(writer: BitWriter, colour: number, length: number): void {
  let left = length
  const code = (run: number) => runCodes[colour]!.find(([, value]) => value === run)![0]
  for (; left >= 64; left -= Math.min(2560, left - (left % 64))) writer.code(code(Math.min(2560, left - (left % 64))))
  writer.code(code(left))
}

function mmrRow(writer: BitWriter, above: readonly number[], row: readonly number[]): void {
  const width = row.length
  const next = (line: readonly number[], from: number, colour: number): number => {
    for (let x = Math.max(from, 0); x < width; x++) if ((line[x] ?? 0) === colour && (line[x - 1] ?? 0) !== colour) return x
    return width
  }
  let [a0, colour] = [-1, 0]
  while (a0 < width) {
    const a1 = next(row, a0 + 1, 1 - colour)
    const b1 = next(above, a0 + 1, 1 - colour)
    const b2 = next(above, b1 + 1, colour)
    if (b2 < a1) {
      writer.code(mode('pass'))
      a0 = b2
    } else if (Math.abs(a1 - b1) <= 3) {
      writer.code(mode(a1 - b1))
      a0 = a1
      colour = 1 - colour
    } else {
      const a2 = next(row, a1 + 1, colour)
      writer.code(mode('horizontal'))
      putRun(writer, colour, a1 - Math.max(a0, 0))
      putRun(writer, 1 - colour, a2 - a1)
      a0 = a2
    }
  }
}

/** 7.4.2 in Huffman coding: the symbols of each height in one picture, packed or not. */
export function huffmanDictionary(symbols: readonly Dots[], packed: boolean, choice: 0 | 1): number[] {
  const writer = new BitWriter()
  const [height, width] = [standard(4 + choice), standard(2 + choice)]
  let before = 0
  for (const tall of [...new Set(symbols.map(({ length }) => length))]) {
    const own = symbols.filter(({ length }) => length === tall)
    putValue(writer, height, tall - before)
    before = tall
    for (const [i, symbol] of own.entries()) putValue(writer, width, wide(symbol) - (i > 0 ? wide(own[i - 1]!) : 0))
    putValue(writer, width, undefined)
    const row = Array.from({ length: tall }, (_, y) => own.flatMap((symbol) => symbol[y]!))
    const bytes = packed ? encodeMmr(row, false) : plain(row)
    putValue(writer, standard(1), packed ? bytes.length : 0)
    writer.bytes(bytes)
  }
  putValue(writer, standard(1), 0)
  putValue(writer, standard(1), symbols.length)
  return [...u16(1 | (choice << 2) | (choice << 4)), ...u32(symbols.length), ...u32(symbols.length), ...writer.done()]
}

function plain(dots: Dots): Uint8Array {
  const writer = new BitWriter()
  for (const row of dots) {
    for (const d of row) writer.put(d, 1)
    writer.align()
  }
  return writer.done()
}

/** How a length that stands some times over is told: the code, what it counts from, in how many bits, how often at most. */
function runOf(length: number, same: number, before: number | undefined): [code: number, least: number, bits: number, most: number] {
  if (length === 0 && same >= 11) return [34, 11, 7, 138]
  if (length === 0 && same >= 3) return [33, 3, 3, 10]
  return before === length && same >= 3 ? [32, 3, 2, 6] : [length, 1, 0, 1]
}

/** Codes of the symbols by the lengths wanted, and how they are told (7.4.3.1.7). */
export function putSymbolCodes(writer: BitWriter, lengths: readonly number[]): string[] {
  const runs = Array.from({ length: 35 }, () => ({ prefix: 6 }))
  const codes = codesOf(runs)
  for (const { prefix } of runs) writer.put(prefix, 4)
  for (let at = 0; at < lengths.length; ) {
    const other = lengths.findIndex((length, i) => i > at && length !== lengths[at])
    const same = (other < 0 ? lengths.length : other) - at
    const [code, least, bits, most] = runOf(lengths[at]!, same, lengths[at - 1])
    const count = Math.min(same, most)
    writer.code(codes[code]!)
    writer.put(count - least, bits)
    at += count
  }
  writer.align()
  return codesOf(lengths.map((prefix) => ({ prefix }))) as string[]
}

export type TextTables = Record<'FS' | 'DS' | 'DT' | 'RDW' | 'RDH' | 'RDX' | 'RDY', readonly Line[]>

/** Refinements between are in arithmetic coding, each with an encoder of its own and the contexts of all. */
export function huffmanPut(writer: BitWriter, tables: TextTables, idCodes: readonly string[]): TextPut {
  const contexts = new Map<string, { state: number; symbol: number }>()
  return {
    number: (name, value) => (name === 'RI' ? void writer.put(value!, 1) : putValue(writer, tables[name as keyof TextTables], value)),
    inStrip: (value, log) => void writer.put(value, log),
    id: (value) => void writer.code(idCodes[value]!),
    refined: (dots, reference, shape) => {
      const encoder = new MqEncoder(contexts)
      encodeRefinement(encoder, dots, reference, shape)
      const bytes = encoder.done()
      putValue(writer, standard(1), bytes.length)
      writer.bytes(bytes)
    },
  }
}

/** A table of the file (B.2): lines of a range each, then the lower, the upper, and out of band. */
export function tableData(lines: readonly Line[]): number[] {
  const writer = new BitWriter()
  const ranges = lines.filter(({ kind, bits }) => kind === undefined && bits < 32)
  const [low, last] = [ranges[0]!.from, ranges.at(-1)!]
  const isOut = lines.some(({ kind }) => kind === 'outOfBand')
  for (const { prefix, bits } of ranges) writer.put(prefix, 4).put(bits, 5)
  for (const { prefix } of lines.filter((line) => !ranges.includes(line))) writer.put(prefix, 4)
  return [(isOut ? 1 : 0) | (3 << 1) | (4 << 4), ...u32(low), ...u32(last.from + 2 ** last.bits), ...writer.done()]
}

/** The values of a grid as planes, the highest first, each as the difference to the one above (Annex C). */
export const greyPlanes = (values: Dots, bits: number): Dots[] =>
  Array.from({ length: bits }, (_, i) => values.map((row, y) => row.map((_, x) => greyBit(values, x, y, bits - 1 - i, bits))))

const greyBit = (values: Dots, x: number, y: number, plane: number, bits: number): number => {
  const own = (dot(values, x, y) >> plane) & 1
  return plane === bits - 1 ? own : own ^ ((dot(values, x, y) >> (plane + 1)) & 1)
}
