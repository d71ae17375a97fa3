/** Whose affairs a page shows, and in whose name it acts. */
import type { Speaking } from '#kernel/permission/schema.ts'

type Acting = { acting: string | null; speaking: readonly Speaking[] }

const groundOf = ({ acting, speaking }: Acting) => speaking.find((s) => s.party === acting)

/** The party somebody else acts for just now; undefined for who acts for himself. */
export function clientOf(session: Acting | undefined): Speaking | undefined {
  const ground = session && groundOf(session)
  return ground && ground.as !== 'self' ? ground : undefined
}

/**
 * Whoever acts for a client sees that client's affairs alone, so that nothing of one is left on the page of another. For himself
 * he sees his own and those of the units he represents by law.
 */
export function affairsOf(session: Acting | undefined): string[] {
  if (!session) return []
  const client = clientOf(session)
  return client ? [client.party] : session.speaking.filter((s) => s.as !== 'agent').map((s) => s.party)
}

/** The name a draft or case page acts in, where it is not the person's own. */
export const nameOfClient = (session: Acting | undefined, party: string): string | undefined =>
  session?.speaking.find((s) => s.party === party && s.as !== 'self')?.name
