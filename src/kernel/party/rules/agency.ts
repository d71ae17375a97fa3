/** Acting for another: what a letter of authority covers on a day. */
import type { Agency, Divisions } from '../schema.ts'
import { liesIn } from './division.ts'

export type AgencyStanding = 'coming' | 'valid' | 'expired' | 'revoked'

/** How an authority stands on a day; both its first and its last day count, and a revocation ends it at once (民法典 第一百七十三条). */
export function agencyStanding(agency: Pick<Agency, 'fromOn' | 'toOn' | 'revokedAt'>, on: string): AgencyStanding {
  if (agency.revokedAt !== null) return 'revoked'
  if (on < agency.fromOn) return 'coming'
  return on > agency.toOn ? 'expired' : 'valid'
}

const standings: Record<Exclude<AgencyStanding, 'valid'>, (a: Agency) => string> = {
  revoked: () => '这份授权已经收回，请委托人重新授权',
  coming: (a) => `这份授权从 ${a.fromOn} 起才有效`,
  expired: (a) => `这份授权到 ${a.toOn} 就到期了，请委托人重新授权`,
}

/** Why an authority does not reach an act, or undefined where it does. An authority for a division covers what lies in it. */
export function checkAgency(agency: Agency, act: { item: string; division: string; on: string }, all: Divisions): string | undefined {
  const standing = agencyStanding(agency, act.on)
  if (standing !== 'valid') return standings[standing](agency)
  if (agency.items.length > 0 && !agency.items.includes(act.item)) return '这份授权不包括这件事，请委托人把它加进去'
  const reaches = agency.divisions.length === 0 || agency.divisions.some((d) => liesIn(all, act.division, d))
  return reaches ? undefined : '这份授权不包括这个地方的事，请委托人把它加进去'
}
