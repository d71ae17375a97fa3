/** Generic refinement regions: a picture from one much like it (T.88 6.3). */
import type { Arithmetic, Contexts } from './arithmetic.ts'
import { type Bitmap, dotAt, newBitmap, packRow } from './bitmap.ts'
import { broken } from './fault.ts'
import type { Adaptive } from './generic.ts'
import type { Work } from './work.ts'

/** The template with its two adaptive dots: the first in this picture, the second in the reference. */
export type Refining = { template: number; adaptive: readonly Adaptive[] }
export type Refinement = Refining & {
  width: number
  height: number
  reference: Bitmap
  /** Where the reference lies in the new picture. */
  dx: number
  dy: number
  /** TPGRON. */
  typical?: boolean
}

/** Figures 12 and 13; of the second template only the first ten bits count. */
const sizes = [13, 10]
/** Figures 14 and 15: all light but the dot of the reference below. */
const typicalContext = [0x100, 0x80]
export const usualRefinement: readonly Adaptive[] = [
  [-1, -1],
  [-1, -1],
]
export const refinementContexts = (template: number): Contexts => new Uint8Array(1 << sizes[template]!)

/** Room at both sides of a row for the dots of a context. */
const margin = 128
type Rows = { here: Uint8Array; before: Uint8Array; above: Uint8Array; level: Uint8Array; below: Uint8Array }

const firstTemplate = ({ here, before, above, level, below }: Rows, x: number): number =>
  here[x - 1]! |
  (before[x + 1]! << 1) |
  (before[x]! << 2) |
  (before[x - 1]! << 3) |
  (below[x + 1]! << 4) |
  (below[x]! << 5) |
  (below[x - 1]! << 6) |
  (level[x + 1]! << 7) |
  (level[x]! << 8) |
  (level[x - 1]! << 9) |
  (above[x + 1]! << 10) |
  (above[x]! << 11) |
  (above[x - 1]! << 12)

const secondTemplate = ({ here, before, above, level, below }: Rows, x: number): number =>
  here[x - 1]! |
  (before[x + 1]! << 1) |
  (before[x]! << 2) |
  (before[x - 1]! << 3) |
  (below[x + 1]! << 4) |
  (below[x]! << 5) |
  (level[x + 1]! << 6) |
  (level[x]! << 7) |
  (level[x - 1]! << 8) |
  (above[x]! << 9)

/** The dot that all nine of the reference around a place have, if they have one (6.3.5.6). */
function commonDot({ above, level, below }: Rows, x: number): number | undefined {
  const dot = level[x]!
  const sum = (row: Uint8Array) => row[x - 1]! + row[x]! + row[x + 1]!
  return sum(above) + sum(level) + sum(below) === dot * 9 ? dot : undefined
}

type Contextual = (rows: Rows, x: number, y: number) => number

/** The context of a dot, with the adaptive dots where this picture has them. */
function contextOf(shape: Refinement, bitmap: Bitmap): Contextual {
  if (shape.template === 1) return (rows, x) => secondTemplate(rows, x + margin)
  const [[ax, ay], [bx, by]] = shape.adaptive as [Adaptive, Adaptive]
  if (ay > 0 || (ay === 0 && ax >= 0)) throw broken()
  if (ax === -1 && ay === -1 && bx === -1 && by === -1) return (rows, x) => firstTemplate(rows, x + margin)
  const { reference, dx, dy } = shape
  return (rows, x, y) => {
    const own = ay === 0 ? rows.here[margin + x + ax]! : dotAt(bitmap, x + ax, y + ay)
    const other = dotAt(reference, x - dx + bx, y - dy + by)
    return (firstTemplate(rows, x + margin) & ~0x1008) | (own << 3) | (other << 12)
  }
}

/** A row of the reference as it lies in the new picture, and one dot to each side. */
function referenceRow({ reference, dx, dy, width }: Refinement, y: number, into: Uint8Array): Uint8Array {
  for (let x = -1; x <= width; x++) into[margin + x] = dotAt(reference, x - dx, y - dy)
  return into
}

const fiveRows = (width: number) => Array.from({ length: 5 }, () => new Uint8Array(width + 2 * margin))

/** 6.3.5.6. */
export function decodeRefinement(decoder: Arithmetic, contexts: Contexts, shape: Refinement, work: Work): Bitmap {
  const { width, height } = shape
  const bitmap = newBitmap(width, height, work)
  work.spend(2 * width * height)
  if (width === 0 || height === 0) return bitmap
  const context = contextOf(shape, bitmap)
  const [here, before, above, level, below] = fiveRows(width) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  referenceRow(shape, -1, above)
  referenceRow(shape, 0, level)
  const rows: Rows = { here, before, above, level, below }
  let typical = 0
  for (let y = 0; y < height; y++) {
    referenceRow(shape, y + 1, rows.below)
    if (shape.typical) typical ^= decoder.bit(contexts, typicalContext[shape.template]!)
    for (let x = 0; x < width; x++) {
      const common = typical ? commonDot(rows, x + margin) : undefined
      rows.here[margin + x] = common ?? decoder.bit(contexts, context(rows, x, y))
    }
    packRow(bitmap, y, rows.here, margin)
    ;[rows.here, rows.before] = [rows.before, rows.here]
    ;[rows.above, rows.level, rows.below] = [rows.level, rows.below, rows.above]
  }
  return bitmap
}
