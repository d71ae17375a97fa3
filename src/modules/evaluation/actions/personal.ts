/** What a person rated, for himself. That it was he is known to nobody whom he rated. */
import { asSystem } from '#base/as-system.ts'
import type { Personal } from '#kernel/module.ts'
import { listByIds, listRatedBy, listServicesTo } from '../store.ts'

export const personal: readonly Personal[] = [
  {
    title: '评价',
    why: '听您说办得好不好，差评要整改；被评的人看不到是谁评的',
    kept: '长期保存，谁也不能改、不能删（国办发〔2019〕51号）',
    mends: { by: 'note', how: '评价谁也不能改（国办发〔2019〕51号），核实后加注' },
    tables: ['evaluation.service', 'evaluation.rater', 'evaluation.rating', 'evaluation.words'],
    async read(ctx, { party, account }) {
      const own = await listRatedBy(ctx.tx, account)
      const ratings = await asSystem(ctx.tx, () => listByIds(ctx.tx, own))
      return { rows: [...ratings, ...(await listServicesTo(ctx.tx, party)).map((s) => ({ what: 'service', ...s }))] }
    },
  },
]
