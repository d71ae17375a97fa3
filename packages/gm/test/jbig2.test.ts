/** Pictures in JBIG2: encoded by a second implementation (jbig2-*.ts), decoded to the dot. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Arithmetic } from '../src/ofd/jbig2/arithmetic.ts'
import { decodeInteger, integerContexts } from '../src/ofd/jbig2/integers.ts'
import { blank, type Dots, MqEncoder, u8, u16, u32, wide } from './jbig2-bits.ts'
import { file, genericPart, type Organisation, type Part, pagePart } from './jbig2-file.ts'
import { decoded, likeness, painted, picture, symbols, template, texts } from './jbig2-kit.ts'
import { refinementPart, textData, usualRefinementBytes } from './jbig2-parts.ts'
import { arithmeticPut, dictionaryData, encodeText, type Placed, paint, paintText, usual } from './jbig2-regions.ts'

const runs = { numRuns: 150 }
const bytesOf = (hex: string) => Uint8Array.from(hex.match(/\w\w/g)!, (pair) => Number.parseInt(pair, 16))

const point = (most: number): fc.Arbitrary<readonly [number, number]> =>
  fc.oneof(
    fc.tuple(fc.integer({ min: -most, max: most - 1 }), fc.integer({ min: -most, max: -1 })),
    fc.tuple(fc.integer({ min: -most, max: -1 }), fc.constant(0)),
  )
const adaptiveOf = (number: number) => fc.option(fc.tuple(...usual[number]!.map(() => fc.oneof(point(6), point(128)))), { nil: undefined })
const shape = template.chain((number) => fc.record({ template: fc.constant(number), typical: fc.boolean(), adaptive: adaptiveOf(number) }))

test('the sequence of Annex H.2 gives the bits that it should', () => {
  const coded = bytesOf('84C73BFCE1A1430402200000410D BB86F431 7FFF88FF37471ADB6ADFFFAC'.replaceAll(' ', ''))
  const expected = bytesOf('00020051000000C0035287 2AAAAAAAAA82C020 00FCD79EF6BF7FED904F46A3BF'.replaceAll(' ', ''))
  const [decoder, context] = [new Arithmetic(coded), new Uint8Array(1)]
  const bits = Array.from({ length: expected.length * 8 }, () => decoder.bit(context, 0))
  expect(bits.join('')).toBe([...expected].map((byte) => byte.toString(2).padStart(8, '0')).join(''))
  const encoder = new MqEncoder()
  for (const bit of bits) encoder.bit('one', bit)
  expect(encoder.done()).toEqual(coded)
})

test('whole numbers of every size, and out of band', () => {
  const number = fc.oneof(fc.integer({ min: -30, max: 30 }), fc.integer(), fc.integer({ min: -5000, max: 5000 }), fc.constant(undefined))
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 60 }), (numbers) => {
      const encoder = new MqEncoder()
      for (const one of numbers) encoder.integer('IAX', one)
      const [decoder, contexts] = [new Arithmetic(encoder.done()), integerContexts()]
      expect(numbers.map(() => decodeInteger(decoder, contexts))).toEqual(numbers.map((one) => (one === 0 ? 0 : one)))
    }),
    runs,
  )
})

test('generic regions of every template, typical or not, with adaptive dots anywhere', () => {
  fc.assert(
    fc.property(picture(), shape, (dots, generic) => {
      expect(decoded(file([pagePart(wide(dots), dots.length), genericPart(dots, generic)]))).toEqual(dots)
    }),
    runs,
  )
})

test.each<[Organisation, number | undefined]>([
  ['sequential', 1],
  ['sequential', undefined],
  ['random access', 1],
  ['random access', undefined],
  ['bare', undefined],
])('a file that is %s, of %s pages', (organisation, pages) => {
  fc.assert(
    fc.property(picture(), (dots) => {
      expect(decoded(file([pagePart(wide(dots), dots.length), genericPart(dots, { template: 0 }, {}, 39)], organisation, pages))).toEqual(
        dots,
      )
    }),
    { numRuns: 10 },
  )
})

test('regions are laid on the page by every operator, on light and on dark, within it and beyond its edges', () => {
  const spot = fc.record({
    x: fc.integer({ min: 0, max: 30 }),
    y: fc.integer({ min: 0, max: 30 }),
    operator: fc.integer({ min: 0, max: 4 }),
  })
  fc.assert(
    fc.property(fc.array(fc.tuple(picture(24), spot), { maxLength: 4 }), fc.constantFrom(0, 1), (regions, dark) => {
      const expected = blank(37, 33, dark)
      for (const [dots, { x, y, operator }] of regions) paint(expected, dots, x, y, operator)
      const parts = regions.map(([dots, at]) => genericPart(dots, { template: 1 }, at))
      expect(decoded(file([pagePart(37, 33, dark), ...parts]))).toEqual(expected)
    }),
    runs,
  )
})

test('a page whose height shows at the end of its stripes', () => {
  fc.assert(
    fc.property(fc.array(picture(12), { minLength: 1, maxLength: 5 }), fc.constantFrom(0, 1), (stripes, dark) => {
      const parts: Part[] = [pagePart(12, 0xffffffff, dark)]
      const expected: Dots = []
      for (const dots of stripes) {
        parts.push(genericPart(dots, { template: 2 }, { x: 0, y: expected.length, operator: 4 }))
        for (const row of dots) expected.push([...row, ...new Array(12 - row.length).fill(dark)])
        expected.push(new Array(12).fill(dark))
        parts.push({ type: 50, data: u32(expected.length - 1) })
      }
      expect(decoded(file(parts))).toEqual(expected)
    }),
    { numRuns: 50 },
  )
})

test('a generic region whose length and height show at its end', () => {
  fc.assert(
    fc.property(picture(), fc.constantFrom<Organisation>('sequential', 'random access'), (dots, organisation) => {
      const part = genericPart(dots, { template: 0, typical: true })
      const data = [...part.data, ...u32(dots.length)]
      data.splice(4, 4, ...u32(dots.length + 7))
      const page = pagePart(wide(dots), dots.length)
      expect(decoded(file([page, { ...part, data, unknownLength: true }], organisation))).toEqual(dots)
    }),
    { numRuns: 50 },
  )
})

test('refinements of a region that was kept and of the page, of both templates, typical or not', () => {
  const refinement = fc.record({
    template: fc.constantFrom(0, 1),
    typical: fc.boolean(),
    adaptive: fc.option(
      fc.tuple(point(9), fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })) as ReturnType<typeof point>),
      { nil: undefined },
    ),
  })
  fc.assert(
    fc.property(likeness, refinement, fc.boolean(), ([dots, reference], how, isKept) => {
      const parts = [
        pagePart(wide(dots), dots.length),
        genericPart(reference, { template: 0 }, {}, isKept ? 36 : 38),
        refinementPart(dots, reference, how, isKept ? [1] : []),
      ]
      expect(decoded(file(parts))).toEqual(dots)
    }),
    runs,
  )
})

test('symbols and texts of them: strips, corners, transposed, with an offset, refined', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const parts: Part[] = [
        pagePart(50, 45),
        { type: 0, data: dictionaryData(text.all, text.dictionaryTemplate) },
        { type: 6, refers: [1], data: textData(text) },
      ]
      expect(decoded(file(parts))).toEqual(painted(text))
    }),
    runs,
  )
})

test('a text of two dictionaries, the second with the contexts that the first left', () => {
  fc.assert(
    fc.property(symbols, symbols, template, (first, second, number) => {
      const contexts = new Map()
      const names = new Map([...contexts])
      const kept = dictionaryData(first, number, 0x200, new MqEncoder(contexts))
      for (const [name, state] of contexts) if (name.startsWith('GB')) names.set(name, state)
      const text = {
        all: [...first, ...second],
        shape: { logStrips: 0, corner: 1, isTransposed: false, offset: 0, refines: false, template: 0 },
        operator: 0,
        dark: 0,
        placed: [...first, ...second].map((_, symbol) => ({ symbol, s: 2 * symbol, t: 3 * symbol })),
      }
      const parts: Part[] = [
        pagePart(50, 45),
        { type: 0, data: kept },
        // It refers to the first for its contexts, and exports what that has, and its own.
        { type: 0, refers: [1], data: continued(first, second, number, new MqEncoder(names)) },
        { type: 6, refers: [2], data: textData(text) },
      ]
      expect(decoded(file(parts))).toEqual(painted(text))
    }),
    runs,
  )
})

/** A dictionary of the symbols of another and more. */
function continued(before: readonly Dots[], added: readonly Dots[], number: number, encoder: MqEncoder): number[] {
  const data = dictionaryData(added, number, 0x100, withExports(encoder, before.length + added.length))
  const at = 2 + 2 * usual[number]!.length
  return [...data.subarray(0, at), ...u32(before.length + added.length), ...data.subarray(at + 4)]
}

