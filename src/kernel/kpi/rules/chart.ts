/** A small chart of a series, drawn as SVG on the server. */

export type Point = { at: string; value: number | null }

const [width, height, pad] = [640, 120, 6]

export type Drawn = { width: number; height: number; lines: string[]; dots: { x: number; y: number; at: string }[]; zero: number }

/**
 * Where the points of a series lie, in the pixels of a picture of 640 by 120. A month without a value parts the line; a value that stands
 * alone is a dot. The lowest line is 0, or the lowest value where that is less; for a share the highest is 100.
 */
export function drawSeries(points: readonly Point[], unit: string): Drawn {
  const values = points.flatMap((p) => (p.value === null ? [] : [p.value]))
  const low = Math.min(0, ...values)
  const high = unit === '%' ? Math.max(100, ...values) : Math.max(1, ...values)
  const x = (i: number) => round(points.length === 1 ? width / 2 : pad + (i * (width - 2 * pad)) / (points.length - 1))
  const y = (value: number) => round(height - pad - ((value - low) * (height - 2 * pad)) / (high - low))
  const dots = points.flatMap((p, i) => (p.value === null ? [] : [{ i, x: x(i), y: y(p.value), at: p.at }]))
  const lines: string[] = []
  for (const [n, dot] of dots.entries()) {
    const follows = n > 0 && dots[n - 1]!.i === dot.i - 1
    if (follows) lines[lines.length - 1] += ` L${dot.x} ${dot.y}`
    else lines.push(`M${dot.x} ${dot.y}`)
  }
  return { width, height, lines: lines.filter((line) => line.includes('L')), dots: dots.map(({ i: _, ...dot }) => dot), zero: y(0) }
}

const round = (n: number): number => Math.round(n * 10) / 10

/** The lowest, the highest and the latest value in words: '最低 1月 0 件，最高 3月 9 件，最近 6月 4 件'. */
export function highlights(points: readonly Point[], say: (value: number | null) => string, name: (at: string) => string): string {
  const known = points.filter((p) => p.value !== null)
  const [low, high, last] = [known.reduce(lower, known[0]), known.reduce(higher, known[0]), known.at(-1)]
  if (!low || !high || !last) return say(null)
  const told = low.value === high.value ? [] : [`最低 ${name(low.at)} ${say(low.value)}`, `最高 ${name(high.at)} ${say(high.value)}`]
  return [...told, `最近 ${name(last.at)} ${say(last.value)}`].join('，')
}

const lower = (a: Point | undefined, b: Point) => (a && a.value! <= b.value! ? a : b)
const higher = (a: Point | undefined, b: Point) => (a && a.value! >= b.value! ? a : b)

/** What the chart says, for those who do not see it: '1月 12 件，2月 15 件'; where the series is long, what stands out in it. */
export const seriesText = (points: readonly Point[], say: (value: number | null) => string, name: (at: string) => string): string =>
  points.length <= 12 ? points.map((p) => `${name(p.at)} ${say(p.value)}`).join('，') : highlights(points, say, name)
