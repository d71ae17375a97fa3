/** One permission in one place: `organ` and `division` are ids, or `*` for every one of the city. */
export type Grant = { permission: string; organ: string; division: string }

/**
 * Who asks. `parties` are those whose affairs are his: himself, bodies he represents by law, principals who gave him full authority.
 * `onLetter` are principals whose letter in force names matters (民法典 第一百六十五条), and `letters` these matters, as `letterName` writes
 * them: in these he may apply for them, and sees what he handles himself, as long as the letter lasts. `grants` are what he may do as staff, and where.
 */
export type Who = {
  id: string
  kind: 'anyone' | 'citizen' | 'staff' | 'system'
  name: string
  organ?: string
  parties: readonly string[]
  onLetter?: readonly string[]
  letters?: readonly string[]
  grants: readonly Grant[]
}

/** Whether somebody holds a permission, anywhere or in one organ or division. Jobs of the house itself may do everything. */
export function may(who: Who, permission: string, place: { organ?: string; division?: string } = {}): boolean {
  if (who.kind === 'system') return true
  const fits = (granted: string, asked: string | undefined) => asked === undefined || granted === '*' || granted === asked
  return who.grants.some((g) => g.permission === permission && fits(g.organ, place.organ) && fits(g.division, place.division))
}

/** Whether somebody may act in the name of a party, be it in some matters only; in which, `speaksIn` says. */
export const actsFor = ({ parties, onLetter = [] }: Who, party: string): boolean => parties.includes(party) || onLetter.includes(party)

/** An item in a division: what a letter of authority names. */
export type Matter = { item: string; division: string }

/** A matter of a principal as session and database name it: 'party@item@division', item and division also '*'. */
const letterName = (party: string, item: string, division: string): string => `${party}@${item}@${division}`

/** All matters that a letter names; an empty list means every item, or every division. */
export const lettersOf = (party: string, items: readonly string[], divisions: readonly string[]): string[] =>
  (items.length ? items : ['*']).flatMap((item) => (divisions.length ? divisions : ['*']).map((d) => letterName(party, item, d)))

/** Every name under which a letter reaches one matter; one that names neither items nor divisions makes the principal one of `parties`. */
const lettersReaching = (party: string, { item, division }: Matter): string[] => [
  letterName(party, item, division),
  letterName(party, item, '*'),
  letterName(party, '*', division),
]

/** Whether somebody speaks for a party in a matter: in everything, or by a letter in force that names it. */
export const speaksIn = ({ parties, letters = [] }: Who, party: string, matter: Matter): boolean =>
  parties.includes(party) || lettersReaching(party, matter).some((l) => letters.includes(l))

type Handled = Matter & { applicant: string; agent?: string | null }

/** Whether a case is his: he is its applicant, speaks for him in everything, or handles it as his agent while his letter reaches it. */
export const isHis = (who: Who, { applicant, agent, ...matter }: Handled): boolean =>
  who.parties.includes(applicant) || (agent != null && who.parties.includes(agent) && speaksIn(who, applicant, matter))

/** The side of the applicant as ledger and papers name it: himself, and his agent as long as a letter reaches the matter. */
export const sideOf = ({ applicant, agent, ...matter }: Handled): string[] => [
  `party:${applicant}`,
  ...(agent ? lettersReaching(applicant, matter).map((l) => `agent:${agent}@${l}`) : []),
]

/** The names under which `sideOf` finds an agent; the shorter ones stand on what was written before letters were asked on reading. */
export const agentNames = ({ parties, onLetter = [], letters = [] }: Who): string[] =>
  parties.flatMap((p) => [...onLetter, ...letters].map((l) => `agent:${p}@${l}`))

/** A place where somebody may read, as ledger and database name it: 'organ@division', each a name or '*'. */
export const placeName = ({ organ, division }: Pick<Grant, 'organ' | 'division'>): string => `${organ}@${division}`

/** Every right that reaches one place: in it alone, in the organ everywhere, in all organs of the division, everywhere. */
export const placesReaching = (organ: string, division: string): string[] => [
  placeName({ organ, division }),
  placeName({ organ, division: '*' }),
  placeName({ organ: '*', division }),
  placeName({ organ: '*', division: '*' }),
]
