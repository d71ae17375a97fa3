/** From somebody to what the database lets him see. */
import { agentNames, type Grant, placeName, type Who } from '#kernel/who.ts'

/** Whoever is not signed in. */
export const anonymous: Who = { id: 'anyone', kind: 'anyone', name: '', parties: [], grants: [] }

/** The house itself: jobs, founding, the command line. */
export const house: Who = { id: 'system', kind: 'system', name: '系统', parties: [], grants: [] }

const unique = (texts: readonly string[]) => [...new Set(texts)]

const reading = (grants: readonly Grant[]) => grants.filter((g) => g.permission === 'case.read')

/** Organs whose chains somebody reads. A right in every organ of one division is no right in every division, and stays with the rows. */
const organsOf = (grants: readonly Grant[]) =>
  unique(
    reading(grants)
      .filter((g) => g.organ !== '*' || g.division === '*')
      .map((g) => g.organ),
  )

/** Where somebody reads cases: 'organ@division', each a name or '*'. */
const placesOf = (grants: readonly Grant[]) => unique(reading(grants).map(placeName))

/** The rights that rows with a permission of their own are seen by, as 'permission@organ@division'. */
const rightsOf = (grants: readonly Grant[], permissions: ReadonlySet<string>) =>
  unique(grants.filter((g) => permissions.has(g.permission)).map((g) => `${g.permission}@${placeName(g)}`))

const noPermissions: ReadonlySet<string> = new Set()

/**
 * The settings of a transaction (`db.Scope.settings`) that row-level security reads: `who`, `kind`, `parties`, `principals` (these, and
 * whom he acts for on a letter), `letters` (in which matters), `organs`, `places`, `permits`, `readers` as the ledger names them, and `rights`: the
 * places of each of `permissions`, by which rows that name their own are seen. Nobody shares the name of those who are not signed in: `who` is empty then.
 */
export function settingsFor(who: Who, permissions = noPermissions): Record<string, string> {
  const organs = organsOf(who.grants)
  const places = placesOf(who.grants)
  const permits = unique(who.grants.map((g) => g.permission))
  const readers = [
    ...(who.kind === 'anyone' ? [] : [`who:${who.id}`]),
    ...who.parties.map((p) => `party:${p}`),
    ...agentNames(who),
    ...organs.map((o) => `organ:${o}`),
    ...places.map((p) => `place:${p}`),
    ...(permits.includes('permission.audit') ? ['office:auditor'] : []),
  ]
  return {
    who: who.kind === 'anyone' ? '' : who.id,
    kind: who.kind,
    parties: who.parties.join(','),
    principals: [...who.parties, ...(who.onLetter ?? [])].join(','),
    letters: (who.letters ?? []).join(','),
    organs: organs.join(','),
    places: places.join(','),
    permits: permits.join(','),
    readers: readers.join(','),
    rights: rightsOf(who.grants, permissions).join(','),
  }
}
