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
