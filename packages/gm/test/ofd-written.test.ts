/** Files that the library writes, judged by the schema of the standard and by a reader of its own. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sm3 } from '../src/index.ts'
import { subsetFont } from '../src/ofd/font/subset.ts'
import { type Draft, type Item, openOfd, readFont, signOfd, verifyOfd, writeOfd } from '../src/ofd.ts'
import { corner, fontBytes, png, sampleDraft, serif, signing, unpackFiles } from './ofd-kit.ts'
import { readOfdAgain } from './ofd-reader.ts'
import { readXml, schemaProblems } from './ofd-schema.ts'

const [note] = sampleDraft().annotations!
/** A note in a font that the pages do not use. */
const plainNote = { ...note!, items: note!.items.map((item) => ({ ...item, font: 'plain' })) as Item[] }

describe('the judges themselves', () => {
  test.each([
    ['<ofd:Layer ID="1"><ofd:Nothing/></ofd:Layer>', 'Nothing'],
    ['<ofd:TextObject ID="1" Boundary="0 0 1 1" Font="1"><ofd:TextCode>x</ofd:TextCode></ofd:TextObject>', 'lacks Size'],
    ['<ofd:PathObject ID="1" Boundary="0 0 1"><ofd:AbbreviatedData>M 0 0</ofd:AbbreviatedData></ofd:PathObject>', 'has Boundary'],
    ['<ofd:DocBody><ofd:DocRoot>a</ofd:DocRoot><ofd:DocInfo/></ofd:DocBody>', 'lacks <DocInfo>'],
    ['<Layer ID="1"/>', 'has the prefix'],
  ])('the schema finds fault with %s', (xml, problem) => {
    expect(schemaProblems(readXml(xml)).join()).toContain(problem)
  })
})

test('a licence with everything in it keeps the schema of GB/T 33190 in every file', async () => {
  const written = await writeOfd(sampleDraft())
  const read = readOfdAgain(written)
  expect(read.problems).toEqual([])
  const xml = Object.keys(unpackFiles(written)).filter((path) => path.endsWith('.xml'))
  expect(xml).toContain('Doc_0/Annots/Page_0/Annotation.xml')
})

test('what goes in comes out again: pages, texts, pictures, attachments, tags, annotations, properties', async () => {
  const draft = sampleDraft()
  const read = readOfdAgain(await writeOfd(draft))
  expect(read.info).toMatchObject({ DocID: draft.id, Title: draft.title, CreationDate: draft.createdOn })
  expect(read.pages.map(({ width, height }) => [width, height])).toEqual([
    [210, 297],
    [210, 297],
  ])
  expect(read.pages[1]!.texts.map(({ text }) => text)).toEqual(['食品经营许可证', '经营者名称：小杨早餐店（第 2 页）', '演示局（盖章处）'])
  expect(read.pages[0]!.texts[0]).toMatchObject({ x: 60, size: 12 })
  expect(read.pages[0]!.texts[0]!.y).toBeCloseTo(40, 2)
  expect(read.pages[0]!.images).toHaveLength(1)
  expect(read.attachments).toEqual([{ name: '照面元数据', bytes: draft.attachments![0]!.content }])
  expect(read.tags).toEqual([{ namespace: 'urn:haoban:licence', xml: draft.tags![0]!.xml }])
  expect(read.annotations).toMatchObject([{ type: 'Watermark', texts: ['仅供演示'] }])
})

