import { openOfd, readCharacters, writeOfd } from '@haoban/gm/ofd'
import { describe, expect, test } from 'vitest'
import { papers } from '#kernel/case/fixtures/papers.ts'
import { casePapers } from '#kernel/case/rules/papers/kinds.ts'
import type { PaperKind } from '#kernel/case/schema/paper.ts'
import { writePaper } from '../rules/write.ts'
import type { Block, Paper, Run } from '../schema.ts'
import { ofdPaper } from './ofd.ts'

const paperOf = (kind: PaperKind, data: object) => writePaper(kind, casePapers[kind], data)
const kinds = Object.keys(papers) as PaperKind[]

async function textsOf(bytes: Uint8Array): Promise<string[]> {
  const [document] = (await openOfd(bytes)).documents
  const pages = await Promise.all(document!.pages.map((_, i) => readCharacters(document!, i)))
  return pages.map((characters) => characters.map((c) => c.char).join(''))
}

const bare = (text: string) => text.replace(/[\s\u200b]/g, '')

const runsText = (runs: readonly Run[]) => runs.map((run) => (typeof run === 'string' ? run : run.strong)).join('')

const wordsOfBlock: { [K in Block['is']]: (block: Extract<Block, { is: K }>) => string[] } = {
  para: ({ text }) => [runsText(text)],
  head: ({ text }) => [text],
  list: ({ items }) => items.map(runsText),
  facts: ({ rows }) => rows.flatMap(({ label, value }) => [label, value]),
  table: ({ columns, rows }) => [...columns.map((c) => c.title), ...rows.flat()],
}

/** Every word that a paper says. */
const wordsOf = (paper: Paper): string[] =>
  [
    ...[paper.title, paper.organ, paper.reference?.value ?? '', paper.check.code, paper.addressee ?? '', paper.no ?? ''],
    ...paper.blocks.flatMap((block) => wordsOfBlock[block.is](block as never)),
    ...paper.signatures.flatMap((s) => [s.role ?? '', s.name ?? '', s.on ?? '']),
    ...paper.contact,
  ].map(bare)

describe.each(kinds)('%s', (kind) => {
  test('文字和 PDF 用的是同一份，一个字不少', async () => {
    const paper = paperOf(kind, papers[kind])
    const whole = bare((await textsOf(await writeOfd(ofdPaper('p1', paper).draft))).join(''))
    const counted = (text: string) => [...text].reduce((seen, char) => seen.set(char, (seen.get(char) ?? 0) + 1), new Map<string, number>())
    const [there, wanted] = [counted(whole), counted(wordsOf(paper).join(''))]
    for (const [char, n] of wanted) expect([char, (there.get(char) ?? 0) >= n]).toEqual([char, true])
    for (const text of [paper.title, paper.organ, paper.check.code].map(bare)) expect(whole).toContain(text)
  })

  test('机关署名的地方留着盖章的位置，不单独成一页；同样的内容出同样的字节', async () => {
    const paper = paperOf(kind, papers[kind])
    const { draft, seal } = ofdPaper('p1', paper)
    expect(seal !== undefined).toBe(paper.signatures.some((s) => s.seal))
    const bytes = await writeOfd(draft)
    expect(await writeOfd(ofdPaper('p1', paper).draft)).toEqual(bytes)
    if (!seal) return
    expect(seal.x).toBeGreaterThan(48)
    expect(seal.x).toBeLessThan(190)
    expect(seal.y + 21).toBeLessThan(280)
    const texts = await textsOf(bytes)
    expect(texts).toHaveLength(seal.page + 1)
    const lastWords = bare(paper.blocks.flatMap((b) => (b.is === 'para' ? [runsText(b.text)] : [])).at(-1) ?? '')
    if (paper.blocks.at(-1)?.is === 'para') expect(bare(texts.at(-1)!)).toContain(lastWords)
  })
})

test('写满几页的理由分页写完，不越出版心；生僻字换字体，没有字形的写编码', async () => {
  const refusal = { ...papers.refusal, reason: '经核查，𠮷田小吃店的场所不符合规定。\u{e000}'.repeat(250) }
  const { draft } = ofdPaper('p2', paperOf('refusal', refusal))
  expect(draft.pages.length).toBeGreaterThan(3)
  for (const { items } of draft.pages) for (const item of items) expect(item.y).toBeLessThan(285)
  const whole = bare((await textsOf(await writeOfd(draft))).join(''))
  expect(whole).toContain('𠮷田小吃店')
  expect(whole).toContain('〔U+E000〕为本机字库暂缺的字')
})
