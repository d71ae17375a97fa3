/** Text regions: symbols set beside each other in strips (T.88 6.4). */
import { type Bitmap, combine, newBitmap, type Operator } from './bitmap.ts'
import { broken } from './fault.ts'
import type { Work } from './work.ts'

/** How the numbers of a text are coded; out of band is `undefined`. */
export type TextCoder = {
  deltaT(): number
  firstS(): number
  deltaS(): number | undefined
  /** Where in a strip of 2^`log` rows. */
  inStrip(log: number): number
  id(): number
  isRefined(): number
  deltaWidth(): number
  deltaHeight(): number
  deltaX(): number
  deltaY(): number
  refined(reference: Bitmap, width: number, height: number, dx: number, dy: number): Bitmap
}

export type Text = {
  width: number
  height: number
  instances: number
  logStrips: number
  refines: boolean
  dark: number
  operator: Operator
  isTransposed: boolean
  corner: number
  offset: number
}

/** The corners of a symbol that may lie at its place, by their numbers in 7.4.3.1.1. */
const corners = [
  { right: false, bottom: true },
  { right: false, bottom: false },
  { right: true, bottom: true },
  { right: true, bottom: false },
] as const

const perInstance = 256

/** 6.4.11: a symbol as it is, or with a refinement of its own. */
function instance(coder: TextCoder, symbols: readonly Bitmap[], refines: boolean): Bitmap {
  const symbol = symbols[coder.id()]
  if (!symbol) throw broken()
  if (!refines || !coder.isRefined()) return symbol
  const [dw, dh, dx, dy] = [coder.deltaWidth(), coder.deltaHeight(), coder.deltaX(), coder.deltaY()]
  const [width, height] = [symbol.width + dw, symbol.height + dh]
  if (width < 0 || height < 0) throw broken()
  return coder.refined(symbol, width, height, Math.floor(dw / 2) + dx, Math.floor(dh / 2) + dy)
}

/** Lays a symbol at S and T (6.4.5 3c vi to x) and gives the S behind it. */
function set(region: Bitmap, symbol: Bitmap, s: number, t: number, shape: Text, work: Work): number {
  const { right, bottom } = corners[shape.corner]!
  const { width, height } = symbol
  const advance = (shape.isTransposed ? height : width) - 1
  const isFar = shape.isTransposed ? bottom : right
  const place = isFar ? s + advance : s
  const [x, y] = shape.isTransposed ? [t, place] : [place, t]
  combine(region, symbol, right ? x - width + 1 : x, bottom ? y - height + 1 : y, shape.operator, work)
  return s + advance
}

/** 6.4.5. */
export function decodeText(coder: TextCoder, symbols: readonly Bitmap[], shape: Text, work: Work): Bitmap {
  const region = newBitmap(shape.width, shape.height, work, shape.dark)
  const strip = 2 ** shape.logStrips
  let t = -coder.deltaT() * strip
  let firstS = 0
  for (let count = 0; count < shape.instances; ) {
    t += coder.deltaT() * strip
    firstS += coder.firstS()
    let s: number | undefined = firstS
    while (s !== undefined) {
      work.spend(perInstance)
      if (++count > shape.instances) throw broken()
      const inStrip = shape.logStrips === 0 ? 0 : coder.inStrip(shape.logStrips)
      const end = set(region, instance(coder, symbols, shape.refines), s, t + inStrip, shape, work)
      const delta = coder.deltaS()
      s = delta === undefined ? undefined : end + delta + shape.offset
    }
  }
  return region
}
