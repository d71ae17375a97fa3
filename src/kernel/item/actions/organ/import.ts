/** Organs that a real city begins with, from a table. Afterwards the desk changes them, with two people. */
import { invalidFields, refusals } from '#base/refusal.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, Imported } from '#kernel/module.ts'
import { foundFaults, organFrom } from '../../rules/organ.ts'
import type { OrganRowIn } from '../../schema/organ-desk.ts'
import { findOrganRow, holdDirectory, listEveryOrgan, listOrgans, putOrganAtDesk } from '../../store/organ.ts'
import { listDivisions } from '../../store.ts'
import { leaveOrgan } from './leave.ts'

const refuse = refusals({
  'item.organ-differs': [409, '名录里已有{name}（{id}），内容和这一行不一样。联系方式请在工作台“机构名录”里改，更名、撤销要两个人办'],
})

/** Puts one organ into the directory, once. */
export const importOrgan: Action<OrganRowIn, Imported> = async (ctx, given) => {
  const organ = organFrom({ ...given, kind: given.kind ?? '1' }, ctx.city.demo)
  await holdDirectory(ctx.tx)
  const there = await findOrganRow(ctx.tx, organ.id)
  if (there) {
    if (!there.endedAt && canonical(there.organ) === canonical(organ)) return 'same'
    throw refuse('item.organ-differs', { name: there.organ.name, id: organ.id })
  }
  const known = (await listDivisions(ctx.tx)).some((d) => d.code === organ.division)
  const place = known ? [] : [{ field: 'division', sentence: '这个代码不在本市的区划表里，请核对' }]
  const faults = [...place, ...foundFaults(organ, await listEveryOrgan(ctx.tx), await listOrgans(ctx.tx))]
  if (faults.length > 0) throw invalidFields(faults)
  await putOrganAtDesk(ctx.tx, organ)
  await leaveOrgan(ctx, 'organ.founded', organ, { reason: '建城导入', diffs: [{ title: '全称', before: null, after: organ.name }] })
  return 'written'
}
