import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import type { PasskeyLine } from '../schema.ts'

export type Passkey = PasskeyLine & { account: string; publicKey: Buffer; counter: number; transports: string[] }

const columns = fragment`id, account, public_key "publicKey", counter::float8 counter, transports, title, created_at "createdAt", used_at "usedAt"`

export async function findPasskey(tx: Tx, id: string): Promise<Passkey | undefined> {
  return (await tx.sql<Passkey>`select ${columns} from permission.passkey where id = ${id}`)[0]
}

/** Passkeys of an account, oldest first. */
export async function listPasskeys(tx: Tx, account: string): Promise<Passkey[]> {
  return tx.sql<Passkey>`select ${columns} from permission.passkey where account = ${account} order by created_at, id limit 100`
}

/** False where this passkey is bound already. */
export async function addPasskey(tx: Tx, p: Omit<Passkey, 'createdAt' | 'usedAt'>, now: Date): Promise<boolean> {
  const rows = await tx.sql`insert into permission.passkey (id, account, public_key, counter, transports, title, created_at)
    values (${p.id}, ${p.account}, ${p.publicKey}, ${p.counter}, ${p.transports}, ${p.title}, ${now}) on conflict do nothing returning 1`
  return rows.length === 1
}

/** Keeps how often it was used; false where another use was quicker, or the count does not go on: the passkey was copied. */
export async function countUse(tx: Tx, id: string, counter: number, now: Date): Promise<boolean> {
  const rows = await tx.sql`update permission.passkey set counter = ${counter}, used_at = ${now}
    where id = ${id} and (counter < ${counter} or counter = 0 and ${counter} = 0) returning 1`
  return rows.length === 1
}

export async function dropPasskey(tx: Tx, account: string, id: string): Promise<boolean> {
  return (await tx.sql`delete from permission.passkey where id = ${id} and account = ${account} returning 1`).length === 1
}

export async function dropPasskeysOf(tx: Tx, account: string): Promise<void> {
  await tx.sql`delete from permission.passkey where account = ${account}`
}

export type Purpose = 'enrol' | 'sign-in' | 'step-up' | 'invited'

export async function keepChallenge(
  tx: Tx,
  c: { challenge: string; purpose: Purpose; account: string | null },
  until: Date,
): Promise<void> {
  await tx.sql`insert into permission.challenge (digest, purpose, account, expires_at) values (${sm3(c.challenge)}, ${c.purpose}, ${c.account}, ${until})`
}

/** Uses a challenge up; false where it was never given for this purpose and account, was used, or is too old. */
export async function spendChallenge(
  tx: Tx,
  c: { challenge: string; purpose: Purpose; account: string | null },
  now: Date,
): Promise<boolean> {
  const rows = await tx.sql`delete from permission.challenge where digest = ${sm3(c.challenge)} and purpose = ${c.purpose}
    and account is not distinct from ${c.account}::text and expires_at > ${now} returning 1`
  return rows.length === 1
}

export async function dropOldChallenges(tx: Tx, now: Date): Promise<void> {
  await tx.sql`delete from permission.challenge where expires_at <= ${now}`
}
