/** The moment that a Signature.xml claims; producers write it in several ways, and China's time is meant where none is said. */

const moment = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/** `20261125090000Z`, `2026-11-25 17:00:00`, `2026-11-25T17:00:00.5+08:00`; undefined where the text is no moment. */
export function claimedAt(text: string | undefined): Date | undefined {
  const match = moment.exec(text?.trim() ?? '')
  if (!match) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = '+08:00'] = match
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset}`)
  return Number.isNaN(date.getTime()) ? undefined : date
}
