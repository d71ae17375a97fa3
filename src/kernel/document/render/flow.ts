/** Pages of an OFD filled from top to bottom, and texts parted among the fonts that draw them. */
import { type BoxArea, type Cell, type FontFile, type Item, type Table, type TextStyle, table, textBox, widthOf } from '@haoban/gm/ofd'
import { paperFaces } from './fonts.ts'

/** Where on a page words may stand, and how they are set: `body` is the em in mm, `pitch` the distance of lines in ems. */
export type Area = { left: number; width: number; top: number; bottom: number; body: number; pitch: number; cell: number }
type Look = Pick<TextStyle, 'size'> & Partial<TextStyle>

export type Flow = {
  readonly area: Area
  readonly pages: Item[][]
  /** of the page that is being filled, from 0 */
  readonly page: number
  /** where the next thing goes, in mm from the top */
  readonly y: number
  put(item: Item): void
  /** Takes a height, on a new page where it does not fit; answers its top. */
  take(height: number): number
  /** Begins a new page where less than this is left. */
  keep(height: number): void
  skip(height: number): void
  line(text: string, look: Look): void
  box(text: string, area: BoxArea, look: Look): void
  /** One row of a table, on a new page where it and what `follows` it, in mm, do not fit. */
  row(x: number, columns: readonly number[], cells: readonly Cell[], line: Table['line'], follows: number): void
}

const style = (look: Look): TextStyle => ({ font: 'song', face: { name: '思源宋体', file: paperFaces('regular')[0]! }, ...look })

export function flow(area: Area): Flow {
  const { left, width, top, bottom } = area
  const pages: Item[][] = [[]]
  let y = top
  const keep = (height: number) => {
    if (y + height <= bottom || y === top) return
    pages.push([])
    y = top
  }
  const take = (height: number) => {
    keep(height)
    y += height
    return y - height
  }
  const put = (item: Item) => void pages.at(-1)!.push(item)
  const box = (text: string, area: BoxArea, look: Look) => {
    for (const item of textBox(text, area, style(look)).items) put(item)
  }
  return {
    area,
    pages,
    get page() {
      return pages.length - 1
    },
    get y() {
      return y
    },
    put,
    take,
    keep,
    skip(height) {
      y += height
    },
    line(text, look) {
      const { height } = textBox(text, { x: left, y: 0, width }, style(look))
      box(text, { x: left, y: take(height), width }, look)
    },
    box,
    row(x, columns, cells, line, follows) {
      const laid = (at: number) => table({ x, y: at, columns, rows: [cells], style: style({ size: 3.7 }), padding: 2.2, line })
      const { height } = laid(0)
      keep(height + follows)
      for (const item of laid(take(height)).items) put(item)
    },
  }
}

/** A text whose characters no single font has, in pieces: each in the first font that draws it. */
export function inFaces(item: Item, faces: readonly FontFile[]): Item[] {
  const [first] = faces
  if (item.kind !== 'text' || !first) return [item]
  const faceOf = (char: string) =>
    Math.max(
      0,
      faces.findIndex((face) => face.glyphOf(char.codePointAt(0)!) !== 0),
    )
  const pieces: { face: number; text: string }[] = []
  for (const char of item.text) {
    const face = faceOf(char)
    const last = pieces.at(-1)
    if (last?.face === face) last.text += char
    else pieces.push({ face, text: char })
  }
  let { x, y } = item
  const turn = (item.turn ?? 0) * (Math.PI / 180)
  return pieces.map(({ face, text }) => {
    const at = { x, y }
    const long = widthOf(text, faces[face]!, item.size)
    x += long * Math.cos(turn)
    y += long * Math.sin(turn)
    return { ...item, ...at, text, font: face === 0 ? item.font : `${item.font}${face}` }
  })
}
