/** When a year of the calendar changes: which open cases get another last day, beforehand and then in fact. */
import { asSystem } from '#base/as-system.ts'
import { withYear } from '#kernel/clock/rules/calendar.ts'
import { yearOf } from '#kernel/clock/rules/written.ts'
import type { Calendar, WrittenYear } from '#kernel/clock/schema.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { project } from '../rules/project.ts'
import type { DueChange, DuePreview } from '../schema.ts'
import { saveFile } from '../store/file.ts'
import { listRunning } from '../store/list.ts'
import { holdCase } from './hold.ts'
import { type OpenCase, recordedCase } from './open.ts'
import { record } from './record.ts'

const mostLooked = 5_000

const dueUnder = ({ state, item }: OpenCase, calendar: Calendar, now: Date) => project(state, item, calendar, now)

/** The pressing clock, the promise and the law's limit under another calendar; nothing where all stay. */
function changeOf(open: OpenCase, calendar: Calendar, now: Date): DueChange | undefined {
  const { file } = open
  const next = dueUnder(open, calendar, now)
  const same = next.dueOn === file.dueOn && next.promiseDueOn === file.promiseDueOn && next.legalDueOn === file.legalDueOn
  if (same) return undefined
  return {
    id: file.id,
    no: file.no,
    itemName: file.itemName,
    from: file.dueOn,
    to: next.dueOn,
    promiseFrom: file.promiseDueOn,
    promiseTo: next.promiseDueOn,
    legalFrom: file.legalDueOn,
    legalTo: next.legalDueOn,
  }
}

/** Which open cases a year that is not put in yet would move. Nothing is written. */
export const previewYear: Action<WrittenYear, DuePreview> = (ctx, written) =>
  asSystem(ctx.tx, async () => {
    const calendar = withYear(ctx.calendar, yearOf(written))
    const ids = await listRunning(ctx.tx, `${written.year}-01-01`, mostLooked)
    const changes: DueChange[] = []
    for (const id of ids) {
      const change = changeOf(await recordedCase(ctx, id), calendar, ctx.now)
      if (change) changes.push(change)
    }
    return { looked: ids.length, changes }
  })

/** The year that was put in, and the words of its notice, for who asks later why a day moved. */
type Loaded = { id: string; year: number; title: string; no: string }

/** Every open case that the year may touch gets a job of its own. */
export const onYearLoaded: Action<Recorded, void> = async (ctx, fact) => {
  const { year, title, no } = fact.data as Omit<Loaded, 'id'>
  for (const id of await listRunning(ctx.tx, `${String(year)}-01-01`, mostLooked))
    await ctx.later('case.recount', { id, year, title, no }, { key: `case.recount:${id}:${fact.id}` })
}

/** One case reckoned anew from its facts; where a day moves, its history says from which to which and why. A repeat changes nothing. */
export const recount: Action<Loaded, void> = async (ctx: Ctx, { id, year, title, no }) => {
  const open = await holdCase(ctx, id)
  const change = changeOf(open, ctx.calendar, ctx.now)
  if (!change) return saveFile(ctx.tx, open.file, { ...open.file, ...dueUnder(open, ctx.calendar, ctx.now) })
  const { id: _, no: __, itemName: ___, ...days } = change
  await record(ctx, open, 'case.recounted', { ...days, year, notice: no ? `${title}（${no}）` : title })
}
