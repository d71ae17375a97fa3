/** Paragraphs, lists and tables of a paper on the pages of an OFD. */
import { breakLines, widthOf } from '@haoban/gm/ofd'
import type { Block, Run } from '../schema.ts'
import type { Flow } from './flow.ts'
import { paperFaces } from './fonts.ts'

export const grey = [95, 95, 95] as const
export const hair = { width: 0.18, ink: [120, 120, 120] as const }

type Piece = { text: string; strong: boolean }

const piecesOf = (runs: readonly Run[]): Piece[] =>
  runs.map((run) => (typeof run === 'string' ? { text: run, strong: false } : { text: run.strong, strong: true }))

/** The lines again, parted where the weight changes: their characters stand in the same order, only spaces were left out. */
function weighted(lines: readonly string[], pieces: readonly Piece[]): Piece[][] {
  const characters = pieces.flatMap(({ text, strong }) => [...text].map((char) => ({ char, strong })))
  let at = 0
  const weightOf = (char: string): boolean => {
    const found = characters.findIndex((c, i) => i >= at && c.char === char)
    if (found < 0) return false
    at = found + 1
    return characters[found]!.strong
  }
  return lines.map((line) => {
    const parts: Piece[] = []
    for (const char of line) {
      const strong = weightOf(char)
      if (parts.at(-1)?.strong === strong) parts.at(-1)!.text += char
      else parts.push({ text: char, strong })
    }
    return parts
  })
}

/** Lines of mixed weight: broken as one text. */
function mixedLines(runs: readonly Run[], size: number, room: number, lead: string): Piece[][] {
  const pieces = piecesOf(runs)
  const paragraphs = pieces
    .map(({ text }) => text)
    .join('')
    .split('\n')
  const lines = paragraphs.flatMap((paragraph) => {
    const [first = '', ...rest] = breakLines(lead + paragraph, paperFaces('regular')[0]!, size, room)
    return [lead + first.replace(/^　+/, ''), ...rest]
  })
  return weighted(lines, pieces)
}

export function paragraph(on: Flow, runs: readonly Run[], { lead = '　　', indent = 0 } = {}): void {
  const { left, width, body } = on.area
  for (const line of mixedLines(runs, body, width - indent, lead)) {
    const y = on.take(on.area.body * on.area.pitch)
    let x = left + indent
    for (const { text, strong } of line) {
      on.put({ kind: 'text', x, y: y + body * 1.2, text, font: 'song', size: body, bold: strong })
      x += widthOf(text, paperFaces('regular')[0]!, body)
    }
  }
}

/** Cells longer than a page are carried on in further rows. */
const mostLines = 30

function carriedOn(cells: readonly string[], columns: readonly number[], size: number): string[][] {
  const broken = cells.map((text, i) => breakLines(text, paperFaces('regular')[0]!, size, columns[i]! - 4.4))
  const rows = Math.max(1, ...broken.map((lines) => Math.ceil(lines.length / mostLines)))
  return Array.from({ length: rows }, (_, r) => broken.map((lines) => lines.slice(r * mostLines, (r + 1) * mostLines).join('\n')))
}

type Cell = { grey?: boolean; bold?: boolean; middle?: boolean }

/** A row of a table; `follows`: the height that has to stay on its page after it. */
function row(on: Flow, cells: readonly string[], columns: readonly number[], look: (i: number) => Cell = () => ({}), follows = 0): void {
  const parts = carriedOn(cells, columns, on.area.cell)
  for (const [n, part] of parts.entries()) {
    on.row(
      on.area.left,
      columns,
      part.map((text, i) => {
        const { grey: pale, bold, middle } = look(i)
        return {
          text,
          style: { size: on.area.cell, bold, leading: 1.45, ink: pale ? grey : undefined, align: middle ? 'middle' : 'start' },
        }
      }),
      hair,
      n === parts.length - 1 ? follows : 0,
    )
  }
}

/** The space under a table or a list of facts, in mm. */
const under = 2

/** The rows one after the other; the last one stays on the page of what follows. */
function rowsOf(
  on: Flow,
  rows: readonly (readonly string[])[],
  columns: readonly number[],
  look: (i: number) => Cell,
  follows: number,
): void {
  for (const [n, cells] of rows.entries()) row(on, cells, columns, look, n === rows.length - 1 && follows > 0 ? follows + under : 0)
}

/** Words that stay together with what follows them, where something does; a list longer than half a page does not. */
export function keepWith(on: Flow, runs: readonly (readonly Run[])[], follows: number): void {
  const { width, body, pitch } = on.area
  if (follows === 0) return
  const lines = runs.reduce((sum, text) => sum + mixedLines(text, body, width - 9, '　　').length, 0)
  on.keep(Math.min(lines * body * pitch, 120) + follows)
}

const fixed = { number: 14, narrow: 24 } as const

function columnsOf(width: number, columns: readonly { width: 'number' | 'narrow' | 'half' | 'rest' }[]): number[] {
  const given = columns.map(({ width: w }) => (w === 'number' || w === 'narrow' ? fixed[w] : undefined))
  const free = given.filter((w) => w === undefined).length
  const rest = (width - given.reduce<number>((sum, w) => sum + (w ?? 0), 0)) / Math.max(1, free)
  return given.map((w) => w ?? rest)
}

/**
 * `follows`: the height of the end of the paper where a block is the last, else 0. The last words or the last row stay on its page, because
 * no page holds a seal alone (GB/T 9704-2012, 7.3.5).
 */
export type Drawn = { [K in Block['is']]: (on: Flow, block: Extract<Block, { is: K }>, follows: number) => void }

/** How each block is drawn on most sheets. */
export const drawn: Drawn = {
  para(on, { text }, follows) {
    keepWith(on, [text], follows)
    paragraph(on, text)
  },
  head(on, { text }, follows) {
    on.keep(follows)
    on.skip(2)
    paragraph(on, [{ strong: text }], { lead: '' })
  },
  list(on, { items }, follows) {
    keepWith(on, items, follows)
    items.forEach((item, i) => {
      paragraph(on, [`${i + 1}. `, ...item], { lead: '', indent: on.area.body * 2 })
    })
  },
  facts(on, { rows }, follows) {
    on.skip(under)
    const cells = rows.map(({ label, value }) => [label, value])
    rowsOf(on, cells, [36, on.area.width - 36], (i) => ({ grey: i === 0 }), follows)
    on.skip(under)
  },
  table(on, { columns, rows }, follows) {
    const widths = columnsOf(on.area.width, columns)
    on.skip(under)
    row(
      on,
      columns.map((c) => c.title),
      widths,
      () => ({ bold: true, middle: true }),
      rows.length === 0 ? follows : 0,
    )
    rowsOf(on, rows, widths, (i) => ({ middle: i === 0 }), follows)
    on.skip(under)
  },
}
