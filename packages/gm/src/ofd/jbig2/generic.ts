/** Generic regions in arithmetic coding (T.88 6.2). */
import type { Arithmetic, Contexts } from './arithmetic.ts'
import { type Bitmap, dotAt, newBitmap, packRow, unpackRow } from './bitmap.ts'
import { broken } from './fault.ts'
import type { Work } from './work.ts'

/** An adaptive dot, relative to the one that is decoded. */
export type Adaptive = readonly [x: number, y: number]

/**
 * Figures 3 to 6: a context holds the dots of the second row above, of the row above, and of this row, each from the
 * left; `ahead` is how far the rows above reach to the right, `from` the lowest bit of each. `adaptive` says where those
 * usually are and their bit, `typical` the context that tells a row like the one above (Figures 8 to 11).
 */
type Template = {
  size: number
  second: { from: number; ahead: number }
  first: { from: number; ahead: number }
  adaptive: readonly (readonly [x: number, y: number, bit: number])[]
  typical: number
}

const templates: readonly Template[] = [
  {
    size: 16,
    second: { from: 11, ahead: 2 },
    first: { from: 4, ahead: 3 },
    adaptive: [
      [3, -1, 4],
      [-3, -1, 10],
      [2, -2, 11],
      [-2, -2, 15],
    ],
    typical: 0x9b25,
  },
  { size: 13, second: { from: 9, ahead: 2 }, first: { from: 3, ahead: 3 }, adaptive: [[3, -1, 3]], typical: 0x0795 },
  { size: 10, second: { from: 7, ahead: 1 }, first: { from: 2, ahead: 2 }, adaptive: [[2, -1, 2]], typical: 0x00e5 },
  { size: 10, second: { from: 10, ahead: 0 }, first: { from: 4, ahead: 2 }, adaptive: [[2, -1, 4]], typical: 0x0195 },
]

export const usualAdaptive = (template: number): Adaptive[] => templates[template]!.adaptive.map(([x, y]) => [x, y])
export const genericContexts = (template: number): Contexts => new Uint8Array(1 << templates[template]!.size)

export type Generic = {
  width: number
  height: number
  template: number
  adaptive: readonly Adaptive[]
  /** TPGDON. */
  typical?: boolean
  /** Dots that are not coded and stay light (USESKIP). */
  skip?: Bitmap
}

/** Room at both sides of a row, so that no dot of a context lies outside of it. */
const margin = 128

type Row = { here: Uint8Array; first: Uint8Array; second: Uint8Array }
type Moved = readonly [x: number, y: number, bit: number]

/** The context of the first dot of a row. */
function firstContext({ first, second }: Template, rows: Row): number {
  let context = 0
  for (let i = 0; i <= first.ahead; i++) context |= rows.first[margin + i]! << (first.from + first.ahead - i)
  if (second.ahead > 0) for (let i = 0; i <= second.ahead; i++) context |= rows.second[margin + i]! << (second.from + second.ahead - i)
  return context
}

/** Bits that stay in a context when it moves on by one dot; template 3 has no second row. */
const keptBits = ({ size, first, second }: Template): number => ((1 << size) - 1) & ~((1 << first.from) | (1 << second.from) | 1)

/** All dots of a row, where the adaptive ones are where they usually are. */
function usualRow(decoder: Arithmetic, contexts: Contexts, template: Template, rows: Row, width: number): void {
  const { here, first, second } = rows
  const kept = keptBits(template)
  const [firstFrom, firstAhead] = [template.first.from, margin + template.first.ahead + 1]
  const [secondFrom, secondAhead] = [template.second.from, margin + template.second.ahead + 1]
  const hasSecond = template.second.ahead > 0
  let context = firstContext(template, rows)
  for (let x = 0; x < width; x++) {
    const dot = decoder.bit(contexts, context)
    here[margin + x] = dot
    context = ((context << 1) & kept) | dot | (first[x + firstAhead]! << firstFrom)
    if (hasSecond) context |= second[x + secondAhead]! << secondFrom
  }
}

