/** Pictures of one bit a dot, packed from the left; what lies in a row behind the width says nothing. */
import type { Work } from './work.ts'

export type Bitmap = { width: number; height: number; stride: number; bits: Uint8Array }

/** Beside its dots a picture costs the object that it is. */
const perBitmap = 1024

export function newBitmap(width: number, height: number, work: Work, dark = 0): Bitmap {
  const stride = Math.ceil(width / 8)
  work.spend(stride * 8 * height + perBitmap)
  const bits = new Uint8Array(stride * height)
  if (dark) bits.fill(0xff)
  return { width, height, stride, bits }
}

export function dotAt({ width, height, stride, bits }: Bitmap, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= width || y >= height) return 0
  return (bits[y * stride + (x >> 3)]! >> (7 - (x & 7))) & 1
}

export const rowOf = ({ stride, bits }: Bitmap, y: number): Uint8Array => bits.subarray(y * stride, (y + 1) * stride)

/** Packs dots of one byte each, from `from` on, into a row. */
export function packRow(bitmap: Bitmap, y: number, dots: Uint8Array, from: number): void {
  const { width, stride, bits } = bitmap
  const start = y * stride
  const whole = width >> 3
  let at = from
  for (let i = 0; i < whole; i++, at += 8) {
    bits[start + i] =
      (dots[at]! << 7) |
      (dots[at + 1]! << 6) |
      (dots[at + 2]! << 5) |
      (dots[at + 3]! << 4) |
      (dots[at + 4]! << 3) |
      (dots[at + 5]! << 2) |
      (dots[at + 6]! << 1) |
      dots[at + 7]!
  }
  for (let x = whole * 8; x < width; x++, at++) bits[start + (x >> 3)]! |= dots[at]! << (7 - (x & 7))
}

/** The reverse: a byte for each dot. */
export function unpackRow({ width, stride, bits }: Bitmap, y: number, dots: Uint8Array, from: number): void {
  for (let x = 0, start = y * stride; x < width; x++) dots[from + x] = (bits[start + (x >> 3)]! >> (7 - (x & 7))) & 1
}

/** How dots are laid over others, by their numbers in T.88 (7.4.1.5). */
export type Operator = 0 | 1 | 2 | 3 | 4
/** What comes of a dot on a dark and on a light one: first where it is dark itself, then where it is light. */
const operators: readonly (readonly [darkOnDark: number, darkOnLight: number, lightOnDark: number, lightOnLight: number])[] = [
  [0xff, 0xff, 0xff, 0],
  [0xff, 0, 0, 0],
  [0, 0xff, 0xff, 0],
  [0xff, 0, 0, 0xff],
  [0xff, 0xff, 0, 0],
]

/** Eight dots of a row from any place on; none lie outside. */
function eightFrom(row: Uint8Array, start: number, stride: number, x: number): number {
  const at = x >> 3
  const left = at >= 0 && at < stride ? row[start + at]! : 0
  const right = at + 1 >= 0 && at + 1 < stride ? row[start + at + 1]! : 0
  return (((left << 8) | right) >> (8 - (x & 7))) & 0xff
}

/** Lays a picture over another with its top left at a place; what lies outside is left out. */
export function combine(onto: Bitmap, from: Bitmap, x: number, y: number, operator: Operator, work: Work): void {
  const [left, right] = [Math.max(0, x), Math.min(onto.width, x + from.width)]
  const [top, bottom] = [Math.max(0, y), Math.min(onto.height, y + from.height)]
  if (left >= right || top >= bottom) return
  const [first, last] = [left >> 3, (right - 1) >> 3]
  work.spend(2 * (last - first + 1) * (bottom - top))
  const [darkOnDark, darkOnLight, lightOnDark, lightOnLight] = operators[operator]!
  for (let row = top; row < bottom; row++) {
    const start = (row - y) * from.stride
    for (let at = first; at <= last; at++) {
      const mask = (at === first ? 0xff >> (left & 7) : 0xff) & (at === last ? 0xff << (7 - ((right - 1) & 7)) : 0xff)
      const place = row * onto.stride + at
      const below = onto.bits[place]!
      const above = eightFrom(from.bits, start, from.stride, at * 8 - x)
      const dark = above & ((below & darkOnDark) | (~below & darkOnLight))
      const light = ~above & ((below & lightOnDark) | (~below & lightOnLight))
      onto.bits[place] = (below & ~mask) | ((dark | light) & mask)
    }
  }
}

/** The columns from `x` on as a picture of their own. */
export function columns(from: Bitmap, x: number, width: number, work: Work): Bitmap {
  const cut = newBitmap(width, from.height, work)
  combine(cut, from, -x, 0, 4, work)
  return cut
}
