/** What a person was told and how he is reached, for himself. */
import type { Personal } from '#kernel/module.ts'
import { listChosen, listPendingCodes, listToldTo } from '../store/personal.ts'
import { contactContext } from './contact.ts'

export const personal: readonly Personal[] = [
  {
    title: '消息',
    why: '告诉您办件到了哪一步',
    kept: '长期保存',
    tables: ['message.outbox'],
    read: async (ctx, { account }) => ({ rows: await listToldTo(ctx.tx, account) }),
  },
  {
    title: '怎么告诉您',
    why: '按您选的方式发消息',
    kept: '到您改掉为止',
    tables: ['message.preference', 'message.contact_code'],
    async read(ctx, { account }) {
      const pending = (await listPendingCodes(ctx.tx, account)).map(({ valueSealed, ...code }) => ({
        ...{ what: 'waits-for-code', ...code },
        value: ctx.keys.open(valueSealed, contactContext),
      }))
      return { rows: [...(await listChosen(ctx.tx, account)), ...pending] }
    },
  },
]
