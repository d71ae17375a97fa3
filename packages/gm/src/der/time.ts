/** Times as seal makers write them: by the standard, under another tag, with four digits of year where two belong, as plain text. */
import { toLatin1 } from '../bytes.ts'
import { Asn1Error, type Node } from './read.ts'
import { is } from './values.ts'

/** China has one time zone; times without one in Chinese files mean it. */
const chinaOffsetMinutes = 8 * 60

const digits = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})?(\d{2})?(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/

/** Reads `YYYYMMDD[HH[MM[SS[.f]]]][zone]` with or without separators; `undefined` where it is no time that exists. */
export function timeOf(text: string): Date | undefined {
  const plain = text.trim().replace(/^(\d{4})[-/.年](\d{2})[-/.月](\d{2})日?/, '$1$2$3')
  const compact = plain.replace(/^(\d{8})[ T]+/, '$1').replace(/^(\d{10}):(\d{2})(?::(\d{2}))?/, '$1$2$3')
  const found = digits.exec(compact)
  if (!found) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = found
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number]
  const at = new Date(Date.UTC(y, mo - 1, d, h, mi, s))
  const exists = at.getUTCFullYear() === y && at.getUTCMonth() === mo - 1 && at.getUTCDate() === d && h < 24 && mi < 60 && s < 60
  // A fraction is of the smallest part that is written (X.680, 46.2).
  const part = found[6] ? 1_000 : found[5] ? 60_000 : 3_600_000
  const beyond = Math.floor(Number(`0.${fraction}`) * part)
  return exists ? new Date(at.getTime() + beyond - offsetOf(zone) * 60_000) : undefined
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return chinaOffsetMinutes
  if (zone === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', ''))]
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/**
 * A time with four digits of year or, as UTCTime has it, with two. Twelve digits may be either: four are believed where
 * they make a year in which seals exist.
 */
export function looseTime(text: string): Date | undefined {
  const long = timeOf(text)
  const year = long?.getUTCFullYear() ?? 0
  return year >= 1950 && year < 2100 ? long : (timeOf(shortYear(text)) ?? long)
}

/** UTCTime carries two digits of year; some makers put four under its tag. */
function shortYear(text: string): string {
  const length = /^\d*/.exec(text)![0].length
  if (length !== 10 && length !== 12) return text
  return `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}`
}

/** A GeneralizedTime with two digits of year, as only UTCTime has them (X.690, 11.7): which century is meant stands nowhere. */
export class TwoDigitYear extends Asn1Error {
  constructor(text: string) {
    super(`The GeneralizedTime ${text} has two digits of year where four belong.`)
  }
}

/** Where four digits make a year in which something is signed, they are believed, and the seconds are what is missing. */
function hasShortYear(text: string): boolean {
  const year = timeOf(text)?.getUTCFullYear() ?? 0
  const short = shortYear(text)
  return (year < 1950 || year >= 2100) && short !== text && timeOf(short) !== undefined
}

/** A time under any tag that holds text, a bit string of such text or of an encoded time included. */
export function asTime(node: Node | undefined): Date {
  if (node?.class !== 'universal' || node.constructed) throw new Asn1Error('There is no time where one should be.')
  const raw = is(node, 'bitString') ? node.content.subarray(1) : node.content
  const text = toLatin1(raw)
  if (is(node, 'generalizedTime') && hasShortYear(text)) throw new TwoDigitYear(text)
  const at = timeOf(is(node, 'utcTime') ? shortYear(text) : text)
  if (!at) throw new Asn1Error('A time cannot be read.')
  return at
}
