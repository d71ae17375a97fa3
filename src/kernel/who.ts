/** One permission in one place: `organ` and `division` are ids, or `*` for every one of the city. */
export type Grant = { permission: string; organ: string; division: string }

/**
 * Who asks. `parties` are those whose affairs are his: himself, bodies he represents by law, principals who gave him full authority.
 * `onLetter` are principals whose letter names matters (民法典 第一百六十五条): he may apply for them in these, and sees of them what he
 * handles himself. `grants` are what he may do as staff, and where.
 */
export type Who = {
  id: string
  kind: 'anyone' | 'citizen' | 'staff' | 'system'
  name: string
  organ?: string
  parties: readonly string[]
  onLetter?: readonly string[]
  grants: readonly Grant[]
}

/** Whether somebody holds a permission, anywhere or in one organ or division. Jobs of the house itself may do everything. */
export function may(who: Who, permission: string, place: { organ?: string; division?: string } = {}): boolean {
  if (who.kind === 'system') return true
  const fits = (granted: string, asked: string | undefined) => asked === undefined || granted === '*' || granted === asked
  return who.grants.some((g) => g.permission === permission && fits(g.organ, place.organ) && fits(g.division, place.division))
}

/** Whether somebody may act in the name of a party, be it in some matters only; which, `groundFor` says. */
export const actsFor = ({ parties, onLetter = [] }: Who, party: string): boolean => parties.includes(party) || onLetter.includes(party)

/** Whether a case is his: he is its applicant, speaks for him in everything, or handles it as his agent. */
export const isHis = ({ parties }: Who, { applicant, agent }: { applicant: string; agent?: string | null }): boolean =>
  parties.includes(applicant) || (agent != null && parties.includes(agent))

/** A place where somebody may read, as ledger and database name it: 'organ@division', each a name or '*'. */
export const placeName = ({ organ, division }: Pick<Grant, 'organ' | 'division'>): string => `${organ}@${division}`

/** Every right that reaches one place: in it alone, in the organ everywhere, in all organs of the division, everywhere. */
export const placesReaching = (organ: string, division: string): string[] => [
  placeName({ organ, division }),
  placeName({ organ, division: '*' }),
  placeName({ organ: '*', division }),
  placeName({ organ: '*', division: '*' }),
]
