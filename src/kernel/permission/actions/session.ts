import { asSystem } from '#base/as-system.ts'
import { directoryId } from '#kernel/provider.ts'
import { relyingParty } from '../rules/passkey.ts'
import { levelNow } from '../rules/step-up.ts'
import { type AccountView, SessionAnswer, type SessionId, type SignInPage, type Visit } from '../schema.ts'
import { findCredentials, listDemoCitizens, listDemoStaff } from '../store/account.ts'
import { listPasskeys } from '../store/passkey.ts'
import { endSessionOf, listSessions } from '../store/session.ts'
import { demoCode } from './citizen.ts'
import { csrfOf } from './csrf.ts'
import { emitAccount } from './fact.ts'
import { vacantOffices } from './invite.ts'
import { identitiesOf } from './oidc/identities.ts'
import { nameOf, providersOf } from './oidc/providers.ts'
import { isProved } from './owner.ts'
import { refuse } from './refuse.ts'
import { present } from './visit.ts'

/** What the sign-in page shows; the lists are there in a demo city alone. */
export const signInPage = (ctx: Visit, { back, as }: SignInPage) =>
  asSystem(ctx.tx, async () => {
    const { demo } = ctx.city
    const all = await providersOf(ctx)
    const [providers, directory] = [all.filter((p) => p.kind !== 'staff'), all.find((p) => p.id === directoryId)]
    return {
      back,
      as,
      providers: providers.map(({ id, title, kind }) => ({ id, title, kind })),
      directory: directory ? { id: directory.id, title: directory.title } : null,
      demoCode: demo ? demoCode : null,
      citizens: demo ? await listDemoCitizens(ctx.tx) : [],
      staff: demo ? await listDemoStaff(ctx.tx) : [],
      passkeys: relyingParty(ctx.site) !== undefined,
      // a city without its three officers is being founded: nobody can be given a right yet
      founding: !ctx.city.demo && (await vacantOffices(ctx)).length > 0,
    }
  })

/** Who is signed in, for the desk: `csrf` goes into the header `x-csrf-token` of every post. */
export const session = async ({ who, session, now, city }: Visit) => ({
  city: { name: city.name, demo: city.demo },
  who: { id: who.id, kind: who.kind, name: who.name, organ: who.organ ?? null },
  grants: who.grants,
  csrf: session ? csrfOf(session) : null,
  acting: session?.acting ?? null,
  speaking: session?.speaking ?? [],
  level: session ? levelNow(session, city, now) : null,
  expiresAt: session?.expiresAt ?? null,
  mustChange: session?.mustChange ?? false,
  at: now.toISOString(),
})

/** The account page: for whom this person may act, how the account is guarded, and where it is signed in. */
export const accountPage = (ctx: Visit): Promise<AccountView> =>
  asSystem(ctx.tx, async () => {
    const own = present(ctx)
    const { id: session, account: id, acting, speaking, mustChange, levelAt } = own
    const account = (await findCredentials(ctx.tx, id))!
    const { kind, name, login, title, passwordHash, totpSealed } = account
    const guarded = passwordHash !== null
    return {
      ...{ name, kind, login, title, acting, speaking, mustChange, guarded, totp: totpSealed !== null },
      passkeys: (await listPasskeys(ctx.tx, id)).map(({ id, title, createdAt, usedAt }) => ({ id, title, createdAt, usedAt })),
      passkeysWork: relyingParty(ctx.site) !== undefined,
      asksPassword: guarded && !isProved(ctx),
      devices: await listSessions(ctx.tx, id, session, ctx.now),
      level: kind === 'citizen' ? { name: nameOf(levelNow(own, ctx.city, ctx.now)), at: levelAt } : null,
      identities: await identitiesOf(ctx, id),
      now: ctx.now,
    }
  })

/** Ends one of the own sessions: of a browser that was lost or lent, or this one. */
export const endDevice = (ctx: Visit, { id }: SessionId): Promise<SessionAnswer<{ to: string }>> =>
  asSystem(ctx.tx, async () => {
    const own = present(ctx)
    const ended = await endSessionOf(ctx.tx, own.account, id)
    if (ended === undefined) throw refuse('permission.unknown-session')
    await emitAccount(ctx, 'account.signed-out', own.account, { everywhere: false })
    const here = ended === own.id
    return new SessionAnswer(here ? null : undefined, { to: here ? '/' : '/account#devices' })
  })
