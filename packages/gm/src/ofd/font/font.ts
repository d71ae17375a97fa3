/** A font file as its glyphs: TrueType or CFF in an OpenType wrapping, or bare CFF as PDF converters leave it. */
import { type Cff, cffOf } from './cff.ts'
import { characterMap } from './cmap.ts'
import { FontReader } from './reader.ts'
import { type TrueType, truetypeOf } from './truetype.ts'

export type FontFile = {
  kind: 'truetype' | 'cff'
  unitsPerEm: number
  glyphCount: number
  /** The glyph of a character, 0 where the font has none. */
  glyphOf(codePoint: number): number
  /** SVG path data in font units, y upwards; empty for blanks. */
  outline(glyph: number): string
  /** Horizontal advance in font units. */
  advance(glyph: number): number
  ascent: number
  descent: number
  tables: ReadonlyMap<string, Uint8Array>
  truetype?: TrueType
}

const wrappings = new Set([0x00010000, 0x74727565, 0x4f54544f])

/** Tables by name; the first font of a collection. */
function tablesOf(bytes: Uint8Array): Map<string, Uint8Array> | undefined {
  const reader = new FontReader(bytes)
  const start = reader.tag(0) === 'ttcf' ? reader.u32(12) : 0
  if (!wrappings.has(reader.u32(start))) return undefined
  const tables = new Map<string, Uint8Array>()
  for (let i = 0; i < reader.u16(start + 4); i++) {
    const record = start + 12 + i * 16
    const at = reader.u32(record + 8)
    if (record + 16 <= reader.length) tables.set(reader.tag(record), bytes.subarray(at, at + reader.u32(record + 12)))
  }
  return tables
}

function advances(tables: ReadonlyMap<string, Uint8Array>, usual: number): (glyph: number) => number {
  const [hmtx, hhea] = [tables.get('hmtx'), tables.get('hhea')]
  if (!hmtx || !hhea) return () => usual
  const count = new FontReader(hhea).u16(34)
  const reader = new FontReader(hmtx)
  return (glyph) => (count === 0 ? usual : reader.u16(Math.min(glyph, count - 1) * 4))
}

/** `undefined` where the file is no font that can be drawn; text then falls back to a font of the viewer's machine. */
export function readFont(bytes: Uint8Array): FontFile | undefined {
  const tables = tablesOf(bytes)
  if (tables) return wrappedFont(tables)
  const bare = cffOf(bytes)
  return bare && bareFont(bare)
}

const readerOf = (tables: ReadonlyMap<string, Uint8Array>, name: string) => new FontReader(tables.get(name) ?? new Uint8Array())

function wrappedFont(tables: ReadonlyMap<string, Uint8Array>): FontFile | undefined {
  const [head, hhea] = [readerOf(tables, 'head'), readerOf(tables, 'hhea')]
  const unitsPerEm = head.u16(18) || 1000
  const shared = {
    unitsPerEm,
    glyphOf: characterMap(tables.get('cmap')),
    advance: advances(tables, unitsPerEm),
    ascent: hhea.i16(4) || unitsPerEm * 0.88,
    descent: hhea.i16(6) || -unitsPerEm * 0.12,
    tables,
  }
  const truetype = outlinesOf(tables, head.i16(50) !== 0)
  if (truetype) return { kind: 'truetype', ...shared, glyphCount: truetype.count, outline: truetype.outline, truetype }
  const compact = tables.has('CFF ') ? cffOf(tables.get('CFF ')!) : undefined
  return compact && { kind: 'cff', ...shared, glyphCount: compact.count, outline: compact.outline }
}

function outlinesOf(tables: ReadonlyMap<string, Uint8Array>, long: boolean): TrueType | undefined {
  const [glyf, loca] = [tables.get('glyf'), tables.get('loca')]
  const stated = readerOf(tables, 'maxp').u16(4)
  return glyf && loca && truetypeOf(glyf, loca, long, stated || loca.length / (long ? 4 : 2) - 1)
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
