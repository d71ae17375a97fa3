/** Making ranges: their ends must compare with one another (DMN 1.5 §10.3.2.7). */
import { order } from '../values/compare.ts'
import { FeelRange, kindOf, type RangeForm, type Value } from '../values/value.ts'
import { nothing } from './reasons.ts'

const ordered = new Set(['number', 'string', 'date', 'time', 'date and time', 'days and time duration', 'years and months duration'])

/** The value of a range as written; null where its ends do not compare. A null end is never included. */
export function makeRange(
  start: Value,
  end: Value,
  startIncluded: boolean,
  endIncluded: boolean,
  form: RangeForm = 'ends',
): FeelRange | null {
  if (form === 'hole') return new FeelRange(start, end, false, false, form)
  if (start === null && end === null) return nothing('A range needs an end')
  const kinds = [start, end].filter((v) => v !== null).map(kindOf)
  if (form === 'ends' && kinds.some((kind) => !ordered.has(kind))) return nothing(`A ${kinds[0]} cannot end a range`)
  if (kinds.length === 2 && kinds[0] !== kinds[1]) return nothing(`A range does not go from ${kinds[0]} to ${kinds[1]}`)
  if (kinds.length === 2 && order(start, end) === 1) return nothing('The start of a range lies beyond its end')
  return new FeelRange(start, end, startIncluded && start !== null, endIncluded && end !== null, form)
}
