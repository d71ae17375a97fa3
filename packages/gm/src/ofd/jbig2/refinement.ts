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

/**
 * Figures 12 to 15: from the lowest bit on a context holds the dot before, three of the row before, and those of the
 * reference below, at the level of, and above the dot, each from the right; above, the second template has only the one
 * in the middle. `typical` is the context that tells a row like the reference.
 */
type Template = { size: number; below: number; level: number; above: number; aboveAhead: number; typical: number }
const templates: readonly Template[] = [
  { size: 13, below: 4, level: 7, above: 10, aboveAhead: 1, typical: 0x100 },
  { size: 10, below: 4, level: 6, above: 9, aboveAhead: 0, typical: 0x80 },
]
export const usualRefinement: readonly Adaptive[] = [
  [-1, -1],
  [-1, -1],
]
export const refinementContexts = (template: number): Contexts => new Uint8Array(1 << templates[template]!.size)

/** Room at both sides of a row for the dots of a context. */
const margin = 128
type Rows = { here: Uint8Array; before: Uint8Array; above: Uint8Array; level: Uint8Array; below: Uint8Array }

/** Bits that stay in a context when it moves on by one dot. */
const keptBits = ({ size, below, level, above }: Template): number =>
  ((1 << size) - 1) & ~(1 | (1 << 1) | (1 << below) | (1 << level) | (1 << above))

/** The dot that all nine of the reference around a place have, or -1 (6.3.5.6). */
function commonDot({ above, level, below }: Rows, x: number): number {
  const dot = level[x]!
  if (level[x - 1] !== dot || level[x + 1] !== dot) return -1
  if (above[x - 1] !== dot || above[x] !== dot || above[x + 1] !== dot) return -1
  return below[x - 1] === dot && below[x] === dot && below[x + 1] === dot ? dot : -1
}

type Moved = (context: number, rows: Rows, x: number, y: number) => number

/** Puts the adaptive dots of the first template into a context, where they are not where they usually are. */
function movedOf({ template, adaptive, reference, dx, dy }: Refinement, bitmap: Bitmap): Moved | undefined {
  if (template === 1) return undefined
  const [[ax, ay], [bx, by]] = adaptive as [Adaptive, Adaptive]
  if (ay > 0 || (ay === 0 && ax >= 0)) throw broken()
  if (ax === -1 && ay === -1 && bx === -1 && by === -1) return undefined
  return (context, rows, x, y) => {
    const own = ay === 0 ? rows.here[margin + x + ax]! : dotAt(bitmap, x + ax, y + ay)
    const other = dotAt(reference, x - dx + bx, y - dy + by)
    return (context & ~0x1008) | (own << 3) | (other << 12)
  }
}

type Row = { width: number; y: number; moved?: Moved; typical: number }

/** The context of the first dot of a row. */
function firstContext(template: Template, { before, above, level, below }: Rows): number {
  const kept = keptBits(template)
  let context = 0
  for (let at = margin - 1; at <= margin + 1; at++) {
    context = ((context << 1) & kept) | (before[at]! << 1) | (below[at]! << template.below)
    context |= (level[at]! << template.level) | (above[at - 1 + template.aboveAhead]! << template.above)
  }
  return context
}

function decodeRow(decoder: Arithmetic, contexts: Contexts, template: Template, rows: Rows, { width, y, moved, typical }: Row): void {
  const { here, before, above, level, below } = rows
  const kept = keptBits(template)
  const { below: belowFrom, level: levelFrom, above: aboveFrom, aboveAhead } = template
  let context = firstContext(template, rows)
  for (let x = 0, at = margin; x < width; x++, at++) {
    const common = typical ? commonDot(rows, at) : -1
    const dot = common >= 0 ? common : decoder.bit(contexts, moved ? moved(context, rows, x, y) : context)
    here[at] = dot
    context = ((context << 1) & kept) | dot | (before[at + 2]! << 1)
    context |= (below[at + 2]! << belowFrom) | (level[at + 2]! << levelFrom) | (above[at + 1 + aboveAhead]! << aboveFrom)
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
  const template = templates[shape.template]!
  const moved = movedOf(shape, bitmap)
  work.spend((moved ? 6 : 3) * width * height)
  if (width === 0 || height === 0) return bitmap
  const [here, before, above, level, below] = fiveRows(width) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  referenceRow(shape, -1, above)
  referenceRow(shape, 0, level)
  const rows: Rows = { here, before, above, level, below }
  let typical = 0
  for (let y = 0; y < height; y++) {
    referenceRow(shape, y + 1, rows.below)
    if (shape.typical) typical ^= decoder.bit(contexts, template.typical)
    decodeRow(decoder, contexts, template, rows, { width, y, moved, typical })
    packRow(bitmap, y, rows.here, margin)
    ;[rows.here, rows.before] = [rows.before, rows.here]
    ;[rows.above, rows.level, rows.below] = [rows.level, rows.below, rows.above]
  }
  return bitmap
}
