/** Sign-ins under way, names by which platforms know accounts, and sessions that platforms end. All of it needs the scope `system`. */
import type { Tx } from '#base/db.ts'

export type Pending = {
  digest: string
  purpose: 'sign-in' | 'sign-out'
  provider: string
  browser: string
  sealed: Buffer
  expiresAt: Date
}

export async function addPending(tx: Tx, p: Pending): Promise<void> {
  await tx.sql`insert into permission.pending (digest, purpose, provider, browser, sealed, expires_at)
    values (${p.digest}, ${p.purpose}, ${p.provider}, ${p.browser}, ${p.sealed}, ${p.expiresAt})`
}

/** Takes what waits for a browser: it is gone with that, whatever comes of it. A stranger's browser takes nothing. */
export async function takePending(
  tx: Tx,
  asked: Pick<Pending, 'digest' | 'purpose' | 'provider' | 'browser'>,
  now: Date,
): Promise<Buffer | undefined> {
  const [row] = await tx.sql<{ sealed: Buffer; expiresAt: Date }>`delete from permission.pending
    where digest = ${asked.digest} and purpose = ${asked.purpose} and provider = ${asked.provider} and browser = ${asked.browser}
    returning sealed, expires_at "expiresAt"`
  return row && row.expiresAt > now ? row.sealed : undefined
}

export type Identity = { issuer: string; subject: string; account: string; provider: string; boundAt: Date; usedAt: Date }

/** The account that a platform's name stands for, held until this transaction ends. */
export async function findIdentity(tx: Tx, issuer: string, subject: string): Promise<string | undefined> {
  return (
    await tx.sql<{
      account: string
    }>`select account from permission.identity where issuer = ${issuer} and subject = ${subject} for update`
  )[0]?.account
}

/** Binds a name to an account; one that is bound to it already was used once more. False where it is bound to another. */
export async function bindIdentity(tx: Tx, i: Omit<Identity, 'boundAt' | 'usedAt'>, now: Date): Promise<{ fresh: boolean } | undefined> {
  const [row] = await tx.sql<{ fresh: boolean }>`
    insert into permission.identity (issuer, subject, account, provider, bound_at, used_at)
    values (${i.issuer}, ${i.subject}, ${i.account}, ${i.provider}, ${now}, ${now})
    on conflict (issuer, subject) do update set used_at = excluded.used_at, provider = excluded.provider, left_at = null
      where identity.account = excluded.account
    returning xmax = 0 fresh`
  return row
}

export async function listIdentities(tx: Tx, account: string): Promise<Identity[]> {
  return tx.sql<Identity>`select issuer, subject, account, provider, bound_at "boundAt", used_at "usedAt" from permission.identity
    where account = ${account} order by bound_at, provider, subject for update`
}

export async function dropIdentity(tx: Tx, issuer: string, subject: string): Promise<void> {
  await tx.sql`delete from permission.identity where issuer = ${issuer} and subject = ${subject}`
}

/** Remembers a logout token; false where it counted before. */
export async function spendLogout(tx: Tx, issuer: string, jti: string, until: Date): Promise<boolean> {
  const rows =
    await tx.sql`insert into permission.spent_logout (issuer, jti, until) values (${issuer}, ${jti}, ${until}) on conflict do nothing returning 1`
  return rows.length === 1
}

/** Ends the sessions that came of one session of a platform, or all that came of a person's name there; the answer names their accounts. */
export async function endSessionsBy(
  tx: Tx,
  by: { issuer: string; subject: string | undefined; sid: string | undefined },
): Promise<string[]> {
  const rows = await tx.sql<{ account: string }>`delete from permission.session where issuer = ${by.issuer}
    and (${by.subject ?? null}::text is null or subject = ${by.subject ?? null})
    and (${by.sid ?? null}::text is null or sid = ${by.sid ?? null}) returning account`
  return rows.map((r) => r.account)
}

export type Origins = { provider: string; idTokenSealed: Buffer | null }

/** By which platform a session was begun; undefined where by none. */
export async function findOrigins(tx: Tx, session: string): Promise<Origins | undefined> {
  return (
    await tx.sql<Origins>`select provider, id_token_sealed "idTokenSealed" from permission.session where token_digest = ${session} and provider is not null`
  )[0]
}

/** Rows of providers that an installation keeps in its database beside the city's settings. */
export async function listProviderRows(tx: Tx): Promise<{ id: string; title: string; settings: Record<string, unknown> }[]> {
  return tx.sql<{
    id: string
    title: string
    settings: Record<string, unknown>
  }>`select id, title, settings from permission.provider where id <> 'demo' order by id`
}

export async function dropOldSignIns(tx: Tx, now: Date, real: Date): Promise<void> {
  await tx.sql`delete from permission.pending where expires_at <= ${now}`
  await tx.sql`delete from permission.spent_logout where until <= ${real}`
}
