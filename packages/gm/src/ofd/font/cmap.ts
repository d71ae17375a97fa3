/** From characters to glyphs (OpenType `cmap`, formats 0, 4, 6, 12). */
import { FontReader } from './reader.ts'

export type CharacterMap = (codePoint: number) => number

type Format = (reader: FontReader, at: number) => CharacterMap

const formats: Record<number, Format> = {
  0: (reader, at) => (code) => (code < 256 ? reader.u8(at + 6 + code) : 0),
  4: segmented,
  6: (reader, at) => {
    const [first, count] = [reader.u16(at + 6), reader.u16(at + 8)]
    return (code) => (code >= first && code < first + count ? reader.u16(at + 10 + (code - first) * 2) : 0)
  },
  12: grouped,
}

function segmented(reader: FontReader, at: number): CharacterMap {
  const double = reader.u16(at + 6)
  const [ends, starts] = [at + 14, at + 16 + double]
  const [deltas, ranges] = [starts + double, starts + double * 2]
  return (code) => {
    if (code > 0xffff) return 0
    let [low, high] = [0, double / 2]
    while (low < high) {
      const mid = (low + high) >> 1
      if (reader.u16(ends + mid * 2) < code) low = mid + 1
      else high = mid
    }
    const i = low * 2
    const start = reader.u16(starts + i)
    if (i >= double || start > code) return 0
    const range = reader.u16(ranges + i)
    if (range === 0) return (code + reader.u16(deltas + i)) & 0xffff
    const glyph = reader.u16(ranges + i + range + (code - start) * 2)
    return glyph === 0 ? 0 : (glyph + reader.u16(deltas + i)) & 0xffff
  }
}

function grouped(reader: FontReader, at: number): CharacterMap {
  const count = Math.min(reader.u32(at + 12), Math.floor((reader.length - at) / 12))
  return (code) => {
    let [low, high] = [0, count]
    while (low < high) {
      const mid = (low + high) >> 1
      if (reader.u32(at + 16 + mid * 12 + 4) < code) low = mid + 1
      else high = mid
    }
    const group = at + 16 + low * 12
    const start = reader.u32(group)
    return low < count && start <= code ? reader.u32(group + 8) + code - start : 0
  }
}

/** Best first: full Unicode, Unicode of the first plane, symbols, Macintosh. */
const preferred = ['3.10', '0.6', '0.4', '3.1', '0.3', '0.2', '0.1', '0.0', '3.0', '1.0']

/** Symbol fonts put their characters into the private area at F000. */
const symbolArea = 0xf000

export function characterMap(table: Uint8Array | undefined): CharacterMap {
  if (!table) return () => 0
  const reader = new FontReader(table)
  const found: { rank: number; map: CharacterMap }[] = []
  for (let i = 0; i < reader.u16(2); i++) {
    const record = 4 + i * 8
    const key = `${reader.u16(record)}.${reader.u16(record + 2)}`
    const at = reader.u32(record + 4)
    const format = formats[reader.u16(at)]
    const rank = preferred.indexOf(key)
    if (format && rank >= 0) found.push({ rank, map: withSymbols(format(reader, at), key) })
  }
  const maps = found.sort((a, b) => a.rank - b.rank).map(({ map }) => map)
  return (code) => maps.reduce((glyph, map) => glyph || map(code), 0)
}

const withSymbols = (map: CharacterMap, key: string): CharacterMap =>
  key === '3.0' ? (code) => map(code) || (code < 256 ? map(symbolArea + code) : 0) : map
