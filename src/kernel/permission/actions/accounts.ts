import { asSystem } from '#base/as-system.ts'
import { hashPassword } from '#base/secret.ts'
import { findOrganInForce, listOrganRows } from '#kernel/item/api.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { passwordFault } from '../rules/password.ts'
import type { Account, AccountId, AccountLine, AddAccount, DisableAccount, Granted, ListAccounts } from '../schema.ts'
import { addAccount, findAccount, findByStaffNo, listAccounts, setDisabled, setPassword, setTotp } from '../store/account.ts'
import { clearFailuresOf, forgetPlaces } from '../store/failure.ts'
import { findOffice, listGrantsOf } from '../store/grant.ts'
import { dropPasskeysOf } from '../store/passkey.ts'
import { endSessionsOf } from '../store/session.ts'
import { emitAccount } from './fact.ts'
import { loginKey } from './guess.ts'
import { refuse } from './refuse.ts'

const pageSize = 50

/** Staff of the city or of one organ, fifty a page. */
export const accounts: Action<ListAccounts, { rows: AccountLine[]; after: string | null; next: string | null }> = async (ctx, asked) => {
  const names = new Map((await listOrganRows(ctx.tx)).map((r) => [r.organ.id, r.endedAt ? `${r.organ.name}（已撤销）` : r.organ.name]))
  const found = await listAccounts(ctx.tx, { ...asked, limit: pageSize })
  const rows = found.map((a) => ({ ...a, organName: a.organ && (names.get(a.organ) ?? a.organ) }))
  const next = rows.length === pageSize ? rows.at(-1)!.id : null
  return { rows, after: next, next }
}

/** An account with everything it was ever given and everything that happened to it. */
export const audit: Action<AccountId, { account: Account; grants: Granted[]; facts: Recorded[] }> = async ({ tx }, { account: id }) => {
  const account = await findAccount(tx, id)
  if (!account) throw refuse('permission.unknown-account')
  return { account, grants: await listGrantsOf(tx, id), facts: await listFacts(tx, `account:${id}`) }
}

/** Adds a member of staff, who changes the given password at the first sign-in. It may do nothing until a grant is confirmed. */
export const addUser: Action<AddAccount, { id: string }> = async (ctx, input) => {
  const { login, name, organ, title = null, password, staffNo } = input
  if (!/^[a-z][a-z0-9.-]{1,39}$/.test(login)) throw refuse('permission.bad-login')
  const { demo } = ctx.city
  const sentence = passwordFault(password, { login, name })
  if (sentence) throw refuse('permission.weak', { sentence })
  if (!(await findOrganInForce(ctx.tx, organ))) throw refuse('permission.unknown-organ')
  await mustBeFree(ctx, staffNo)
  const id = `staff:${login}`
  const passwordHash = await hashPassword(password, ctx.random(16))
  const added = await asSystem(ctx.tx, () =>
    addAccount(
      ctx.tx,
      { id, kind: 'staff', login, name, party: null, organ, title, passwordHash, mustChange: true, demo, staffNo },
      ctx.now,
    ),
  )
  if (!added) throw refuse('permission.login-taken', { login })
  await emitAccount(ctx, 'account.added', id, { name, organ, title, ...(staffNo ? { staffNo } : {}) })
  return { id }
}

/** Refuses a staff number that another account has. */
export async function mustBeFree(ctx: Ctx, staffNo: string | undefined): Promise<void> {
  const other = staffNo === undefined ? undefined : await findByStaffNo(ctx.tx, staffNo)
  if (other) throw refuse('permission.staff-no-taken', { staffNo, name: other.name })
}

/** An administrator taken over by another would be one office less: only the console may do it. */
export async function checkOrdinary(ctx: Ctx, id: string): Promise<Account> {
  const account = await findAccount(ctx.tx, id)
  if (account?.kind !== 'staff') throw refuse('permission.unknown-account')
  if (account.id === ctx.who.id) throw refuse('permission.own-account')
  if (ctx.who.kind !== 'system' && (await findOffice(ctx.tx, id))) throw refuse('permission.office-by-console')
  return account
}

/** Gives a password for one sign-in to somebody who has lost his; every session ends, and the one-time code goes with it. */
export const resetPassword: Action<AccountId, { password: string }> = async (ctx, { account: id }) => {
  await checkOrdinary(ctx, id)
  const password = Buffer.from(ctx.random(12)).toString('base64url')
  const hash = await hashPassword(password, ctx.random(16))
  await asSystem(ctx.tx, async () => {
    await setPassword(ctx.tx, id, hash, true, ctx.now)
    await setTotp(ctx.tx, id, null, 0)
    await dropPasskeysOf(ctx.tx, id)
    await forgetPlaces(ctx.tx, id)
    await endSessionsOf(ctx.tx, id)
  })
  await emitAccount(ctx, 'account.password-reset', id, {})
  return { password }
}

/** Shuts an account: it signs in no more, and is signed out everywhere. What it did stays. */
export const disableAccount: Action<DisableAccount, void> = async (ctx, { account: id, reason }) => {
  if ([...reason].length < 2) throw refuse('permission.no-reason')
  await checkOrdinary(ctx, id)
  await asSystem(ctx.tx, async () => {
    await setDisabled(ctx.tx, id, ctx.now)
    await endSessionsOf(ctx.tx, id)
  })
  await emitAccount(ctx, 'account.disabled', id, { reason })
}

export const enableAccount: Action<DisableAccount, void> = async (ctx, { account: id, reason }) => {
  if ([...reason].length < 2) throw refuse('permission.no-reason')
  await checkOrdinary(ctx, id)
  await asSystem(ctx.tx, () => setDisabled(ctx.tx, id, null))
  await emitAccount(ctx, 'account.enabled', id, { reason })
}

/** Lifts the pause after failed sign-ins (GB/T 22239-2019, 8.1.4.1 b), for one who stands at the administrator's door. */
export const unlockAccount: Action<DisableAccount, void> = async (ctx, { account: id, reason }) => {
  if ([...reason].length < 2) throw refuse('permission.no-reason')
  const { login } = await checkOrdinary(ctx, id)
  await asSystem(ctx.tx, () => clearFailuresOf(ctx.tx, loginKey(login ?? '')))
  await emitAccount(ctx, 'account.unlocked', id, { reason })
}