test('a form that comes again is the page that it would be anyhow, in whatever company it comes', async () => {
  const items: Item[] = [
    { kind: 'text', x: 20, y: 20, text: '食品经营许可证', font: 'song', size: 12 },
    { kind: 'image', x: 20, y: 40, width: 9, height: 9, image: 'dot' },
  ]
  const draft = (again: boolean, more: Partial<Draft>): Draft => ({
    ...sampleDraft(1),
    templates: { form: { items, again } },
    pages: [{ templates: ['form'], items: [{ kind: 'text', x: 20, y: 60, text: '老味道', font: 'song', size: 5 }] }],
    ...more,
  })
  const { fonts, images } = sampleDraft()
  const companies: Partial<Draft>[] = [
    {},
    { images: { other: png, ...images } },
    { fonts: { ...fonts, plain: { name: '思源黑体', file: serif } }, annotations: [plainNote] },
    { templates: { form: { items, again: true, order: 'Foreground' } } },
    { fonts: { song: { name: '思源宋体', file: readFont(fontBytes('noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'))! } } },
    {},
  ]
  for (const more of companies) {
    const templates = more.templates && { templates: { form: { ...more.templates.form!, again: false } } }
    const plainly = await writeOfd(draft(false, { ...more, ...templates }))
    for (const _ of [1, 2]) expect(await writeOfd(draft(true, more))).toEqual(plainly)
    expect(readOfdAgain(plainly).problems).toEqual([])
  }
})

test('a signed file keeps the schema, and its digests are those that Node computes', async () => {
  const once = await signOfd(await writeOfd(sampleDraft()), { ...signing(), places: [corner] })
  const twice = await signOfd(once, { ...signing(), places: [{ ...corner, clip: { x: 0, y: 0, width: 8, height: 42 } }], lock: true })
  const read = readOfdAgain(twice)
  expect(read.problems).toEqual([])
  expect(read.signatures.map(({ id, type }) => [id, type])).toEqual([
    ['s001', 'Seal'],
    ['s002', 'Seal'],
  ])
  expect(read.signatures.flatMap(({ references }) => references).every(({ matches }) => matches)).toBe(true)
  expect(read.signatures[1]!.stamps[0]).toEqual({ page: read.pages[0]!.id, boundary: [120, 220, 42, 42], clip: [0, 0, 8, 42] })
})

test('a signature covers every file but the list of signatures and its own value', async () => {
  const signed = await signOfd(await writeOfd(sampleDraft()), { ...signing(), places: [corner] })
  const [signature] = readOfdAgain(signed).signatures
  const covered = signature!.references.map(({ path }) => path)
  const rest = Object.keys(unpackFiles(signed)).filter((path) => !covered.includes(path))
  expect(rest.sort()).toEqual(['Doc_0/Signs/Sign_0/Signature.xml', 'Doc_0/Signs/Sign_0/SignedValue.dat', 'Doc_0/Signs/Signatures.xml'])
  expect((await verifyOfd(signed)).signatures[0]!.uncovered).toEqual(['Doc_0/Signs/Signatures.xml'])
})

test('the same draft gives the same bytes', async () => {
  expect(await writeOfd(sampleDraft())).toEqual(await writeOfd(sampleDraft()))
})

test('a font from which parts were taken stays as it was', () => {
  const own = fontBytes('noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf')
  const before = sm3(own)
  expect(subsetFont(readFont(own)!, '许可证', 'x')).toEqual(subsetFont(readFont(Uint8Array.from(own))!, '许可证', 'x'))
  expect(sm3(own)).toEqual(before)
})

test('a font that was cut down keeps its own sums and dates (OpenType, head.checkSumAdjustment)', () => {
  const own = fontBytes('noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf')
  const subset = subsetFont(readFont(own)!, '食品经营许可证', 'x')
  const view = new DataView(subset.buffer, subset.byteOffset, subset.length)
  const sum = (from: number, to: number, but = -1) => {
    let total = 0
    for (let at = from; at < to; at += 4) if (at !== but) total = (total + view.getUint32(at)) >>> 0
    return total
  }
  const tables = Array.from({ length: view.getUint16(4) }, (_, i) => 12 + i * 16).map((at) => ({
    tag: String.fromCharCode(...subset.subarray(at, at + 4)),
    told: view.getUint32(at + 4),
    from: view.getUint32(at + 8),
    length: view.getUint32(at + 12),
  }))
  const head = tables.find(({ tag }) => tag === 'head')!.from
  for (const { told, from, length } of tables) expect(sum(from, from + ((length + 3) & ~3), head + 8)).toBe(told)
  expect(view.getUint32(head + 8)).toBe((0xb1b0afba - sum(0, subset.length, head + 8)) >>> 0)
  const dates = new Uint8Array(readFont(own)!.tables.get('head')!.subarray(20, 36))
  expect(subset.slice(head + 20, head + 36)).toEqual(dates)
})

