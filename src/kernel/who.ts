/** One permission in one place: `organ` and `division` are ids, or `*` for every one of the city. */
export type Grant = { permission: string; organ: string; division: string }

/** Who asks. `parties` are the applicants this person may speak for; `grants` what he may do, and where. */
export type Who = {
  id: string
  kind: 'anyone' | 'citizen' | 'staff' | 'system'
  name: string
  organ?: string
  parties: readonly string[]
  grants: readonly Grant[]
}

/** Whether somebody holds a permission, anywhere or in one organ or division. Jobs of the house itself may do everything. */
export function may(who: Who, permission: string, place: { organ?: string; division?: string } = {}): boolean {
  if (who.kind === 'system') return true
  const fits = (granted: string, asked: string | undefined) => asked === undefined || granted === '*' || granted === asked
  return who.grants.some((g) => g.permission === permission && fits(g.organ, place.organ) && fits(g.division, place.division))
}

/** A place where somebody may read, as ledger and database name it: 'organ@division', each a name or '*'. */
export const placeName = ({ organ, division }: Pick<Grant, 'organ' | 'division'>): string => `${organ}@${division}`

/** Every right that reaches one place: in it alone, in the organ everywhere, in all organs of the division, everywhere. */
export const placesReaching = (organ: string, division: string): string[] => [
  placeName({ organ, division }),
  placeName({ organ, division: '*' }),
  placeName({ organ: '*', division }),
  placeName({ organ: '*', division: '*' }),
]
