import { fragment, type Tx } from '#base/db.ts'
import type { Objection, ObjectionState, Waiting } from '../schema.ts'

const columns = fragment`id, publication, entry, by_name "byName", text, state, made_at "madeAt", due_on "dueOn", answer, answered_at "answeredAt"`

/** Adds an objection; false where the same person already waits for an answer about the same row. */
export async function addObjection(tx: Tx, o: Objection, by: string): Promise<boolean> {
  const rows = await tx.sql`
    insert into publicity.objection (id, publication, entry, by_whom, by_name, text, state, made_at, due_on)
    values (${o.id}, ${o.publication}, ${o.entry}, ${by}, ${o.byName}, ${o.text}, ${o.state}, ${o.madeAt}, ${o.dueOn})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export const listOwn = (tx: Tx, publication: string, by: string): Promise<Objection[]> => tx.sql<Objection>`
  select ${columns} from publicity.objection where publication = ${publication} and by_whom = ${by} order by made_at desc, id desc`

/** Every objection of somebody, newest first. */
export const listAllBy = (tx: Tx, by: string): Promise<Objection[]> => tx.sql<Objection>`
  select ${columns} from publicity.objection where by_whom = ${by} order by made_at desc, id desc`

/** What of a publication waits for an answer: keys of rows, null for the whole. */
export const listFrozen = async (tx: Tx, publication: string): Promise<(string | null)[]> =>
  (
    await tx.sql<{ entry: string | null }>`
      select distinct entry from publicity.objection where publication = ${publication} and state = 'open' order by entry`
  ).map((r) => r.entry)

export const lockObjection = async (tx: Tx, id: string): Promise<(Objection & { by: string }) | undefined> =>
  (await tx.sql<Objection & { by: string }>`select ${columns}, by_whom "by" from publicity.objection where id = ${id} for update`)[0]

export const findObjection = async (tx: Tx, id: string): Promise<Objection | undefined> =>
  (await tx.sql<Objection>`select ${columns} from publicity.objection where id = ${id}`)[0]

export async function setAnswered(
  tx: Tx,
  id: string,
  told: { state: ObjectionState; answer: string; by: string; at: Date },
): Promise<void> {
  await tx.sql`
    update publicity.objection set state = ${told.state}, answer = ${told.answer}, answered_by = ${told.by}, answered_at = ${told.at} where id = ${id}`
}

/** Objections that wait for an answer, the most pressing first. */
export const listWaitingObjections = (tx: Tx, limit: number): Promise<Waiting[]> => tx.sql<Waiting>`
  select o.id, o.publication, o.entry, o.by_name "byName", o.text, o.state, o.made_at "madeAt", o.due_on "dueOn", o.answer, o.answered_at "answeredAt",
    p.title, p.organ, p.division
  from publicity.objection o join publicity.publication p on p.id = o.publication where o.state = 'open' order by o.due_on, o.id limit ${limit}`
