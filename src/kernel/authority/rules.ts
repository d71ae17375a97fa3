import type { Authority } from './schema.ts'

/** The grant in force on a day; the first and the last day count. */
export function holderOn(grants: readonly Authority[], on: string): Authority | undefined {
  return grants.find((g) => g.fromOn <= on && (g.toOn === null || g.toOn >= on))
}

/** Where a grant stands to a day. */
export const stateOn = ({ fromOn, toOn }: Pick<Authority, 'fromOn' | 'toOn'>, on: string): 'past' | 'now' | 'coming' =>
  fromOn > on ? 'coming' : toOn !== null && toOn < on ? 'past' : 'now'

export type Gap = { fromOn: string; toOn: string | null }

/** The days between `fromOn` and for ever on which nobody holds the power, as spans; adjoining grants leave no gap. */
export function gaps(
  grants: readonly Authority[],
  fromOn: string,
  nextDay: (on: string) => string,
  dayBefore: (on: string) => string,
): Gap[] {
  const found: Gap[] = []
  let from: string | undefined = fromOn
  for (const g of [...grants].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    if (from === undefined) break
    if (g.fromOn > from) found.push({ fromOn: from, toOn: dayBefore(g.fromOn) })
    if (g.toOn === null) from = undefined
    else if (nextDay(g.toOn) > from) from = nextDay(g.toOn)
  }
  if (from !== undefined) found.push({ fromOn: from, toOn: null })
  return found
}
