/** From the directory's word to an account that is here already: found by its name there, or the first time by staff number or login. None is made. */
import type { Directory } from '#kernel/directory.ts'
import type { Vouched } from '../../gateway/oidc.ts'
import { type Named, namedBy, organBy } from '../../rules/directory.ts'
import type { Account, Visit } from '../../schema.ts'
import { findByLogin, findByStaffNo } from '../../store/account.ts'
import { findBound } from '../../store/directory.ts'
import { findOffice } from '../../store/grant.ts'
import { findIdentity } from '../../store/identity.ts'
import { listOfficers } from '../../store/officer.ts'
import { again } from '../oidc/providers.ts'
import { refuse } from '../refuse.ts'

const finders: Record<Named['by'], (tx: Visit['tx'], value: string) => Promise<Account | undefined>> = {
  staffNo: findByStaffNo,
  login: findByLogin,
}

const calledBy = { staffNo: '工号', login: '登录名' } as const

/** Whoever is turned back goes on to the page of the staff, where a password or a passkey may be his way. */
export const toSignIn = { ...again('/', 'staff'), text: '回工作人员登录页' }
const no = (code: Parameters<typeof refuse>[0], data: Record<string, unknown>) => refuse(code, { ...data, on: toSignIn })

/** Whom to ask, by name where the city has a system administrator. */
async function whomToAsk({ tx }: Visit): Promise<string> {
  const names = (await listOfficers(tx)).filter((o) => o.office === 'sysadmin').map((o) => o.name)
  return names.length > 0 ? `系统管理员${names.join('、')}` : '系统管理员'
}

function mustStandAtOrgan(directory: Directory, account: Account, claims: Vouched['claims'], ask: string): void {
  if (!directory.claims.organ) return
  const organ = organBy(directory, claims)
  if (organ === undefined || organ !== account.organ) throw no('permission.directory-organ', { title: directory.title, ask })
}

/** The account that the directory's name stands for. An officer is told that he signs in here; a refusal is thrown for everybody else. Needs the scope `system`. */
export async function settleStaff(
  ctx: Visit,
  directory: Directory,
  { issuer, subject, claims }: Vouched,
): Promise<{ account: Account; officer: boolean }> {
  const { title } = directory
  const named = namedBy(directory, claims)
  const what = calledBy[directory.claims.staffNo === undefined ? 'login' : 'staffNo']
  if (!named) throw no('permission.directory-nameless', { title, what, ask: await whomToAsk(ctx) })
  const bound = await findIdentity(ctx.tx, issuer, subject)
  const account = await finders[named.by](ctx.tx, named.value)
  if (bound !== undefined && bound !== account?.id) throw no('permission.directory-moved', { title, what, ask: await whomToAsk(ctx) })
  if (!account) throw no('permission.no-staff-account', { title, what, shown: named.shown, ask: await whomToAsk(ctx) })
  if (await findOffice(ctx.tx, account.id)) return { account, officer: true }
  if (account.disabledAt) throw no('permission.directory-shut', { ask: await whomToAsk(ctx) })
  mustStandAtOrgan(directory, account, claims, await whomToAsk(ctx))
  const before = await findBound(ctx.tx, issuer, account.id)
  if (before && before.subject !== subject) throw no('permission.directory-taken', { title, what, ask: await whomToAsk(ctx) })
  return { account, officer: false }
}
