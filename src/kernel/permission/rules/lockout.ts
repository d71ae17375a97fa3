/**
 * Wrong passwords slow down where they come from (GB/T 22239-2019, 8.1.4.1 b), and never the account as such: a stranger who knows a login
 * must not be able to keep its owner out. A count is forgiven with time; from `free` on each further failure doubles the pause.
 */
export type Failures = { n: number; lastAt: Date; lockedUntil: Date | null }

export type Track = { free: number; forgivenEveryMs: number; firstPauseMs: number; longestPauseMs: number }

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Failures of one login from one network, or in one browser that is known to it. */
export const pair: Track = { free: 5, forgivenEveryMs: hour, firstPauseMs: minute, longestPauseMs: hour }
/** All failures of one network, over all logins: a whole hall may stand behind one address. */
export const network: Track = { free: 100, forgivenEveryMs: 30 * second, firstPauseMs: 5 * minute, longestPauseMs: hour }
/**
 * Failures of one login over all networks, counted for networks and browsers alone from which it never signed in: no more than about a
 * hundred guesses an hour, however many addresses they come from (OWASP ASVS 4.0.3, 2.2.1).
 */
export const everywhere: Track = { free: 100, forgivenEveryMs: 36 * second, firstPauseMs: 15 * second, longestPauseMs: minute }

/** Until when a track is paused, or undefined where it may be tried. */
export const pausedUntil = (failures: Failures | undefined, now: Date): Date | undefined =>
  failures?.lockedUntil && failures.lockedUntil > now ? failures.lockedUntil : undefined

/** The count after one more failure, and the pause that follows from it. */
export function afterFailure(before: Failures | undefined, now: Date, track: Track): Failures {
  const forgiven = before ? Math.max(0, now.getTime() - before.lastAt.getTime()) / track.forgivenEveryMs : 0
  const n = Math.max(0, (before?.n ?? 0) - forgiven) + 1
  // a sixth within the hour stays a sixth, whatever fraction of the first is forgiven by then
  const over = Math.ceil(n) - track.free
  const pause = Math.min(track.longestPauseMs, track.firstPauseMs * 2 ** Math.min(over, 30))
  return { n, lastAt: now, lockedUntil: over < 0 ? null : new Date(now.getTime() + pause) }
}

/** How long to wait, in words: '40 秒', '3 分钟'. */
export function waitText(until: Date, now: Date): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / second))
  return seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`
}

/** The network an address belongs to: of IPv6 the first 64 bits, for one customer has all the rest (RFC 6177). */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  if (!ip.includes(':')) return ip
  const [head = '', tail] = ip.toLowerCase().replace(/%.*$/, '').split('::')
  const [left, right] = [head.split(':').filter(Boolean), (tail ?? '').split(':').filter(Boolean)]
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
