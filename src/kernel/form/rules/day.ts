/** A day as it is kept while it is typed, 'YYYY-MM-DD' with its gaps ('2023--5'): what is wrong with it, and in which part. */

const parts = ['year', 'month', 'day'] as const
type DayPart = (typeof parts)[number]
type Typed = Record<DayPart, string>

const names: Typed = { year: '年份', month: '月份', day: '日子' }

/** How many days a month has in the Gregorian calendar. */
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

type Check = { part: DayPart; right(typed: Typed): boolean; sentence(typed: Typed): string }

/** From the year down: what is right of each part, and what to do where it is not. */
const checks: readonly Check[] = [
  { part: 'year', right: (t) => /^[1-9]\d{3}$/.test(t.year), sentence: () => '年份要写 4 位数字，例如 2023' },
  { part: 'month', right: (t) => /^([1-9]|1[0-2])$/.test(t.month), sentence: () => '月份要写 1 到 12' },
  { part: 'day', right: (t) => /^([1-9]|[12]\d|3[01])$/.test(t.day), sentence: () => '日子要写 1 到 31' },
  {
    part: 'day',
    right: (t) => Number(t.day) <= daysIn(Number(t.year), Number(t.month)),
    sentence: (t) => `${t.year}年${t.month}月没有${t.day}日，请核对`,
  },
]

const bare = (part = '') => part.trim().replace(/^0+(?=\d)/, '')

/** One thing at a time: a gap first, then a number that no calendar has. Undefined for a day, and for nothing at all. */
export function dayWrong(text: string): { part: DayPart; sentence: string } | undefined {
  if (text.trim() === '') return undefined
  const [year = '', month, day] = text.split('-')
  const typed: Typed = { year: year.trim(), month: bare(month), day: bare(day) }
  const gaps = parts.filter((part) => typed[part] === '')
  if (gaps.length > 0) return { part: gaps[0]!, sentence: `还差${gaps.map((part) => names[part]).join('和')}，请填上` }
  const broken = checks.find((check) => !check.right(typed))
  return broken && { part: broken.part, sentence: broken.sentence(typed) }
}
