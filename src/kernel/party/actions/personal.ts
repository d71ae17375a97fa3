/** What the register of parties holds of a person, for himself. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Personal } from '#kernel/module.ts'
import { findParty, listAgenciesOf } from '../store.ts'
import { endAgency } from './agency.ts'
import { ownRecord } from './own.ts'
import { correctName, eraseContact } from './register.ts'

export const personal: readonly Personal[] = [
  {
    title: '身份和联系方式',
    why: '办事时核对是本人，有了进展能找到您',
    kept: '长期保存；联系方式改了，旧的就没有了',
    mends: {
      by: 'register',
      how: '手机号、邮箱和住址在“我的联系方式”里自己改；姓名、证件号码登记错了，提出请求，核对证件以后改',
      put: { label: '更正后的姓名', act: (ctx, { party }, name) => correctName(ctx, party, name) },
    },
    tables: ['party.person'],
    async read(ctx, { party }) {
      const row = await findParty(ctx.tx, party)
      if (!row) return { rows: [] }
      return { rows: [{ ...(await ownRecord(ctx, party)), idType: row.idType, registeredAt: row.registeredAt }] }
    },
    closes: {
      goes: '手机号、邮箱和住址',
      stays: '姓名和证件号码：办过的件、发的证要对得上人，按档案法长期保存',
      act: (ctx, { party }) => eraseContact(ctx, party),
    },
  },
  {
    title: '授权和受托',
    why: '证明谁能替谁办事',
    kept: '长期保存：用它办过的事要能查清',
    mends: { by: 'register', how: '授权写错了，收回重给；收不回的、不是您给的，提出请求，核实以后处理' },
    tables: ['party.agency'],
    read: async (ctx, { party }) => ({ rows: await listAgenciesOf(ctx.tx, party) }),
    closes: {
      goes: '您给别人的代办授权，都收回',
      stays: '给过谁、什么时候收回的，长期保存：用它办过的事要能查清',
      async act(ctx, { party }) {
        const today = dayOf(ctx.now)
        const given = (await listAgenciesOf(ctx.tx, party)).filter((a) => a.principal === party && !a.revokedAt && a.toOn >= today)
        for (const { id } of given) await endAgency(ctx, { id, reason: '注销账户' })
      },
    },
  },
]
