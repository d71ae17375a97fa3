/** Where the shapes of characters come from: any font library, behind one small face. */

export type Typeface = {
  unitsPerEm: number
  /** In font units, y upwards: what `head`, `hhea` or `OS/2` say. */
  ascender: number
  descender: number
  /** The outline as SVG path data in font units, y upwards; `undefined` where the font lacks the character. */
  outline(character: string): { path: string; advance: number } | undefined
}

/** `middle` is the height of the middle of the em box above the base line. */
export type Glyph = { path: string; advance: number; em: number; middle: number } | { path?: undefined }

export function glyphOf(typeface: Typeface | undefined, character: string): Glyph {
  const found = typeface?.outline(character)
  if (!typeface || !found) return {}
  if (/[^MLHVCSQTAZmlhvcsqtaz\d\s,.eE+-]/.test(found.path)) throw new RangeError('An outline is no path data of SVG.')
  const { unitsPerEm, ascender, descender } = typeface
  return { ...found, em: unitsPerEm, middle: (ascender + descender) / 2 }
}
