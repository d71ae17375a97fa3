/** How each layout looks in an OFD: its head, and what stands around the words of every page. Red and measures by GB/T 9704-2012. */
import { type Item, rectangle, rule, type TextItem, widthOf } from '@haoban/gm/ofd'
import { pageOf } from '../rules/sheet.ts'
import type { Layout, Paper } from '../schema.ts'
import { type Drawn, drawn, grey, keepWith, paragraph } from './blocks.ts'
import { small } from './ending.ts'
import type { Area, Flow } from './flow.ts'
import { paperFaces } from './fonts.ts'

/** `behind` and `before` the words of a page, which is number `n` of `of`. */
type Framing = (paper: Paper, n: number, of: number) => { behind: Item[]; before: Item[] }
export type Sheet = { area: Area; heading(on: Flow, paper: Paper): void; frame: Framing; drawn: Drawn }

const red = [200, 0, 0] as const
const [light, bold] = [0.21, 0.56]
/** 16 pt, 3号: the body of what goes from organ to organ, with 22 lines a page. */
const official = { body: 5.644, pitch: 1.8125, cell: 4.233 }
const plain = { body: 4.233, pitch: 1.75, cell: 3.704 }

const widthIn = (words: string, size: number) => widthOf(words, paperFaces('regular')[0]!, size)
const text = (words: string, x: number, y: number, size: number = small, ink: TextItem['ink'] = grey): TextItem => ({
  kind: 'text',
  x,
  y,
  text: words,
  font: 'song',
  size,
  ink,
})

/** Ends at the right edge of the words. */
const atRight = ({ left, width }: Area, words: string, y: number, size?: number, ink?: TextItem['ink']) =>
  text(words, left + width - widthIn(words, size ?? small), y, size, ink)

const mark = '演示文书　不具有法律效力'
const demoMark = (paper: Paper, area: Area, y = 17) => (paper.demo ? [atRight(area, mark, y)] : [])

const referenceOf = ({ reference }: Paper) => reference && `${reference.label}　${reference.value}`

function addressee(on: Flow, paper: Paper): void {
  if (paper.addressee) paragraph(on, [`${paper.addressee}：`], { lead: '' })
}

/** A line over the foot of each page, the check code and the number of the page. */
const ruledFoot =
  (area: Area, y: number, markAt = 17): Framing =>
  (paper, n, of) => ({
    behind: demoMark(paper, area, markAt),
    before: [
      rule(area.left, y, area.left + area.width, y, { width: 0.14, ink: [170, 170, 170] }),
      text(`核验码　${paper.check.code}`, area.left, y + 4.5),
      atRight(area, `第 ${n} 页　共 ${of} 页`, y + 4.5),
    ],
  })

/** The page's number between dashes, outside (GB/T 9704-2012 7.5), none before the page `first`. */
function numberedFoot(area: Area, paper: Paper, n: number, first = 1): Item[] {
  const [number, code, y] = [`— ${n} —`, `核验码　${paper.check.code}`, 283.5]
  const odd = n % 2 === 1
  const black = [0, 0, 0] as const
  return [
    odd ? text(code, area.left, y) : atRight(area, code, y),
    ...(n < first ? [] : [odd ? atRight(area, number, y, 4.939, black) : text(number, area.left, y, 4.939, black)]),
  ]
}

const noticeArea: Area = { left: 27, width: 158, top: 26, bottom: 275, ...plain }
const notice: Sheet = {
  area: noticeArea,
  heading(on, paper) {
    const { left, width, body } = on.area
    on.line(paper.organ, { size: 5.29, align: 'middle' })
    on.put(rule(left, on.take(0.5), left + width, on.y - 0.5, { width: 0.42 }))
    on.skip(5)
    on.line(paper.title, { size: 7.06, align: 'middle', bold: true })
    if (paper.no) on.line(paper.no, { size: body, align: 'middle' })
    const reference = referenceOf(paper)
    if (reference) on.line(reference, { size: small, align: 'middle', ink: grey })
    on.skip(4)
    addressee(on, paper)
  },
  frame: ruledFoot(noticeArea, 279),
  drawn,
}

const officialArea: Area = { left: 28, width: 156, top: 37, bottom: 262, ...official }

/** A double line of 170 mm, in the middle of the page. */
const doubleLine = (y: number, [upper, lower]: readonly [number, number]): Item[] => [
  rule(20, y, 190, y, { width: upper, ink: red }),
  rule(20, y + 1.2, 190, y + 1.2, { width: lower, ink: red }),
]

