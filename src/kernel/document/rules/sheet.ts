/** The sheet that each layout is printed on, and where a watermark stands on it. Measures in millimetres. */
import type { Layout } from '../schema.ts'

/** A4, lying for tables. */
export const pageOf = (layout: Layout): { width: number; height: number } =>
  layout === 'table' ? { width: 297, height: 210 } : { width: 210, height: 297 }

/** A watermark rises by so many degrees, and its letters are so large. */
export const watermark = { turn: 30, size: 6.35, grey: 228 } as const

const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)]

/** Where the first letter of each repeat of a watermark stands, so that no part of the page is without it: every second row is moved by half a step. */
export function marksOf(text: string, layout: Layout): { x: number; y: number }[] {
  const { width, height } = pageOf(layout)
  const length = [...text].length * watermark.size
  const step = { x: length * cos + 22, y: Math.max(34, length * sin * 0.6) }
  const rows = Math.ceil((height + length * sin) / step.y)
  return Array.from({ length: rows }, (_, row) => row).flatMap((row) => {
    const first = row % 2 === 0 ? -length * cos * 0.25 : step.x / 2 - length * cos * 0.25
    const columns = Math.ceil((width - first) / step.x)
    return Array.from({ length: columns }, (_, column) => ({
      x: Math.round((first + column * step.x) * 100) / 100,
      y: Math.round((row + 0.9) * step.y * 100) / 100,
    }))
  })
}
