/** Adding up what the stretches of a rehearsal found. */
import type { Group, Tally } from '../schema.ts'

/** Changes counted by what they are, the most first; adds to what was counted before. */
export function tallied(so: readonly Tally[], more: readonly Omit<Tally, 'count'>[]): Tally[] {
  const counts = new Map(so.map((t) => [`${t.what}|${t.before}|${t.after}`, t]))
  for (const { what, before, after } of more) {
    const key = `${what}|${before}|${after}`
    counts.set(key, { what, before, after, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

/** Figures of organs added up by their names, in the order of the names. */
export function grouped(so: readonly Group[], more: readonly Group[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { name, looked, before, after } of [...so, ...more]) {
    const old = groups.get(name) ?? { name, looked: 0, before: 0, after: 0 }
    groups.set(name, { name, looked: old.looked + looked, before: old.before + before, after: old.after + after })
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
