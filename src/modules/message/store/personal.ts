/** What the house has told somebody, and how he wants to be told. */
import type { Tx } from '#base/db.ts'

export async function listToldTo(tx: Tx, recipient: string): Promise<Record<string, unknown>[]> {
  return tx.sql`select id, template, version, channel, title, text, link, state, address_masked "addressMasked", made_at "madeAt", sent_at "sentAt",
    read_at "readAt", done_at "doneAt" from message.outbox where recipient = ${recipient} order by id desc`
}

type Pending = { kind: string; valueSealed: Buffer; madeAt: Date; expiresAt: Date; tries: number }

export async function listChosen(tx: Tx, account: string): Promise<{ sms: boolean; email: boolean; at: Date }[]> {
  return tx.sql`select sms, email, at from message.preference where account = ${account}`
}

export async function listPendingCodes(tx: Tx, account: string): Promise<Pending[]> {
  return tx.sql<Pending>`select kind, value_sealed "valueSealed", made_at "madeAt", expires_at "expiresAt", tries from message.contact_code
    where account = ${account} order by kind`
}

/** Deletes messages that are settled and were made before a moment, so many at a time. Needs the scope `system`. */
export async function dropMessages(tx: Tx, before: Date, limit: number): Promise<number> {
  return (
    await tx.sql`delete from message.outbox where id in (select id from message.outbox where made_at < ${before} and state in ('sent', 'dead', 'kept')
      order by made_at limit ${limit}) returning 1`
  ).length
}

export async function dropCodes(tx: Tx, before: Date): Promise<number> {
  return (await tx.sql`delete from message.contact_code where expires_at < ${before} returning 1`).length
}

/** Deletes how an account wants to be told, and the numbers that wait for a code. */
export async function dropWays(tx: Tx, account: string): Promise<void> {
  await tx.sql`delete from message.contact_code where account = ${account}`
  await tx.sql`delete from message.preference where account = ${account}`
}
