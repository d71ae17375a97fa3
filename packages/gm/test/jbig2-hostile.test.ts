/**
 * JBIG2 made to mislead or to exhaust, and broken in every way: either a picture or a fault of the decoder, soon and with
 * little memory. `GM_FUZZ=100000` tries as many inputs, `GM_FUZZ_SEED` others; without them some thousands, in seconds.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from '../src/bytes.ts'
import { decodeJbig2 } from '../src/ofd/jbig2/decode.ts'
import { Jbig2Fault } from '../src/ofd/jbig2/fault.ts'
import { Work } from '../src/ofd/jbig2/work.ts'
import { pictureOf } from '../src/ofd/render/picture.ts'
import { blank, MqEncoder, u16, u32 } from './jbig2-bits.ts'
import { file, genericPart, type Part, pagePart, regionData } from './jbig2-file.ts'
import { halftoneData, halftones, patternData } from './jbig2-halftone.ts'
import { encodeMmr, huffmanDictionary, tableData } from './jbig2-huffman.ts'
import { likeness, picture, texts } from './jbig2-kit.ts'
import { choices, huffmanTextData, refinementPart, textData } from './jbig2-parts.ts'
import { dictionaryData } from './jbig2-regions.ts'
import { chance, scramble } from './mutate.ts'

const count = Number(process.env.GM_FUZZ ?? 4000)
const draw = chance(Number(process.env.GM_FUZZ_SEED ?? 1))
const pick = <T>(from: readonly T[]): T => from[draw(from.length)]!
const sample = <T>(from: fc.Arbitrary<T>): T[] => fc.sample(from, { numRuns: 6, seed: 7 })

const page = pagePart(50, 45)
const own = choices[3]!.own!.map((lines): Part => ({ type: 53, data: tableData(lines) }))
/** Whole files with all there is. */
const examples: Uint8Array[] = [
  ...sample(picture()).map((dots) => file([page, genericPart(dots, { template: 0, typical: true })])),
  ...sample(picture()).map((dots) =>
    file([pagePart(50, 0xffffffff), genericPart(dots, { template: 3 }), { type: 50, data: u32(44) }], 'random access'),
  ),
  ...sample(picture()).map((dots) =>
    file([page, { type: 38, data: [...regionData(dots[0]!.length, dots.length), 1, ...encodeMmr(dots, true)] }]),
  ),
  ...sample(likeness).map(([dots, other]) =>
    file([page, genericPart(other, { template: 1 }, {}, 36), refinementPart(dots, other, { template: 0, typical: true }, [1])]),
  ),
  ...sample(texts).map((text) =>
    file([page, { type: 0, data: dictionaryData(text.all, 0) }, { type: 6, refers: [1], data: textData(text) }]),
  ),
  ...sample(texts).map((text) =>
    file([
      page,
      ...own,
      { type: 0, data: huffmanDictionary(text.all, true, 1) },
      { type: 6, refers: [1, 2, 3], data: huffmanTextData(text, choices[3]!) },
    ]),
  ),
  ...sample(halftones).map((halftone) =>
    file([page, { type: 16, data: patternData(halftone) }, { type: 22, refers: [1], data: halftoneData(halftone) }]),
  ),
]

const extremes = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0x10000, 0xffff]

/** A length, size, count or reference that is not so. */
function misled(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice()
  out.set(u32(pick(extremes)), draw(Math.max(1, out.length - 4)))
  return out
}

function broken(): Uint8Array {
  let out = draw(2) === 0 ? misled(pick(examples)) : scramble(pick(examples), draw, pick(examples))
  while (draw(3) === 0 && out.length > 4) out = draw(2) === 0 ? misled(out) : scramble(out, draw, pick(examples))
  return out
}

test('the whole files are pictures', () => {
  for (const example of examples) expect(decodeJbig2(example).width).toBe(50)
})

test(
  'whatever is changed, a picture comes of it or a fault, soon',
  () => {
    const tried = { pictures: 0, faults: 0, slowest: 0, input: new Uint8Array() }
    for (let i = 0; i < count; i++) {
      const input = broken()
      const started = process.cpuUsage()
      try {
        decodeJbig2(input)
        tried.pictures++
      } catch (error) {
        if (!(error instanceof Jbig2Fault)) throw new Error(`${(error as Error).stack}\nfor ${toHex(input)}`)
        tried.faults++
      }
      const took = process.cpuUsage(started).user / 1000
      if (took > tried.slowest) Object.assign(tried, { slowest: took, input })
    }
    process.stdout.write(`JBIG2: ${tried.pictures} pictures, ${tried.faults} faults, slowest ${tried.slowest.toFixed(0)} ms\n`)
    expect(tried.pictures).toBeGreaterThan(0)
    expect(tried.faults).toBeGreaterThan(0)
    expect(tried.slowest, toHex(tried.input)).toBeLessThan(10_000)
  },
  24 * 3_600_000,
)

const noise = sample(picture(40)).reduce((a, b) => (a.length * a[0]!.length > b.length * b[0]!.length ? a : b))

test('no part of a file is taken for the whole', () => {
  const whole = file([pagePart(noise[0]!.length, noise.length), genericPart(noise, { template: 0 })])
  // The end of the page and of the file, eleven bytes each, may be missing.
  const harmless = (length: number) => length === whole.length - 22 || length >= whole.length - 11
  for (let length = 0; length <= whole.length; length++) {
    const decode = () => decodeJbig2(whole.subarray(0, length))
    if (harmless(length)) expect(decode).not.toThrow()
    else expect(decode).toThrow(Jbig2Fault)
  }
})

