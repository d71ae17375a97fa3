import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { Failures } from '../rules/lockout.ts'

const columns = fragment`n, last_at "lastAt", locked_until "lockedUntil"`

/** The failures under a digest, held until this transaction ends, so that no two attempts are counted as one. */
export async function lockFailures(tx: Tx, digest: string, now: Date): Promise<Failures | undefined> {
  await tx.sql`insert into permission.failure (digest, n, last_at) values (${digest}, 0, ${now}) on conflict do nothing`
  const [row] = await tx.sql<Failures>`select ${columns} from permission.failure where digest = ${digest} for update`
  return row && row.n > 0 ? row : undefined
}

export async function findFailures(tx: Tx, digest: string): Promise<Failures | undefined> {
  return (await tx.sql<Failures>`select ${columns} from permission.failure where digest = ${digest}`)[0]
}

/** `login`: the digest of the login that was tried, where the count is about one. */
export async function setFailures(tx: Tx, digest: string, f: Failures, login: string | null): Promise<void> {
  await tx.sql`insert into permission.failure (digest, n, last_at, locked_until, login) values (${digest}, ${f.n}, ${f.lastAt}, ${f.lockedUntil}, ${login})
    on conflict (digest) do update set n = excluded.n, last_at = excluded.last_at, locked_until = excluded.locked_until, login = excluded.login`
}

export async function clearFailures(tx: Tx, digest: string): Promise<void> {
  await tx.sql`delete from permission.failure where digest = ${digest}`
}

/** Until when somebody somewhere waits with this login; undefined where nobody does. */
export async function findPause(tx: Tx, login: string, now: Date): Promise<Date | undefined> {
  const [row] = await tx.sql<{
    until: Date | null
  }>`select max(locked_until) until from permission.failure where login = ${login} and locked_until > ${now}`
  return row?.until ?? undefined
}

/** Forgets every failure of a login, wherever it came from. */
export async function clearFailuresOf(tx: Tx, login: string): Promise<void> {
  await tx.sql`delete from permission.failure where login = ${login}`
}

type Place = { account: string; kind: 'browser' | 'network'; digest: string }

export async function isKnown(tx: Tx, { account, kind, digest }: Place): Promise<boolean> {
  const found = await tx.sql`select 1 from permission.known_place where account = ${account} and kind = ${kind} and digest = ${digest}`
  return found.length > 0
}

/** Whether a browser is known to any account: its cookie is then one that this house has given. */
export async function isOurs(tx: Tx, digest: string): Promise<boolean> {
  return (await tx.sql`select 1 from permission.known_place where kind = 'browser' and digest = ${digest} limit 1`).length > 0
}

export async function rememberPlace(tx: Tx, { account, kind, digest }: Place, now: Date): Promise<void> {
  await tx.sql`insert into permission.known_place (account, kind, digest, since, seen_at) values (${account}, ${kind}, ${digest}, ${now}, ${now})
    on conflict (account, kind, digest) do update set seen_at = excluded.seen_at`
}

/** Whoever took an account over may have signed in where its owner never was. */
export async function forgetPlaces(tx: Tx, account: string): Promise<void> {
  await tx.sql`delete from permission.known_place where account = ${account}`
}

/** Failures that no longer count go after a day. */
export async function dropForgiven(tx: Tx, now: Date): Promise<void> {
  await tx.sql`delete from permission.failure where last_at < ${now}::timestamptz - interval '1 day' and (locked_until is null or locked_until < ${now})`
}

/** Places from which nobody signed in since a moment; answers how many. */
export async function dropPlaces(tx: Tx, before: Date): Promise<number> {
  return (await tx.sql`delete from permission.known_place where seen_at < ${before} returning 1`).length
}
