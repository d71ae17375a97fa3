/** Time zones by their IANA names, resolved through the platform's own table. */

const formats = new Map<string, Intl.DateTimeFormat | undefined>()
const maxCached = 1_000

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone)
  if (formats.size >= maxCached) formats.clear()
  const format = makeFormat(zone)
  formats.set(zone, format)
  return format
}

function makeFormat(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
}

export const isZone = (zone: string) => /^[A-Za-z]/.test(zone) && formatOf(zone) !== undefined

/** How many seconds the zone is ahead of UTC at an instant given in seconds since 1970. Beyond the platform's years the offset of the nearest one counts. */
export function offsetAt(zone: string, instant: number): number {
  const bounded = Math.max(-8.64e12, Math.min(8.64e12, instant))
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(zone)!.formatToParts(bounded * 1000)) parts[type] = value
  const year = parts.era?.startsWith('B') ? 1 - Number(parts.year) : Number(parts.year)
  const local = new Date(0)
  local.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day))
  local.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second))
  return Math.round(local.getTime() / 1000 - Math.floor(bounded))
}

/** The offset in force at a local time, in seconds. In a gap the offset before it counts, in an overlap the earlier one (as ISO calendars do). */
export function offsetOf(zone: string, local: number): number {
  const before = offsetAt(zone, local - offsetAt(zone, local - 86_400))
  const guess = offsetAt(zone, local - before)
  return guess === before ? before : offsetAt(zone, local - 86_400 - before)
}
