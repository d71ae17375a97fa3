import { asSystem } from '#base/as-system.ts'
import type { SignInPage, Visit } from '../schema.ts'
import { findCredentials, listDemoCitizens, listDemoStaff } from '../store/account.ts'
import { demoCode } from './citizen.ts'
import { csrfOf } from './csrf.ts'
import { identitiesOf } from './oidc/identities.ts'
import { nameOf, providersOf } from './oidc/providers.ts'
import { present } from './visit.ts'

/** What the sign-in page shows; the lists are there in a demo city alone. */
export const signInPage = (ctx: Visit, { back, as }: SignInPage) =>
  asSystem(ctx.tx, async () => {
    const { demo } = ctx.city
    const providers = (await providersOf(ctx)).filter((p) => p.kind !== 'staff')
    return {
      back,
      as,
      providers: providers.map(({ id, title, kind }) => ({ id, title, kind })),
      demoCode: demo ? demoCode : null,
      citizens: demo ? await listDemoCitizens(ctx.tx) : [],
      staff: demo ? await listDemoStaff(ctx.tx) : [],
    }
  })

/** Who is signed in, for the desk: `csrf` goes into the header `x-csrf-token` of every post. */
export const session = async ({ who, session, now }: Visit) => ({
  who: { id: who.id, kind: who.kind, name: who.name, organ: who.organ ?? null },
  grants: who.grants,
  csrf: session ? csrfOf(session) : null,
  acting: session?.acting ?? null,
  speaking: session?.speaking ?? [],
  level: session?.level ?? null,
  expiresAt: session?.expiresAt ?? null,
  mustChange: session?.mustChange ?? false,
  at: now.toISOString(),
})

/** The account page: for whom this person may act, and how the account is guarded. */
export const accountPage = async (ctx: Visit) => {
  const { account: id, acting, speaking, mustChange, level, levelAt } = present(ctx)
  const account = (await asSystem(ctx.tx, () => findCredentials(ctx.tx, id)))!
  const guarded = account.passwordHash !== null
  return {
    name: account.name,
    kind: account.kind,
    login: account.login,
    title: account.title,
    acting,
    speaking,
    mustChange,
    guarded,
    totp: account.totpSealed !== null,
    level: account.kind === 'citizen' ? { name: nameOf(level), at: levelAt } : null,
    identities: await asSystem(ctx.tx, () => identitiesOf(ctx, id)),
  }
}
