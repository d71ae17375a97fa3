/** Each layout, as PDF and as OFD: what is said is there, the seal has its place, the watermark lies on every page. */
import { openOfd, readCharacters, writeOfd } from '@haoban/gm/ofd'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Look, sample } from './fixtures/layouts.ts'
import { ofdPaper } from './render/ofd.ts'
import { drawPaper } from './render.ts'
import { wrongKinds } from './rules/kinds.ts'
import { pageOf } from './rules/sheet.ts'
import { definePaper, type Layout, layouts, type PaperSpec } from './schema.ts'

const mark = '仅供办理贷款使用'
const bare = (text: string) => text.replace(/[\s\u200b]/g, '')

async function pagesOf(paper: ReturnType<typeof sample>): Promise<string[]> {
  const [document] = (await openOfd(await writeOfd(ofdPaper('p1', paper).draft))).documents
  const pages = await Promise.all(document!.pages.map((_, i) => readCharacters(document!, i)))
  return pages.map((characters) => bare(characters.map((c) => c.char).join('')))
}

const looks: [string, Look][] = [
  ['一页', {}],
  ['几页', { long: true }],
  ['几页，有水印', { long: true, watermark: mark }],
  ['一页，有水印，不盖章', { watermark: mark, sealed: false }],
]

describe.each(layouts.flatMap((layout) => looks.map(([name, look]) => [layout, name, look] as const)))('%s %s', (layout, _, look) => {
  const paper = sample(layout, look)
  const { width, height } = pageOf(layout)
  const sealed = look.sealed !== false && layout !== 'minute'

  test('PDF：印章的位置在纸面之内、在最后一页；同样的内容出同样的字节', () => {
    const drawing = drawPaper(paper)
    expect(drawing.pages > 1).toBe(look.long === true)
    expect(drawing.seals).toHaveLength(sealed ? 1 : 0)
    for (const { page, x, y, diameter } of drawing.seals) {
      expect(page).toBe(drawing.pages)
      expect(Math.min(x, y, width - x, height - y)).toBeGreaterThan(diameter / 2)
    }
    expect(Buffer.compare(drawing.pdf, drawPaper(paper).pdf)).toBe(0)
  })

  test('OFD：说的话都在，章不单独成页，每一页都在版心里，有水印的页页都有', async () => {
    const { draft, seal } = ofdPaper('p1', paper)
    const pages = await pagesOf(paper)
    expect(pages.length > 1).toBe(look.long === true)
    for (const text of [paper.title, paper.organ, paper.no!, paper.check.code, paper.reference!.value])
      expect(pages.join('')).toContain(bare(text))
    expect(seal !== undefined).toBe(sealed)
    if (seal) {
      expect(seal.page).toBe(pages.length - 1)
      expect(Math.min(seal.x, seal.y, width - seal.x, height - seal.y)).toBeGreaterThan(21)
    }
    expect(draft.size ?? { width: 210, height: 297 }).toEqual({ width, height })
    for (const page of pages) expect(page.includes(mark)).toBe(look.watermark !== undefined)
  })
})

test('OFD：表格有几行，最后一行都和落款在一页上', async () => {
  for (let sentences = 0; sentences < 16; sentences++) {
    const pages = await pagesOf(sample('table', { sentences }))
    expect(pages.at(-1), `${sentences + 1} 行`).toContain(`第${sentences + 1}分公司`)
    expect(pages.at(-1)).toContain('扫码核验本文书')
  }
})

describe('文书种类在开门时核对', () => {
  const kind = (change: Partial<PaperSpec> = {}): PaperSpec => ({
    ...definePaper({ title: '函', word: '函', data: z.object({ to: z.string() }), write: () => ({ blocks: [] }), seals: ['official'] }),
    ...change,
  })
  const room = (id: string, papers: Record<string, PaperSpec>) => ({ id, title: id, papers })
  test.each<[string, ReturnType<typeof room>[], string[]]>([
    ['两个房间各有各的键和字，没有问题', [room('a', { x: kind() }), room('b', { y: kind({ word: '证' }) })], []],
    ['同一个键只能有一个房间用', [room('a', { x: kind() }), room('b', { x: kind({ word: '证' }) })], ['b: x has the key of a: x']],
    ['同一个字会出同样的文号', [room('a', { x: kind() }), room('b', { y: kind() })], ['b: y has the word 函 of a: x']],
    ['没有文号的不占字', [room('a', { x: kind({ word: null }) }), room('b', { y: kind({ word: null }) })], []],
    ['字只能是汉字', [room('a', { x: kind({ word: 'A1' }) })], ['a: x has the word "A1" in its number: one to four Han characters']],
    ['没有标题', [room('a', { x: kind({ title: ' ' }) })], ['a: x has no title']],
    ['没有这种版式', [room('a', { x: kind({ layout: 'poster' as Layout }) })], ['a: x has the unknown layout poster']],
    ['没有这种章', [room('a', { x: kind({ seals: ['paw' as 'official'] }) })], ['a: x bears the unknown seal paw']],
    [
      '内容里不能用文书头的名字',
      [room('a', { x: kind({ data: z.object({ organ: z.string() }) }) })],
      ["a: x calls a field of its data organ, which is the head's"],
    ],
  ])('%s', (_, rooms, wrong) => expect(wrongKinds(rooms)).toEqual(wrong))
})
