/** The programme on the front page: each part with its measures, and of each its first live number. */
import { figureText } from '#kernel/kpi/rules/figure.ts'
import type { Home, ProgrammeLine } from '../schema.ts'

type Row = {
  code: string
  short: string
  group: string
  state: ProgrammeLine['state']
  figures: { title: string; value: number | null; unit: string }[]
}

function lineOf({ code, short, state, figures }: Row): ProgrammeLine {
  const counted = figures.find((f) => f.value !== null)
  return { code, short, state, ...(counted ? { figure: `${counted.title} ${figureText(counted.value, counted.unit)}` } : {}) }
}

/** Parts in the order of the programme. */
export const partsOf = (rows: readonly Row[]): Home['programme'] =>
  [...new Set(rows.map((r) => r.group))].map((name) => ({ name, measures: rows.filter((r) => r.group === name).map(lineOf) }))
