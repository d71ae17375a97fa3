/** TrueType outlines (OpenType 1.9, tables `glyf` and `loca`), composites included. */
import { type Effort, effortOfGlyph, OutlinePen } from './outline.ts'
import { FontReader } from './reader.ts'

type Corner = { x: number; y: number; on: boolean }
type Affine = [a: number, b: number, c: number, d: number, e: number, f: number]

export type TrueType = {
  count: number
  /** The bytes of a glyph, empty for a blank one. */
  glyph(index: number): Uint8Array
  outline(index: number, effort?: Effort): string
}

const deepest = 8
/** A glyph that needs more parts is made to hang a viewer. */
const mostParts = 256

/** `glyf`: the bytes of that table from one place to another. */
export function truetypeOf(glyf: (from: number, to: number) => Uint8Array, loca: Uint8Array, long: boolean, count: number): TrueType {
  const offsets = new FontReader(loca)
  const at = (index: number) => (long ? offsets.u32(index * 4) : offsets.u16(index * 2) * 2)
  const glyph = (index: number) => (index < 0 || index >= count ? new Uint8Array() : glyf(at(index), Math.max(at(index), at(index + 1))))
  return {
    count,
    glyph,
    outline(index, effort = effortOfGlyph()) {
      const pen = new OutlinePen()
      const budget = { parts: mostParts, effort }
      for (const contour of contoursOf(glyph, index, 0, budget)) trace(contour, pen)
      return pen.data
    },
  }
}

type Budget = { parts: number; effort: Effort }

function contoursOf(glyph: TrueType['glyph'], index: number, depth: number, budget: Budget): Corner[][] {
  const reader = new FontReader(glyph(index))
  if (reader.length < 10 || depth > deepest) return []
  const count = reader.i16(0)
  if (count >= 0) return simpleContours(reader, count, budget.effort)
  return componentsOf(reader).flatMap(({ index: part, affine }) => {
    if (budget.parts-- <= 0) return []
    return contoursOf(glyph, part, depth + 1, budget).map((contour) => contour.map((corner) => moved(corner, affine)))
  })
}

const moved = ({ x, y, on }: Corner, [a, b, c, d, e, f]: Affine): Corner => ({ x: a * x + c * y + e, y: b * x + d * y + f, on })

const flag = { onCurve: 1, xShort: 2, yShort: 4, repeat: 8, xSame: 16, ySame: 32 }

function flagsOf(reader: FontReader, from: number, count: number): { flags: number[]; next: number } {
  const flags: number[] = []
  let at = from
  while (flags.length < count && at < reader.length) {
    const value = reader.u8(at++)
    const times = value & flag.repeat ? reader.u8(at++) + 1 : 1
    for (let n = 0; n < times && flags.length < count; n++) flags.push(value)
  }
  return { flags, next: at }
}

/** Coordinates are steps from the one before: a byte with a sign flag, two bytes, or none. */
function stepsOf(
  reader: FontReader,
  from: number,
  flags: readonly number[],
  short: number,
  same: number,
): { values: number[]; next: number } {
  let at = from
  let value = 0
  const values = flags.map((f) => {
    if (f & short) value += f & same ? reader.u8(at++) : -reader.u8(at++)
    else if (!(f & same)) {
      value += reader.i16(at)
      at += 2
    }
    return value
  })
  return { values, next: at }
}

/** Contours follow one another: one that ends before the last would have the same corners drawn again and again. */
const isOrdered = (ends: readonly number[]) => ends.every((end, i) => i === 0 || end >= ends[i - 1]!)

function simpleContours(reader: FontReader, count: number, effort: Effort): Corner[][] {
  const ends = Array.from({ length: count }, (_, i) => reader.u16(10 + i * 2))
  const total = (ends.at(-1) ?? -1) + 1
  effort.left -= total
  if (effort.left < 0 || !isOrdered(ends)) return []
  const start = 10 + count * 2 + 2 + reader.u16(10 + count * 2)
  const { flags, next } = flagsOf(reader, start, total)
  const xs = stepsOf(reader, next, flags, flag.xShort, flag.xSame)
  const ys = stepsOf(reader, xs.next, flags, flag.yShort, flag.ySame)
  const corners = flags.map((f, i) => ({ x: xs.values[i]!, y: ys.values[i]!, on: (f & flag.onCurve) !== 0 }))
  return ends.map((end, i) => corners.slice(i === 0 ? 0 : ends[i - 1]! + 1, end + 1)).filter((contour) => contour.length > 0)
}

const part = { words: 1, offsets: 2, scale: 8, more: 32, scales: 64, matrix: 128 }

/** The glyphs that a composite puts together, and where each one's index stands. */
export function componentsOf(reader: FontReader): { index: number; at: number; affine: Affine }[] {
  const found: { index: number; at: number; affine: Affine }[] = []
  let at = 10
  for (let flags = part.more; flags & part.more && at + 4 <= reader.length && found.length < mostParts; ) {
    flags = reader.u16(at)
    const place = at + 2
    at += 4
    const byte = (offset: number) => (reader.u8(offset) << 24) >> 24
    const [e, f] = flags & part.words ? [reader.i16(at), reader.i16(at + 2)] : [byte(at), byte(at + 1)]
    at += flags & part.words ? 4 : 2
    const { linear, length } = linearOf(reader, at, flags)
    at += length
    const byPoint = !(flags & part.offsets)
    found.push({ index: reader.u16(place), at: place, affine: [...linear, byPoint ? 0 : e, byPoint ? 0 : f] })
  }
  return found
}

function linearOf(reader: FontReader, at: number, flags: number): { linear: [number, number, number, number]; length: number } {
  const fixed = (i: number) => reader.i16(at + i * 2) / 16384
  if (flags & part.scale) return { linear: [fixed(0), 0, 0, fixed(0)], length: 2 }
  if (flags & part.scales) return { linear: [fixed(0), 0, 0, fixed(1)], length: 4 }
  if (flags & part.matrix) return { linear: [fixed(0), fixed(1), fixed(2), fixed(3)], length: 8 }
  return { linear: [1, 0, 0, 1], length: 0 }
}

const middle = (a: Corner, b: Corner): Corner => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true })

/** Between two control points lies an implied point on the curve. */
function trace(contour: readonly Corner[], pen: OutlinePen): void {
  const first = contour.find((corner) => corner.on)
  const begin = first ? contour.indexOf(first) : 0
  const start = first ?? middle(contour.at(-1)!, contour[0]!)
  const rest = [...contour.slice(first ? begin + 1 : 0), ...contour.slice(0, begin), start]
  pen.move(start.x, start.y)
  let control: Corner | undefined
  for (const corner of rest) {
    if (!corner.on) {
      if (control) {
        const between = middle(control, corner)
        pen.quadratic(control.x, control.y, between.x, between.y)
      }
      control = corner
    } else if (control) {
      pen.quadratic(control.x, control.y, corner.x, corner.y)
      control = undefined
    } else pen.line(corner.x, corner.y)
  }
  pen.close()
}
