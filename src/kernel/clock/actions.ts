import { refusals } from '#base/refusal.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action } from '#kernel/module.ts'
import { makeCalendar, workdaysBetween } from './rules/calendar.ts'
import { holidaysOf, yearOf } from './rules/written.ts'
import type { CalendarYear, LoadedYear, WrittenYear, YearLine } from './schema.ts'
import { addYear, findYear, listYears } from './store.ts'

const refuse = refusals({
  'clock.same': [409, '{year} 年的正式日历已经是这样，没有要改的'],
})

/** Working days of a whole year. */
const workdaysOf = (year: CalendarYear): number =>
  workdaysBetween(makeCalendar([year]), `${year.year}-01-01`, `${year.year}-12-31`) +
  Number(!year.off.includes(`${year.year}-01-01`) && workedFirst(year))
const workedFirst = ({ year, work }: CalendarYear): boolean =>
  work.includes(`${year}-01-01`) || new Date(Date.UTC(year, 0, 1)).getUTCDay() % 6 !== 0

const lineOf = ({ year, version, content, byName, at }: LoadedYear): YearLine => ({
  year,
  version,
  byName,
  at: at.toISOString(),
  status: content.status,
  title: content.notice.title,
  no: content.notice.no ?? null,
  url: content.notice.url ?? null,
  workdays: workdaysOf(content),
  holidays: holidaysOf(content),
})

/** Every year that the city counts with, the newest version of each. */
export const years: Action<unknown, YearLine[]> = async ({ tx }) => (await listYears(tx)).map(lineOf).reverse()

/** Puts the official year in the place of the provisional one, or mends an official one; the fact has every open case reckoned anew. */
export const loadYear: Action<WrittenYear, YearLine> = async (ctx, written) => {
  const content = yearOf(written)
  const before = await findYear(ctx.tx, content.year)
  if (before && canonical(before.content) === canonical(content)) throw refuse('clock.same', { year: content.year })
  const loaded = { content, version: (before?.version ?? 0) + 1, by: ctx.who.id, byName: ctx.who.name, at: ctx.now }
  await addYear(ctx.tx, loaded)
  const { no = '', title } = content.notice
  await ctx.emit({
    name: 'clock.year-loaded',
    about: `calendar:${content.year}`,
    data: { year: content.year, version: loaded.version, title, no, byName: ctx.who.name },
    readers: ['organ:*', 'office:auditor'],
  })
  return lineOf({ ...loaded, year: content.year })
}
