/** What a person was told and how he is reached, for himself. */
import { asSystem } from '#base/as-system.ts'
import type { Personal, Retention } from '#kernel/module.ts'
import { dropCodes, dropMessages, dropWays, listChosen, listPendingCodes, listToldTo } from '../store/personal.ts'
import { contactContext } from './contact.ts'

export const personal: readonly Personal[] = [
  {
    title: '消息',
    why: '告诉您办件到了哪一步',
    kept: '满 3 年就删',
    mends: { by: 'note', how: '发过的消息不改，核实后加注，再发一条更正的' },
    tables: ['message.outbox'],
    read: async (ctx, { account }) => ({ rows: await listToldTo(ctx.tx, account) }),
  },
  {
    title: '怎么告诉您',
    why: '按您选的方式发消息',
    kept: '到您改掉为止；没用掉的验证码过期 1 天后删',
    mends: { by: 'self', how: '自己改', href: '/me/contact' },
    tables: ['message.preference', 'message.contact_code'],
    async read(ctx, { account }) {
      const pending = (await listPendingCodes(ctx.tx, account)).map(({ valueSealed, ...code }) => ({
        ...{ what: 'waits-for-code', ...code },
        value: ctx.keys.open(valueSealed, contactContext),
      }))
      return { rows: [...(await listChosen(ctx.tx, account)), ...pending] }
    },
    closes: { goes: '选过的通知方式；以后不再给您发消息', act: (ctx, { account }) => asSystem(ctx.tx, () => dropWays(ctx.tx, account)) },
  },
]

const dayMs = 86_400_000
const atOnce = 10_000

export const retention: readonly Retention[] = [
  { title: '发过的消息', kept: '3 年', drop: (ctx) => dropMessages(ctx.tx, new Date(ctx.now.getTime() - 3 * 365 * dayMs), atOnce) },
  { title: '没用掉的验证码', kept: '过期后 1 天', drop: (ctx) => dropCodes(ctx.tx, new Date(ctx.now.getTime() - dayMs)) },
]
