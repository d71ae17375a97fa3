/** What a person asked to have corrected, for himself. */
import type { Personal, Retention } from '#kernel/module.ts'
import { dropAnswered, listCorrectionsOf } from '../store/correction.ts'
import { opened } from './sealed.ts'

const threeYearsMs = 3 * 366 * 86_400_000

export const personal: readonly Personal[] = [
  {
    title: '更正信息的请求',
    why: '核实并答复您说不对的地方',
    kept: '答复后满 3 年就删；加注随原来的记录保存',
    mends: { by: 'note', how: '提过的请求不改，答复以后可以再提' },
    tables: ['personal.correction'],
    read: async (ctx, { account }) => ({ rows: (await listCorrectionsOf(ctx.tx, account)).map((row) => opened(ctx, row)) }),
  },
]

export const retention: readonly Retention[] = [
  { title: '更正信息的请求', kept: '答复后 3 年', drop: (ctx) => dropAnswered(ctx.tx, new Date(ctx.now.getTime() - threeYearsMs), 1_000) },
]
