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
