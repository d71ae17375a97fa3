/** The platforms by which an account is known, as its owner sees and removes them. */
import { asSystem } from '#base/as-system.ts'
import type { Unbind, Visit } from '../../schema.ts'
import { dropIdentity, listIdentities } from '../../store/identity.ts'
import { emitAccount } from '../fact.ts'
import { refuse } from '../refuse.ts'
import { present } from '../visit.ts'
import { providersOf } from './providers.ts'

export type IdentityLine = { issuer: string; subject: string; title: string; boundAt: Date; usedAt: Date }

/** Needs the scope `system`. A platform that the city has left is shown by its address. */
export async function identitiesOf(ctx: Visit, account: string): Promise<IdentityLine[]> {
  const bound = await listIdentities(ctx.tx, account)
  if (bound.length === 0) return []
  const titles = new Map((await providersOf(ctx)).map((p) => [p.issuer, p.title]))
  return bound.map(({ issuer, subject, boundAt, usedAt }) => ({
    issuer,
    subject,
    title: titles.get(issuer) ?? new URL(issuer).host,
    boundAt,
    usedAt,
  }))
}

/** Removes one of several: whoever signs in there again is checked as at the first time. The last one stays. */
export const unbind = (ctx: Visit, { issuer, subject }: Unbind): Promise<void> =>
  asSystem(ctx.tx, async () => {
    const { account } = present(ctx)
    const bound = await listIdentities(ctx.tx, account)
    const one = bound.find((i) => i.issuer === issuer && i.subject === subject)
    if (!one) throw refuse('permission.unknown-identity')
    if (bound.length === 1) throw refuse('permission.last-identity')
    await dropIdentity(ctx.tx, issuer, subject)
    const platform = (await providersOf(ctx)).find((p) => p.issuer === issuer)?.title ?? one.provider
    await emitAccount(ctx, 'account.identity-removed', account, { platform })
  })
