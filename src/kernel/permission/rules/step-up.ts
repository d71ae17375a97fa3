/** How long a proved second factor counts before somebody has to prove it anew for an act that weighs. */
import type { CitySettings } from '#kernel/city.ts'
import type { Session } from '../schema.ts'

/** Minutes that a proof counts in this city; undefined where acts ask for none. */
export const stepUpMinutes = ({ stepUp }: Pick<CitySettings, 'stepUp'>): number | undefined =>
  stepUp === false ? undefined : stepUp.minutes

/** Whether a session has proved a second factor within so many minutes. */
export const provedWithin = (session: Pick<Session, 'provedAt'> | undefined, minutes: number, now: Date): boolean =>
  session?.provedAt != null && now.getTime() - session.provedAt.getTime() < minutes * 60_000
