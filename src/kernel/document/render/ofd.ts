/** The words of a paper as an OFD (GB/T 33190): the same paragraphs, tables and signatures as the PDF, with a place for the seal. */
import { breakLines, type Draft, type Item, rule, type TextItem, widthOf } from '@haoban/gm/ofd'
import { sm3 } from '#base/digest.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { legibleAll } from '../rules/legible.ts'
import type { Block, Paper, Run, Signature } from '../schema.ts'
import { type Flow, flow, inFaces } from './flow.ts'
import { paperFaces } from './fonts.ts'
import { qrItem } from './qr.ts'

/** `seal`: page from 0 and the middle of the seal in mm, where the organ signs. */
export type OfdPaper = { draft: Draft; seal?: { page: number; x: number; y: number } }

const [left, width] = [27, 158]
const size = { body: 4.233, small: 3.175, cell: 3.704 }
const grey = [95, 95, 95] as const
const hair = { width: 0.18, ink: [120, 120, 120] as const }

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
function mixedLines(runs: readonly Run[], room: number, lead: string): Piece[][] {
  const pieces = piecesOf(runs)
  const paragraphs = pieces
    .map(({ text }) => text)
    .join('')
    .split('\n')
  const lines = paragraphs.flatMap((paragraph) => {
    const [first = '', ...rest] = breakLines(lead + paragraph, paperFaces('regular')[0]!, size.body, room)
    return [lead + first.replace(/^　+/, ''), ...rest]
  })
  return weighted(lines, pieces)
}

function paragraph(on: Flow, runs: readonly Run[], { lead = '　　', indent = 0 } = {}): void {
  for (const line of mixedLines(runs, width - indent, lead)) {
    const y = on.take(size.body * 1.75)
    let x = left + indent
    for (const { text, strong } of line) {
      on.put({ kind: 'text', x, y: y + size.body * 1.2, text, font: 'song', size: size.body, bold: strong })
      x += widthOf(text, paperFaces('regular')[0]!, size.body)
    }
  }
}

/** Cells longer than a page are carried on in further rows. */
const mostLines = 30

function carriedOn(cells: readonly string[], columns: readonly number[]): string[][] {
  const broken = cells.map((text, i) => breakLines(text, paperFaces('regular')[0]!, size.cell, columns[i]! - 4.4))
  const rows = Math.max(1, ...broken.map((lines) => Math.ceil(lines.length / mostLines)))
  return Array.from({ length: rows }, (_, r) => broken.map((lines) => lines.slice(r * mostLines, (r + 1) * mostLines).join('\n')))
}

type Cell = { grey?: boolean; bold?: boolean; middle?: boolean }

function row(on: Flow, cells: readonly string[], columns: readonly number[], look: (i: number) => Cell = () => ({})): void {
  for (const part of carriedOn(cells, columns)) {
    on.row(
      left,
      columns,
      part.map((text, i) => {
        const { grey: pale, bold, middle } = look(i)
        return { text, style: { size: size.cell, bold, leading: 1.45, ink: pale ? grey : undefined, align: middle ? 'middle' : 'start' } }
      }),
      hair,
    )
  }
}

const fixed = { number: 14, narrow: 24 } as const

function columnsOf(columns: readonly { width: 'number' | 'narrow' | 'half' | 'rest' }[]): number[] {
  const given = columns.map(({ width: w }) => (w === 'number' || w === 'narrow' ? fixed[w] : undefined))
  const free = given.filter((w) => w === undefined).length
  const rest = (width - given.reduce<number>((sum, w) => sum + (w ?? 0), 0)) / Math.max(1, free)
  return given.map((w) => w ?? rest)
}

const drawn: { [K in Block['is']]: (on: Flow, block: Extract<Block, { is: K }>) => void } = {
  para: (on, { text }) => paragraph(on, text),
  head(on, { text }) {
    on.skip(2)
    paragraph(on, [{ strong: text }], { lead: '' })
  },
  list: (on, { items }) =>
    items.forEach((item, i) => {
      paragraph(on, [`${i + 1}. `, ...item], { lead: '', indent: size.body * 2 })
    }),
  facts(on, { rows }) {
    on.skip(2)
    for (const { label, value } of rows) row(on, [label, value], [36, width - 36], (i) => ({ grey: i === 0 }))
    on.skip(2)
  },
  table(on, { columns, rows }) {
    const widths = columnsOf(columns)
    on.skip(2)
    row(
      on,
      columns.map((c) => c.title),
      widths,
      () => ({ bold: true, middle: true }),
    )
    for (const cells of rows) row(on, cells, widths, (i) => ({ middle: i === 0 }))
    on.skip(2)
  },
}

function heading(on: Flow, paper: Paper): void {
  on.line(paper.organ, { size: 5.29, align: 'middle' })
  on.put(rule(left, on.take(0.5), left + width, on.y - 0.5, { width: 0.42 }))
  on.skip(5)
  on.line(paper.title, { size: 7.06, align: 'middle', bold: true })
  if (paper.no) on.line(paper.no, { size: size.body, align: 'middle' })
  on.line(`办件编号　${paper.caseNo}`, { size: size.small, align: 'middle', ink: grey })
  on.skip(4)
  if (paper.addressee) paragraph(on, [`${paper.addressee}：`], { lead: '' })
}

