import type { Data } from '@haoban/bpmn'
import type { Tx } from '#base/db.ts'

export type MessageRow = { id: string; name: string; key: string | null; variables: Data; at: Date }

/** Keeps a message; false where the sender's id has been here before. */
export async function addMessage(tx: Tx, m: MessageRow): Promise<boolean> {
  const rows = await tx.sql`insert into process.message (id, name, key, variables, at)
    values (${m.id}, ${m.name}, ${m.key}, ${JSON.stringify(m.variables)}, ${m.at}) on conflict do nothing returning 1`
  return rows.length === 1
}

export type Meeting = { message: string; variables: Data; instance: string; subscription: string }

/**
 * Messages that wait and those who wait for them, the oldest first. One key meets the same key; a receiver without a key takes what
 * comes without one or bears the name of what its instance is about.
 */
export async function findMeeting(tx: Tx, name: string): Promise<Meeting | undefined> {
  return (
    await tx.sql<Meeting>`select m.id message, m.variables, s.instance, s.id subscription
      from process.message m join process.subscription s on s.heard = 'message' and s.name = m.name and s.closed is null
        join process.instance i on i.id = s.instance
      where m.taken_by is null and m.name = ${name} and (s.key is not distinct from m.key or (s.key is null and m.key = i.about))
      order by m.at, m.id, s.instance, s.opened limit 1 for update of m`
  )[0]
}

export async function takeMessage(tx: Tx, id: string, instance: string, at: Date): Promise<void> {
  await tx.sql`update process.message set taken_by = ${instance}, taken_at = ${at} where id = ${id}`
}

export async function listListeners(tx: Tx, signal: string): Promise<string[]> {
  return (
    await tx.sql<{
      id: string
    }>`select distinct instance id from process.subscription where heard = 'signal' and name = ${signal} and closed is null order by instance`
  ).map((r) => r.id)
}
