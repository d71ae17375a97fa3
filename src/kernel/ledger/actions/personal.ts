/** What the ledger has recorded about a person and his account, for himself. */
import type { Personal } from '#kernel/module.ts'
import { listFactsOf } from '../store.ts'

export const personal: readonly Personal[] = [
  {
    title: '留痕',
    why: '查清谁在什么时候看过、改过您的信息',
    kept: '永久：账本只能添，不能删',
    mends: { by: 'note', how: '账本只能添、不能改，核实后加注' },
    tables: ['ledger.fact', 'ledger.chain'],
    read: async (ctx, { party, account }) => ({
      rows: await listFactsOf(ctx.tx, [`party:${party}`, `account:${account}`, `personal:${account}`]),
    }),
  },
]
