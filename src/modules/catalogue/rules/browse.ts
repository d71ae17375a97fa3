/** Own items by theme, by event of a life, and by department. */
import { enterpriseThemes, lifeEvents, personThemes } from '#kernel/item/schema/theme.ts'
import type { Audience, Department, Departments, Entry, Home, ThemeGroup } from '../schema.ts'
import { type Corpus, inOrder, type Kept } from './corpus.ts'

type Brief = Pick<Entry, 'code' | 'name' | 'branches' | 'audiences' | 'personThemes' | 'enterpriseThemes' | 'lifeEvents'>

/** The city's own entries, the most asked for first: for pages that lead by theme, event and department. */
export const ownByUse = (corpus: Corpus): Kept[] =>
  inOrder(corpus)
    .filter((d) => d.source === 'own')
    .sort((a, b) => b.popularity - a.popularity || (a.code < b.code ? -1 : 1))

export function countsIn(corpus: Corpus): Home['counts'] {
  const docs = inOrder(corpus)
  const own = docs.filter((d) => d.source === 'own')
  const online = own.filter((d) => d.onlineGrade === '3' || d.onlineGrade === '4')
  return { own: own.length, imported: docs.length - own.length, online: online.length }
}

/** Organs of other places, with how many of their items were imported, those with most first. */
export function importedIn(corpus: Corpus): Departments['imported'] {
  const counts = new Map<string, number>()
  for (const { source, branches } of inOrder(corpus))
    if (source === 'imported') for (const b of branches) counts.set(b, (counts.get(b) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

const inShort = ({ code, name }: Brief) => ({ code, name })

/** Groups in the order of the names; a name without items has no group, so that no door leads into an empty room. */
function groups(names: readonly string[], entries: readonly Brief[], of: (e: Brief) => readonly string[]): ThemeGroup[] {
  return [...new Set(names)].flatMap((name) => {
    const inside = entries.filter((e) => of(e).includes(name))
    return inside.length === 0 ? [] : [{ name, count: inside.length, items: inside.map(inShort) }]
  })
}

const forAudience = (entries: readonly Brief[], audience: Audience) => entries.filter((e) => e.audiences.includes(audience))

export const themesFor = (entries: readonly Brief[], audience: Audience): ThemeGroup[] =>
  audience === 'person'
    ? groups(personThemes, forAudience(entries, audience), (e) => e.personThemes)
    : groups(enterpriseThemes, forAudience(entries, audience), (e) => e.enterpriseThemes)

/** In the order in which an enterprise meets them. */
const enterpriseEvents: readonly string[] = ['开办', '准营', '用工', '工程', '经营', '注销']

/** The stages of a person's life, or of an enterprise's. */
export const eventsFor = (entries: readonly Brief[], audience: Audience): ThemeGroup[] =>
  groups(
    audience === 'enterprise' ? enterpriseEvents : lifeEvents.filter((e) => !enterpriseEvents.includes(e)),
    forAudience(entries, audience),
    (e) => e.lifeEvents,
  )

/** Departments with their items, those with most items first. */
export function departmentsOf(entries: readonly Brief[], names: ReadonlyMap<string, string>): Department[] {
  const branches = [...new Set(entries.flatMap((e) => e.branches))]
  return branches
    .map((branch) => {
      const inside = entries.filter((e) => e.branches.includes(branch))
      return { branch, name: names.get(branch) ?? branch, count: inside.length, items: inside.map(inShort) }
    })
    .sort((a, b) => b.count - a.count || a.branch.localeCompare(b.branch))
}
