/** From the platform back to the city: the code becomes a person, and the person a session. */
import { asSystem } from '#base/as-system.ts'
import { Outside } from '#kernel/module.ts'
import type { Provider } from '#kernel/provider.ts'
import { redeemCode, type Vouched } from '../../gateway/oidc.ts'
import { levelOf } from '../../rules/claims.ts'
import type { Account, CameBack, SessionAnswer, Visit } from '../../schema.ts'
import { wallTime } from '../../store/account.ts'
import { bindIdentity, takePending } from '../../store/identity.ts'
import { signInByDirectory } from '../directory/sign-in.ts'
import { emitAccount } from '../fact.ts'
import { openSession } from '../open-session.ts'
import { refuse } from '../refuse.ts'
import { digestOfBrowser, digestOfState, redirectUri, type Waiting, waitingContext } from './begin.ts'
import { again, getProvider, talk } from './providers.ts'
import { type Settled, settleCitizen, settleFirm } from './settle.ts'

type Settle = (ctx: Visit, provider: Provider, vouched: Vouched) => Promise<Settled>

/** What becomes of a platform's word, by the kind of people who sign in there; staff come by the directory. */
const settlers: Partial<Record<Provider['kind'], Settle>> = { citizen: settleCitizen, firm: settleFirm }

/** Takes the browser's answer: the pending sign-in is used up at once, whatever comes of it. */
export const comeBack = (ctx: Visit, { provider: id, ...came }: CameBack) =>
  asSystem(ctx.tx, async () => {
    const provider = await getProvider(ctx, id)
    const browser = digestOfBrowser(ctx.origin?.browser ?? '')
    const key = { digest: digestOfState(came.state), purpose: 'sign-in' as const, provider: id, browser }
    const sealed = await takePending(ctx.tx, key, ctx.now)
    if (!sealed) throw refuse('permission.login-stale', { on: again() })
    const waiting = JSON.parse(ctx.keys.open(sealed, waitingContext)) as Waiting
    const address = new URL(redirectUri(ctx.site, provider))
    for (const [name, value] of Object.entries(came)) if (value !== undefined) address.searchParams.set(name, value)
    const at = (await wallTime(ctx.tx)).getTime()
    return new Outside(
      () => talk(ctx, provider, waiting.back, () => redeemCode(provider, address, waiting, { env: process.env, at })),
      (then, vouched: Vouched) => signInBy(then as Visit, provider, { waiting, vouched }),
    )
  })

function mustBeHim({ id, disabledAt }: Account, { title }: Provider, { account, back }: Waiting): void {
  if (disabledAt) throw refuse('permission.login-untrue', { title })
  if (account !== null && account !== id) throw refuse('permission.another-person', { on: again(back) })
}

type Answered = { waiting: Waiting; vouched: Vouched }

const signInBy = (ctx: Visit, provider: Provider, { waiting, vouched }: Answered): Promise<SessionAnswer<{ to: string } | null>> =>
  asSystem(ctx.tx, async () => {
    const { directory } = ctx.city
    if (directory && provider.kind === 'staff') return signInByDirectory(ctx, directory, { waiting, vouched })
    const settle = settlers[provider.kind]
    if (!settle) throw refuse('permission.unknown-provider', { on: again() })
    const { account, acting = waiting.acting, first } = await settle(ctx, provider, vouched)
    mustBeHim(account, provider, waiting)
    const { issuer, subject } = vouched
    const bound = await bindIdentity(ctx.tx, { issuer, subject, account: account.id, provider: provider.id }, ctx.now)
    if (!bound) throw refuse('permission.bound-elsewhere', { title: provider.title })
    if (bound.fresh) await emitAccount(ctx, 'account.identity-bound', account.id, { platform: provider.title })
    return openSession(ctx, account, {
      method: `oidc:${provider.id}`,
      to: first ? `${first}?back=${encodeURIComponent(waiting.back)}` : waiting.back,
      level: levelOf(provider, vouched.acr),
      acting,
      by: { provider: provider.id, ...vouched },
    })
  })
