/** JBIG2 in Huffman and telefax coding, and halftones: encoded by a second implementation, decoded to the dot. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runCodes } from '../src/ofd/jbig2/runs.ts'
import { standardTables } from '../src/ofd/jbig2/tables.ts'
import { BitWriter, blank, type Dots, u8, u16, u32, wide } from './jbig2-bits.ts'
import { file, type Part, pagePart, regionData } from './jbig2-file.ts'
import { halftoneData, halftones, patternData, placeOf, tallRegion, wideRegion } from './jbig2-halftone.ts'
import { encodeMmr, huffmanDictionary, huffmanPut, putValue, standard, tableData } from './jbig2-huffman.ts'
import { decoded, painted, picture, symbols, texts } from './jbig2-kit.ts'
import { choices, delta, huffmanTextData } from './jbig2-parts.ts'
import { type Placed, paint } from './jbig2-regions.ts'

const runs = { numRuns: 150 }

test.each(standardTables.map((lines, i) => [i + 1, lines] as const))('table B.%i uses every code and leaves out no number', (_, lines) => {
  expect(lines.reduce((sum, { prefix }) => sum + 2 ** -prefix, 0)).toBe(1)
  const ranges = lines.filter(({ kind }) => kind === undefined)
  for (const [i, { from }] of ranges.entries()) if (i > 0) expect(from).toBe(ranges[i - 1]!.from + 2 ** ranges[i - 1]!.bits)
  const lower = lines.find(({ kind }) => kind === 'lower')
  if (lower) expect(lower.from).toBe(ranges[0]!.from - 1)
})

test.each(runCodes.map((codes, colour) => [colour, codes] as const))('no code of a run of colour %i begins another', (_, codes) => {
  const sorted = codes.map(([code]) => code).sort()
  for (const [i, code] of sorted.entries()) if (i > 0) expect(code.startsWith(sorted[i - 1]!)).toBe(false)
  expect(codes).toHaveLength(64 + 27 + 13)
})

const mmrPart = (dots: Dots, end: boolean): Part => ({
  type: 38,
  data: [...regionData(wide(dots), dots.length), 1, ...encodeMmr(dots, end)],
})

test('generic regions in telefax coding, with and without an end', () => {
  const long = fc.tuple(fc.integer({ min: 1, max: 9000 }), fc.array(fc.nat(9000), { maxLength: 6 })).map(([width, changes]) => {
    const row: number[] = new Array(width).fill(0)
    for (const at of changes) for (let x = at; x < width; x++) row[x]! ^= 1
    return [row, row.map((d) => 1 - d)]
  })
  fc.assert(
    fc.property(fc.oneof(picture(), picture(), long), fc.boolean(), (dots, end) => {
      expect(decoded(file([pagePart(wide(dots), dots.length), mmrPart(dots, end)]))).toEqual(dots)
    }),
    runs,
  )
})

test('a region in telefax coding whose length shows at its end', () => {
  fc.assert(
    fc.property(picture(), (dots) => {
      // Behind the end of the picture, where no zeros stand twice, come two of them.
      const part = mmrPart(dots, false)
      const coded = [...part.data].slice(18)
      fc.pre(!coded.some((byte, i) => byte === 0 && (coded[i + 1] ?? 0) === 0))
      const data = [...part.data, 0, 0, ...u32(dots.length)]
      expect(decoded(file([pagePart(wide(dots), dots.length), { ...part, data, unknownLength: true }]))).toEqual(dots)
    }),
    { numRuns: 50 },
  )
})

test.each(choices.map((choice, i) => [i, choice] as const))('symbols and texts of them by choice %i of tables', (_, choice) => {
  fc.assert(
    fc.property(texts, fc.boolean(), fc.constantFrom<0 | 1>(0, 1), (text, packed, tables) => {
      const own = (choice.own ?? []).map((lines): Part => ({ type: 53, data: tableData(lines) }))
      const parts: Part[] = [
        pagePart(50, 45),
        ...own,
        { type: 0, data: huffmanDictionary(text.all, packed, tables) },
        { type: 6, refers: [...own.map((_, i) => i + 1), own.length + 1], data: huffmanTextData(text, choice) },
      ]
      expect(decoded(file(parts))).toEqual(painted(text))
    }),
    runs,
  )
})

test('a text of few out of many symbols', () => {
  const all = Array.from({ length: 200 }, (_, i) => [Array.from({ length: 8 }, (_, x) => (i >> x) & 1)])
  const placed = [3, 4, 5, 6, 7, 150, 199].map((symbol, i): Placed => ({ symbol, s: 0, t: i + 1 }))
  const shape = { logStrips: 0, corner: 1, isTransposed: false, offset: 0, refines: false, template: 0 }
  const text = { all, placed, shape, operator: 0, dark: 0 }
  const parts: Part[] = [
    pagePart(50, 45),
    { type: 0, data: huffmanDictionary(all, false, 0) },
    { type: 7, refers: [1], data: huffmanTextData(text, choices[0]!) },
  ]
  expect(decoded(file(parts))).toEqual(painted(text))
})

test('symbols that refine another, in Huffman coding', () => {
  fc.assert(
    fc.property(symbols, picture(10), fc.constantFrom(0, 1), (all, dots, number) => {
      const writer = new BitWriter()
      const bits = Math.max(1, Math.ceil(Math.log2(all.length + 1)))
      const tables = { FS: standard(6), DS: standard(8), DT: standard(11), ...delta(15) }
      const put = huffmanPut(
        writer,
        tables,
        all.map((_, i) => i.toString(2).padStart(bits, '0')),
      )
      putValue(writer, standard(4), dots.length)
      putValue(writer, standard(2), wide(dots))
      putValue(writer, standard(1), 1)
      put.id(all.length - 1)
      put.number('RDX', 1)
      put.number('RDY', -1)
      put.refined(dots, all.at(-1)!, { template: number, dx: 1, dy: -1 })
      putValue(writer, standard(2), undefined)
      putValue(writer, standard(1), all.length)
      putValue(writer, standard(1), 1)
      const adaptive = number === 0 ? u8(-1, -1, -1, -1) : []
      const shape = { logStrips: 0, corner: 1, isTransposed: false, offset: 0, refines: false, template: 0 }
      const text = { all: [dots], placed: [{ symbol: 0, s: 2, t: 1 }], shape, operator: 0, dark: 0 }
      const parts: Part[] = [
        pagePart(50, 45),
        { type: 0, data: huffmanDictionary(all, true, 0) },
        { type: 0, refers: [1], data: [...u16(3 | (number << 12)), ...adaptive, ...u32(1), ...u32(1), ...writer.done()] },
        { type: 6, refers: [2], data: huffmanTextData(text, choices[0]!) },
      ]
      expect(decoded(file(parts))).toEqual(painted(text))
    }),
    runs,
  )
})

test('halftones on every grid, in both codings, with places left out', () => {
  fc.assert(
    fc.property(halftones, (halftone) => {
      const expected = blank(wideRegion, tallRegion, halftone.dark)
      for (const [r, row] of halftone.values.entries())
        for (const [c, value] of row.entries()) paint(expected, halftone.patterns[value]!, ...placeOf(halftone, r, c), halftone.operator)
      const parts: Part[] = [
        pagePart(wideRegion, tallRegion),
        { type: 16, data: patternData(halftone) },
        { type: 22, refers: [1], data: halftoneData(halftone) },
      ]
      expect(decoded(file(parts))).toEqual(expected)
    }),
    runs,
  )
})
