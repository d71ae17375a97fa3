/** The ways out: by the platform's word, and at the platform after the city. */
import { asSystem } from '#base/as-system.ts'
import { countAttempt } from '#base/limit.ts'
import { Outside } from '#kernel/module.ts'
import { type Logout, readLogoutToken } from '../../gateway/logout-token.ts'
import { logoutAddress } from '../../gateway/oidc.ts'
import { ProviderFault } from '../../gateway/platform.ts'
import type { LogoutToken, SignOutAt, Visit } from '../../schema.ts'
import { wallTime } from '../../store/account.ts'
import { addPending, endSessionsBy, findOrigins, spendLogout, takePending } from '../../store/identity.ts'
import { emitAccount } from '../fact.ts'
import { idTokenContext } from '../open-session.ts'
import { refuse } from '../refuse.ts'
import { browserOf, digestOfBrowser, digestOfState } from './begin.ts'
import { getProvider, providersOf, talk } from './providers.ts'

const minutesMs = 10 * 60_000
/** Logout tokens of one network in ten minutes: a platform sends many, and a flood of false ones asks it for its keys again and again. */
const mostTokens = 3_000

/** A platform says that somebody has signed out there (Back-Channel Logout 1.0, 2.8): his sessions end here too. */
export const logoutByPlatform = (ctx: Visit, { provider: id, logout_token: token }: LogoutToken) =>
  asSystem(ctx.tx, async () => {
    const provider = await getProvider(ctx, id)
    const { n } = await countAttempt(ctx.tx, `logout:${ctx.origin?.ip ?? ''}`, ctx.now, minutesMs)
    if (n > mostTokens) throw refuse('permission.login-often')
    const now = await wallTime(ctx.tx)
    return new Outside(
      () => checkToken(ctx, () => readLogoutToken(provider, token, process.env, now)),
      (then, logout: Logout) => endBy(then as Visit, id, logout),
    )
  })

async function checkToken({ log }: Visit, read: () => Promise<Logout>): Promise<Logout> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error
    log.warn({ detail: error.message }, 'a logout token did not count')
    throw refuse('permission.logout-untrue')
  }
}

const endBy = (ctx: Visit, provider: string, logout: Logout): Promise<{ sessions: number }> =>
  asSystem(ctx.tx, async () => {
    if (!(await spendLogout(ctx.tx, logout.issuer, logout.jti, logout.until))) throw refuse('permission.logout-untrue')
    const accounts = await endSessionsBy(ctx.tx, logout)
    for (const account of new Set(accounts)) await emitAccount(ctx, 'account.signed-out', account, { everywhere: false, by: provider })
    return { sessions: accounts.length }
  })

type Leaving = { idToken: string }

/** Before a session ends: keeps what its platform wants to know for a sign-out there; the answer is the page that offers it. Needs the scope `system`. */
export async function offerPlatform(ctx: Visit, session: string): Promise<{ to: string; fresh: string | undefined } | undefined> {
  const from = await findOrigins(ctx.tx, session)
  if (!from?.idTokenSealed || !(await providersOf(ctx)).some((p) => p.id === from.provider)) return undefined
  const leaving: Leaving = { idToken: ctx.keys.open(from.idTokenSealed, idTokenContext) }
  const ticket = Buffer.from(ctx.random(24)).toString('base64url')
  const { browser, fresh } = browserOf(ctx)
  await addPending(ctx.tx, {
    digest: digestOfState(ticket),
    purpose: 'sign-out',
    provider: from.provider,
    browser: digestOfBrowser(browser),
    sealed: ctx.keys.seal(JSON.stringify(leaving), idTokenContext),
    expiresAt: new Date(ctx.now.getTime() + minutesMs),
  })
  return { to: `/sign-out/at/${from.provider}?ticket=${ticket}`, fresh }
}

/** What the page after a sign-out shows: that the city's session is over, and the platform's is not. */
export const signedOutPage = (ctx: Visit, { provider: id, ticket }: SignOutAt) =>
  asSystem(ctx.tx, async () => {
    const { title } = await getProvider(ctx, id)
    return { title, go: `/sign-out/to/${id}?ticket=${encodeURIComponent(ticket)}` }
  })

/** Goes on to the platform, which ends its own session and sends the browser back (RP-Initiated Logout 1.0). */
export const leavePlatform = (ctx: Visit, { provider: id, ticket }: SignOutAt) =>
  asSystem(ctx.tx, async () => {
    const provider = await getProvider(ctx, id)
    const browser = digestOfBrowser(ctx.origin?.browser ?? '')
    const key = { digest: digestOfState(ticket), purpose: 'sign-out' as const, provider: id, browser }
    const sealed = await takePending(ctx.tx, key, ctx.now)
    if (!sealed) throw refuse('permission.signed-out')
    const { idToken } = JSON.parse(ctx.keys.open(sealed, idTokenContext)) as Leaving
    const at = (await wallTime(ctx.tx)).getTime()
    const asked = { idToken, back: `${ctx.site}/` }
    return new Outside(
      () => talk(ctx, provider, '/', () => logoutAddress(provider, asked, { env: process.env, at })),
      async (_, to: string | undefined) => ({ to: to ?? '/' }),
    )
  })
