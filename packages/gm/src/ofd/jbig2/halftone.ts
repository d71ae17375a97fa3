/** Halftone regions: patterns set on a grid by a grey picture (T.88 6.6, 6.7, Annex C). */
import { Arithmetic } from './arithmetic.ts'
import { type Bitmap, columns, combine, dotAt, newBitmap, type Operator } from './bitmap.ts'
import { broken } from './fault.ts'
import { type Adaptive, decodeGeneric, genericContexts, usualAdaptive } from './generic.ts'
import { decodeMmr } from './mmr.ts'
import type { Reader } from './reader.ts'
import type { Work } from './work.ts'

/** The first adaptive dot lies where the same dot of the neighbour is likely. */
const adaptiveFrom = (template: number, first: Adaptive): Adaptive[] => [first, ...usualAdaptive(template).slice(1)]

/** 7.4.4: patterns of one size beside each other in one picture. */
export function decodePatterns(reader: Reader, work: Work): Bitmap[] {
  const flags = reader.u8()
  const [width, height, count] = [reader.u8(), reader.u8(), reader.u32() + 1]
  if (width === 0 || height === 0) throw broken()
  const template = (flags >> 1) & 3
  const shape = { width: width * count, height, template, adaptive: adaptiveFrom(template, [-width, 0]) }
  const all =
    flags & 1
      ? decodeMmr(reader, shape.width, height, work)
      : decodeGeneric(new Arithmetic(reader.rest()), genericContexts(template), shape, work)
  return Array.from({ length: count }, (_, i) => columns(all, i * width, width, work))
}

type Grid = { columns: number; rows: number; x: number; y: number; stepX: number; stepY: number }
type Halftone = Grid & { width: number; height: number; isMmr: boolean; template: number; skips: boolean; operator: Operator; dark: number }

/** Where a pattern of the grid lies in the region (6.6.5.2). */
const placeOf = ({ x, y, stepX, stepY }: Grid, row: number, column: number): [x: number, y: number] => [
  Math.floor((x + row * stepY + column * stepX) / 256),
  Math.floor((y + row * stepX - column * stepY) / 256),
]

/** 6.6.5.1: places whose pattern would lie outside of the region. */
function skipped(shape: Halftone, pattern: Bitmap, work: Work): Bitmap {
  const mask = newBitmap(shape.columns, shape.rows, work)
  for (let row = 0; row < shape.rows; row++) {
    for (let column = 0; column < shape.columns; column++) {
      const [x, y] = placeOf(shape, row, column)
      const isOutside = x + pattern.width <= 0 || x >= shape.width || y + pattern.height <= 0 || y >= shape.height
      if (isOutside) mask.bits[row * mask.stride + (column >> 3)]! |= 0x80 >> (column & 7)
    }
  }
  return mask
}

/** C.5: the planes of the grey picture from the highest on, each as the difference to the one above. */
function greyPlanes(reader: Reader, shape: Halftone, bits: number, skip: Bitmap | undefined, work: Work): Bitmap[] {
  const { template, columns: width, rows: height, isMmr } = shape
  const adaptive = adaptiveFrom(template, [template <= 1 ? 3 : 2, -1])
  const decoder = isMmr ? undefined : new Arithmetic(reader.rest())
  const contexts = genericContexts(template)
  const planes: Bitmap[] = []
  for (let plane = 0; plane < bits; plane++) {
    const own = decoder
      ? decodeGeneric(decoder, contexts, { width, height, template, adaptive, skip }, work)
      : decodeMmr(reader, width, height, work)
    const above = planes.at(-1)
    if (above) combine(own, above, 0, 0, 2, work)
    planes.push(own)
  }
  return planes
}

const perPattern = 64

/** 7.4.5.1: what stands before the data. */
function readShape(reader: Reader, size: { width: number; height: number }): Halftone {
  const flags = reader.u8()
  const operator = (flags >> 4) & 7
  if (operator > 4) throw broken()
  return {
    width: size.width,
    height: size.height,
    isMmr: (flags & 1) !== 0,
    template: (flags >> 1) & 3,
    skips: (flags & 8) !== 0,
    operator: operator as Operator,
    dark: flags >> 7,
    columns: reader.u32(),
    rows: reader.u32(),
    x: reader.i32(),
    y: reader.i32(),
    stepX: reader.u16(),
    stepY: reader.u16(),
  }
}

/** 6.6.5. */
export function decodeHalftone(reader: Reader, size: { width: number; height: number }, patterns: readonly Bitmap[], work: Work): Bitmap {
  const shape = readShape(reader, size)
  const region = newBitmap(shape.width, shape.height, work, shape.dark)
  const first = patterns[0]
  if (!first) throw broken()
  work.spend((shape.columns + 1) * (shape.rows + 1) * perPattern)
  const skip = shape.skips ? skipped(shape, first, work) : undefined
  const planes = greyPlanes(reader, shape, Math.ceil(Math.log2(patterns.length)), skip, work)
  for (let row = 0; row < shape.rows; row++) {
    for (let column = 0; column < shape.columns; column++) {
      const grey = planes.reduce((sum, plane) => sum * 2 + dotAt(plane, column, row), 0)
      const pattern = patterns[grey]
      if (!pattern) throw broken()
      combine(region, pattern, ...placeOf(shape, row, column), shape.operator, work)
    }
  }
  return region
}
