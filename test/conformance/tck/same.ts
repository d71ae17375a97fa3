/** Whether a result is the expected one, by the rules of the kit's own runners: numbers within 10^-8, all else exactly. */

const tolerance = 1e-8

const text = (value: unknown) => (JSON.stringify(value) ?? String(value)).slice(0, 200)
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === null || Object.getPrototypeOf(value) === Object.prototype)

/** undefined where the two are the same, else what differs. */
export function differs(expected: unknown, actual: unknown): string | undefined {
  if (typeof expected === 'number') return numbersDiffer(expected, actual)
  if (Array.isArray(expected)) return listsDiffer(expected, actual)
  if (isPlain(expected)) return contextsDiffer(expected, actual)
  const isSame = typeof expected === 'object' && expected !== null ? sameObjects(expected, actual) : expected === actual
  return isSame ? undefined : `expected ${text(expected)}, but it is ${text(actual)}`
}

function numbersDiffer(expected: number, actual: unknown): string | undefined {
  const isNumber = typeof actual === 'number' || (typeof actual === 'object' && actual !== null && 'toSignificantDigits' in actual)
  return isNumber && Math.abs(Number(actual) - expected) <= tolerance ? undefined : `expected ${expected}, but it is ${text(actual)}`
}

/** Dates, times and durations are the same when they are of one kind and write the same. */
const sameObjects = (expected: object, actual: unknown) =>
  typeof actual === 'object' && actual !== null && expected.constructor === actual.constructor && String(expected) === String(actual)

function listsDiffer(expected: readonly unknown[], actual: unknown): string | undefined {
  if (!Array.isArray(actual) || actual.length !== expected.length) return `expected ${text(expected)}, but it is ${text(actual)}`
  return first(expected.map((item, i) => differs(item, actual[i])))
}

function contextsDiffer(expected: Record<string, unknown>, actual: unknown): string | undefined {
  if (!isPlain(actual) || Object.keys(actual).length !== Object.keys(expected).length)
    return `expected ${text(expected)}, but it is ${text(actual)}`
  return first(Object.entries(expected).map(([name, value]) => (name in actual ? differs(value, actual[name]) : `there is no ${name}`)))
}

const first = (differences: readonly (string | undefined)[]) => differences.find((each) => each !== undefined)
