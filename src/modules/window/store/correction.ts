/** The SQL of answers that are being corrected: one row a case and person, sealed. */
import type { Tx } from '#base/db.ts'

type Row = { sealed: Buffer; savedAt: Date }

export async function findCorrection(tx: Tx, caseId: string, account: string): Promise<Row | undefined> {
  return (
    await tx.sql<Row>`select sealed, saved_at "savedAt" from windows.correction where case_id = ${caseId} and account = ${account} for update`
  )[0]
}

/** What somebody is correcting, over all his cases. */
export async function listCorrectionsBy(tx: Tx, account: string): Promise<(Row & { caseId: string })[]> {
  return tx.sql<Row & { caseId: string }>`select case_id "caseId", sealed, saved_at "savedAt" from windows.correction
    where account = ${account} order by case_id`
}

export async function saveCorrection(tx: Tx, caseId: string, account: string, { sealed, savedAt }: Row): Promise<void> {
  await tx.sql`insert into windows.correction (case_id, account, sealed, saved_at) values (${caseId}, ${account}, ${sealed}, ${savedAt})
    on conflict (case_id, account) do update set sealed = excluded.sealed, saved_at = excluded.saved_at`
}

export async function removeCorrection(tx: Tx, caseId: string, account: string): Promise<void> {
  await tx.sql`delete from windows.correction where case_id = ${caseId} and account = ${account}`
}

/** Deletes all that somebody is correcting. */
export async function dropCorrectionsBy(tx: Tx, account: string): Promise<void> {
  await tx.sql`delete from windows.correction where account = ${account}`
}
