/** Where names stand that have no room in their shape: beside it, and beside the last piece of a flow. */
import type { Box } from './level.ts'
import type { Point } from './route.ts'

const line = 14
const widest = 90

/** The room of a text of 11 points: a Chinese character is as wide as it is high, a letter half of that. */
function sizeOf(text: string): { width: number; height: number } {
  const length = [...text].reduce((sum, c) => sum + (c.codePointAt(0)! > 0x2e7f ? 12 : 6.5), 4)
  return { width: Math.min(widest, length), height: line * Math.ceil(length / widest) }
}

const near = (a: number, b: number) => Math.abs(a - b) < 1

/** Below a shape, or above it, or at a lower corner: wherever no flow begins or ends. What hangs on the edge of another has only that corner. */
export function labelOfShape(text: string, b: Box, ends: readonly Point[], hangs: boolean): Box {
  const { width, height } = sizeOf(text)
  const middle = b.x + b.width / 2
  const isUsed = (y: number) => ends.some(([ex, ey]) => near(ex, middle) && near(ey, y))
  if (!isUsed(b.y + b.height)) return { x: middle - width / 2, y: b.y + b.height + 4, width, height }
  if (!hangs && !isUsed(b.y)) return { x: middle - width / 2, y: b.y - height - 4, width, height }
  return { x: middle - width - 6, y: b.y + b.height, width, height }
}

/** Over the last piece of a flow where that lies flat and is long enough, beside it where it stands, else over the longest piece. */
export function labelOfEdge(text: string, points: readonly Point[]): Box {
  const { width, height } = sizeOf(text)
  const pieces = points.slice(1).map((to, i) => [points[i]!, to] as const)
  const lengthOf = ([a, b]: readonly [Point, Point]) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])
  const last = pieces.at(-1)!
  const [a, b] = lengthOf(last) >= 36 ? last : [...pieces].sort((p, q) => lengthOf(q) - lengthOf(p))[0]!
  const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  return near(a[1], b[1]) ? { x: x - width / 2, y: y - height - 3, width, height } : { x: x + 5, y: y - height / 2, width, height }
}
