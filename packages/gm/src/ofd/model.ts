/** What a page holds, resolved as far as a renderer needs: colours are colours, styles are whole, only big things stay references. */
import type { Box, Matrix, Point } from './xml/values.ts'

/** Red, green, blue 0–255 and opacity 0–1. */
export type Rgb = { red: number; green: number; blue: number; alpha: number }
export type Stop = { at: number; color: Rgb }
export type Spread = 'pad' | 'repeat' | 'reflect' | 'none'

export type Paint =
  | ({ kind: 'flat' } & Rgb)
  | { kind: 'axial'; start: Point; end: Point; stops: Stop[]; spread: Spread; alpha: number }
  | {
      kind: 'radial'
      start: Point
      startRadius: number
      end: Point
      endRadius: number
      squash: number
      angle: number
      stops: Stop[]
      spread: Spread
      alpha: number
    }
  | { kind: 'pattern'; width: number; height: number; stepX: number; stepY: number; matrix: Matrix; cell: Graphic[]; alpha: number }
  /** Gouraud shadings are drawn as their mean colour. */
  | ({ kind: 'mesh' } & Rgb)

/** Lengths in millimetres. */
export type Stroke = {
  width: number
  join: 'miter' | 'round' | 'bevel'
  cap: 'butt' | 'round' | 'square'
  miterLimit: number
  dash: number[]
  dashOffset: number
}

type Common = {
  id?: string
  boundary: Box
  matrix: Matrix
  alpha: number
  visible: boolean
  /** Drawn only inside every one of these. */
  clips: Clip[]
  actions: Action[]
}

export type Clip = { matrix: Matrix; path?: PathGraphic; text?: TextGraphic }[]

/** A run of characters that begins at `x`, `y` of the text object's box; offsets as the standard gives them, `g` expanded. */
export type TextCode = { text: string; x?: number; y?: number; deltaX?: number[]; deltaY?: number[]; transforms: GlyphTransform[] }
/** Characters `position … position + codes` are drawn by these glyphs of the font instead. */
export type GlyphTransform = { position: number; codes: number; glyphs: number[] }

export type TextGraphic = Common & {
  kind: 'text'
  font: string
  size: number
  horizontalScale: number
  readDirection: number
  charDirection: number
  weight: number
  italic: boolean
  fill?: Paint
  stroke?: Paint
  line: Stroke
  codes: TextCode[]
}

export type PathGraphic = Common & { kind: 'path'; data: string; rule: 'nonzero' | 'evenodd'; fill?: Paint; stroke?: Paint; line: Stroke }
export type ImageGraphic = Common & {
  kind: 'image'
  resource: string
  mask?: string
  border?: { line: Stroke; paint: Paint; radius: Point }
}
export type CompositeGraphic = Common & { kind: 'composite'; resource: string }
export type BlockGraphic = { kind: 'block'; children: Graphic[] }
export type Graphic = TextGraphic | PathGraphic | ImageGraphic | CompositeGraphic | BlockGraphic

export type Destination = { type: string; page: string; left?: number; top?: number; right?: number; bottom?: number; zoom?: number }
export type Action = { event: string } & (
  | { kind: 'goto'; destination?: Destination; bookmark?: string }
  | { kind: 'uri'; uri: string }
  | { kind: 'attachment'; attachment: string }
  | { kind: 'sound' | 'movie'; resource: string }
)

export type LayerType = 'Background' | 'Body' | 'Foreground'
export type Layer = { id?: string; type: LayerType; children: Graphic[] }

/** `layers` in the order in which they are painted, templates among them. */
export type Page = { id: string; path: string; area: Area; layers: Layer[]; resources: Resources; actions: Action[] }
export type Area = { physical: Box; application?: Box; content?: Box; bleed?: Box }

export type Font = {
  id: string
  name: string
  family?: string
  bold: boolean
  italic: boolean
  serif: boolean
  charset?: string
  file?: string
}
export type Media = { id: string; type: string; format?: string; file?: string }
export type Composite = { id: string; width: number; height: number; children: Graphic[] }
export type ColorSpace = { id: string; type: 'GRAY' | 'RGB' | 'CMYK'; bits: number; palette: number[][]; profile?: string }

/** Looked up by id: the page's own first, then the document's. */
export type Resources = {
  font(id: string): Font | undefined
  media(id: string): Media | undefined
  composite(id: string): Composite | undefined
}
