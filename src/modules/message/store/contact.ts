/** How people are reached: what they have chosen, and addresses that wait for their code. */
import { fragment, type Tx } from '#base/db.ts'

export type Ways = { sms: boolean; email: boolean }

export async function findWays(tx: Tx, account: string): Promise<Ways | undefined> {
  return (await tx.sql<Ways>`select p.sms, p.email from message.preference p where p.account = ${account}`)[0]
}

export async function setWays(tx: Tx, account: string, { sms, email }: Ways, at: Date): Promise<void> {
  await tx.sql`insert into message.preference (account, sms, email, at) values (${account}, ${sms}, ${email}, ${at})
    on conflict (account) do update set sms = excluded.sms, email = excluded.email, at = excluded.at`
}

type CodeRow = {
  account: string
  kind: 'phone' | 'email'
  valueSealed: Buffer
  codeDigest: string
  madeAt: Date
  expiresAt: Date
  tries: number
}

const columns = fragment`c.account, c.kind, c.value_sealed "valueSealed", c.code_digest "codeDigest", c.made_at "madeAt", c.expires_at "expiresAt", c.tries`

/** One account has one code of a kind at a time: a new one takes the place of the one before. */
export async function putCode(tx: Tx, c: Omit<CodeRow, 'tries'>): Promise<void> {
  await tx.sql`insert into message.contact_code (account, kind, value_sealed, code_digest, made_at, expires_at)
    values (${c.account}, ${c.kind}, ${c.valueSealed}, ${c.codeDigest}, ${c.madeAt}, ${c.expiresAt})
    on conflict (account, kind) do update set value_sealed = excluded.value_sealed, code_digest = excluded.code_digest,
      made_at = excluded.made_at, expires_at = excluded.expires_at, tries = 0`
}

/** A code, held until this transaction ends, so that two tries are two. */
export async function lockCode(tx: Tx, account: string, kind: string): Promise<CodeRow | undefined> {
  return (
    await tx.sql<CodeRow>`select ${columns} from message.contact_code c where c.account = ${account} and c.kind = ${kind} for update`
  )[0]
}

export async function findCode(tx: Tx, account: string, kind: string): Promise<CodeRow | undefined> {
  return (await tx.sql<CodeRow>`select ${columns} from message.contact_code c where c.account = ${account} and c.kind = ${kind}`)[0]
}

export async function countTry(tx: Tx, account: string, kind: string): Promise<void> {
  await tx.sql`update message.contact_code set tries = tries + 1 where account = ${account} and kind = ${kind}`
}

export async function dropCode(tx: Tx, account: string, kind: string): Promise<void> {
  await tx.sql`delete from message.contact_code where account = ${account} and kind = ${kind}`
}
