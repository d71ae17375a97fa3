/** A day as people type it, into three boxes; pure, so that page, server and check read it the same way. */

export const dayParts = ['year', 'month', 'day'] as const
export type DayPart = (typeof dayParts)[number]
export type TypedDay = Record<DayPart, string>

/** Full-width digits narrowed, and the unit that some type behind the number left out. */
const tidy = (text: string): string =>
  text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[年月日号\s-]/g, '')

/** The three boxes as one text: 'YYYY-MM-DD' where all are numbers, else what was typed with its gaps, '2023--5'; '' where nothing was. */
export function joinDay(typed: TypedDay): string {
  const [year, month, day] = dayParts.map((part) => tidy(typed[part])) as [string, string, string]
  if (year + month + day === '') return ''
  if (![year, month, day].every((part) => /^\d+$/.test(part))) return `${year}-${month}-${day}`
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** A kept text in its three boxes, whichever way it was written: '2023-06-05', '2023年6月5日', '2023/6/5'; what is no date stands in the first. */
export function splitDay(text: string): TypedDay {
  const found = /^(.*?)[-年./](.*?)[-月./](.*?)日?$/.exec(text.trim())
  const bare = (part = '') => part.replace(/^0+(?=\d)/, '')
  return found ? { year: found[1]!, month: bare(found[2]), day: bare(found[3]) } : { year: text.trim(), month: '', day: '' }
}

const names: TypedDay = { year: '年份', month: '月份', day: '日子' }

/** How many days a month has in the Gregorian calendar. */
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

type Check = { part: DayPart; right(typed: TypedDay): boolean; sentence(typed: TypedDay): string }

/** From the year down: what is right of each box, and what to do where it is not. */
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

/** What is wrong with a day, and in which box, one thing at a time: a gap first, then a number that no calendar has. Undefined for a day, and for nothing at all. */
export function dayWrong(text: string): { part: DayPart; sentence: string } | undefined {
  if (text.trim() === '') return undefined
  const typed = splitDay(text)
  const gaps = dayParts.filter((part) => typed[part] === '')
  if (gaps.length > 0) return { part: gaps[0]!, sentence: `还差${gaps.map((part) => names[part]).join('和')}，请填上` }
  const broken = checks.find((check) => !check.right(typed))
  return broken && { part: broken.part, sentence: broken.sentence(typed) }
}
