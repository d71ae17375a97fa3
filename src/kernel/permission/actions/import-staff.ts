/** Members of staff from a table: an account without a password, and rights that wait for the security administrator. */
import { refusals } from '#base/refusal.ts'
import { findOrganInForce } from '#kernel/item/api.ts'
import type { Action, Ctx, Imported } from '#kernel/module.ts'
import { offices } from '../rules/offices.ts'
import type { Account, StaffRowIn } from '../schema.ts'
import { addAccount, findByLogin, setStaffNo } from '../store/account.ts'
import { findOffice, findRole, listGrantsOf } from '../store/grant.ts'
import { mustBeFree } from './accounts.ts'
import { emitAccount } from './fact.ts'
import { proposeGrant } from './grants.ts'
import { refuse as refuseAccount } from './refuse.ts'

const refuse = refusals({
  'permission.import-office': [422, '“{role}”是三员之一，不能导入。请用 npx haoban officers invite 邀请'],
  'permission.import-staff-no': [409, '登录名 {login} 的工号是 {has}，和这一行不一样。要换工号，请在工作台“人员”里改'],
  'permission.import-differs': [409, '登录名 {login} 已经是{name}（{organ}）的，和这一行不一样。请换一个登录名，或在工作台“人员”里改'],
})

/** Words of a cell that lists several, divided by ；、, or blanks. */
const words = (cell: string | undefined): string[] => (cell ?? '').split(/[；;、,，\s]+/).filter(Boolean)

/** Gives a number to somebody who has none yet; one that he has is changed at the desk alone, because it says who he is in the directory. */
async function numbered(ctx: Ctx, { id, login, staffNo: has }: Account, staffNo: string | undefined): Promise<boolean> {
  if (staffNo === undefined || staffNo === has) return false
  if (has !== null) throw refuse('permission.import-staff-no', { login, has })
  if (await findOffice(ctx.tx, id)) throw refuseAccount('permission.office-by-console')
  await mustBeFree(ctx, staffNo)
  await setStaffNo(ctx.tx, id, staffNo)
  await emitAccount(ctx, 'account.staff-no-set', id, { staffNo })
  return true
}

async function addMember(ctx: Ctx, { login, name, organ, title, staffNo }: StaffRowIn): Promise<boolean> {
  const id = `staff:${login}`
  const there = await findByLogin(ctx.tx, login)
  if (there && (there.name !== name || there.organ !== organ))
    throw refuse('permission.import-differs', { login, name: there.name, organ: there.organ })
  if (there) return numbered(ctx, there, staffNo)
  await mustBeFree(ctx, staffNo)
  const account = {
    id,
    kind: 'staff' as const,
    login,
    name,
    party: null,
    organ,
    title: title ?? null,
    passwordHash: null,
    mustChange: true,
    staffNo,
  }
  await addAccount(ctx.tx, { ...account, demo: ctx.city.demo }, ctx.now)
  await emitAccount(ctx, 'account.added', id, { name, organ, title: title ?? null, ...(staffNo ? { staffNo } : {}) })
  return true
}

/** Adds one member of staff and asks for his roles at his organ; what is there already is left alone. */
export const importStaff: Action<StaffRowIn, Imported> = async (ctx, row) => {
  const organ = await findOrganInForce(ctx.tx, row.organ)
  if (!organ) throw refuseAccount('permission.unknown-organ')
  const roles = words(row.roles)
  for (const role of roles) {
    if (Object.hasOwn(offices, role)) throw refuse('permission.import-office', { role: offices[role as keyof typeof offices] })
    if (!(await findRole(ctx.tx, role))) throw refuseAccount('permission.unknown-role', { role })
  }
  const added = await addMember(ctx, row)
  const account = `staff:${row.login}`
  const held = new Set((await listGrantsOf(ctx.tx, account)).filter((g) => !g.endedAt).map((g) => g.role))
  const wanted = roles.filter((role) => !held.has(role))
  for (const role of wanted) await proposeGrant(ctx, { account, role, organ: organ.id, division: '*', reason: '建城导入' })
  return added || wanted.length > 0 ? 'written' : 'same'
}