/** A row of dots from which an adaptive dot is taken so far from the place that is decoded. */
type Source = { line: Uint8Array; offset: number; bit: number }

/** The context with the adaptive dots that lie elsewhere put in. */
function movedContext(context: number, x: number, sources: readonly Source[]): number {
  let all = context
  for (let i = 0; i < sources.length; i++) {
    const { line, offset, bit } = sources[i]!
    all = (all & ~(1 << bit)) | (line[x + offset]! << bit)
  }
  return all
}

/** Where the moved dots of a row are found: in a row that is at hand, or in one that is unpacked again. */
function sourcesOf(bitmap: Bitmap, y: number, moved: readonly Moved[], rows: Row, spare: readonly Uint8Array[]): Source[] {
  return moved.map(([dx, dy, bit], i) => {
    const atHand = [rows.here, rows.first, rows.second][-dy]
    const line = atHand ?? spare[i]!
    if (!atHand && y + dy >= 0) unpackRow(bitmap, y + dy, line, margin)
    return { line, offset: margin + dx, bit }
  })
}

type Any = { width: number; y: number; sources: readonly Source[]; skip?: Bitmap }

/** The same wherever they are, and with dots that are left out. */
function anyRow(decoder: Arithmetic, contexts: Contexts, template: Template, rows: Row, { width, y, sources, skip }: Any): void {
  const { here, first, second } = rows
  const kept = keptBits(template)
  let context = firstContext(template, rows)
  for (let x = 0; x < width; x++) {
    const skipped = skip !== undefined && dotAt(skip, x, y) === 1
    const dot = skipped ? 0 : decoder.bit(contexts, movedContext(context, x, sources))
    here[margin + x] = dot
    context = ((context << 1) & kept) | dot | (first[margin + x + template.first.ahead + 1]! << template.first.from)
    if (template.second.ahead > 0) context |= second[margin + x + template.second.ahead + 1]! << template.second.from
  }
}

/** The adaptive dots that are not where they usually are; all lie before the one that is decoded (6.2.5.4). */
function movedOf(template: Template, adaptive: readonly Adaptive[]): Moved[] {
  if (adaptive.some(([x, y]) => y > 0 || (y === 0 && x >= 0))) throw broken()
  return template.adaptive.flatMap(([usualX, usualY, bit], i): Moved[] => {
    const [x, y] = adaptive[i]!
    return x === usualX && y === usualY ? [] : [[x, y, bit]]
  })
}

/** 6.2.5.7. */
export function decodeGeneric(decoder: Arithmetic, contexts: Contexts, shape: Generic, work: Work): Bitmap {
  const { width, height, skip } = shape
  const template = templates[shape.template]!
  const moved = movedOf(template, shape.adaptive)
  const bitmap = newBitmap(width, height, work)
  if (width === 0 || height === 0) return bitmap
  // Each of the moved dots takes about as long as a dot.
  work.spend(width * height * moved.length)
  const spare = moved.map(() => new Uint8Array(width + 2 * margin))
  const [a, b, c] = [0, 1, 2].map(() => new Uint8Array(width + 2 * margin)) as [Uint8Array, Uint8Array, Uint8Array]
  let rows: Row = { here: a, first: b, second: c }
  let repeats = 0
  for (let y = 0; y < height; y++) {
    if (shape.typical) repeats ^= decoder.bit(contexts, template.typical)
    if (repeats) rows.here.set(rows.first)
    else if (moved.length > 0 || skip)
      anyRow(decoder, contexts, template, rows, { width, y, sources: sourcesOf(bitmap, y, moved, rows, spare), skip })
    else usualRow(decoder, contexts, template, rows, width)
    packRow(bitmap, y, rows.here, margin)
    rows = { here: rows.second, first: rows.here, second: rows.first }
  }
  return bitmap
}
