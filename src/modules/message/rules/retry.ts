const minute = 60_000
/** Waits between attempts: a short outage is over within minutes, a long one within the night. */
const waits = [1, 5, 15, 60, 240].map((n) => n * minute)

/** When an undelivered message is tried again after so many attempts; undefined when a person has to look. */
export function nextTry(attempts: number, now: Date): Date | undefined {
  const wait = waits[attempts - 1]
  return wait === undefined ? undefined : new Date(now.getTime() + wait)
}

/** So long an attempt, and a job that is due, may take before it counts as lost, in milliseconds: longer than any port waits. */
export const patienceMs = 120_000
