/**
 * FEEL numbers: decimals of 34 digits (DMN 1.5 §10.3.2.3.1). A JavaScript number stands for the shortest decimal that
 * reads back as it; arithmetic stays on JavaScript numbers where the exact result has at most 15 digits, and goes
 * through decimal.js where it may have more.
 */
import { Decimal as DecimalJs } from 'decimal.js'

/** IEEE 754-2008 decimal128: 34 digits, exponents up to 6144, halves to even. */
export const Decimal = DecimalJs.clone({
  precision: 34,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  maxE: 6144,
  minE: -6176,
  toExpPos: 6144,
  toExpNeg: -6176,
  defaults: true,
})
export type Decimal = DecimalJs
export type Num = number | Decimal

export const isDecimal = (value: unknown): value is Decimal => value instanceof Decimal
export const isNum = (value: unknown): value is Num => typeof value === 'number' || isDecimal(value)

export const decimal = (value: Num): Decimal => (typeof value === 'number' ? new Decimal(value) : value)

const exactDigits = 15
const exactLimit = 1e15
const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6]

/** A decimal in its cheapest form: a JavaScript number where that says exactly the same, null where the result is no number. */
export function cheapest(value: Decimal): Num | null {
  if (!value.isFinite()) return null
  if (value.isZero()) return 0
  if (value.precision() > exactDigits || Math.abs(value.e) > 300) return value
  return value.toNumber()
}

/** The least k of 0..6 with value × 10^k whole and below 10^15, so that the product says the value exactly; -1 where there is none. */
function places(value: number): number {
  for (let k = 0; k < powers.length; k++) {
    const scaled = Math.round(value * powers[k]!)
    if (Math.abs(scaled) >= exactLimit) return -1
    if (scaled / powers[k]! === value) return k
  }
  return -1
}

const whole = (value: number, k: number) => Math.round(value * powers[k]!)

export function add(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum)) return sum
    const [ka, kb] = [places(a), places(b)]
    const k = Math.max(ka, kb)
    if (ka >= 0 && kb >= 0) {
      const [na, nb] = [whole(a, k), whole(b, k)]
      if (Math.abs(na) < exactLimit && Math.abs(nb) < exactLimit && Math.abs(na + nb) < exactLimit) return (na + nb) / powers[k]!
    }
  }
  return cheapest(decimal(a).plus(decimal(b)))
}

export const negate = (a: Num): Num => (typeof a === 'number' ? 0 - a : a.negated())
export const subtract = (a: Num, b: Num): Num | null => add(a, negate(b))

export function multiply(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const [ka, kb] = [places(a), places(b)]
    if (ka >= 0 && kb >= 0) {
      const product = whole(a, ka) * whole(b, kb)
      if (Math.abs(product) < exactLimit) return product / 10 ** (ka + kb) + 0
    }
  }
  return cheapest(decimal(a).times(decimal(b)))
}

/** null where b is zero. */
export function divide(a: Num, b: Num): Num | null {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b) && b !== 0) {
    const quotient = a / b
    const k = places(quotient)
    if (k >= 0 && exactly(whole(quotient, k) * b, a * powers[k]!)) return quotient + 0
  }
  const divisor = decimal(b)
  return divisor.isZero() ? null : cheapest(decimal(a).div(divisor))
}

const exactly = (a: number, b: number) => a === b && Number.isSafeInteger(a)

/** Whole exponents exactly rounded; others as decimal.js does. null where there is no real result. */
export const power = (a: Num, b: Num): Num | null => cheapest(new Decimal(decimal(a)).pow(decimal(b)))

export function compareNumbers(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  return decimal(a).cmp(decimal(b))
}

/** A whole number that a JavaScript number holds exactly, or undefined. */
export function asInteger(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  return isDecimal(value) && value.isInteger() && value.abs().lte(Number.MAX_SAFE_INTEGER) ? value.toNumber() : undefined
}

/** A position or a count: what stands after the point does not matter. */
export const asPosition = (value: Num): number | undefined => asInteger(typeof value === 'number' ? Math.trunc(value) : value.trunc())

/** The number that a FEEL literal or `xs:decimal` names; undefined where it names none. */
export function parseNumber(text: string): Num | undefined {
  if (!/^-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined
  if (text.length <= exactDigits && /^-?\d+(\.\d+)?$/.test(text)) return Number(text) + 0
  return cheapest(new Decimal(text).toSignificantDigits(34)) ?? undefined
}

/** Plain digits, never an exponent. */
export const numberText = (value: Num): string =>
  typeof value === 'number' && Math.abs(value) < 1e15 && (Math.abs(value) >= 1e-6 || value === 0) ? String(value) : decimal(value).toFixed()
