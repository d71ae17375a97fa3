/** The SQL of who keeps which seal. */
import type { Tx } from '#base/db.ts'

type NewKeeper = { id: string; seal: string; account: string; name: string; at: Date; by: string; byName: string }

/** Entrusts a seal to somebody; false where he keeps it already. */
export async function addKeeper(tx: Tx, k: NewKeeper): Promise<boolean> {
  const rows = await tx.sql`insert into seal.keeper (id, seal, account, name, from_at, given_by, given_name)
    values (${k.id}, ${k.seal}, ${k.account}, ${k.name}, ${k.at}, ${k.by}, ${k.byName})
    on conflict (seal, account) where to_at is null do nothing returning 1`
  return rows.length === 1
}

/** Takes a seal back; false where he does not keep it. */
export async function endKeeper(tx: Tx, seal: string, account: string, by: string, at: Date): Promise<boolean> {
  const rows = await tx.sql`update seal.keeper set to_at = ${at}, taken_by = ${by}
    where seal = ${seal} and account = ${account} and to_at is null returning 1`
  return rows.length === 1
}

export async function endKeepers(tx: Tx, seal: string, by: string, at: Date): Promise<void> {
  await tx.sql`update seal.keeper set to_at = ${at}, taken_by = ${by} where seal = ${seal} and to_at is null`
}

export async function listKeepers(tx: Tx, seal: string): Promise<{ account: string; name: string; from: Date; givenName: string }[]> {
  return tx.sql`select account, name, from_at "from", given_name "givenName" from seal.keeper
    where seal = ${seal} and to_at is null order by from_at, id`
}

/** Those who keep a seal, or kept it until this moment or later. */
export async function listKeptUntil(tx: Tx, seal: string, at: Date): Promise<string[]> {
  const rows = await tx.sql<{
    account: string
  }>`select distinct account from seal.keeper where seal = ${seal} and (to_at is null or to_at >= ${at})`
  return rows.map((r) => r.account)
}

export async function keeps(tx: Tx, seal: string, account: string): Promise<boolean> {
  return (await tx.sql`select 1 from seal.keeper where seal = ${seal} and account = ${account} and to_at is null`).length === 1
}

/** Whether somebody keeps a seal or kept it once: what was taken back is not given again by a seed. */
export async function everKept(tx: Tx, seal: string, account: string): Promise<boolean> {
  return (await tx.sql`select 1 from seal.keeper where seal = ${seal} and account = ${account} limit 1`).length === 1
}

/** The seals that somebody keeps and that are in force, by name. */
export async function listKept(tx: Tx, account: string): Promise<{ id: string; name: string; kind: string; code: string }[]> {
  return tx.sql`select s.id, s.name, s.kind, s.code from seal.keeper k join seal.seal s on s.id = k.seal
    where k.account = ${account} and k.to_at is null and s.status = 'valid' order by s.name, s.id limit 200`
}

/** The seals of firms that somebody keeps, whatever their status. */
export async function listKeptIds(tx: Tx, account: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>`select k.seal id from seal.keeper k join seal.seal s on s.id = k.seal
    where k.account = ${account} and k.to_at is null and s.owner_kind = 'party' limit 200`
  return rows.map((r) => r.id)
}
