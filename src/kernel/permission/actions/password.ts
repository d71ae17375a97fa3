import { asSystem } from '#base/as-system.ts'
import { hashPassword } from '#base/secret.ts'
import { passwordFault } from '../rules/password.ts'
import { type ChangePassword, refusedButKept, type Visit } from '../schema.ts'
import { findCredentials, setPassword } from '../store/account.ts'
import { endSessionsOf } from '../store/session.ts'
import { emitAccount } from './fact.ts'
import { whyNotPassword } from './owner.ts'
import { refuse } from './refuse.ts'
import { present } from './visit.ts'

/** Changes the own password and ends every other session: whoever knew the old one is out. */
export const changePassword = (ctx: Visit, { old, fresh, again }: ChangePassword): Promise<{ sessionsEnded: number }> =>
  asSystem(ctx.tx, async () => {
    const session = present(ctx)
    const account = (await findCredentials(ctx.tx, session.account))!
    if (account.passwordHash === null) throw refuse('permission.no-password')
    const no = await whyNotPassword(ctx, account, old)
    if (no) return refusedButKept(no)
    if (fresh !== again) throw refuse('permission.not-twice')
    if (fresh === old) throw refuse('permission.not-fresh')
    const sentence = passwordFault(fresh, { login: account.login ?? '', name: account.name })
    if (sentence) throw refuse('permission.weak', { sentence })
    await setPassword(ctx.tx, account.id, await hashPassword(fresh, ctx.random(16)), false, ctx.now)
    const sessionsEnded = await endSessionsOf(ctx.tx, account.id, session.id)
    await emitAccount(ctx, 'account.password-changed', account.id, { sessionsEnded })
    return { sessionsEnded }
  })
