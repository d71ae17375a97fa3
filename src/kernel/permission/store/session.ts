import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { speakingJson } from '#kernel/party/api.ts'
import type { Level } from '#kernel/provider.ts'
import type { Grant, Who } from '#kernel/who.ts'
import type { Authenticated, Device, Factor, Speaking } from '../schema.ts'

/** How long a session lives without being used, in hours. */
const idleHours = { staff: 8, citizen: 2 } as const

type Row = {
  id: string
  kind: 'staff' | 'citizen'
  name: string
  organ: string | null
  mustChange: boolean
  acting: string | null
  csrf: string
  level: Level
  levelAt: Date | null
  provider: string | null
  expiresAt: Date
  provedAt: Date | null
  provedBy: Factor | null
  grants: Grant[]
  speaking: Speaking[]
}

/**
 * Who a token stands for, with all that he may do and for whom he may speak, in one query; undefined where the session is
 * over. Needs the scope `system`. Use prolongs the session, written at most once a minute and never waiting for another request.
 */
export async function authenticate(tx: Tx, token: string, now: Date): Promise<Authenticated | undefined> {
  const digest = sm3(token)
  const today = dayOf(now)
  const [row] = await tx.sql<Row>`
    with used as (
      update permission.session s set seen_at = ${now}, expires_at = ${now}::timestamptz + case when s.account like 'staff:%' then ${idleHours.staff}::int else ${idleHours.citizen}::int end * interval '1 hour'
      where s.token_digest = (
        select t.token_digest from permission.session t
        where t.token_digest = ${digest} and t.expires_at > ${now} and t.seen_at < ${now}::timestamptz - interval '1 minute' for update skip locked)
      returning s.expires_at)
    select a.id, a.kind, a.name, a.organ, a.must_change "mustChange", s.acting, s.csrf, s.level, s.level_at "levelAt", s.provider,
      s.proved_at "provedAt", s.proved_by "provedBy",
      coalesce((select u.expires_at from used u), s.expires_at) "expiresAt",
      permission.grants_of(a.id, ${today}::date) grants, ${speakingJson(fragment`a.party`, today)} speaking
    from permission.session s join permission.account a on a.id = s.account
    where s.token_digest = ${digest} and s.expires_at > ${now} and coalesce(s.vouched_until, 'infinity') > ${now} and a.disabled_at is null`
  return row && authenticated(row, digest)
}

function authenticated(row: Row, digest: string): Authenticated {
  const all = [...new Set(row.speaking.map((s) => s.party))]
  const acting = all.includes(row.acting ?? '') ? row.acting : (all[0] ?? null)
  const parties = [...new Set(row.speaking.filter((s) => s.items.length + s.divisions.length === 0).map((s) => s.party))]
  const onLetter = all.filter((party) => !parties.includes(party))
  const { id, kind, name, grants, speaking, csrf, expiresAt, provedAt, provedBy, level, levelAt, provider } = row
  // whoever came by the directory has used no password that was given to him
  const mustChange = row.mustChange && provider === null
  return {
    // Until a given password is changed, an account may do nothing but change it.
    who: { id, kind, name, ...(row.organ ? { organ: row.organ } : {}), parties, onLetter, grants: mustChange ? [] : grants },
    session: { id: digest, account: id, acting, csrf, level, levelAt, provider, expiresAt, mustChange, speaking, provedAt, provedBy },
  }
}

/** A member of the staff as he may act on a day, without a session: for jobs that do what he ordered. Undefined once his account is closed. */
export async function findStaff(tx: Tx, id: string, today: string): Promise<Who | undefined> {
  const [row] = await tx.sql<{ name: string; organ: string | null; grants: Grant[] }>`
    select a.name, a.organ, permission.grants_of(a.id, ${today}::date) grants from permission.account a
    where a.id = ${id} and a.kind = 'staff' and a.disabled_at is null`
  return row && { id, kind: 'staff', name: row.name, ...(row.organ ? { organ: row.organ } : {}), parties: [], grants: row.grants }
}

export type NewSession = {
  token: string
  account: string
  kind: 'staff' | 'citizen'
  csrf: string
  agent: string | undefined
  /** the browser in words */
  device: string
  method: string
  /** the second factor with which it began */
  provedBy: Factor | null
  level: Level
  /** since when it stands for sure; null where nobody knows */
  levelAt: Date | null
  acting: string | null
  from: { provider: string; issuer: string; subject: string; sid: string | null; idTokenSealed: Buffer } | undefined
  vouchedUntil: Date | null
}

export async function addSession(tx: Tx, s: NewSession, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + idleHours[s.kind] * 3_600_000)
  const { provider = null, issuer = null, subject = null, sid = null, idTokenSealed = null } = s.from ?? {}
  await tx.sql`insert into permission.session (token_digest, account, csrf, agent_digest, created_at, seen_at, expires_at, device, method, proved_by, proved_at,
      level, level_at, acting, provider, issuer, subject, sid, id_token_sealed, vouched_until)
    values (${sm3(s.token)}, ${s.account}, ${s.csrf}, ${s.agent === undefined ? null : sm3(s.agent)}, ${now}, ${now}, ${expiresAt},
      ${s.device}, ${s.method}, ${s.provedBy}, ${s.provedBy && now}, ${s.level}, ${s.levelAt}, ${s.acting}, ${provider}, ${issuer}, ${subject}, ${sid}, ${idTokenSealed}, ${s.vouchedUntil})`
}

/** Keeps that a second factor was proved in a session just now. */
export async function setProved(tx: Tx, session: string, by: Factor, now: Date): Promise<void> {
  await tx.sql`update permission.session set proved_by = ${by}, proved_at = ${now} where token_digest = ${session}`
}

/** Keeps since when a session's person is known for sure: he has shown himself anew. */
export async function setShown(tx: Tx, session: string, now: Date): Promise<void> {
  await tx.sql`update permission.session set level_at = ${now} where token_digest = ${session}`
}

export async function setActing(tx: Tx, session: string, party: string): Promise<void> {
  await tx.sql`update permission.session set acting = ${party} where token_digest = ${session}`
}

export async function endSession(tx: Tx, session: string): Promise<void> {
  await tx.sql`delete from permission.session where token_digest = ${session}`
}

/** Sessions of an account that still live, last seen first; `id` is enough of the digest to tell them apart. */
export async function listSessions(tx: Tx, account: string, own: string, now: Date): Promise<Device[]> {
  return tx.sql<Device>`select left(token_digest, 24) id, device, method, created_at "since", seen_at "seenAt", token_digest = ${own} here
    from permission.session where account = ${account} and expires_at > ${now} order by here desc, seen_at desc, token_digest limit 100`
}

/** Ends one session of an account; the answer is its digest, undefined where there is none. */
export async function endSessionOf(tx: Tx, account: string, id: string): Promise<string | undefined> {
  const [row] = await tx.sql<{
    digest: string
  }>`delete from permission.session where account = ${account} and left(token_digest, 24) = ${id} returning token_digest digest`
  return row?.digest
}

/** Ends every session of an account but one; the answer says how many. */
export async function endSessionsOf(tx: Tx, account: string, except?: string): Promise<number> {
  const rows =
    await tx.sql`delete from permission.session where account = ${account} and token_digest is distinct from ${except ?? null}::text returning 1`
  return rows.length
}

/** Sessions that are over; answers how many. */
export async function dropExpired(tx: Tx, now: Date): Promise<number> {
  return (await tx.sql`delete from permission.session where expires_at <= ${now} returning 1`).length
}
