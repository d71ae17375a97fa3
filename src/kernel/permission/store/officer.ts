import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import type { Office } from '../rules/offices.ts'
import type { OfficerLine, RemovalLine } from '../schema.ts'

/** Who holds the three offices just now. Needs the scope `system`. */
export async function listOfficers(tx: Tx): Promise<OfficerLine[]> {
  return tx.sql<OfficerLine>`select o.office, a.id account, a.name, a.login, a.created_at "since" from permission.officer o
    join permission.account a on a.id = o.account where permission.serves(a.id, o.office) order by o.office, a.id`
}

/** The office that somebody holds just now. */
export async function servingOffice(tx: Tx, account: string): Promise<Office | undefined> {
  return (
    await tx.sql<{
      office: Office
    }>`select office from permission.officer where account = ${account} and permission.serves(account, office)`
  )[0]?.office
}

const columns = fragment`r.id, r.account, a.name "accountName", r.office, r.reason, r.proposed_by "proposedBy", p.name "proposedByName",
  r.proposed_office "proposedOffice", r.proposed_at "proposedAt", r.confirmed_at is not null or r.withdrawn_at is not null settled`
const joined = fragment`permission.removal r join permission.account a on a.id = r.account join permission.account p on p.id = r.proposed_by`

/** A proposal, held until this transaction ends. */
export async function findRemoval(tx: Tx, id: string): Promise<RemovalLine | undefined> {
  await tx.sql`select from permission.removal where id = ${id} for update`
  return (await tx.sql<RemovalLine>`select ${columns} from ${joined} where r.id = ${id}`)[0]
}

/** Proposals that wait for the second officer, oldest first. */
export async function listRemovals(tx: Tx): Promise<RemovalLine[]> {
  return tx.sql<RemovalLine>`select ${columns} from ${joined} where r.confirmed_at is null and r.withdrawn_at is null order by r.proposed_at, r.id`
}

type NewRemoval = Pick<RemovalLine, 'id' | 'account' | 'office' | 'reason' | 'proposedBy' | 'proposedOffice'>

/** False where one about this officer waits already. */
export async function addRemoval(tx: Tx, r: NewRemoval, now: Date): Promise<boolean> {
  const rows = await tx.sql`insert into permission.removal (id, account, office, reason, proposed_by, proposed_office, proposed_at)
    values (${r.id}, ${r.account}, ${r.office}, ${r.reason}, ${r.proposedBy}, ${r.proposedOffice}, ${now})
    on conflict (account) where confirmed_at is null and withdrawn_at is null do nothing returning 1`
  return rows.length === 1
}

export async function confirmRemoval(tx: Tx, id: string, by: { account: string; office: Office }, now: Date): Promise<void> {
  await tx.sql`update permission.removal set confirmed_by = ${by.account}, confirmed_office = ${by.office}, confirmed_at = ${now} where id = ${id}`
}

export async function withdrawRemoval(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.sql`update permission.removal set withdrawn_at = ${now} where id = ${id}`
}

/** Ends every grant of an account and whatever waits for it; `by` is whoever puts it out. */
export async function endGrantsOf(tx: Tx, account: string, by: string, now: Date): Promise<void> {
  await tx.sql`update permission.granted set ended_by = ${by}, ended_at = ${now} where account = ${account} and ended_at is null`
}

/** Proposals of somebody who is put out himself count no more. */
export async function dropProposalsOf(tx: Tx, account: string, now: Date): Promise<void> {
  await tx.sql`update permission.removal set withdrawn_at = ${now} where proposed_by = ${account} and confirmed_at is null and withdrawn_at is null`
}

export type Invitation = {
  digest: string
  office: Office
  removal: string | null
  expiresAt: Date
  proposedBy: string | null
  confirmedBy: string | null
}

/** Makes a link for an office; one that was made before for it and not used is of no use any more. */
export async function invite(tx: Tx, i: { token: string; office: Office; removal: string | null; until: Date }, now: Date): Promise<void> {
  await tx.sql`delete from permission.invitation where office = ${i.office} and used_at is null`
  await tx.sql`insert into permission.invitation (digest, office, removal, made_at, expires_at) values (${sm3(i.token)}, ${i.office}, ${i.removal}, ${now}, ${i.until})`
}

/** A link that still counts, held until this transaction ends: two who press at once are one. */
export async function findInvitation(tx: Tx, token: string, now: Date): Promise<Invitation | undefined> {
  const digest = sm3(token)
  const held =
    await tx.sql`select from permission.invitation where digest = ${digest} and used_at is null and expires_at > ${now} for update`
  if (held.length === 0) return undefined
  return (
    await tx.sql<Invitation>`select i.digest, i.office, i.removal, i.expires_at "expiresAt", r.proposed_by "proposedBy", r.confirmed_by "confirmedBy"
      from permission.invitation i left join permission.removal r on r.id = i.removal where i.digest = ${digest}`
  )[0]
}

export async function spendInvitation(tx: Tx, digest: string, by: string, now: Date): Promise<void> {
  await tx.sql`update permission.invitation set used_at = ${now}, used_by = ${by} where digest = ${digest}`
}
