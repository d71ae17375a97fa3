/** A TrueType font cut down to the characters that a document uses, with new, dense glyph numbers. */
import { fault } from '../fault.ts'
import { joinBytes } from '../source.ts'
import type { FontFile } from './font.ts'
import { FontReader } from './reader.ts'
import { componentsOf, type TrueType } from './truetype.ts'

const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

function packed(length: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(length)
  write(new DataView(bytes.buffer))
  return bytes
}

/** Writes values of two or four bytes one after the other. */
function put(view: DataView, at: number, bytes: 2 | 4, values: readonly number[]): void {
  for (const [i, value] of values.entries()) {
    if (bytes === 2) view.setUint16(at + i * 2, value)
    else view.setUint32(at + i * 4, value)
  }
}

/** Old glyph numbers in their new order: blank first, then in the order of the characters, then parts of composites. */
function closure(font: FontFile, glyphs: readonly number[], truetype: TrueType): number[] {
  const order = [...new Set([0, ...glyphs])]
  const known = new Set(order)
  for (let i = 0; i < order.length; i++) {
    const reader = new FontReader(truetype.glyph(order[i]!))
    if (reader.length < 10 || reader.i16(0) >= 0) continue
    for (const { index } of componentsOf(reader)) {
      if (known.has(index) || index >= font.glyphCount) continue
      known.add(index)
      order.push(index)
    }
  }
  return order
}

/** Glyph data with the numbers of parts rewritten; each padded to four bytes. */
function glyphData(order: readonly number[], truetype: TrueType): { glyf: Uint8Array; loca: Uint8Array } {
  const renumbered = new Map(order.map((old, i) => [old, i]))
  const parts: Uint8Array[] = []
  const offsets = [0]
  for (const old of order) {
    const own = truetype.glyph(old)
    const data = new Uint8Array((own.length + 3) & ~3)
    data.set(own)
    const reader = new FontReader(data)
    if (own.length >= 10 && reader.i16(0) < 0) {
      const view = new DataView(data.buffer)
      for (const { index, at } of componentsOf(reader)) view.setUint16(at, renumbered.get(index) ?? 0)
    }
    parts.push(data)
    offsets.push(offsets.at(-1)! + data.length)
  }
  const loca = packed(offsets.length * 4, (view) => put(view, 0, 4, offsets))
  return { glyf: joinBytes(parts), loca }
}

function metrics(font: FontFile, order: readonly number[]): Uint8Array {
  const [hmtx, hhea] = [new FontReader(font.tables.get('hmtx') ?? new Uint8Array()), new FontReader(font.tables.get('hhea')!)]
  const full = hhea.u16(34)
  const bearing = (glyph: number) => (glyph < full ? hmtx.i16(glyph * 4 + 2) : hmtx.i16(full * 4 + (glyph - full) * 2))
  return packed(order.length * 4, (view) => {
    order.forEach((glyph, i) => {
      view.setUint16(i * 4, font.advance(glyph))
      view.setInt16(i * 4 + 2, bearing(glyph))
    })
  })
}

type Mapping = readonly (readonly [codePoint: number, glyph: number])[]

/** Format 12 knows every character; format 4 beside it is for readers that know no other. */
function characterTable(mapping: Mapping): Uint8Array {
  const [wide, narrow] = [groups(mapping), segments(mapping.filter(([code]) => code < 0xffff))]
  const head = packed(20, (view) => {
    view.setUint16(2, 2)
    const record = (at: number, encoding: number, offset: number) => {
      view.setUint16(at, 3)
      view.setUint16(at + 2, encoding)
      view.setUint32(at + 4, offset)
    }
    record(4, 1, 20)
    record(12, 10, 20 + narrow.length)
  })
  return joinBytes([head, narrow, wide])
}

function groups(mapping: Mapping): Uint8Array {
  return packed(16 + mapping.length * 12, (view) => {
    view.setUint16(0, 12)
    view.setUint32(4, view.byteLength)
    view.setUint32(12, mapping.length)
    mapping.forEach(([code, glyph], i) => {
      put(view, 16 + i * 12, 4, [code, code, glyph])
    })
  })
}

/** One segment a character, and the last one that the format demands. */
function segments(mapping: Mapping): Uint8Array {
  const all = [...mapping, [0xffff, 0] as const]
  const count = all.length
  const power = 2 ** Math.floor(Math.log2(count))
  return packed(16 + count * 8, (view) => {
    put(view, 0, 2, [4, view.byteLength, 0, count * 2, power * 2, Math.log2(power), (count - power) * 2])
    all.forEach(([code, glyph], i) => {
      view.setUint16(14 + i * 2, code)
      view.setUint16(16 + (count + i) * 2, code)
      view.setUint16(16 + (2 * count + i) * 2, (code === 0xffff ? 1 : glyph - code) & 0xffff)
    })
  })
}

const utf16 = (text: string) =>
  packed(text.length * 2, (view) =>
    put(
      view,
      0,
      2,
      [...Array(text.length).keys()].map((i) => text.charCodeAt(i)),
    ),
  )

