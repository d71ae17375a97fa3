import type { Refusal } from '#base/refusal.ts'
import { sameText } from '#base/secret.ts'
import { findByNo } from '#kernel/party/api.ts'
import type { Account, SignIn, Visit } from '../schema.ts'
import { findAccount, findByParty } from '../store/account.ts'
import { reopened } from './closing.ts'
import { refuse } from './refuse.ts'

/** The code of the demo city; it stands on the sign-in page. */
export const demoCode = '202309'

type Found = { account: Account; method: string } | { refused: Refusal }

/** The person of the demo who signs in. Citizens of a real city come from a platform (`oidc/come-back.ts`), and nobody is chosen from a list. */
export async function findCitizen(ctx: Visit, input: SignIn): Promise<Found> {
  if (!ctx.city.demo) return { refused: refuse('permission.elsewhere') }
  const account = input.account ? await findAccount(ctx.tx, input.account) : await byIdNo(ctx, input)
  if (account?.kind !== 'citizen' || !account.demo || (account.disabledAt && !account.closedAt))
    return { refused: refuse('permission.unknown-citizen', { code: demoCode }) }
  return { account: (await reopened(ctx, account)).account, method: input.account ? 'demo-choice' : 'demo-code' }
}

async function byIdNo(ctx: Visit, { idNo, code }: SignIn): Promise<Account | undefined> {
  if (!sameText(code, demoCode)) return undefined
  const party = await findByNo(ctx, { idNo })
  return party && findByParty(ctx.tx, party.id)
}
