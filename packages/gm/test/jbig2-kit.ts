/** Pictures, symbols and texts by chance, for tests of JBIG2. */
import fc from 'fast-check'
import { dotAt } from '../src/ofd/jbig2/bitmap.ts'
import { decodeJbig2 } from '../src/ofd/jbig2/decode.ts'
import { blank, type Dots, dot, wide } from './jbig2-bits.ts'
import { type Placed, paintText, type TextShape } from './jbig2-regions.ts'

export function decoded(bytes: Uint8Array): Dots {
  const bitmap = decodeJbig2(bytes)
  return Array.from({ length: bitmap.height }, (_, y) => Array.from({ length: bitmap.width }, (_, x) => dotAt(bitmap, x, y)))
}

/** How a row comes about: as the one above, of areas, or of noise. */
const kinds: ((dots: Dots, x: number, y: number, chance: number) => number)[] = [
  (dots, x, y) => dot(dots, x, y - 1),
  (dots, x, y, chance) => dot(dots, x - 1, y) ^ (chance < 20 ? 1 : 0),
  (_dots, _x, _y, chance) => chance & 1,
]

export const picture = (most = 40): fc.Arbitrary<Dots> =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }), fc.infiniteStream(fc.integer({ min: 0, max: 255 })))
    .map(([width, height, chances]) => {
      const next = () => chances.next().value as number
      const dots = blank(width, height)
      for (const [y, row] of dots.entries()) {
        const kind = kinds[next() % kinds.length]!
        for (let x = 0; x < width; x++) row[x] = kind(dots, x, y, next())
      }
      return dots
    })

export const template = fc.integer({ min: 0, max: 3 })
/** A picture and another one much like it. */
export const likeness = picture().chain((dots) =>
  fc.array(fc.tuple(fc.nat(wide(dots) - 1), fc.nat(dots.length - 1)), { maxLength: 12 }).map((flips) => {
    const other = dots.map((row) => [...row])
    for (const [x, y] of flips) other[y]![x]! ^= 1
    return [dots, other] as const
  }),
)

/** By height, then width, as a dictionary has them. */
export const symbols = fc
  .array(picture(12), { minLength: 1, maxLength: 9 })
  .map((all) => all.sort((a, b) => a.length - b.length || wide(a) - wide(b)))

const setting = fc.record({
  logStrips: fc.integer({ min: 0, max: 3 }),
  corner: fc.integer({ min: 0, max: 3 }),
  isTransposed: fc.boolean(),
  offset: fc.integer({ min: -16, max: 15 }),
  refines: fc.boolean(),
  template: fc.constantFrom(0, 1),
})

const placing = (all: readonly Dots[], refines: boolean, strip: number): fc.Arbitrary<Placed[]> => {
  const one = fc.record({
    symbol: fc.nat(all.length - 1),
    s: fc.integer({ min: -5, max: 60 }),
    t: fc.integer({ min: 0, max: 40 }),
    refined: refines
      ? fc.option(fc.record({ dots: picture(14), dx: fc.integer({ min: -3, max: 3 }), dy: fc.integer({ min: -3, max: 3 }) }), {
          nil: undefined,
        })
      : fc.constant(undefined),
  })
  return fc
    .array(one, { minLength: 1, maxLength: 12 })
    .map((placed) => placed.sort((a, b) => Math.floor(a.t / strip) - Math.floor(b.t / strip)))
}

export const texts = fc
  .record({
    all: symbols,
    shape: setting,
    operator: fc.integer({ min: 0, max: 3 }),
    dark: fc.constantFrom(0, 1),
    dictionaryTemplate: template,
  })
  .chain((text) => placing(text.all, text.shape.refines, 2 ** text.shape.logStrips).map((placed) => ({ ...text, placed })))
export type Text = { all: readonly Dots[]; placed: readonly Placed[]; shape: TextShape; operator: number; dark: number }

export function painted({ all, shape: text, operator, dark, placed }: Text): Dots {
  const expected = blank(50, 45, dark)
  paintText(expected, all, placed, text, operator)
  return expected
}