const nameTables = new Map<string, Uint8Array>()
const mostNames = 64

/** Family, style, full and PostScript name: some viewers refuse a font without them. A city has a handful of fonts. */
function nameTable(name: string): Uint8Array {
  const known = nameTables.get(name)
  if (known) return known
  if (nameTables.size >= mostNames) nameTables.clear()
  const table = nameTableOf(name)
  nameTables.set(name, table)
  return table
}

function nameTableOf(name: string): Uint8Array {
  const texts: [id: number, text: string][] = [
    [1, name],
    [2, 'Regular'],
    [4, name],
    [6, name.replace(/[^\x21-\x7e]|[[\](){}<>/%]/g, '')],
  ]
  const encoded = texts.map(([, text]) => utf16(text))
  const head = packed(6 + texts.length * 12, (view) => {
    view.setUint16(2, texts.length)
    view.setUint16(4, view.byteLength)
    let offset = 0
    texts.forEach(([id], i) => {
      put(view, 6 + i * 12, 2, [3, 1, 0x409, id, encoded[i]!.length, offset])
      offset += encoded[i]!.length
    })
  })
  return joinBytes([head, ...encoded])
}

function changed(table: Uint8Array, write: (view: DataView) => void): Uint8Array {
  // A Buffer of Node would share its memory with a slice.
  const copy = new Uint8Array(table)
  write(new DataView(copy.buffer))
  return copy
}

/** Over bytes padded to four. */
function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) | 0
  return sum >>> 0
}

/** Puts tables together in the order of their names, with checksums. */
function assemble(tables: readonly (readonly [name: string, bytes: Uint8Array])[]): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const power = 2 ** Math.floor(Math.log2(sorted.length))
  const padded = sorted.map(([, bytes]) => {
    const whole = new Uint8Array((bytes.length + 3) & ~3)
    whole.set(bytes)
    return whole
  })
  const sums = padded.map(checksum)
  let [offset, head] = [12 + sorted.length * 16, 0]
  const directory = packed(offset, (view) => {
    view.setUint32(0, 0x00010000)
    put(view, 4, 2, [sorted.length, power * 16, Math.log2(power), (sorted.length - power) * 16])
    sorted.forEach(([name, bytes], i) => {
      const record = 12 + i * 16
      new Uint8Array(view.buffer).set(ascii(name), record)
      put(view, record + 4, 4, [sums[i]!, offset, bytes.length])
      if (name === 'head') head = offset
      offset += padded[i]!.length
    })
  })
  const whole = joinBytes([directory, ...padded])
  // every part stands at four bytes, so that the sum of the whole is the sum of theirs
  const sum = sums.reduce((a, b) => a + b, checksum(directory))
  new DataView(whole.buffer).setUint32(head + 8, (0xb1b0afba - sum) >>> 0)
  return whole
}

/** The checksum of the whole comes last; offsets of glyphs are long. */
function startOfHead(view: DataView): void {
  view.setUint32(8, 0)
  view.setInt16(50, 1)
}

const copied = ['OS/2', 'cvt ', 'fpgm', 'prep', 'gasp']

/** The font with these characters only; throws where it lacks one or is no TrueType font. `name` is what viewers call it. */
export function subsetFont(font: FontFile, characters: Iterable<string>, name: string): Uint8Array {
  const { truetype } = font
  if (!truetype) throw fault('font.broken', { why: '只有 TrueType 字体能取子集' })
  const codes = [...new Set(characters)].map((char) => char.codePointAt(0)!).sort((a, b) => a - b)
  const glyphs = codes.map((code) => {
    const glyph = font.glyphOf(code)
    if (glyph === 0) throw fault('font.glyph', { char: String.fromCodePoint(code) })
    return glyph
  })
  const order = closure(font, glyphs, truetype)
  const renumbered = new Map(order.map((old, i) => [old, i]))
  const { glyf, loca } = glyphData(order, truetype)
  const required = (table: string) => {
    const bytes = font.tables.get(table)
    if (!bytes) throw fault('font.broken', { why: `缺少 ${table} 表` })
    return bytes
  }
  const tables: (readonly [string, Uint8Array])[] = [
    ['head', changed(required('head'), startOfHead)],
    ['hhea', changed(required('hhea'), (view) => view.setUint16(34, order.length))],
    ['maxp', changed(required('maxp'), (view) => view.setUint16(4, order.length))],
    ['hmtx', metrics(font, order)],
    ['cmap', characterTable(codes.map((code, i) => [code, renumbered.get(glyphs[i]!)!] as const))],
    ['glyf', glyf],
    ['loca', loca],
    ['name', nameTable(name)],
    ['post', packed(32, (view) => view.setUint32(0, 0x00030000))],
  ]
  const kept = copied.flatMap((table) => (font.tables.has(table) ? [[table, font.tables.get(table)!] as const] : []))
  return assemble([...tables, ...kept])
}