/** 10.1 信函格式: the organ's name 30 mm below the edge, a double red line under it and one over the foot of the first page. */
const letter: Sheet = {
  area: officialArea,
  heading(on, paper) {
    const { left, width, body } = on.area
    const size = Math.min(10.58, 150 / [...paper.organ].length)
    on.box(paper.organ, { x: left, y: 30, width }, { size, align: 'middle', bold: true, ink: red, leading: 1 })
    const y = 30 + size + 4
    for (const item of doubleLine(y, [bold, light])) on.put(item)
    on.skip(y + 5 - on.y)
    const top = on.take(body * 1.2)
    const reference = referenceOf(paper)
    if (reference) on.box(reference, { x: left, y: top + 1, width: width / 2 }, { size: small, ink: grey })
    if (paper.no) on.box(paper.no, { x: left, y: top, width }, { size: body, align: 'end', leading: 1.2 })
    on.skip(14)
    on.line(paper.title, { size: 7.76, align: 'middle', bold: true })
    on.skip(6)
    addressee(on, paper)
  },
  frame: (paper, n) => ({
    behind: demoMark(paper, officialArea),
    before: [...(n === 1 ? doubleLine(276, [light, bold]) : []), ...numberedFoot(officialArea, paper, n, 2)],
  }),
  drawn,
}

/** 10.3 纪要格式: the title is the mark, 35 mm below the head of the words; who was there is listed by name. */
const minute: Sheet = {
  area: officialArea,
  heading(on, paper) {
    const { left, width, body } = on.area
    on.skip(35)
    on.line(paper.title, { size: 7.76, align: 'middle', bold: true, ink: red })
    if (paper.no) on.line(paper.no, { size: body, align: 'middle' })
    on.skip(2)
    on.box(paper.on, { x: left, y: on.y, width }, { size: body, align: 'end' })
    on.line(paper.organ, { size: body })
    on.put(rule(left, on.y + 1, left + width, on.y + 1, { width: bold, ink: red }))
    on.skip(3)
    const reference = referenceOf(paper)
    if (reference) on.line(reference, { size: small, align: 'end', ink: grey })
    on.skip(4)
    addressee(on, paper)
  },
  frame: (paper, n) => ({ behind: demoMark(paper, officialArea), before: numberedFoot(officialArea, paper, n) }),
  drawn: {
    ...drawn,
    facts(on, { rows }, follows) {
      const lines = rows.map(({ label, value }) => [{ strong: `${label}：` }, value])
      for (const [n, line] of lines.entries()) {
        keepWith(on, [line], n === lines.length - 1 ? follows : 0)
        paragraph(on, line)
      }
    },
  },
}

const tableArea: Area = { left: 20, width: 257, top: 20, bottom: 191, ...plain }
const table: Sheet = {
  area: tableArea,
  heading(on, paper) {
    const { left, width, body } = on.area
    on.line(paper.title, { size: 7.06, align: 'middle', bold: true })
    on.skip(1)
    on.box(paper.no ?? paper.on, { x: left, y: on.y, width }, { size: body, align: 'end' })
    on.line(paper.organ, { size: body })
    on.put(rule(left, on.y + 0.5, left + width, on.y + 0.5, { width: 0.35 }))
    on.skip(2)
    const reference = referenceOf(paper)
    if (reference) on.line(reference, { size: small, ink: grey })
    on.skip(2)
    addressee(on, paper)
  },
  frame: ruledFoot(tableArea, 194, 14),
  drawn,
}

const certificateArea: Area = { left: 32, width: 146, top: 44, bottom: 261, ...official }
const certificate: Sheet = {
  area: certificateArea,
  heading(on, paper) {
    on.line(paper.organ, { size: 5.29, align: 'middle' })
    on.skip(4)
    on.line([...paper.title].join(' '), { size: 11.29, align: 'middle', bold: true })
    on.skip(6)
    if (paper.no) on.line(paper.no, { size: 4.233, align: 'end' })
    const reference = referenceOf(paper)
    if (reference) on.line(reference, { size: small, align: 'end', ink: grey })
    on.skip(4)
    addressee(on, paper)
  },
  frame(paper, n, of) {
    const { behind, before } = ruledFoot(certificateArea, 266, 25)(paper, n, of)
    const { width, height } = pageOf('certificate')
    const frame = [14, 15.6].map((at, i) => rectangle(at, at, width - 2 * at, height - 2 * at, { width: i === 0 ? bold : light }))
    return { behind: [...frame, ...behind], before }
  },
  drawn,
}

export const sheets: Record<Layout, Sheet> = { notice, letter, minute, table, certificate }
