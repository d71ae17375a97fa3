/** How long a proved second factor counts before somebody has to prove it anew for an act that weighs. */
import type { CitySettings } from '#kernel/city.ts'
import type { Level } from '#kernel/provider.ts'
import type { Session } from '../schema.ts'

/** Minutes that a proof counts in this city; undefined where acts ask for none. */
export const stepUpMinutes = ({ stepUp }: Pick<CitySettings, 'stepUp'>): number | undefined =>
  stepUp === false ? undefined : stepUp.minutes

/** Whether a session has proved a second factor within so many minutes. */
export const provedWithin = (session: Pick<Session, 'provedAt'> | undefined, minutes: number, now: Date): boolean =>
  session?.provedAt != null && now.getTime() - session.provedAt.getTime() < minutes * 60_000

/**
 * How surely whoever is signed in is known now: a face that was compared counts for the city's minutes, a name and number as long as the session.
 * People of a demo city come by no platform, and stay as sure as they were.
 */
export function levelNow(
  session: Pick<Session, 'level' | 'levelAt' | 'provider'> | undefined,
  { faceMinutes }: Pick<CitySettings, 'faceMinutes'>,
  now: Date,
): Level {
  if (!session) return 1
  const { level, levelAt, provider } = session
  const past = levelAt === null || now.getTime() - levelAt.getTime() >= faceMinutes * 60_000
  return level === 3 && provider !== null && past ? 2 : level
}
