import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { maskName } from '#kernel/party/rules/mask.ts'
import type { Account, DemoCitizen } from '../schema.ts'

const columns = fragment`a.id, a.kind, a.login, a.name, a.party, a.organ, a.title, a.staff_no "staffNo", a.must_change "mustChange", a.disabled_at "disabledAt", a.demo`

/** What only sign-in and password changes may read. Needs the scope `system`. */
export type Credentials = Account & { passwordHash: string | null; totpSealed: Buffer | null; totpDraft: Buffer | null; totpStep: number }

const secrets = fragment`a.password_hash "passwordHash", a.totp_sealed "totpSealed", a.totp_draft "totpDraft", a.totp_step "totpStep"`

export async function findByLogin(tx: Tx, login: string): Promise<Credentials | undefined> {
  return (
    await tx.sql<Credentials>`select ${columns}, ${secrets} from permission.account a where a.login = ${login.toLowerCase()} and a.kind = 'staff'`
  )[0]
}

export async function findByStaffNo(tx: Tx, staffNo: string): Promise<Account | undefined> {
  return (await tx.sql<Account>`select ${columns} from permission.account a where a.staff_no = ${staffNo} and a.kind = 'staff'`)[0]
}

/** Gives an account a staff number, or none. Refuse one that another account has before. */
export async function setStaffNo(tx: Tx, id: string, staffNo: string | null): Promise<void> {
  await tx.sql`update permission.account set staff_no = ${staffNo} where id = ${id}`
}

export async function findCredentials(tx: Tx, id: string): Promise<Credentials | undefined> {
  return (await tx.sql<Credentials>`select ${columns}, ${secrets} from permission.account a where a.id = ${id}`)[0]
}

export async function findAccount(tx: Tx, id: string): Promise<Account | undefined> {
  return (await tx.sql<Account>`select ${columns} from permission.account a where a.id = ${id}`)[0]
}

