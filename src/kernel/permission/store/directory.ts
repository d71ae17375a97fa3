/** Who of the staff is bound to the directory, which sessions it stands for, and how it answers. All of it needs the scope `system`. */
import type { Tx } from '#base/db.ts'

export type Bound = { subject: string; leftAt: Date | null }

/** The name by which a directory knows an account; undefined where it is not bound. */
export async function findBound(tx: Tx, issuer: string, account: string): Promise<Bound | undefined> {
  return (
    await tx.sql<Bound>`select subject, left_at "leftAt" from permission.identity where issuer = ${issuer} and account = ${account} for update`
  )[0]
}

/** Frees an account from whatever platform it is bound to; how many names it had. */
export async function unbindAll(tx: Tx, account: string): Promise<number> {
  return (await tx.sql`delete from permission.identity where account = ${account} returning 1`).length
}

/** Frees an account from what a platform of another address knew it by: the directory has moved. */
export async function unbindElsewhere(tx: Tx, account: string, issuer: string): Promise<void> {
  await tx.sql`delete from permission.identity where account = ${account} and issuer <> ${issuer}`
}

/** Keeps that the directory no longer stands for an account, until it is bound anew. */
export async function markLeft(tx: Tx, issuer: string, account: string, now: Date): Promise<void> {
  await tx.sql`update permission.identity set left_at = ${now} where issuer = ${issuer} and account = ${account}`
}

/** By what the directory is asked about a session, under the digest of its token. */
export type Membership = { session: string; sealed: Buffer; answeredAt: Date; dueAt: Date }

export async function addMembership(tx: Tx, m: Membership): Promise<void> {
  await tx.sql`insert into permission.membership (session, token_sealed, answered_at, due_at)
    values (${m.session}, ${m.sealed}, ${m.answeredAt}, ${m.dueAt})`
}

/** Keeps a newer sign-in at the directory under a session that goes on. */
export async function renewMembership(
  tx: Tx,
  m: { session: string; sid: string | null; sealed: Buffer; idTokenSealed: Buffer },
): Promise<void> {
  await tx.sql`update permission.membership set token_sealed = ${m.sealed} where session = ${m.session}`
  await tx.sql`update permission.session set sid = ${m.sid}, id_token_sealed = ${m.idTokenSealed} where token_digest = ${m.session}`
}

/** Whether there is a session that the directory is to be asked about now, or that its silence has ended. */
export async function isAskingDue(tx: Tx, now: Date): Promise<boolean> {
  const [row] = await tx.sql<{ due: boolean }>`select exists (select from permission.membership where due_at <= ${now})
    or exists (select from permission.session where vouched_until <= ${now}) due`
  return row!.due
}

export type Asked = { session: string; account: string; sealed: Buffer }

/** Takes sessions to be asked about, those that wait longest first; no other worker gets them before `next`. */
export async function takeDue(tx: Tx, now: Date, next: Date, most: number): Promise<Asked[]> {
  return tx.sql<Asked>`
    with due as (select session from permission.membership where due_at <= ${now} order by due_at limit ${most} for update skip locked)
    update permission.membership m set due_at = ${next} from due, permission.session s
    where m.session = due.session and s.token_digest = m.session
    returning m.session, s.account, m.token_sealed sealed`
}

/** Keeps a good word of the directory, and by what it is asked next. */
export async function confirmMembership(tx: Tx, m: { session: string; sealed: Buffer; until: Date | null }, now: Date): Promise<void> {
  await tx.sql`update permission.membership set token_sealed = ${m.sealed}, answered_at = ${now} where session = ${m.session}`
  await tx.sql`update permission.session set vouched_until = ${m.until} where token_digest = ${m.session}`
}

/** Ends the sessions for which the directory has been silent too long; whose they were. */
export async function endUnvouched(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.sql<{ account: string }>`delete from permission.session where vouched_until <= ${now} returning account`
  return rows.map((r) => r.account)
}

/** Keeps that the directory answered, of whomever it was asked. */
export async function noteAnswer(tx: Tx, issuer: string, now: Date): Promise<void> {
  await tx.sql`insert into permission.directory (issuer, answered_at) values (${issuer}, ${now})
    on conflict (issuer) do update set answered_at = excluded.answered_at, silent_since = null, fault = null`
}

/** Keeps that the directory did not answer, and since when. */
export async function noteSilence(tx: Tx, issuer: string, fault: string, now: Date): Promise<void> {
  await tx.sql`insert into permission.directory as d (issuer, silent_since, fault) values (${issuer}, ${now}, ${fault})
    on conflict (issuer) do update set silent_since = coalesce(d.silent_since, excluded.silent_since), fault = excluded.fault`
}

export type Answering = { answeredAt: Date | null; silentSince: Date | null; fault: string | null }

export async function findAnswering(tx: Tx, issuer: string): Promise<Answering | undefined> {
  return (
    await tx.sql<Answering>`select answered_at "answeredAt", silent_since "silentSince", fault from permission.directory where issuer = ${issuer}`
  )[0]
}

/** How many sessions the directory stands for, and when the one that was not asked about for longest was to be asked. */
export async function countMemberships(tx: Tx): Promise<{ n: number; oldestDue: Date | null }> {
  return (
    await tx.sql<{ n: number; oldestDue: Date | null }>`select count(*)::int n, min(due_at) "oldestDue" from permission.membership`
  )[0]!
}

/** What is kept of the sessions of an account for which the directory stands. */
export async function listMemberships(tx: Tx, account: string): Promise<{ answeredAt: Date; dueAt: Date }[]> {
  return tx.sql`select m.answered_at "answeredAt", m.due_at "dueAt" from permission.membership m join permission.session s on s.token_digest = m.session
    where s.account = ${account} order by m.answered_at`
}
