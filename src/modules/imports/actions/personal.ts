import type { Personal } from '#kernel/module.ts'
import { listAllPastOf } from '../store.ts'

/** A person's cases from before this platform, for himself. */
export const personal: readonly Personal[] = [
  {
    title: '以前的办件',
    why: '让您和机关查阅旧系统里办结的件',
    kept: '按档案法长期保存',
    mends: {
      by: 'note',
      how: '办结的件是档案，原文不改，核实后加注',
      records: async (ctx, { party }) =>
        (await listAllPastOf(ctx.tx, party)).map((p) => ({ id: p.id, title: `${p.item}（${p.no}）`, organ: p.organ })),
    },
    tables: ['imports.past_case'],
    read: async (ctx, { party }) => ({ rows: await listAllPastOf(ctx.tx, party) }),
  },
]
