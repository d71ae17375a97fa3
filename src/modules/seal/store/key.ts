/** The SQL of keys and of the authority. Everything here runs as the house: no request reads these tables. */
import type { Tx } from '#base/db.ts'

export type KeyRow = { id: string; store: 'software' | 'device'; publicKey: Buffer; sealed: Buffer | null; label: string | null }
export type AuthorityPart = 'root' | 'issuing' | 'time-stamping' | 'foreign-root' | 'foreign-issuing'
export type AuthorityRow = KeyRow & { part: AuthorityPart; certificate: Buffer }

type NewKey = { id: string; store: 'software' | 'device'; publicKey: Uint8Array; sealed: Buffer | null; label: string | null }

export async function addKey(tx: Tx, k: NewKey, at: Date): Promise<void> {
  await tx.sql`insert into seal.key (id, store, public_key, sealed, label, made_at)
    values (${k.id}, ${k.store}, ${Buffer.from(k.publicKey)}, ${k.sealed}, ${k.label}, ${at})`
}

export async function findKey(tx: Tx, id: string): Promise<KeyRow | undefined> {
  return (await tx.sql<KeyRow>`select id, store, public_key "publicKey", sealed, label from seal.key where id = ${id}`)[0]
}

export async function addAuthority(tx: Tx, part: AuthorityPart, key: string, certificate: Uint8Array): Promise<void> {
  await tx.sql`insert into seal.authority (part, key, certificate) values (${part}, ${key}, ${Buffer.from(certificate)})`
}

/** All parts of the authority; none before the city is founded. */
export async function listAuthority(tx: Tx): Promise<AuthorityRow[]> {
  return tx.sql<AuthorityRow>`select a.part, a.certificate, k.id, k.store, k.public_key "publicKey", k.sealed, k.label
    from seal.authority a join seal.key k on k.id = a.key`
}

/** Forgets the sealed secret of a key for good; what it signed can still be checked. */
export async function setDestroyed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.sql`update seal.key set sealed = null, destroyed_at = ${at} where id = ${id} and destroyed_at is null`
}

/** Private keys that lie under another master key than this one, each held until the transaction is over. */
export const listOutdated = (tx: Tx, master: string, most: number): Promise<{ id: string; sealed: Buffer }[]> =>
  tx.sql`select id, sealed from seal.key where sealed is not null and master <> ${master} order by id limit ${most} for update`

export async function setSealed(tx: Tx, id: string, sealed: Buffer): Promise<void> {
  await tx.sql`update seal.key set sealed = ${sealed} where id = ${id} and sealed is not null`
}

export const countMasters = (tx: Tx): Promise<{ master: string; keys: number }[]> =>
  tx.sql`select master, count(*)::int keys from seal.key where sealed is not null group by master order by master`
