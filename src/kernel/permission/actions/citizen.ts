import type { Refusal } from '#base/refusal.ts'
import { sameText } from '#base/secret.ts'
import { findByNo } from '#kernel/party/api.ts'
import type { Account, SignIn, Visit } from '../schema.ts'
import { findAccount, findByParty, findProvider } from '../store/account.ts'
import { refuse } from './refuse.ts'

/** The code of the demo city; it stands on the sign-in page. */
export const demoCode = '202309'

type Found = { account: Account; method: string } | { refused: Refusal }

/**
 * The citizen who signs in, by the city's provider. The demo's is a list to choose from; a national identity comes back to
 * its own address with a proof, and ends in the same `account`.
 */
export async function findCitizen(ctx: Visit, input: SignIn): Promise<Found> {
  const provider = await findProvider(ctx.tx)
  if (!provider) return { refused: refuse('permission.no-provider') }
  if (provider.id !== 'demo') return { refused: refuse('permission.elsewhere', { title: provider.title }) }
  const account = input.account ? await findAccount(ctx.tx, input.account) : await byIdNo(ctx, input)
  if (account?.kind !== 'citizen' || !account.demo || account.disabledAt)
    return { refused: refuse('permission.unknown-citizen', { code: demoCode }) }
  return { account, method: input.account ? 'demo-choice' : 'demo-code' }
}

async function byIdNo(ctx: Visit, { idNo, code }: SignIn): Promise<Account | undefined> {
  if (!sameText(code, demoCode)) return undefined
  const party = await findByNo(ctx, { idNo })
  return party && findByParty(ctx.tx, party.id)
}
