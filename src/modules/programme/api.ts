/** What the command line and other floors may ask of the programme. */
import type { Ctx } from '#kernel/module.ts'
import { listStandings } from './actions/read.ts'
import type { State } from './schema.ts'

export type MeasureRow = {
  code: string
  group: string
  title: string
  short: string
  /** rooms that stand and serve the measure, and those that do not yet */
  rooms: string[]
  missing: string[]
  story: string | null
  state: State
  /** every room of the measure stands, and at least one live number is counted */
  built: boolean
  figures: { id: string; title: string; value: number | null; unit: string }[]
}

/** All measures in the order of the programme, with rooms, story and live numbers over the year so far. */
export async function measureRows(ctx: Ctx): Promise<MeasureRow[]> {
  return (await listStandings(ctx)).map(({ code, group, title, short, existing, missing, story, state, figures }) => ({
    code,
    group,
    title,
    short,
    missing,
    story,
    state,
    rooms: existing.map((r) => r.id),
    built: state === 'live' || state === 'trial',
    figures: figures.map(({ id, title, value, unit }) => ({ id, title, value, unit })),
  }))
}