test('a font carries the characters of the document and no others', async () => {
  const [font] = Object.values(readOfdAgain(await writeOfd(sampleDraft())).fonts)
  const subset = readFont(font!.bytes)!
  const glyph = (char: string) => subset.glyphOf(char.codePointAt(0)!)
  expect(glyph('赣')).toBe(0)
  const used = serif.glyphOf('许'.codePointAt(0)!)
  expect(subset.outline(glyph('许'))).toBe(serif.outline(used))
  expect(subset.advance(glyph('许'))).toBe(serif.advance(used))
  expect(font!.bytes.length).toBeLessThan(60_000)
})

test.each<[string, Partial<Draft>]>([
  ['a font that has no such character', { pages: [{ items: [{ kind: 'text', x: 0, y: 9, text: '\u{20bb7}', font: 'song', size: 5 }] }] }],
  ['a font that is not there', { pages: [{ items: [{ kind: 'text', x: 0, y: 9, text: '字', font: 'kai', size: 5 }] }] }],
  ['a picture that is none', { images: { dot: new Uint8Array([1, 2, 3]) } }],
  ['an id that is none', { id: 'x' }],
  ['no page', { pages: [], annotations: [], outlines: [], bookmarks: [] }],
])('a draft with %s is refused before anything is written', async (_, wrong) => {
  await expect(writeOfd({ ...sampleDraft(), ...wrong })).rejects.toThrow(/字体|图片|标识|页面|字/)
})

const letters = [...'食品经营许可证甲乙丙丁 abcXYZ0123（）<>&"\'']
const millimetre = fc.integer({ min: 0, max: 200 })
const itemOf: fc.Arbitrary<Item> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    x: millimetre,
    y: millimetre,
    text: fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 30 }).map((chars) => `字${chars.join('')}字`),
    font: fc.constant('song'),
    size: fc.integer({ min: 2, max: 20 }),
  }),
  fc.record({
    kind: fc.constant('image' as const),
    x: millimetre,
    y: millimetre,
    width: fc.constant(10),
    height: fc.constant(10),
    image: fc.constant('dot'),
  }),
  fc.record({
    kind: fc.constant('path' as const),
    x: millimetre,
    y: millimetre,
    width: fc.constant(10),
    height: fc.constant(10),
    data: fc.constant('M 0 0 L 10 10 Q 1 2 3 4 B 1 2 3 4 5 6 A 1 1 0 0 1 5 5 C'),
    turn: fc.constantFrom(0, 30, 90),
    stroke: fc.constant([1, 2, 3] as const),
  }),
)

test('any draft is read again as it was declared, by both readers', async () => {
  const base = sampleDraft(1)
  const pages = fc.array(fc.array(itemOf, { maxLength: 12 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(pages, async (drawn) => {
      const draft: Draft = { ...base, pages: drawn.map((items) => ({ items })) }
      const written = await writeOfd(draft)
      const again = readOfdAgain(written)
      expect(again.problems).toEqual([])
      const wanted = drawn.map((items) => items.flatMap((item) => (item.kind === 'text' ? [item] : [])))
      expect(again.pages.map(({ texts }) => texts.map(({ text }) => text))).toEqual(wanted.map((texts) => texts.map(({ text }) => text)))
      again.pages.forEach(({ texts }, p) => {
        texts.forEach(({ x, y }, i) => {
          expect(x).toBeCloseTo(wanted[p]![i]!.x, 2)
          expect(y).toBeCloseTo(wanted[p]![i]!.y, 2)
        })
      })
      const own = (await openOfd(written)).documents[0]!
      const first = (await own.page(0)).layers.flatMap(({ children }) => children)
      expect(first.flatMap((graphic) => (graphic.kind === 'text' ? graphic.codes.map(({ text }) => text) : []))).toEqual(
        wanted[0]!.map(({ text }) => text),
      )
    }),
    { numRuns: 40 },
  )
})
