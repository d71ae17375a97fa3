/** Huffman coding (T.88 Annex B). */
import { broken } from './fault.ts'
import type { Reader } from './reader.ts'
import { standardTables } from './tables.ts'
import type { Work } from './work.ts'

/** A line of a table: a code of so many bits, and how many bits after it count from which number, up or, in the lowest range, down. */
export type Line = { prefix: number; bits: number; from: number; kind?: 'lower' | 'outOfBand' }

/** Canonical codes (B.3): lines in the order of their codes, and for each length the first code, the first line and how many. */
export class HuffmanTable {
  private readonly lines: Line[]
  private readonly first: number[] = []
  private readonly start: number[] = []
  private readonly counts: number[]

  constructor(lines: readonly Line[]) {
    const longest = lines.reduce((most, { prefix }) => Math.max(most, prefix), 0)
    this.counts = new Array(longest + 1).fill(0)
    for (const { prefix } of lines) if (prefix > 0) this.counts[prefix]!++
    let [code, start] = [0, 0]
    for (let length = 1; length <= longest; length++) {
      code = (code + (this.counts[length - 1] ?? 0)) * 2
      this.first[length] = code
      this.start[length] = start
      start += this.counts[length]!
    }
    this.lines = lines.filter(({ prefix }) => prefix > 0).sort((a, b) => a.prefix - b.prefix)
  }

  private line(reader: Reader): Line {
    let code = 0
    for (let length = 1; length < this.counts.length; length++) {
      code = code * 2 + reader.bit()
      const offset = code - this.first[length]!
      if (offset >= 0 && offset < this.counts[length]!) return this.lines[this.start[length]! + offset]!
    }
    throw broken()
  }

  /** B.4; out of band is `undefined`. */
  decode(reader: Reader): number | undefined {
    const { bits, from, kind } = this.line(reader)
    if (kind === 'outOfBand') return undefined
    const offset = reader.bits(bits)
    return kind === 'lower' ? from - offset : from + offset
  }
}

const built = new Map<number, HuffmanTable>()

/** The tables B.1 to B.15 by their numbers. */
export function standardTable(number: number): HuffmanTable {
  const table = built.get(number) ?? new HuffmanTable(standardTables[number - 1]!)
  built.set(number, table)
  return table
}

/** B.2: a table that the file brings along. */
export function readTable(reader: Reader, work: Work): HuffmanTable {
  const flags = reader.u8()
  const [prefixBits, rangeBits] = [((flags >> 1) & 7) + 1, ((flags >> 4) & 7) + 1]
  const [low, high] = [reader.i32(), reader.i32()]
  const lines: Line[] = []
  let from = low
  while (from < high) {
    work.spend(64)
    const line = { prefix: reader.bits(prefixBits), bits: reader.bits(rangeBits), from }
    if (line.bits > 32) throw broken()
    lines.push(line)
    from += 2 ** line.bits
  }
  if (from !== Math.max(low, high)) throw broken()
  lines.push({ prefix: reader.bits(prefixBits), bits: 32, from: low - 1, kind: 'lower' })
  lines.push({ prefix: reader.bits(prefixBits), bits: 32, from })
  if (flags & 1) lines.push({ prefix: reader.bits(prefixBits), bits: 0, from: 0, kind: 'outOfBand' })
  return new HuffmanTable(lines)
}

/** 7.4.3.1.7: a code of its own, the length before some times over, or no code some times over. */
function symbolRun(reader: Reader, runs: HuffmanTable, before: number | undefined): [prefix: number, times: number] {
  const run = runs.decode(reader)!
  if (run < 32) return [run, 1]
  if (run === 33) return [0, 3 + reader.bits(3)]
  if (run === 34) return [0, 11 + reader.bits(7)]
  if (before === undefined) throw broken()
  return [before, 3 + reader.bits(2)]
}

/** The codes of the symbols of a text region, whose lengths are themselves in Huffman coding. */
export function readSymbolCodes(reader: Reader, count: number, work: Work): HuffmanTable {
  const runs = new HuffmanTable(Array.from({ length: 35 }, (_, from) => ({ prefix: reader.bits(4), bits: 0, from })))
  const lines: Line[] = []
  while (lines.length < count) {
    const [prefix, times] = symbolRun(reader, runs, lines.at(-1)?.prefix)
    work.spend(16 * times)
    for (let i = 0; i < times; i++) lines.push({ prefix, bits: 0, from: lines.length })
  }
  if (lines.length > count) throw broken()
  reader.align()
  return new HuffmanTable(lines)
}
