import { letGo } from '#base/storage/loose.ts'
import type { Personal, Retention } from '#kernel/module.ts'
import { listCorrectionsBy } from '../store/correction.ts'
import { dropCorrections, dropScans } from '../store/retention.ts'
import { correctionContext } from './supply.ts'

/** What a person is correcting and has not handed in, for himself. */
export const personal: readonly Personal[] = [
  {
    title: '补正到一半的',
    why: '让您下次接着改',
    kept: '交了就没有了；90 天没动过的，也删',
    tables: ['windows.correction'],
    read: async (ctx, { account }) => ({
      rows: (await listCorrectionsBy(ctx.tx, account)).map(({ sealed, ...row }) => ({
        ...row,
        answers: JSON.parse(ctx.keys.open(sealed, correctionContext)) as unknown,
      })),
    }),
  },
]

const dayMs = 86_400_000
const atOnce = 2_000

export const retention: readonly Retention[] = [
  { title: '补正到一半的', kept: '90 天没动过', drop: (ctx) => dropCorrections(ctx.tx, new Date(ctx.now.getTime() - 90 * dayMs)) },
  {
    title: '窗口扫描了没有归到办件的材料',
    kept: '90 天',
    async drop(ctx) {
      const hashes = await dropScans(ctx.tx, new Date(ctx.now.getTime() - 90 * dayMs), atOnce)
      await letGo(ctx.tx, hashes, ctx.now)
      return hashes.length
    },
  },
]
