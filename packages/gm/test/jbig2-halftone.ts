/** Halftones by chance, and how they are encoded (T.88 6.6, 6.7, Annex C). */
import fc from 'fast-check'
import { blank, type Dots, MqEncoder, u16, u32 } from './jbig2-bits.ts'
import { regionData } from './jbig2-file.ts'
import { encodeMmr, greyPlanes } from './jbig2-huffman.ts'
import { template } from './jbig2-kit.ts'
import { encodeGeneric, usual } from './jbig2-regions.ts'

export const halftones = fc
  .record({
    width: fc.integer({ min: 1, max: 8 }),
    height: fc.integer({ min: 1, max: 8 }),
    count: fc.integer({ min: 1, max: 9 }),
    template,
    isMmr: fc.boolean(),
    skips: fc.boolean(),
    operator: fc.integer({ min: 0, max: 4 }),
    dark: fc.constantFrom(0, 1),
    columns: fc.integer({ min: 1, max: 9 }),
    rows: fc.integer({ min: 1, max: 9 }),
    x: fc.integer({ min: -3000, max: 6000 }),
    y: fc.integer({ min: -3000, max: 6000 }),
    stepX: fc.integer({ min: 0, max: 2500 }),
    stepY: fc.integer({ min: 0, max: 1500 }),
    chances: fc.infiniteStream(fc.nat(1000)),
  })
  .map(({ chances, ...rest }) => {
    const next = () => chances.next().value as number
    const grid = (width: number, height: number, below: number) => blank(width, height).map((row) => row.map(() => next() % below))
    const patterns = Array.from({ length: rest.count }, () => grid(rest.width, rest.height, 2))
    return { ...rest, patterns, values: grid(rest.columns, rest.rows, rest.count) }
  })
export type Halftone = typeof halftones extends fc.Arbitrary<infer T> ? T : never

export const [wideRegion, tallRegion] = [40, 30]
export const placeOf = ({ x, y, stepX, stepY }: Halftone, row: number, column: number) =>
  [(x + row * stepY + column * stepX) >> 8, (y + row * stepX - column * stepY) >> 8] as const

/** 6.7.5: patterns beside each other. */
export function patternData({ patterns, width, height, template: number, isMmr }: Halftone): number[] {
  const all = Array.from({ length: height }, (_, y) => patterns.flatMap((pattern) => pattern[y]!))
  const encoder = new MqEncoder()
  encodeGeneric(encoder, all, { template: number, adaptive: [[-width, 0], ...usual[number]!.slice(1)] })
  return [Number(isMmr) | (number << 1), width, height, ...u32(patterns.length - 1), ...(isMmr ? encodeMmr(all, false) : encoder.done())]
}

/** 6.6.5 and Annex C; a place that is left out is light in every plane, also where others look at it. */
export function halftoneData(halftone: Halftone): number[] {
  const { values, count, template: number, isMmr, columns, rows, x, y, stepX, stepY } = halftone
  const skip = halftone.skips ? outside(halftone) : undefined
  const kept = values.map((row, r) => row.map((value, c) => (skip?.[r]?.[c] ? 0 : value)))
  const planes = greyPlanes(kept, Math.ceil(Math.log2(count)))
  const encoder = new MqEncoder()
  const adaptive = [[number <= 1 ? 3 : 2, -1] as const, ...usual[number]!.slice(1)]
  for (const plane of planes) encodeGeneric(encoder, plane, { template: number, adaptive, skip })
  const flags = Number(isMmr) | (number << 1) | (halftone.skips ? 8 : 0) | (halftone.operator << 4) | (halftone.dark << 7)
  const head = [...regionData(wideRegion, tallRegion, { operator: 4 }), flags, ...u32(columns), ...u32(rows), ...u32(x), ...u32(y)]
  return [...head, ...u16(stepX), ...u16(stepY), ...(isMmr ? planes.flatMap((plane) => [...encodeMmr(plane, true)]) : encoder.done())]
}

export const outside = (halftone: Halftone): Dots =>
  halftone.values.map((row, r) =>
    row.map((_, c) => {
      const [x, y] = placeOf(halftone, r, c)
      return x + halftone.width <= 0 || x >= wideRegion || y + halftone.height <= 0 || y >= tallRegion ? 1 : 0
    }),
  )
