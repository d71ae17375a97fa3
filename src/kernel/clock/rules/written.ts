/** From the words of a holiday notice to a year of the calendar, and back. */
import { invalidFields } from '#base/refusal.ts'
import { CalendarYear, type Holiday, type WrittenYear } from '../schema.ts'
import { fromDay, toDay, weekdayOf } from './day.ts'

type Field = 'off' | 'work'
type Day = { on: string; name: string }

const shape = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:到|至|[-–~])\s*(\d{4}-\d{2}-\d{2}))?\s+(\S.*)$/
const isDay = (on: string): boolean => {
  try {
    return fromDay(toDay(on)) === on
  } catch {
    return false
  }
}

/** The days of one line, `2024-02-10 到 2024-02-17 春节` or `2024-02-04 春节`; a sentence where the line cannot be read. */
function daysOf(line: string, year: number): Day[] | string {
  const found = shape.exec(line.trim())
  if (!found) return `“${line}”读不懂，请写成“2024-02-10 到 2024-02-17 春节”这样`
  const [, from = '', to = from, name = ''] = found
  if (!isDay(from) || !isDay(to)) return `“${line}”里没有这一天，请核对通知`
  if (to < from) return `“${line}”的后一天比前一天早，请核对通知`
  if (!from.startsWith(`${year}-`) || !to.startsWith(`${year}-`)) return `“${line}”不在 ${year} 年里，跨年的请分到各自的年份`
  return Array.from({ length: toDay(to) - toDay(from) + 1 }, (_, i) => ({ on: fromDay(toDay(from) + i), name }))
}

function read(field: Field, lines: readonly string[], year: number): { days: Day[]; wrong: { field: string; sentence: string }[] } {
  const all = lines.filter((l) => l.trim() !== '').map((l) => daysOf(l, year))
  return {
    days: all.flatMap((d) => (typeof d === 'string' ? [] : d)),
    wrong: all.flatMap((d) => (typeof d === 'string' ? [{ field, sentence: d }] : [])),
  }
}

const isWeekend = (on: string) => weekdayOf(toDay(on)) > 4

/** A year from the notice's words; every line that is wrong is named. A make-up day is a weekend day (国务院办公厅放假通知的“调休上班”). */
export function yearOf({ year, title, no, url, off, work }: WrittenYear): CalendarYear {
  const [offs, works] = [read('off', off, year), read('work', work, year)]
  const both = works.days.filter((d) => offs.days.some((o) => o.on === d.on))
  const wrong = [
    ...offs.wrong,
    ...works.wrong,
    ...works.days.filter((d) => !isWeekend(d.on)).map((d) => ({ field: 'work', sentence: `${d.on} 不是周末，本来就上班，不用写` })),
    ...both.map((d) => ({ field: 'work', sentence: `${d.on} 又放假又上班，请核对通知` })),
  ]
  if (wrong.length > 0) throw invalidFields(wrong)
  return CalendarYear.parse({
    year,
    status: 'official',
    off: [...new Set(offs.days.map((d) => d.on))].sort(),
    work: [...new Set(works.days.map((d) => d.on))].sort(),
    names: Object.fromEntries([...offs.days, ...works.days].map((d) => [d.on, d.name])),
    notice: { title, no, ...(url && { url }) },
  })
}

/** The holidays of a year in order, each with its days off and the days that are worked for it. */
export function holidaysOf({ off, work, names }: CalendarYear): Holiday[] {
  const found = new Map<string, Holiday>()
  const of = (on: string) => {
    const name = names[on] ?? '放假'
    if (!found.has(name)) found.set(name, { name, off: [], work: [] })
    return found.get(name)!
  }
  for (const on of off) of(on).off.push(on)
  for (const on of work) of(on).work.push(on)
  return [...found.values()]
}
