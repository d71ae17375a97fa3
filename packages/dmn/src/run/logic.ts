/** Three-valued logic (DMN 1.5 §10.3.2.10, Table 50) and unary tests, for every back end. */
import { equal, incomparable, within } from '../values/compare.ts'
import { FeelRange, isList, type Value } from '../values/value.ts'
import { nothing } from './reasons.ts'

/** What is no boolean counts as null. */
export function and(a: Value, b: Value): boolean | null {
  if (a === false || b === false) return false
  return a === true && b === true ? true : null
}

export function or(a: Value, b: Value): boolean | null {
  if (a === true || b === true) return true
  return a === false && b === false ? false : null
}

/** Whether a boxed test is one: true, false, or null. */
export const isVerdict = (value: Value): boolean =>
  value === null || typeof value === 'boolean' || nothing('The test is neither true nor false') !== null

export const not = (value: Value): boolean | null =>
  typeof value === 'boolean' ? !value : value === null ? null : nothing('“not” takes true or false')

/** Whether a value meets the test `x`: lies in the range x, is in the list x, or equals x. */
export function meets(value: Value, test: Value): boolean | null {
  if (test instanceof FeelRange && !(value instanceof FeelRange)) return within(value, test)
  if (isList(test)) return inList(value, test)
  if (isList(value) && value.length === 1 && !isList(value[0])) return meets(value[0]!, test)
  const same = equal(value, test)
  return same === null ? incomparable(value, test) : same
}

function inList(value: Value, list: readonly Value[]): boolean {
  if (isList(value) && equal(value, list) === true) return true
  return list.some((item) =>
    item instanceof FeelRange && !(value instanceof FeelRange) ? within(value, item) === true : equal(value, item) === true,
  )
}
