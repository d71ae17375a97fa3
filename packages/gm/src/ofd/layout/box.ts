/** Boxes of text and ruled tables in millimetres, as items for a page. */
import type { DraftFont, Ink, Item, TextItem } from '../write/draft.ts'
import { numbers } from '../write/xml.ts'
import { breakLines, widthOf } from './lines.ts'

export type Align = 'start' | 'middle' | 'end'

export type TextStyle = {
  /** Key of the draft's font, and the font itself, to measure with. */
  font: string
  face: DraftFont
  /** Em in millimetres. */
  size: number
  ink?: Ink
  bold?: boolean
  /** Distance of baselines in ems, 1.5 where left out. */
  leading?: number
  align?: Align
  vertical?: Align
  /** Indents the first line of each paragraph, in ems. */
  indent?: number
}

export type BoxArea = { x: number; y: number; width: number; height?: number }
/** `height` is what the text takes, so that the next box can follow. */
export type Laid = { items: TextItem[]; height: number; overflows: boolean }

const shares: Record<Align, number> = { start: 0, middle: 0.5, end: 1 }
/** Ideographic spaces: an indent that copies and searches as it looks. */
const indentOf = (ems: number | undefined) => '　'.repeat(Math.round(ems ?? 0))

/** Lays a text into a box; empty lines take their height. */
export function textBox(text: string, area: BoxArea, style: TextStyle): Laid {
  const { font, face, size, ink, bold, leading = 1.5, align = 'start', vertical = 'start', indent } = style
  const paragraphs = text.split('\n').map((paragraph) => indentOf(indent) + paragraph)
  const lines = paragraphs.flatMap((paragraph) => linesOf(paragraph, face, size, area.width, indent))
  const step = size * leading
  const height = lines.length * step
  const free = Math.max(0, (area.height ?? height) - height)
  const em = size / face.file.unitsPerEm
  const first = area.y + free * shares[vertical] + (step - (face.file.ascent - face.file.descent) * em) / 2 + face.file.ascent * em
  const items = lines.flatMap((line, i): TextItem[] => {
    if (line.trim() === '') return []
    const x = area.x + (area.width - widthOf(line, face.file, size)) * shares[align]
    return [{ kind: 'text', x, y: first + i * step, text: line, font, size, ink, bold }]
  })
  return { items, height, overflows: area.height !== undefined && height > area.height + 1e-6 }
}

/** Breaking trims its lines; the indent of the first one stays. */
function linesOf(paragraph: string, face: DraftFont, size: number, width: number, indent: number | undefined): string[] {
  const lead = indentOf(indent)
  const [first = '', ...rest] = breakLines(paragraph, face.file, size, width)
  return [lead + first.replace(/^　+/, ''), ...rest]
}

export type Line = { ink?: Ink; width?: number; dash?: readonly number[] }

/** A frame, filled or not. */
export const rectangle = (x: number, y: number, width: number, height: number, line: Line = {}, fill?: Ink): Item => ({
  kind: 'path',
  x,
  y,
  width,
  height,
  data: `M 0 0 L ${numbers([width, 0])} L ${numbers([width, height])} L ${numbers([0, height])} C`,
  stroke: line.ink ?? (fill ? undefined : [0, 0, 0]),
  fill,
  line: line.width,
  dash: line.dash,
})

/** A straight line. */
export const rule = (x1: number, y1: number, x2: number, y2: number, { ink = [0, 0, 0], width = 0.2, dash }: Line = {}): Item => {
  const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)]
  const [w, h] = [Math.max(Math.abs(x2 - x1), width), Math.max(Math.abs(y2 - y1), width)]
  return {
    kind: 'path',
    x,
    y,
    width: w,
    height: h,
    data: `M ${numbers([x1 - x, y1 - y])} L ${numbers([x2 - x, y2 - y])}`,
    stroke: ink,
    line: width,
    dash,
  }
}

export type Cell = { text: string; style?: Partial<TextStyle>; span?: number }
export type Table = {
  x: number
  y: number
  /** Widths of the columns. */
  columns: readonly number[]
  rows: readonly (readonly Cell[])[]
  style: TextStyle
  /** Space between line and text. */
  padding?: number
  /** The same to the left and right, where it is another. */
  inset?: number
  /** Least height of a row: of every one, or of each. */
  least?: number | readonly number[]
  line?: Line
}

/** A ruled table whose rows grow with their texts; `height` is its whole height. */
export function table({ x, y, columns, rows, style, padding = 1.5, inset = padding, least = 0, line = { width: 0.2 } }: Table): {
  items: Item[]
  height: number
} {
  const items: Item[] = []
  let top = y
  for (const [n, row] of rows.entries()) {
    let column = 0
    let left = x
    const cells = row.map(({ text, style: own, span = 1 }) => {
      const width = columns.slice(column, column + span).reduce((sum, w) => sum + w, 0)
      column += span
      left += width
      return { text, whole: { vertical: 'middle' as const, ...style, ...own }, left: left - width, width }
    })
    const laid = cells.map(({ text, left, width, whole }) =>
      textBox(text, { x: left + inset, width: width - 2 * inset, y: 0 }, { ...whole, vertical: 'start' }),
    )
    const height = Math.max(typeof least === 'number' ? least : (least[n] ?? 0), ...laid.map((box) => box.height + 2 * padding))
    cells.forEach(({ left, width, whole }, i) => {
      const { items: words, height: own } = laid[i]!
      const down = top + padding + (height - 2 * padding - own) * shares[whole.vertical]
      items.push(rectangle(left, top, width, height, { ink: [0, 0, 0], ...line }))
      for (const word of words) items.push({ ...word, y: word.y + down })
    })
    top += height
  }
  return { items, height: top - y }
}
