/** What the directory's word means here: who somebody is, whether he has just shown himself, and how long a session counts without another word. */
import type { Directory } from '#kernel/directory.ts'
import { readClaim } from './claims.ts'

type Given = Readonly<Record<string, unknown>>

/** By what somebody is found among the accounts here; `shown` is how the directory writes it. */
export type Named = { by: 'staffNo' | 'login'; value: string; shown: string }

/** The staff number or login that a token names; undefined where it names none, or a login of another domain. */
export function namedBy({ claims: paths, domain }: Pick<Directory, 'claims' | 'domain'>, claims: Given): Named | undefined {
  const shown = readClaim(claims, paths.staffNo ?? paths.login)
  if (shown === undefined) return undefined
  if (paths.staffNo !== undefined) return { by: 'staffNo', value: shown, shown }
  const login = shown.toLowerCase()
  if (domain === undefined) return { by: 'login', value: login, shown }
  const end = `@${domain}`
  return login.endsWith(end) ? { by: 'login', value: login.slice(0, -end.length), shown } : undefined
}

/** The organ that a token names, as it is called here; undefined where it names none. */
export function organBy({ claims: paths, organs }: Pick<Directory, 'claims' | 'organs'>, claims: Given): string | undefined {
  const said = readClaim(claims, paths.organ)
  return said !== undefined && Object.hasOwn(organs, said) ? organs[said] : said
}

/** Two machines' clocks differ by so much at most. */
const skewMs = 60_000

/** Whether somebody showed himself at the directory after he was sent there, and not by an earlier sign-in. */
export const isShownAnew = (authTime: number | undefined, sentAt: number): boolean =>
  authTime !== undefined && authTime * 1000 + skewMs >= sentAt

/** Whether the directory says that a second factor was proved there, by what the city takes for it. */
export function isProof({ stepUp }: Pick<Directory, 'stepUp'>, said: { acr: string | undefined; amr: readonly string[] }): boolean {
  if (!stepUp) return false
  const acr = stepUp.acr.length === 0 || (said.acr !== undefined && stepUp.acr.includes(said.acr))
  return acr && (stepUp.amr.length === 0 || stepUp.amr.some((a) => said.amr.includes(a)))
}

/** Until when a session counts after a word of the directory at a moment; null where it is kept through any silence. */
export const vouchedUntil = ({ onSilence, silenceMinutes }: Pick<Directory, 'onSilence' | 'silenceMinutes'>, at: Date): Date | null =>
  onSilence === 'keep' ? null : new Date(at.getTime() + silenceMinutes * 60_000)

/** The next moment at which the directory is asked about a session. */
export const nextAsked = ({ poll }: Pick<Directory, 'poll'>, at: Date): Date => new Date(at.getTime() + poll.seconds * 1000)
