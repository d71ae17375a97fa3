/** What can be worked out of a value before a table sees it, so that a snapshot keeps an age and no identity number. */
import { toDay } from '#kernel/clock/rules/day.ts'
import { type Derivation, derivations } from '../schema/model.ts'

const idNo = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/

/** A day as 'YYYY-MM-DD', out of a day or an identity number (GB 11643). */
function dayIn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const parts = idNo.exec(value)
  const day = parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : value
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined
}

const parts = (on: string) => on.split('-').map(Number) as [number, number, number]

/** Whole months from a day to a day. */
export function monthsBetween(from: string, to: string): number {
  const [[y, m, d], [toY, toM, toD]] = [parts(from), parts(to)]
  return (toY - y) * 12 + toM - m - (toD < d ? 1 : 0)
}

/** Whole years from a day to a day: one is 80 周岁 on the 80th birthday. */
export const yearsBetween = (from: string, to: string): number => Math.floor(monthsBetween(from, to) / 12)

type Work = (value: unknown, today: string) => string | number | boolean | undefined

const ofDay =
  (work: (day: string, today: string) => number): Work =>
  (value, today) => {
    const day = dayIn(value)
    return day === undefined ? undefined : work(day, today)
  }

const yesNo: Record<string, boolean> = { yes: true, no: false, true: true, false: false }

/** Nothing comes out of a value that is not of the kind: the fact is unknown then. */
const works: Record<Derivation, Work> = {
  age: ofDay(yearsBetween),
  months: ofDay(monthsBetween),
  years: ofDay(yearsBetween),
  days: ofDay((day, today) => toDay(today) - toDay(day)),
  sex: (value) => (typeof value === 'string' && idNo.test(value) ? String(2 - (Number(value[16]) % 2)) : undefined),
  city: (value) => (typeof value === 'string' && /^\d{6}/.test(value) ? `${value.slice(0, 4)}00` : undefined),
  yes: (value) => (Object.hasOwn(yesNo, String(value)) ? yesNo[String(value)] : undefined),
  count: (value) => (Array.isArray(value) ? value.length : undefined),
  yuan: (value) => (typeof value === 'number' ? value / 100 : undefined),
  none: (value) => (Array.isArray(value) && value.length > 0 ? value.every((v) => v === 'none') : undefined),
  schoolAge: ofDay((day, today) => yearsBetween(day, `${today.slice(0, 4)}-08-31`)),
  given: (value) => (typeof value === 'string' ? value !== 'missing' && value !== 'tolerant' : undefined),
}

export const isDerivation = (name: string): name is Derivation => Object.hasOwn(derivations, name)

export const derive = (as: Derivation, value: unknown, today: string) => works[as](value, today)
