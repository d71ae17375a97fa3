/** What one drawing of a page gathers: definitions, ids, and a budget against pages made to hang a viewer. */
import type { FontFile } from '../font/font.ts'
import { type Effort, mostOfGlyph } from '../font/outline.ts'
import type { Resources } from '../model.ts'
import type { Picture } from './picture.ts'

export type Assets = { fonts: ReadonlyMap<string, FontFile>; pictures: ReadonlyMap<string, Picture> }

export type Canvas = {
  readonly prefix: string
  readonly resources: Resources
  readonly assets: Assets
  readonly definitions: string[]
  /** What could not be drawn, each once, for people. */
  readonly notes: Set<string>
  /** Glyphs defined on this page already. */
  readonly glyphs: Map<string, string>
  /** Points that outlines of glyphs may still take on this page. */
  readonly effort: Effort
  units: number
  depth: number
  ids: number
}

/** Graphic units that one page may draw, composites counted as often as they are used. */
const mostUnits = 400_000
const deepest = 12
/** A page of five thousand different characters takes half a million. */
const mostPoints = 1_000_000

export const newCanvas = (prefix: string, resources: Resources, assets: Assets): Canvas => ({
  prefix,
  resources,
  assets,
  definitions: [],
  notes: new Set(),
  glyphs: new Map(),
  effort: { left: mostPoints },
  units: mostUnits,
  depth: deepest,
  ids: 0,
})

export function define(canvas: Canvas, write: (id: string) => string): string {
  const id = `${canvas.prefix}${++canvas.ids}`
  canvas.definitions.push(write(id))
  return id
}

const tooMuch = '页面内容过多或嵌套太深，没有全部显示'

/** The outline of a glyph, each within what one glyph may take and all of a page within what the page may; beyond that it stays blank, and the page says so. */
export function outlined(canvas: Canvas, file: FontFile, glyph: number): string {
  const given = Math.min(mostOfGlyph, canvas.effort.left)
  const own: Effort = { left: given }
  const data = file.outline(glyph, own)
  canvas.effort.left -= given - Math.max(0, own.left)
  if (own.left < 0) canvas.notes.add(tooMuch)
  return data
}

/** Runs deeper drawing within the bounds; beyond them the page stays incomplete and says so. */
export function within(canvas: Canvas, draw: () => string): string {
  if (canvas.units <= 0 || canvas.depth <= 0) {
    canvas.notes.add(tooMuch)
    return ''
  }
  canvas.units--
  canvas.depth--
  try {
    return draw()
  } finally {
    canvas.depth++
  }
}
