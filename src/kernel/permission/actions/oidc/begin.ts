/** From a button of the sign-in page to the platform. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { countAttempt } from '#base/limit.ts'
import { Outside } from '#kernel/module.ts'
import type { Provider } from '#kernel/provider.ts'
import { type LoginSecrets, loginAddress } from '../../gateway/oidc.ts'
import { acrFor, reachOf } from '../../rules/claims.ts'
import { type BeginSignIn, SessionAnswer, type Visit } from '../../schema.ts'
import { wallTime } from '../../store/account.ts'
import { addPending } from '../../store/identity.ts'
import { refuse } from '../refuse.ts'
import { getProvider, nameOf, talk } from './providers.ts'

/** What waits for the browser to come back. `account` is whoever was signed in when more assurance was asked of him. */
export type Waiting = LoginSecrets & { back: string; account: string | null; acting: string | null }

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

/** Begins a sign-in: keeps its secrets at the server, and sends the browser to the platform. */
export const beginSignIn = (ctx: Visit, { provider: id, back, level }: BeginSignIn) =>
  asSystem(ctx.tx, async () => {
    const provider = await getProvider(ctx, id)
    if (level && reachOf(provider) < level) throw refuse('permission.no-such-level', { need: nameOf(level) })
    const { n } = await countAttempt(ctx.tx, `oidc:${ctx.origin?.ip ?? ''}`, ctx.now, patienceMs)
    if (n > mostPerNetwork) throw refuse('permission.login-often')
    const { browser, fresh } = browserOf(ctx)
    const waiting: Waiting = {
      ...{ state: word(ctx), nonce: word(ctx), verifier: word(ctx), back },
      account: (level && ctx.session?.account) ?? null,
      acting: ctx.session?.acting ?? null,
    }
    await addPending(ctx.tx, {
      digest: digestOfState(waiting.state),
      purpose: 'sign-in',
      provider: id,
      browser: digestOfBrowser(browser),
      sealed: ctx.keys.seal(JSON.stringify(waiting), waitingContext),
      expiresAt: new Date(ctx.now.getTime() + patienceMs),
    })
    const at = (await wallTime(ctx.tx)).getTime()
    const asked = { ...waiting, redirectUri: redirectUri(ctx.site, provider), acr: level ? acrFor(provider, level) : [] }
    return new Outside(
      () => talk(ctx, provider, back, () => loginAddress(provider, asked, { env: process.env, at })),
      async (_, to: string) => new SessionAnswer(undefined, { to }, undefined, fresh),
    )
  })