test('a region whose data were cut and whose length says so is refused', () => {
  const part = genericPart(noise, { template: 0 })
  const cut = (length: number) => file([pagePart(noise[0]!.length, noise.length), { ...part, data: part.data.slice(0, length) }])
  expect(() => decodeJbig2(cut(part.data.length - 12))).toThrow('JBIG2 图片损坏')
  expect(() => decodeJbig2(cut(40))).toThrow('JBIG2 图片损坏')
})

const dictionary = { type: 0, data: dictionaryData([blank(3, 3, 1)], 0) }
const emptyText = (instances: number): number[] => [...regionData(9, 9), ...u16(0x10), ...u32(instances), ...new Array(2000).fill(0)]
const emptyGrid = (columns: number, rows: number): number[] => [
  ...regionData(9, 9),
  1,
  ...u32(columns),
  ...u32(rows),
  ...new Array(12).fill(0),
]
const manySymbols = (): number[] => [...u16(0), 3, 255, 253, 255, 2, 254, 254, 254, ...u32(0xffffffff), ...u32(0xffffffff), 0, 0, 0]
/** A blank page of any size in a few bytes. */
const blankRegion = (width: number, height: number): Part => {
  const encoder = new MqEncoder()
  for (let i = 0; i < 200; i++) encoder.bit('GB 39717', i === 0 ? 1 : 0)
  return { type: 38, data: [...regionData(width, height), 8, 3, 255, 253, 255, 2, 254, 254, 254, ...encoder.done()] }
}
const times = <T>(number: number, one: (i: number) => T): T[] => Array.from({ length: number }, (_, i) => one(i))

test.each<[string, () => readonly Part[], RegExp]>([
  ['a page of billions of dots', () => [pagePart(0xffffffff, 0xfffffff0)], /太大/],
  ['a page that is a line without end', () => [pagePart(1, 0xfffffff0)], /太大/],
  ['a page without a width', () => [pagePart(0, 10)], /损坏/],
  ['a page whose last stripe ends nowhere', () => [pagePart(9, 0xffffffff), { type: 50, data: u32(0xfffffffe) }], /太大/],
  ['a page that has no stripe', () => [pagePart(9, 0xffffffff)], /损坏/],
  ['no page', () => [genericPart(blank(3, 3), { template: 0 })], /损坏/],
  ['two pages', () => [page, page], /有 2 页/],
  ['a region of billions of dots', () => [page, blankRegion(0xffffffff, 0xffffffff)], /太大/],
  ['many regions, each of which is allowed', () => [page, ...times(40, () => blankRegion(4000, 4000))], /太大/],
  ['many patterns laid on one', () => [page, { type: 16, data: [0, 1, 1, ...u32(0xffffffff), 0, 0] }], /太大/],
  [
    'a halftone of billions of rows, none of them wide',
    () => [page, { type: 16, data: [1, 1, 1, ...u32(0), 0xff, 0xff] }, { type: 22, refers: [1], data: emptyGrid(0, 0xfffffff0) }],
    /太大/,
  ],
  ['a reference to what is not there', () => [page, dictionary, { type: 6, refers: [0], data: emptyText(1) }], /损坏/],
  ['a reference to itself', () => [page, { type: 6, refers: [1], data: emptyText(1) }], /损坏/],
  ['a reference to what comes later', () => [page, { type: 6, refers: [2], data: emptyText(1) }, dictionary], /损坏/],
  ['billions of symbols', () => [page, { type: 0, data: manySymbols() }], /太大/],
  ['billions of instances', () => [page, dictionary, { type: 6, refers: [1], data: emptyText(0xffffffff) }], /损坏|太大/],
  ['a text without symbols', () => [page, { type: 6, data: emptyText(1) }], /损坏/],
  ['an adaptive dot that is not decoded yet', () => [page, genericPart(blank(3, 3), { template: 1, adaptive: [[0, 0]] })], /损坏/],
  ['an operator that is none', () => [page, genericPart(blank(3, 3), { template: 1 }, { operator: 5 })], /损坏/],
  ['colours', () => [page, genericPart(blank(3, 3), { template: 1 }, { operator: 8 })], /还不能画的编码（彩色）/],
  [
    'twelve adaptive dots',
    () => [page, { type: 38, data: [...regionData(3, 3), 16, ...new Array(40).fill(0)] }],
    /还不能画的编码（扩展模板）/,
  ],
  ['a kind of segment that is not known', () => [page, { type: 54, data: [] }], /还不能画的编码（第 54 种数据段）/],
  ['an extension that has to be understood', () => [page, { type: 62, data: u32(0x80000000) }], /还不能画的编码（扩展数据段）/],
])('%s is refused, soon', (_, parts, why) => {
  const bytes = file(parts())
  const started = process.cpuUsage()
  const refused = pictureOf(bytes)
  expect(refused.kind === 'refused' && refused.why).toMatch(why)
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(8_000)
})

test('pictures of one page share what may be spent', () => {
  const [large, work] = [file([pagePart(9000, 9000), blankRegion(9000, 9000)]), new Work()]
  expect(pictureOf(large, undefined, work).kind).toBe('drawn')
  expect(pictureOf(large, undefined, work)).toEqual({ kind: 'refused', why: 'JBIG2 图片太大，已停止展开' })
})
