import { asSystem } from '#base/as-system.ts'
import type { SignInPage, Visit } from '../schema.ts'
import { findCredentials, findProvider, listDemoCitizens, listDemoStaff } from '../store/account.ts'
import { demoCode } from './citizen.ts'
import { csrfOf } from './csrf.ts'
import { present } from './visit.ts'

/** What the sign-in page shows; the lists are there in a demo city alone. */
export const signInPage = (ctx: Visit, { back, as }: SignInPage) =>
  asSystem(ctx.tx, async () => {
    const provider = await findProvider(ctx.tx)
    const demo = provider?.id === 'demo'
    return {
      back,
      as,
      provider: provider && { id: provider.id, title: provider.title },
      demoCode: demo ? demoCode : null,
      citizens: demo ? await listDemoCitizens(ctx.tx) : [],
      staff: demo ? await listDemoStaff(ctx.tx) : [],
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
  expiresAt: session?.expiresAt ?? null,
  mustChange: session?.mustChange ?? false,
  at: now.toISOString(),
})

/** The account page: for whom this person may act, and how the account is guarded. */
export const accountPage = async (ctx: Visit) => {
  const { account: id, acting, speaking, mustChange } = present(ctx)
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
  }
}
