/** What a new year of the calendar did to the days of a case, in words. */
import { zhDate } from '#kernel/clock/rules/text.ts'
import type { FactData } from './fold.ts'

const days = [
  ['from', 'to', '这一步'],
  ['promiseFrom', 'promiseTo', '承诺办结'],
  ['legalFrom', 'legalTo', '法定期限'],
] as const

/** 这一步从 6月25日改到 6月27日，承诺办结从…: each day that moved; a clock that stands still has none. */
export function recounted(d: FactData): string {
  const moved = days.filter(([from, to]) => d[from] && d[to] && d[from] !== d[to])
  return (
    moved.map(([from, to, name]) => `${name}从${zhDate(d[from])}改到${zhDate(d[to], d[from])}`).join('，') || '停着的时限恢复后按新的算'
  )
}
