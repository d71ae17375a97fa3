/** The lines of a licence's face on its pages: set smaller where they are many, and carried over to further pages where that is not enough. */
import { breakLines, type Item, table, textBox } from '@haoban/gm/ofd'
import { paperFace } from '#kernel/document/api.ts'

export type Line = readonly [name: string, text: string]
type Laid = ReturnType<typeof textBox>
/** `said` is the text laid at the top of the page; `height` that of the row. */
export type Row = { name: string; said: Laid; height: number }
/** Millimetres; `size` is the em, `padding` the space above and below a text, `least` the height of a row. */
export type Scale = { size: number; padding: number; least: number }
export type Rows = { scale: Scale; rows: readonly Row[] }

const scales: readonly Scale[] = [
  { size: 4.6, padding: 1.5, least: 9 },
  { size: 4.1, padding: 1.2, least: 8 },
  { size: 3.6, padding: 1, least: 7 },
  { size: 3.2, padding: 0.8, least: 6 },
]
const columns = { left: 28, label: 58, value: 183 }
/** The space to the left and right of a text, however small it is set. */
const inset = 2
const leading = 1.5
const grey = [90, 90, 90] as const

const faceOf = () => ({ name: '思源宋体', file: paperFace('regular') })

function laid(words: string, font: 'form' | 'song', { size }: Scale): Laid {
  const [x, width] = font === 'form' ? [columns.left, columns.label] : [columns.left + columns.label, columns.value]
  return textBox(words, { x: x + inset, y: 0, width: width - 2 * inset }, { font, face: faceOf(), size, leading })
}

function rowOf([name, text]: Line, scale: Scale): Row {
  const said = laid(text, 'song', scale)
  const highest = Math.max(said.height, laid(name, 'form', scale).height)
  return { name, said, height: Math.max(scale.least, highest + 2 * scale.padding) }
}

/** A row is parted where so many of its lines stay on this page, and so many go to the next. */
const together = { before: 3, after: 2 }

/** As many lines as there is room for; none where the row had better begin on the next page. */
function fitting(lines: number, room: number, { size, padding }: Scale): number {
  const fit = Math.floor((room - 2 * padding) / (size * leading) + 1e-6)
  if (fit >= lines) return lines
  const kept = Math.min(fit, lines - together.after)
  return kept >= together.before ? kept : 0
}

type Filling = { pages: Row[][]; room: number; later: number }

/** Fills one line in, and goes on to a further page wherever there is no room for the rest of it. */
function fillIn([name, text]: Line, filling: Filling, scale: Scale): void {
  const all = breakLines(text, paperFace('regular'), scale.size, columns.value - 2 * inset)
  for (let done = 0; ; ) {
    const fit = fitting(all.length - done, filling.room, scale)
    const row = rowOf([done === 0 ? name : `${name}（续）`, all.slice(done, done + fit).join('\n')], scale)
    if (fit > 0 && row.height <= filling.room) {
      filling.pages.at(-1)!.push(row)
      filling.room -= row.height
      done += fit
    }
    if (done === all.length) return
    filling.pages.push([])
    filling.room = filling.later
  }
}

function carried(lines: readonly Line[], scale: Scale, first: number, later: number): Row[][] {
  const filling: Filling = { pages: [[]], room: first, later }
  for (const line of lines) fillIn(line, filling, scale)
  return filling.pages
}

/** The rows of every page; `first` and `later` are the heights that the first page and those after it have for them. */
export function pagesOf(lines: readonly Line[], first: number, later: number): readonly Rows[] {
  for (const scale of scales) {
    const rows = lines.map((line) => rowOf(line, scale))
    if (rows.reduce((sum, { height }) => sum + height, 0) <= first) return [{ scale, rows }]
  }
  const smallest = scales.at(-1)!
  return carried(lines, smallest, first, later).map((rows) => ({ scale: smallest, rows }))
}

/** What a form prints of its rows: the lines around them and their names. */
export const ruled = (labels: readonly string[], heights: readonly number[], { size, padding }: Scale, y: number): Item[] =>
  table({
    x: columns.left,
    y,
    columns: [columns.label, columns.value],
    rows: labels.map((text) => [{ text, style: { ink: grey } }, { text: '' }]),
    style: { font: 'form', face: faceOf(), size, leading },
    padding,
    inset,
    least: heights,
    line: { width: 0.15, ink: [150, 150, 150] },
  }).items

/** What one licence says in its rows, each in the middle of its own. */
export function saidIn({ rows }: Rows, y: number): Item[] {
  let top = y
  return rows.flatMap(({ said, height }) => {
    const down = top + (height - said.height) / 2
    top += height
    return said.items.map((item) => ({ ...item, y: item.y + down }))
  })
}
