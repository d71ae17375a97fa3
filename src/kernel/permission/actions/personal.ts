/** What the house holds of a person's account, for himself. Requests cannot read these tables at all, so each statement names the account. */
import { asSystem } from '#base/as-system.ts'
import type { Personal, Retention } from '#kernel/module.ts'
import { findAccount, listKnownPlaces } from '../store/account.ts'
import { listMemberships } from '../store/directory.ts'
import { dropPlaces } from '../store/failure.ts'
import { listIdentities } from '../store/identity.ts'
import { dropExpired, listSessions } from '../store/session.ts'

export const personal: readonly Personal[] = [
  {
    title: '账户和登录',
    why: '认出是您，防止别人冒用',
    kept: '登录到退出为止，过期的一天内删；认得的设备和网络 400 天没用就删；账户长期保存；绑定的平台到您解除为止',
    tables: ['permission.account', 'permission.identity', 'permission.session', 'permission.known_place', 'permission.membership'],
    read: (ctx, { account: id }) =>
      asSystem(ctx.tx, async () => {
        const account = await findAccount(ctx.tx, id)
        const bound = await listIdentities(ctx.tx, id)
        const sessions = await listSessions(ctx.tx, id, '', ctx.now)
        return {
          rows: [
            ...(account ? [{ what: 'account', ...account }] : []),
            ...bound.map((row) => ({ what: 'identity', ...row })),
            ...sessions.map(({ here: _, ...row }) => ({ what: 'session', ...row })),
            ...(await listMemberships(ctx.tx, id)).map((row) => ({ what: 'membership', ...row })),
            ...(await listKnownPlaces(ctx.tx, id)).map((row) => ({ what: 'known-place', ...row })),
          ],
        }
      }),
  },
]

const dayMs = 86_400_000

export const retention: readonly Retention[] = [
  { title: '过期的登录', kept: '过期后 1 天', drop: (ctx) => dropExpired(ctx.tx, ctx.now) },
  { title: '认得的设备和网络', kept: '400 天没用', drop: (ctx) => dropPlaces(ctx.tx, new Date(ctx.now.getTime() - 400 * dayMs)) },
]
