import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { Office } from '../rules/offices.ts'
import type { Granted } from '../schema.ts'

export type Role = { id: string; title: string; permissions: string[] }

/** A role as the city's file has it; one that was changed at the desk stays as it is there. */
export async function putRole(tx: Tx, role: Role): Promise<void> {
  await tx.sql`insert into permission.role (id, title, permissions) values (${role.id}, ${role.title}, ${role.permissions})
    on conflict (id) do update set title = excluded.title, permissions = excluded.permissions where role.kept_at = 'city'`
}

export async function listRoles(tx: Tx): Promise<Role[]> {
  return tx.sql<Role>`select id, title, permissions from permission.role order by id`
}

export async function findRole(tx: Tx, id: string): Promise<Role | undefined> {
  return (await tx.sql<Role>`select id, title, permissions from permission.role where id = ${id}`)[0]
}

const columns = fragment`g.id, g.account, a.name "accountName", g.role, r.title "roleTitle", g.permission, g.organ, g.division, g.from_on "fromOn", g.to_on "toOn",
  g.reason, g.proposed_by "proposedBy", g.proposed_at "proposedAt", g.confirmed_by "confirmedBy", g.confirmed_at "confirmedAt",
  g.ended_by "endedBy", g.ended_at "endedAt", g.demo`
const joined = fragment`permission.granted g join permission.account a on a.id = g.account left join permission.role r on r.id = g.role`

/** A grant, held until this transaction ends. */
export async function findGrant(tx: Tx, id: string): Promise<Granted | undefined> {
  await tx.sql`select from permission.granted where id = ${id} for update`
  return (await tx.sql<Granted>`select ${columns} from ${joined} where g.id = ${id}`)[0]
}

/** Grants that wait for a second person, oldest first. */
export async function listProposed(tx: Tx): Promise<Granted[]> {
  return tx.sql<Granted>`select ${columns} from ${joined} where g.confirmed_at is null and g.ended_at is null order by g.proposed_at, g.id limit 200`
}

/** Everything an account was ever given, newest first. */
export async function listGrantsOf(tx: Tx, account: string): Promise<Granted[]> {
  return tx.sql<Granted>`select ${columns} from ${joined} where g.account = ${account} order by g.proposed_at desc, g.id desc limit 200`
}

export type NewGrant = Pick<
  Granted,
  | 'id'
  | 'account'
  | 'role'
  | 'permission'
  | 'organ'
  | 'division'
  | 'fromOn'
  | 'toOn'
  | 'reason'
  | 'proposedBy'
  | 'proposedAt'
  | 'confirmedBy'
  | 'confirmedAt'
  | 'demo'
>

/** Adds a grant; false where the account has the same one, standing or waiting. */
export async function addGrant(tx: Tx, g: NewGrant): Promise<boolean> {
  const rows = await tx.sql`
    insert into permission.granted (id, account, role, permission, organ, division, from_on, to_on, reason, proposed_by, proposed_at, confirmed_by, confirmed_at, demo)
    values (${g.id}, ${g.account}, ${g.role}, ${g.permission}, ${g.organ}, ${g.division}, ${g.fromOn}, ${g.toOn}, ${g.reason}, ${g.proposedBy}, ${g.proposedAt}, ${g.confirmedBy}, ${g.confirmedAt}, ${g.demo})
    on conflict (account, coalesce(role, ''), coalesce(permission, ''), organ, division) where ended_at is null do nothing returning 1`
  return rows.length === 1
}

export async function confirmGrant(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await tx.sql`update permission.granted set confirmed_by = ${by}, confirmed_at = ${at} where id = ${id}`
}

/** People who hold something at an organ on a day, or are to hold it, asked for and not confirmed yet included. */
export async function countGrantedAt(tx: Tx, organ: string, on: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`select count(distinct account)::int n from permission.granted
    where organ = ${organ} and ended_at is null and (to_on is null or to_on >= ${on}::date)`
  return row!.n
}

export async function endGrant(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await tx.sql`update permission.granted set ended_by = ${by}, ended_at = ${at} where id = ${id}`
}

/** Marks an account as holder of an office, for good; the answer is the office it has, which may be another. */
export async function takeOffice(tx: Tx, account: string, office: Office): Promise<Office> {
  await tx.sql`insert into permission.officer (account, office) values (${account}, ${office}) on conflict do nothing`
  return (await findOffice(tx, account))!
}

export async function findOffice(tx: Tx, account: string): Promise<Office | undefined> {
  return (await tx.sql<{ office: Office }>`select office from permission.officer where account = ${account}`)[0]?.office
}
