/** The words of a paper as an OFD (GB/T 33190): the same paragraphs, tables and signatures as the PDF, with a place for the seal. */
import type { Draft, Item } from '@haoban/gm/ofd'
import { sm3 } from '#base/digest.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { legibleAll } from '../rules/legible.ts'
import { marksOf, pageOf, watermark } from '../rules/sheet.ts'
import type { Paper } from '../schema.ts'
import { grey } from './blocks.ts'
import { endHeight, ending, type SealAt, small } from './ending.ts'
import { flow, inFaces } from './flow.ts'
import { paperFaces } from './fonts.ts'
import { type Sheet, sheets } from './sheets.ts'

/** `seal`: where the organ's seal belongs, if it signs. */
export type OfdPaper = { draft: Draft; seal?: SealAt }

/** A watermark lies behind everything on each page. */
function marked({ watermark: words, layout }: Paper): Item[] {
  const { turn, size, grey: tone } = watermark
  const ink = [tone, tone, tone] as const
  return words ? marksOf(words, layout).map((at) => ({ kind: 'text', ...at, text: words, font: 'song', size, ink, turn: -turn })) : []
}

/** What stands around the words of each page. */
const framed = (paper: Paper, sheet: Sheet, pages: readonly Item[][]): Item[][] =>
  pages.map((items, i) => {
    const { behind, before } = sheet.frame(paper, i + 1, pages.length)
    return [...marked(paper), ...behind, ...items, ...before]
  })

/** Draws a written paper. The same paper and the same fonts give the same bytes; `id` is the paper's own. */
export function ofdPaper(id: string, written: Paper): OfdPaper {
  const faces = paperFaces('regular')
  const { value, codes } = legibleAll(written, (point) => faces.some((face) => face.glyphOf(point) !== 0))
  const paper = JSON.parse(JSON.stringify(value).replaceAll('\u200b', '')) as Paper
  const sheet = sheets[paper.layout]
  const on = flow(sheet.area)
  sheet.heading(on, paper)
  for (const [i, block] of paper.blocks.entries()) {
    sheet.drawn[block.is](on, block as never, i === paper.blocks.length - 1 ? endHeight(paper) : 0)
  }
  if (codes.length > 0) on.line(`注：${codes.join('、')}为本机字库暂缺的字，按 GB/T 13000 的编码写出。`, { size: small, ink: grey })
  const seal = ending(on, paper)
  const { reference } = paper
  const day = dayOf(new Date(paper.madeAt))
  const draft: Draft = {
    id: sm3(Buffer.from(id)).slice(0, 32),
    title: paper.title,
    author: paper.organ,
    createdOn: day,
    creator: 'haoban',
    ...(paper.layout === 'table' ? { size: pageOf('table') } : {}),
    custom: {
      ...(reference ? { [reference.label]: reference.value } : {}),
      核验码: paper.check.code,
      ...(paper.no ? { 文号: paper.no } : {}),
    },
    fonts: Object.fromEntries(faces.map((file, i) => [i === 0 ? 'song' : `song${i}`, { name: '思源宋体', file, serif: true }])),
    pages: framed(paper, sheet, on.pages).map((items) => ({ items: items.flatMap((item) => inFaces(item, faces)) })),
  }
  return { draft, ...(seal ? { seal } : {}) }
}