/** The same encoder, exporting all of `count` symbols. */
function withExports(encoder: MqEncoder, count: number): MqEncoder {
  const integer = encoder.integer.bind(encoder)
  encoder.integer = (name, value) => integer(name, name === 'EX' && value !== 0 ? count : value)
  return encoder
}

test('symbols that refine another, and symbols put together of others', () => {
  fc.assert(
    fc.property(likeness, picture(10), fc.constantFrom(0, 1), ([dots, reference], beside, number) => {
      const encoder = new MqEncoder()
      const all = [reference, beside].sort((a, b) => a.length - b.length || wide(a) - wide(b))
      const [first, second] = [all.indexOf(reference), all.indexOf(beside)]
      const together = { logStrips: 0, corner: 1, isTransposed: false, offset: 0, refines: true, template: number }
      const placed: Placed[] = [
        { symbol: first, s: 0, t: 0, refined: { dots, dx: 0, dy: 0 } },
        { symbol: second, s: 3, t: 0 },
      ]
      const both = blank(wide(dots) + 8, dots.length + 5)
      paintText(both, all, placed, together, 0)
      const put = arithmeticPut(encoder, 2)
      encoder.integer('DH', dots.length)
      encoder.integer('DW', wide(dots))
      encoder.integer('AI', 1)
      put.id(first)
      put.number('RDX', 0)
      put.number('RDY', 0)
      put.refined(dots, reference, { template: number })
      encoder.integer('DW', undefined)
      encoder.integer('DH', 5)
      encoder.integer('DW', wide(both))
      encoder.integer('AI', 2)
      encodeText(put, all, placed, together)
      encoder.integer('DW', undefined)
      encoder.integer('EX', 2)
      encoder.integer('EX', 2)
      const refined = { ...together, refines: false }
      const adaptive = number === 0 ? usualRefinementBytes : []
      const head = [...u16(2 | (number << 12)), ...usual[0]!.flatMap(([x, y]) => u8(x, y)), ...adaptive, ...u32(2), ...u32(2)]
      const text = {
        all: [dots, both],
        shape: refined,
        operator: 0,
        dark: 0,
        placed: [
          { symbol: 0, s: 0, t: 0 },
          { symbol: 1, s: 1, t: 0 },
        ],
      }
      const parts: Part[] = [
        pagePart(50, 45),
        { type: 0, data: dictionaryData(all, 0) },
        { type: 0, refers: [1], data: [...head, ...encoder.done()] },
        { type: 6, refers: [2], data: textData(text) },
      ]
      expect(decoded(file(parts))).toEqual(painted(text))
    }),
    runs,
  )
})
