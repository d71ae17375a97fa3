import { drawSeries, highlights, seriesText } from '../rules/chart.ts'
import { figureText } from '../rules/figure.ts'
import type { SeriesPoint } from '../schema.ts'

/** '2023-06-01' → '6月'; with its year in January and at the beginning of a series. */
const monthName = (at: string, withYear = at.slice(5, 7) === '01'): string =>
  `${withYear ? `${at.slice(0, 4)}年` : ''}${Number(at.slice(5, 7))}月`

/** A series as a small chart; the words say the same for those who do not see it. */
export function Series({ title, points, unit }: { title: string; points: readonly SeriesPoint[]; unit: string }) {
  const { width, height, lines, dots, zero } = drawSeries(points, unit)
  const say = (value: number | null) => figureText(value, unit)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  return (
    <figure className="series">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}：${seriesText(points, say, monthName)}`}>
        <path className="series__zero" d={`M0 ${zero} H${width}`} />
        {lines.map((d) => (
          <path key={d} className="series__line" d={d} />
        ))}
        {dots.map((dot) => (
          <circle key={dot.at} className="series__dot" cx={dot.x} cy={dot.y} r="4" />
        ))}
      </svg>
      <figcaption>
        <span>{monthName(first.at, true)}</span>
        <span>{last === first ? '' : monthName(last.at)}</span>
      </figcaption>
      <p className="soft">{highlights(points, say, monthName)}</p>
    </figure>
  )
}

/** The same in figures. */
export const months = (points: readonly SeriesPoint[], unit: string): { name: string; text: string }[] =>
  points.map((p, i) => ({ name: monthName(p.at, i === 0 || undefined), text: figureText(p.value, unit) }))
