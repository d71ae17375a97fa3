/** The SQL of requests to correct personal information; what is asked and answered comes and goes sealed. */
import { fragment, type Tx } from '#base/db.ts'
import type { Correction, Outcome } from '../schema.ts'

export type CorrectionRow = Omit<Correction, 'asked' | 'answer'> & {
  account: string
  party: string
  askedSealed: Buffer
  answerSealed: Buffer | null
}

const columns = fragment`id, account, party, by_name "byName", class, title, record, record_title "recordTitle", asked_sealed "askedSealed", organ,
  organ_name "organName", division, asked_at "askedAt", due_on "dueOn", outcome, answer_sealed "answerSealed", ground,
  answered_name "answeredName", answered_at "answeredAt"`

/** Adds a request; false where the same one waits for an answer already. */
export async function addCorrection(tx: Tx, c: CorrectionRow): Promise<boolean> {
  const rows = await tx.sql`
    insert into personal.correction (id, account, party, by_name, class, title, record, record_title, asked_sealed, organ, organ_name, division, asked_at, due_on)
    values (${c.id}, ${c.account}, ${c.party}, ${c.byName}, ${c.class}, ${c.title}, ${c.record}, ${c.recordTitle}, ${c.askedSealed}, ${c.organ},
      ${c.organName}, ${c.division}, ${c.askedAt}, ${c.dueOn})
    on conflict do nothing returning 1`
  return rows.length === 1
}

/** All that somebody asked, newest first. */
export const listCorrectionsOf = (tx: Tx, account: string): Promise<CorrectionRow[]> =>
  tx.sql<CorrectionRow>`select ${columns} from personal.correction where account = ${account} order by asked_at desc, id desc`

/** What waits for an answer in some organs (`*`: in all), the most pressing first. */
export const listWaiting = (tx: Tx, organs: readonly string[], limit: number): Promise<CorrectionRow[]> =>
  tx.sql<CorrectionRow>`select ${columns} from personal.correction
    where outcome is null and (organ = any(${organs}) or '*' = any(${organs})) order by due_on, id limit ${limit}`

export const findCorrection = async (tx: Tx, id: string): Promise<CorrectionRow | undefined> =>
  (await tx.sql<CorrectionRow>`select ${columns} from personal.correction where id = ${id}`)[0]

export const lockCorrection = async (tx: Tx, id: string): Promise<CorrectionRow | undefined> =>
  (await tx.sql<CorrectionRow>`select ${columns} from personal.correction where id = ${id} for update`)[0]

export const countWaitingAt = async (tx: Tx, organ: string): Promise<number> =>
  (await tx.sql<{ n: number }>`select count(*)::int n from personal.correction where organ = ${organ} and outcome is null`)[0]!.n

type Answered = { outcome: Outcome; sealed: Buffer; ground: string; by: string; name: string; at: Date }

export async function setAnswered(tx: Tx, id: string, a: Answered): Promise<void> {
  await tx.sql`update personal.correction set outcome = ${a.outcome}, answer_sealed = ${a.sealed}, ground = ${a.ground}, answered_by = ${a.by},
    answered_name = ${a.name}, answered_at = ${a.at} where id = ${id}`
}

/** Deletes requests that were answered before a moment; a note stays as long as the record it is written to. */
export async function dropAnswered(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.sql`delete from personal.correction where id in (
    select id from personal.correction where outcome in ('corrected', 'kept') and answered_at < ${before} order by answered_at limit ${limit}) returning 1`
  return rows.length
}
