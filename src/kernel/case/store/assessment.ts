import type { Tx } from '#base/db.ts'

/** What a decision model said of a case, whole and sealed (SM4). `seq`: 1 for the first time. */
export type AssessmentRow = { caseId: string; seq: number; model: string; version: number; sealed: Buffer; hash: string; at: Date }

export function addAssessment(tx: Tx, row: Omit<AssessmentRow, 'seq'>): void {
  tx.send`insert into cases.assessment (case_id, seq, model, version, sealed, hash, at)
    select ${row.caseId}, coalesce(max(seq), 0) + 1, ${row.model}, ${row.version}, ${row.sealed}, ${row.hash}, ${row.at}
    from cases.assessment where case_id = ${row.caseId}`
}

export async function findAssessment(tx: Tx, caseId: string): Promise<AssessmentRow | undefined> {
  return (
    await tx.sql<AssessmentRow>`select case_id "caseId", seq, model, version, sealed, hash, at from cases.assessment
      where case_id = ${caseId} order by seq desc limit 1`
  )[0]
}
