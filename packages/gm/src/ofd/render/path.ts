/** Abbreviated path data (GB/T 33190 9.2) as SVG path data, with the box its points span. */
import type { Box, Matrix, Point } from '../xml/values.ts'
import { apply } from '../xml/values.ts'
import { number } from './svg.ts'

/** Letters of the standard: the letter of SVG, and how many numbers follow. */
const commands: Record<string, readonly [letter: string, operands: number]> = {
  S: ['M', 2],
  M: ['M', 2],
  L: ['L', 2],
  Q: ['Q', 4],
  B: ['C', 6],
  A: ['A', 7],
  C: ['Z', 0],
}

export type Outline = { data: string; points: Point[] }

const mostPoints = 2_000_000

/** Reads as far as the data are well formed, as SVG viewers do. */
export function outlineOf(abbreviated: string): Outline {
  const tokens = abbreviated.match(/[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g) ?? []
  const parts: string[] = []
  const points: Point[] = []
  for (let i = 0; i < tokens.length && points.length < mostPoints; ) {
    const command = commands[tokens[i]!.toUpperCase()]
    if (!command) break
    const [letter, count] = command
    const operands = tokens.slice(i + 1, i + 1 + count).map(Number)
    if (operands.length < count || operands.some((value) => !Number.isFinite(value))) break
    if (parts.length === 0 && letter !== 'M') parts.push('M0 0')
    parts.push(letter + operands.map(number).join(' '))
    points.push(...pointsOf(letter, operands))
    i += 1 + count
  }
  return { data: parts.join(''), points }
}

/** An arc reaches at most its diameters away from its end. */
function pointsOf(letter: string, operands: readonly number[]): Point[] {
  if (letter === 'A') {
    const [rx, ry, , , , x, y] = operands as [number, number, number, number, number, number, number]
    const reach = 2 * Math.max(Math.abs(rx), Math.abs(ry))
    return [
      { x: x - reach, y: y - reach },
      { x: x + reach, y: y + reach },
    ]
  }
  const points: Point[] = []
  for (let i = 0; i + 1 < operands.length; i += 2) points.push({ x: operands[i]!, y: operands[i + 1]! })
  return points
}

/** Whether all points, moved by a matrix, lie in a box at the origin with this margin. */
export function staysIn(points: readonly Point[], by: Matrix, { width, height }: Pick<Box, 'width' | 'height'>, margin: number): boolean {
  return points.every((point) => {
    const { x, y } = apply(by, point)
    return x >= -margin && y >= -margin && x <= width + margin && y <= height + margin
  })
}
