/** A font file as its glyphs: TrueType or CFF in an OpenType wrapping, or bare CFF as PDF converters leave it. */
import { type Cff, cffOf } from './cff.ts'
import { type CharacterMap, characterMap } from './cmap.ts'
import type { Effort } from './outline.ts'
import { FontReader } from './reader.ts'
import { type TrueType, truetypeOf } from './truetype.ts'

export type FontFile = {
  kind: 'truetype' | 'cff'
  unitsPerEm: number
  glyphCount: number
  /** The glyph of a character, 0 where the font has none. */
  glyphOf(codePoint: number): number
  /** SVG path data in font units, y upwards; empty for blanks, and where `effort` is spent. */
  outline(glyph: number, effort?: Effort): string
  /** Horizontal advance in font units. */
  advance(glyph: number): number
  ascent: number
  descent: number
  /** All but `glyf`, whose glyphs `truetype` gives. */
  tables: ReadonlyMap<string, Uint8Array>
  truetype?: TrueType
}

const wrappings = new Set([0x00010000, 0x74727565, 0x4f54544f])

/** A font whose bytes stay where they are until they are asked for; beyond the end there are none. */
export type FontBytes = { read(at: number, length: number): Uint8Array }

type Place = { at: number; length: number }

const mostTables = 256

/** Where each table stands; the first font of a collection. */
function directoryOf({ read }: FontBytes): Map<string, Place> | undefined {
  const head = new FontReader(read(0, 16))
  const start = head.tag(0) === 'ttcf' ? head.u32(12) : 0
  const font = new FontReader(read(start, 12))
  if (!wrappings.has(font.u32(0))) return undefined
  const records = new FontReader(read(start + 12, Math.min(font.u16(4), mostTables) * 16))
  const places = new Map<string, Place>()
  for (let at = 0; at + 16 <= records.length; at += 16)
    places.set(records.tag(at), { at: records.u32(at + 8), length: records.u32(at + 12) })
  return places
}

type Glyphs = (from: number, to: number) => Uint8Array

/** The outlines of a TrueType font are by far the most of it, and are read one by one. */
const outlines = 'glyf'

function openTables(file: FontBytes, places: ReadonlyMap<string, Place>): { tables: Map<string, Uint8Array>; glyphs?: Glyphs } {
  const [glyf, others] = [places.get(outlines), [...places].filter(([name]) => name !== outlines)]
  const tables = new Map(others.map(([name, { at, length }]) => [name, file.read(at, length)]))
  if (!glyf) return { tables }
  return { tables, glyphs: (from, to) => file.read(glyf.at + from, Math.max(0, Math.min(to, glyf.length) - from)) }
}

const charactersKept = 20_000

/** A text asks for its characters when it is measured, broken, written and cut out: the map is searched once for each. */
function remembered(map: CharacterMap): CharacterMap {
  const known = new Map<number, number>()
  return (code) => {
    const before = known.get(code)
    if (before !== undefined) return before
    const glyph = map(code)
    if (known.size < charactersKept) known.set(code, glyph)
    return glyph
  }
}

function advances(tables: ReadonlyMap<string, Uint8Array>, usual: number): (glyph: number) => number {
  const [hmtx, hhea] = [tables.get('hmtx'), tables.get('hhea')]
  if (!hmtx || !hhea) return () => usual
  const count = new FontReader(hhea).u16(34)
  const reader = new FontReader(hmtx)
  return (glyph) => (count === 0 ? usual : reader.u16(Math.min(glyph, count - 1) * 4))
}

/** `undefined` where the file is no font that can be drawn; text then falls back to a font of the viewer's machine. */
export const readFont = (bytes: Uint8Array): FontFile | undefined =>
  openFont({ read: (at, length) => bytes.subarray(at, at + length) }) ?? bareFontOf(bytes)

/** The same without holding its outlines: each is read when it is asked for. A bare CFF is none here. */
export function openFont(file: FontBytes): FontFile | undefined {
  const places = directoryOf(file)
  return places && wrappedFont(openTables(file, places))
}

function bareFontOf(bytes: Uint8Array): FontFile | undefined {
  const bare = cffOf(bytes)
  return bare && bareFont(bare)
}

const readerOf = (tables: ReadonlyMap<string, Uint8Array>, name: string) => new FontReader(tables.get(name) ?? new Uint8Array())

function wrappedFont({ tables, glyphs }: ReturnType<typeof openTables>): FontFile | undefined {
  const [head, hhea] = [readerOf(tables, 'head'), readerOf(tables, 'hhea')]
  const unitsPerEm = head.u16(18) || 1000
  const shared = {
    unitsPerEm,
    glyphOf: remembered(characterMap(tables.get('cmap'))),
    advance: advances(tables, unitsPerEm),
    ascent: hhea.i16(4) || unitsPerEm * 0.88,
    descent: hhea.i16(6) || -unitsPerEm * 0.12,
    tables,
  }
  const truetype = glyphs && outlinesOf(glyphs, tables, head.i16(50) !== 0)
  if (truetype) return { kind: 'truetype', ...shared, glyphCount: truetype.count, outline: truetype.outline, truetype }
  const compact = tables.has('CFF ') ? cffOf(tables.get('CFF ')!) : undefined
  return compact && { kind: 'cff', ...shared, glyphCount: compact.count, outline: compact.outline }
}

function outlinesOf(glyphs: Glyphs, tables: ReadonlyMap<string, Uint8Array>, long: boolean): TrueType | undefined {
  const loca = tables.get('loca')
  const stated = readerOf(tables, 'maxp').u16(4)
  return loca && truetypeOf(glyphs, loca, long, stated || loca.length / (long ? 4 : 2) - 1)
}

function bareFont(cff: Cff): FontFile {
  const unitsPerEm = Math.round(1 / (cff.matrix[0] || 0.001))
  return {
    kind: 'cff',
    unitsPerEm,
    glyphCount: cff.count,
    glyphOf: () => 0,
    outline: cff.outline,
    advance: () => unitsPerEm,
    ascent: unitsPerEm * 0.88,
    descent: -unitsPerEm * 0.12,
    tables: new Map([['CFF ', new Uint8Array()]]),
  }
}
