/** What the register of parties holds of a person, for himself. */
import type { Personal } from '#kernel/module.ts'
import { findParty, listAgenciesOf } from '../store.ts'
import { ownRecord } from './own.ts'

export const personal: readonly Personal[] = [
  {
    title: '身份和联系方式',
    why: '办事时核对是本人，有了进展能找到您',
    kept: '长期保存；联系方式改了，旧的就没有了',
    tables: ['party.person'],
    async read(ctx, { party }) {
      const row = await findParty(ctx.tx, party)
      if (!row) return { rows: [] }
      return { rows: [{ ...(await ownRecord(ctx, party)), idType: row.idType, registeredAt: row.registeredAt }] }
    },
  },
  {
    title: '授权和受托',
    why: '证明谁能替谁办事',
    kept: '长期保存：用它办过的事要能查清',
    tables: ['party.agency'],
    read: async (ctx, { party }) => ({ rows: await listAgenciesOf(ctx.tx, party) }),
  },
]
