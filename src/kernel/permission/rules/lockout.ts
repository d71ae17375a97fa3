/** Failed sign-ins of one login (GB/T 22239-2019, 8.1.4.1 b: failures are counted and lead to a pause). */
export type Failures = { n: number; lastAt: Date; lockedUntil: Date | null }

export const most = 5
export const pauseMs = 15 * 60_000

/** Until when a login is paused, or undefined where it may be tried. */
export const lockedUntil = (failures: Failures | undefined, now: Date): Date | undefined =>
  failures?.lockedUntil && failures.lockedUntil > now ? failures.lockedUntil : undefined

/** The count after one more failure: the fifth pauses the login, and a quarter of an hour without any forgets the rest. */
export function afterFailure(before: Failures | undefined, now: Date): Failures {
  const fresh = !before || before.lockedUntil !== null || now.getTime() - before.lastAt.getTime() >= pauseMs
  const n = fresh ? 1 : before.n + 1
  return { n, lastAt: now, lockedUntil: n >= most ? new Date(now.getTime() + pauseMs) : null }
}
