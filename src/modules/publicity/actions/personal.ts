import type { Personal } from '#kernel/module.ts'
import { listAllBy } from '../store/objection.ts'

/** What a person objected to, for himself. */
export const personal: readonly Personal[] = [
  {
    title: '公示异议',
    why: '核实并答复您提的异议',
    kept: '随公示的档案长期保存',
    mends: { by: 'note', how: '提过的异议随公示存档，不改，核实后加注' },
    tables: ['publicity.objection'],
    read: async (ctx, { account }) => ({ rows: await listAllBy(ctx.tx, account) }),
  },
]
