import type { Personal } from '#kernel/module.ts'
import { listCorrectionsBy } from '../store/correction.ts'
import { correctionContext } from './supply.ts'

/** What a person is correcting and has not handed in, for himself. */
export const personal: readonly Personal[] = [
  {
    title: '补正到一半的',
    why: '改到一半，下次接着改',
    kept: '交了就没有了',
    tables: ['windows.correction'],
    read: async (ctx, { account }) => ({
      rows: (await listCorrectionsBy(ctx.tx, account)).map(({ sealed, ...row }) => ({
        ...row,
        answers: JSON.parse(ctx.keys.open(sealed, correctionContext)) as unknown,
      })),
    }),
  },
]
