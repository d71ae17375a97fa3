/** What one drawing of a page gathers: definitions, ids, and a budget against pages made to hang a viewer. */
import type { FontFile } from '../font/font.ts'
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
  units: number
  depth: number
  ids: number
}

/** Graphic units that one page may draw, composites counted as often as they are used. */
const mostUnits = 400_000
const deepest = 12

export const newCanvas = (prefix: string, resources: Resources, assets: Assets): Canvas => ({
  prefix,
  resources,
  assets,
  definitions: [],
  notes: new Set(),
  glyphs: new Map(),
  units: mostUnits,
  depth: deepest,
  ids: 0,
})

export function define(canvas: Canvas, write: (id: string) => string): string {
  const id = `${canvas.prefix}${++canvas.ids}`
  canvas.definitions.push(write(id))
  return id
}

/** Runs deeper drawing within the bounds; beyond them the page stays incomplete and says so. */
export function within(canvas: Canvas, draw: () => string): string {
  if (canvas.units <= 0 || canvas.depth <= 0) {
    canvas.notes.add('页面内容过多或嵌套太深，没有全部显示')
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