/** Accounts of an organ's staff that are not shut. */
export async function countAccountsOf(tx: Tx, organ: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from permission.account where organ = ${organ} and disabled_at is null`)[0]!.n
}

export async function findByParty(tx: Tx, party: string): Promise<Account | undefined> {
  return (await tx.sql<Account>`select ${columns} from permission.account a where a.party = ${party} and a.kind = 'citizen'`)[0]
}

/** Staff in order of their ids, a page at a time. */
export async function listAccounts(tx: Tx, page: { organ?: string; q?: string; after?: string; limit: number }): Promise<Account[]> {
  return tx.sql<Account>`select ${columns} from permission.account a
    where a.kind = 'staff' and (${page.organ ?? null}::text is null or a.organ = ${page.organ ?? null}) and a.id > ${page.after ?? ''}
      and (${page.q ?? ''} = '' or a.name like '%' || ${page.q ?? ''} || '%' or a.login like ${page.q ?? ''} || '%')
    order by a.id limit ${page.limit}`
}

/** Staff who are called so, by name or login. */
export async function staffCalled(tx: Tx, called: string): Promise<string[]> {
  const rows = await tx.sql<{
    id: string
  }>`select id from permission.account where kind = 'staff' and (name = ${called} or login = ${called})`
  return rows.map((r) => r.id)
}

/** Names of accounts, for pages that show who did something. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.sql<{ id: string; name: string }>`select a.id, a.name from permission.account a where a.id = any(${ids})`
  return new Map(rows.map((r) => [r.id, r.name]))
}

/** Names as an audit shows them: of staff whole, of citizens masked. */
export async function shownNamesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.sql<{
    id: string
    name: string
    kind: Account['kind']
  }>`select a.id, a.name, a.kind from permission.account a where a.id = any(${ids})`
  return new Map(rows.map((r) => [r.id, r.kind === 'citizen' ? maskName(r.name) : r.name]))
}

/** Which of some accounts are citizens', each with the person it belongs to. */
export async function citizensAmong(tx: Tx, ids: readonly string[]): Promise<[string, string][]> {
  const rows = await tx.sql<{ id: string; party: string }>`select a.id, a.party from permission.account a
    where a.id = any(${ids}) and a.kind = 'citizen' and a.party is not null`
  return rows.map((r) => [r.id, r.party])
}

/** Staff who hold a permission in a place on a day; with `id` that one alone, if he does. Needs the scope `system`. */
export async function listHolders(
  tx: Tx,
  asked: { permission: string; organ: string; division: string; id?: string },
  today: string,
): Promise<Account[]> {
  return tx.sql<Account>`select ${columns} from permission.account a where a.disabled_at is null and a.kind = 'staff' and (${asked.id ?? null}::text is null or a.id = ${asked.id ?? null}) and exists (
      select from permission.granted g left join permission.role r on r.id = g.role
      where g.account = a.id and g.organ in (${asked.organ}, '*') and g.division in (${asked.division}, '*') and g.confirmed_at is not null and g.ended_at is null
        and ${today}::date between g.from_on and coalesce(g.to_on, 'infinity') and ${asked.permission} = any(coalesce(r.permissions, array[g.permission])))
    order by a.id limit 200`
}

export type NewAccount = Pick<Account, 'id' | 'kind' | 'login' | 'name' | 'party' | 'organ' | 'title' | 'mustChange' | 'demo'> & {
  passwordHash: string | null
  staffNo?: string | undefined
}

/** Adds an account; false where the id, the login, the staff number or the party has one already. */
export async function addAccount(tx: Tx, a: NewAccount, now: Date): Promise<boolean> {
  const rows = await tx.sql`
    insert into permission.account (id, kind, login, name, party, organ, title, password_hash, password_at, must_change, created_at, demo, staff_no)
    values (${a.id}, ${a.kind}, ${a.login}, ${a.name}, ${a.party}, ${a.organ}, ${a.title}, ${a.passwordHash}, ${now}, ${a.mustChange}, ${now}, ${a.demo}, ${a.staffNo ?? null})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export async function setPassword(tx: Tx, id: string, hash: string, mustChange: boolean, now: Date): Promise<void> {
  await tx.sql`update permission.account set password_hash = ${hash}, password_at = ${now}, must_change = ${mustChange} where id = ${id}`
}

export async function setDisabled(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.sql`update permission.account set disabled_at = ${at} where id = ${id}`
}

export async function draftTotp(tx: Tx, id: string, sealed: Buffer): Promise<void> {
  await tx.sql`update permission.account set totp_draft = ${sealed} where id = ${id}`
}

export async function setTotp(tx: Tx, id: string, sealed: Buffer | null, step: number): Promise<void> {
  await tx.sql`update permission.account set totp_sealed = ${sealed}, totp_draft = null, totp_step = ${step} where id = ${id}`
}

/** Spends a counter of the one-time code; false where it, or a later one, is spent already. */
export async function spendTotp(tx: Tx, id: string, step: number): Promise<boolean> {
  return (await tx.sql`update permission.account set totp_step = ${step} where id = ${id} and totp_step < ${step} returning 1`).length === 1
}

/** From where an account has signed in before. Needs the scope `system`. */
export async function listKnownPlaces(tx: Tx, account: string): Promise<{ kind: string; since: Date; seenAt: Date }[]> {
  return tx.sql`select kind, since, seen_at "seenAt" from permission.known_place where account = ${account} order by since`
}

/** The real moment: an authenticator app follows it, wherever the city's clock stands. */
export async function wallTime(tx: Tx): Promise<Date> {
  return (await tx.sql<{ at: Date }>`select clock_timestamp() at`)[0]!.at
}

/** The people of a demo city whom a visitor may be, in the order in which they were put in. */
export async function listDemoCitizens(tx: Tx): Promise<DemoCitizen[]> {
  return tx.sql<DemoCitizen>`select a.id account, a.name, a.title note from permission.account a
    where a.kind = 'citizen' and a.demo and a.disabled_at is null order by a.created_at, a.id limit 50`
}

/** The staff that a demo city was founded with; who was added later has a password of his own. */
export async function listDemoStaff(tx: Tx): Promise<{ login: string; name: string; title: string | null; organ: string }[]> {
  return tx.sql<{
    login: string
    name: string
    title: string | null
    organ: string
  }>`select a.login, a.name, a.title, a.organ from permission.account a
    where a.kind = 'staff' and a.demo and a.disabled_at is null
      and exists (select from permission.granted g where g.account = a.id and g.confirmed_by = 'system:founding')
    order by a.organ, a.id limit 200`
}