/** What lies at the end stands together on one page: how to check it, who signs, whom to call. */
const endHeight = (paper: Paper): number => (paper.signatures.length > 1 ? 98 : 62)

/** The last words go with it, as no page holds a seal alone (GB/T 9704-2012, 7.3.5); a list longer than half a page does not. */
function heightOfLast(block: Block): number {
  const runs = block.is === 'para' ? [block.text] : block.is === 'list' ? block.items : []
  const lines = runs.reduce((sum, text) => sum + mixedLines(text, width - 9, '　　').length, 0)
  return Math.min(lines * size.body * 1.75, 120)
}

const sealSize = 42

function signed(on: Flow, s: Signature, x: number, y: number): { page: number; x: number; y: number } | undefined {
  const middle = { x, width: 74 }
  if (!s.seal) {
    on.box(`${s.role ?? ''}：`, { ...middle, y: y + 4 }, { size: size.body })
    on.put(rule(x, y + 24, x + 74, y + 24, hair))
    on.box(s.on ?? '日期：　　　　年　　月　　日', { ...middle, y: y + 25 }, { size: size.body })
    return undefined
  }
  on.box(`${s.name ?? ''}\n${s.on ?? ''}`, { ...middle, y: y + sealSize / 2 - 3 }, { size: size.body, align: 'middle' })
  return { page: on.page, x: x + 37, y: y + sealSize / 2 }
}

function ending(on: Flow, paper: Paper): OfdPaper['seal'] {
  on.skip(5)
  on.keep(endHeight(paper) - 5)
  const top = on.y
  let seal: OfdPaper['seal']
  const [first, ...others] = paper.signatures
  const alone = others.length === 0
  const at = (s: Signature, x: number, y: number) => {
    seal = signed(on, s, x, y) ?? seal
  }
  if (first) at(first, alone ? left + width - 74 : left, top)
  others.forEach((s, i) => {
    at(s, left + width - 74, top + i * 34)
  })
  const checkTop = alone ? top + 8 : top + 46
  on.put(qrItem(paper.check.url, left, checkTop, 26))
  on.box(
    `扫码核验本文书，或者访问\n${paper.check.page}\n输入核验码\n${paper.check.code}`,
    { x: left + 28, y: checkTop + 3, width: 52 },
    {
      size: size.small,
    },
  )
  on.take(alone ? 46 : 80)
  const last = [...paper.contact, ...(paper.demo ? ['演示文书，不具有法律效力'] : [])].join('　　')
  if (last) on.box(last, { x: left, y: on.take(12), width }, { size: size.small })
  return seal
}

function framed(paper: Paper, pages: readonly Item[][]): Item[][] {
  const text = (words: string, x: number, y: number): TextItem => ({
    kind: 'text',
    x,
    y,
    text: words,
    font: 'song',
    size: size.small,
    ink: grey,
  })
  const widthIn = (words: string) => widthOf(words, paperFaces('regular')[0]!, size.small)
  const mark = '演示文书　不具有法律效力'
  return pages.map((items, i) => {
    const count = `第 ${i + 1} 页　共 ${pages.length} 页`
    return [
      ...(paper.demo ? [text(mark, left + width - widthIn(mark), 17)] : []),
      ...items,
      rule(left, 279, left + width, 279, { width: 0.14, ink: [170, 170, 170] }),
      text(`核验码　${paper.check.code}`, left, 283.5),
      text(count, left + width - widthIn(count), 283.5),
    ]
  })
}

/** Draws a written paper. The same paper and the same fonts give the same bytes; `id` is the paper's own. */
export function ofdPaper(id: string, written: Paper): OfdPaper {
  const faces = paperFaces('regular')
  const { value, codes } = legibleAll(written, (point) => faces.some((face) => face.glyphOf(point) !== 0))
  const paper = JSON.parse(JSON.stringify(value).replaceAll('\u200b', '')) as Paper
  const on = flow({ left, width, top: 26, bottom: 275 })
  heading(on, paper)
  for (const [i, block] of paper.blocks.entries()) {
    if (i === paper.blocks.length - 1) on.keep(heightOfLast(block) + endHeight(paper))
    drawn[block.is](on, block as never)
  }
  if (codes.length > 0) on.line(`注：${codes.join('、')}为本机字库暂缺的字，按 GB/T 13000 的编码写出。`, { size: size.small, ink: grey })
  const seal = ending(on, paper)
  const day = dayOf(new Date(paper.madeAt))
  const draft: Draft = {
    id: sm3(Buffer.from(id)).slice(0, 32),
    title: paper.title,
    author: paper.organ,
    createdOn: day,
    creator: 'haoban',
    custom: { 办件编号: paper.caseNo, 核验码: paper.check.code, ...(paper.no ? { 文号: paper.no } : {}) },
    fonts: Object.fromEntries(faces.map((file, i) => [i === 0 ? 'song' : `song${i}`, { name: '思源宋体', file, serif: true }])),
    pages: framed(paper, on.pages).map((items) => ({ items: items.flatMap((item) => inFaces(item, faces)) })),
  }
  return { draft, ...(seal ? { seal } : {}) }
}
