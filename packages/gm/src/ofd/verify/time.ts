/** The moment that a Signature.xml claims; producers write it in several ways, and China's time is meant where none is said. */

const zone = String.raw`\s*(Z|[+-]\d{2}(?::?\d{2})?)?`
const patterns = [
  new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(\.\d+)?)?${zone}$`, 'i'),
  new RegExp(
    String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2})[:时](\d{2})(?:[:分](\d{2})秒?(\.\d+)?)?分?)?${zone}$`,
    'i',
  ),
]

/** `+08`, `+0800`, `+08:00` or `Z` as ISO 8601 writes it. */
const isoZone = (text: string): string =>
  text.toUpperCase() === 'Z' ? 'Z' : `${text.slice(0, 3)}:${text.slice(3).replace(':', '') || '00'}`

/** `20261125090000Z`, `2026-11-25 17:00:00`, `2026/11/25 17:00`, `2026-11-25T17:00:00.5+08:00`; undefined where the text is no moment. */
export function claimedAt(text: string | undefined): Date | undefined {
  const match = patterns.map((pattern) => pattern.exec(text?.trim() ?? '')).find((found) => found !== null)
  if (!match) return undefined
  const [, year, month, day, hour = '0', minute = '00', second = '00', fraction = '', said = '+08:00'] = match
  const two = (part: string) => part.padStart(2, '0')
  const date = new Date(`${year}-${two(month!)}-${two(day!)}T${two(hour)}:${minute}:${second}${fraction}${isoZone(said)}`)
  // a day that the month does not have is none, and not one of the next month
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day)
  return isDay && !Number.isNaN(date.getTime()) ? date : undefined
}
