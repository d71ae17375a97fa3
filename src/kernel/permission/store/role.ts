/** Roles and their changes. All of it needs the scope `system`: no clerk writes what a role may do. */
import { fragment, type Tx } from '#base/db.ts'
import type { RoleChange } from '../schema.ts'
import type { Role } from './grant.ts'

export async function putRoleAtDesk(tx: Tx, { id, title, permissions }: Role): Promise<void> {
  await tx.sql`insert into permission.role (id, title, permissions, kept_at) values (${id}, ${title}, ${permissions}, 'desk')
    on conflict (id) do update set title = excluded.title, permissions = excluded.permissions, kept_at = 'desk'`
}

const columns = fragment`c.id, c.role, c.title, c.permissions, c.before, c.reason, c.proposed_by "proposedBy", a.name "proposedByName",
  c.proposed_at "proposedAt", c.settled_at "settledAt"`
const joined = fragment`permission.role_change c left join permission.account a on a.id = c.proposed_by`

type NewChange = Omit<RoleChange, 'proposedByName' | 'settledAt'>

/** Adds a change; false where one of this role is still open. */
export async function addRoleChange(tx: Tx, c: NewChange): Promise<boolean> {
  const rows = await tx.sql`insert into permission.role_change (id, role, title, permissions, before, reason, proposed_by, proposed_at)
    values (${c.id}, ${c.role}, ${c.title}, ${c.permissions}, ${c.before}, ${c.reason}, ${c.proposedBy}, ${c.proposedAt})
    on conflict (role) where settled_at is null do nothing returning 1`
  return rows.length === 1
}

/** A change, held until this transaction ends. */
export async function findRoleChange(tx: Tx, id: string): Promise<RoleChange | undefined> {
  await tx.sql`select from permission.role_change where id = ${id} for update`
  return (await tx.sql<RoleChange>`select ${columns} from ${joined} where c.id = ${id}`)[0]
}

/** Changes that wait for a second person, oldest first. */
export async function listRoleChanges(tx: Tx): Promise<RoleChange[]> {
  return tx.sql<RoleChange>`select ${columns} from ${joined} where c.settled_at is null order by c.proposed_at, c.id`
}

export async function settleRoleChange(tx: Tx, id: string, outcome: 'confirmed' | 'turned-down', by: string, at: Date): Promise<void> {
  await tx.sql`update permission.role_change set outcome = ${outcome}, settled_by = ${by}, settled_at = ${at} where id = ${id}`
}
