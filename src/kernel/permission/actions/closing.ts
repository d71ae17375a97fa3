/** A citizen's account is closed at his word (个人信息保护法 第四十七条), and opened anew when he comes back by the same identity. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Account } from '../schema.ts'
import { findAccount, setClosed } from '../store/account.ts'
import { forgetPlaces } from '../store/failure.ts'
import { dropIdentitiesOf } from '../store/identity.ts'
import { endSessionsOf } from '../store/session.ts'
import { emitAccount } from './fact.ts'

/** Ends every session and takes away all by which the account was signed in to. Its party stays, with licences and cases. */
export async function closeAccount(ctx: Ctx, id: string): Promise<void> {
  await asSystem(ctx.tx, async () => {
    await setClosed(ctx.tx, id, ctx.now)
    await dropIdentitiesOf(ctx.tx, id)
    await forgetPlaces(ctx.tx, id)
    await endSessionsOf(ctx.tx, id)
  })
  await emitAccount(ctx, 'account.closed', id, {})
}

/** Opens a closed account anew for the same person, empty of all but its party; any other stays as it is. Needs the scope `system`. */
export async function reopened(ctx: Ctx, account: Account): Promise<{ account: Account; isNew: boolean }> {
  if (!account.closedAt) return { account, isNew: false }
  await setClosed(ctx.tx, account.id, null)
  await emitAccount(ctx, 'account.reopened', account.id, {})
  return { account: (await findAccount(ctx.tx, account.id))!, isNew: true }
}
