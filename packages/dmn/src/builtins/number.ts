/** Numeric functions (DMN 1.5 §10.3.4.5). */

import { chance } from '../run/clock.ts'
import { DayTimeDuration, YearMonthDuration } from '../values/duration.ts'
import { asInteger, cheapest, Decimal, decimal, multiply, type Num, subtract } from '../values/number.ts'
import { type Builtin, builtin } from './signature.ts'

/** Exponents that a decimal of 34 digits may have (§10.3.4.5, decimal). */
const minScale = -6111
const maxScale = 6176

type Mode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** Rounded to so many digits after the point; before it where the scale is negative. */
function rounded(value: Num, scale: Num, mode: Mode): Num | undefined {
  const digits = asInteger(scale) ?? (typeof scale === 'number' ? Math.trunc(scale) : decimal(scale).trunc().toNumber())
  if (digits < minScale || digits > maxScale) return undefined
  const exact = decimal(value)
  if (digits >= 0) return cheapest(exact.toDecimalPlaces(digits, mode)) ?? undefined
  const unit = new Decimal(10).pow(-digits)
  return cheapest(exact.div(unit).toDecimalPlaces(0, mode).times(unit)) ?? undefined
}

const rounding = (name: string, mode: Mode): Builtin =>
  builtin(name, 'number', ['n: number, scale: number', (n: Num, scale: Num) => rounded(n, scale, mode)])

const toWhole = (name: string, mode: Mode): Builtin =>
  builtin(
    name,
    'number',
    ['n: number', (n: Num) => rounded(n, 0, mode)],
    ['n: number, scale: number', (n: Num, scale: Num) => rounded(n, scale, mode)],
  )

/** dividend - divisor × floor(dividend / divisor): the sign is the divisor's. */
function modulo(dividend: Num, divisor: Num): Num | undefined {
  const by = decimal(divisor)
  if (by.isZero()) return undefined
  const times = cheapest(decimal(dividend).div(by).floor())
  const part = times === null ? null : multiply(divisor, times)
  return part === null ? undefined : (subtract(dividend, part) ?? undefined)
}

const isDivisible = (n: Num, by: number) => decimal(n).mod(by).isZero()
const real = (value: Decimal): Num | undefined => cheapest(value) ?? undefined

const absolute = {
  number: (n: Num): Num | undefined => (typeof n === 'number' ? Math.abs(n) : n.abs()),
  time: (d: DayTimeDuration) => (d.seconds < 0 ? new DayTimeDuration(-d.seconds, -d.nano) : d),
  months: (d: YearMonthDuration) => new YearMonthDuration(Math.abs(d.months)),
}

export const numberFunctions: readonly Builtin[] = [
  rounding('decimal', Decimal.ROUND_HALF_EVEN),
  toWhole('floor', Decimal.ROUND_FLOOR),
  toWhole('ceiling', Decimal.ROUND_CEIL),
  rounding('round up', Decimal.ROUND_UP),
  rounding('round down', Decimal.ROUND_DOWN),
  rounding('round half up', Decimal.ROUND_HALF_UP),
  rounding('round half down', Decimal.ROUND_HALF_DOWN),
  builtin(
    'abs',
    'Any',
    ['n: number', absolute.number],
    ['n: days and time duration', absolute.time],
    ['n: years and months duration', absolute.months],
  ),
  builtin('modulo', 'number', ['dividend: number, divisor: number', modulo]),
  builtin('sqrt', 'number', [
    'number: number',
    (n: Num) => (decimal(n).isNegative() && !decimal(n).isZero() ? undefined : real(decimal(n).sqrt())),
  ]),
  builtin('log', 'number', ['number: number', (n: Num) => (decimal(n).lte(0) ? undefined : real(decimal(n).ln()))]),
  builtin('exp', 'number', ['number: number', (n: Num) => real(decimal(n).exp())]),
  builtin('odd', 'boolean', ['number: number', (n: Num) => asInteger(n) !== undefined && !isDivisible(n, 2)]),
  builtin('even', 'boolean', ['number: number', (n: Num) => isDivisible(n, 2)]),
  builtin('random number', 'number', ['', () => chance()]),
]
