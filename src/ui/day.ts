/** Chinese words for dates and sizes; pure, so that server pages, desk and tests write a day the same way. */

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

const partsOf = (on: string): [year: number, month: number, day: number] => {
  const [y, m, d] = on.slice(0, 10).split('-').map(Number)
  if (!y || !m || !d) throw new RangeError(`not a date: ${on}`)
  return [y, m, d]
}

/** Weekday of a calendar day 'YYYY-MM-DD': '周二'. */
export const weekdayOf = (on: string): string => {
  const [y, m, d] = partsOf(on)
  return weekdays[new Date(Date.UTC(y, m - 1, d)).getUTCDay()]!
}

/** '6月27日', or '2023年6月27日' with `year`. */
export const dayText = (on: string, year = false): string => {
  const [y, m, d] = partsOf(on)
  return `${year ? `${y}年` : ''}${m}月${d}日`
}

/** '6月27日（周二）'; a make-up working day reads '6月25日（周日，调休上班）'. */
export const dueText = (on: string, options: { year?: boolean; makeUp?: boolean } = {}): string =>
  `${dayText(on, options.year)}（${weekdayOf(on)}${options.makeUp ? '，调休上班' : ''}）`

/** '1.2 MB', '340 KB', '12 字节': file sizes as people read them, 1 KB = 1024 bytes. */
export const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`
}
