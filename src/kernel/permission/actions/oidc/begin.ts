/** From a button of the sign-in page to the platform. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { countAttempt } from '#base/limit.ts'
import { Outside } from '#kernel/module.ts'
import { directoryId, type Level, type Provider } from '#kernel/provider.ts'
import { type LoginSecrets, loginAddress } from '../../gateway/oidc.ts'
import { acrFor, reachOf } from '../../rules/claims.ts'
import { type BeginSignIn, SessionAnswer, type Visit } from '../../schema.ts'
import { wallTime } from '../../store/account.ts'
import { addPending } from '../../store/identity.ts'
import { refuse } from '../refuse.ts'
import { getProvider, nameOf, talk } from './providers.ts'

/** What waits for the browser to come back. `account` is whoever was signed in when more assurance was asked of him. */
export type Waiting = LoginSecrets & {
  back: string
  account: string | null
  acting: string | null
  /** shows himself anew at the directory, and keeps his session */
  prove: boolean
  /** when he was sent to the platform, by the real clock, in milliseconds */
  sentAt: number
}

export const waitingContext = 'permission.pending'
/** Somebody who looks for his telephone at the platform is still in time. */
const patienceMs = 10 * 60_000
/** Sign-ins that one network may begin in ten minutes: a whole hall may stand behind one address. */
const mostPerNetwork = 600

/** The digests by which a sign-in under way and its browser are found. */
export const digestOfState = (state: string): string => sm3(`sign-in:${state}`)
export const digestOfBrowser = (browser: string): string => sm3(`browser:${browser}`)

export const redirectUri = (site: string, { id }: Pick<Provider, 'id'>): string => `${site}/sign-in/from/${id}`

const word = (ctx: Visit): string => Buffer.from(ctx.random(32)).toString('base64url')

/** The word by which this browser is known, and the same as a cookie to be given where it has none. */
export function browserOf(ctx: Visit): { browser: string; fresh: string | undefined } {
  const known = ctx.origin?.browser
  const browser = known ?? word(ctx)
  return { browser, fresh: known ? undefined : browser }
}

/** Whether this is somebody who shows himself anew at the directory by which he came. */
function mayProve({ session }: Visit, { id, title }: Provider, asked: boolean): boolean {
  if (!asked || id !== directoryId) return false
  if (session?.provider !== directoryId) throw refuse('permission.directory-not-begun', { title })
  return true
}

/** What is kept of a sign-in that begins. `held`: only whoever is signed in may come back with it. */
function waitingFor(ctx: Visit, { held, ...asked }: Pick<Waiting, 'back' | 'prove' | 'sentAt'> & { held: boolean }): Waiting {
  const { account = null, acting = null } = ctx.session ?? {}
  return { ...{ state: word(ctx), nonce: word(ctx), verifier: word(ctx) }, ...asked, account: held ? account : null, acting }
}

/** Values of `acr` of which the platform is to reach one; none where nothing more is asked than a sign-in. */
function acrAsked({ city }: Visit, provider: Provider, { prove, level }: { prove: boolean; level: Level | undefined }): readonly string[] {
  if (prove) return city.directory?.stepUp?.acr ?? []
  return level ? acrFor(provider, level) : []
}

/** Begins a sign-in: keeps its secrets at the server, and sends the browser to the platform. */
export const beginSignIn = (ctx: Visit, { provider: id, back, level, prove: proves }: BeginSignIn) =>
  asSystem(ctx.tx, async () => {
    const provider = await getProvider(ctx, id)
    const prove = mayProve(ctx, provider, proves === 'yes')
    if (level && reachOf(provider) < level) throw refuse('permission.no-such-level', { need: nameOf(level) })
    const { n } = await countAttempt(ctx.tx, `oidc:${ctx.origin?.ip ?? ''}`, ctx.now, patienceMs)
    if (n > mostPerNetwork) throw refuse('permission.login-often')
    const { browser, fresh } = browserOf(ctx)
    const at = (await wallTime(ctx.tx)).getTime()
    const waiting = waitingFor(ctx, { back, prove, held: prove || level !== undefined, sentAt: at })
    await addPending(ctx.tx, {
      digest: digestOfState(waiting.state),
      purpose: 'sign-in',
      provider: id,
      browser: digestOfBrowser(browser),
      sealed: ctx.keys.seal(JSON.stringify(waiting), waitingContext),
      expiresAt: new Date(ctx.now.getTime() + patienceMs),
    })
    const acr = acrAsked(ctx, provider, { prove, level })
    const asked = { ...waiting, redirectUri: redirectUri(ctx.site, provider), acr, now: prove }
    return new Outside(
      () => talk(ctx, provider, back, () => loginAddress(provider, asked, { env: process.env, at })),
      async (_, to: string) => new SessionAnswer(undefined, { to }, undefined, fresh),
    )
  })
