/** The SQL of batches as the releases before the kernel's engine kept them here. They are only taken out. */
import type { Tx } from '#base/db.ts'

export type OldBatch = {
  id: string
  verb: string
  input: Record<string, unknown>
  by: string
  byName: string
  title: string
  state: 'running' | 'stopped' | 'done' | 'recalling' | 'recalled'
  madeAt: Date
  endedAt: Date | null
}
export type OldRow = {
  caseId: string
  no: string
  itemName: string
  applicantName: string
  state: 'waiting' | 'done' | 'asked' | 'refused' | 'failed' | 'recalled'
  sentence: string | null
  seq: number | null
  recallUntil: Date | null
  at: Date | null
}

/** Takes out one batch with its rows, those that move first; whoever works on it is waited for. Undefined where none is left. */
export async function takeOldBatch(tx: Tx): Promise<{ batch: OldBatch; rows: OldRow[] } | undefined> {
  const [batch] =
    await tx.sql<OldBatch>`select id, verb, input, by_whom "by", by_name "byName", title, state, made_at "madeAt", ended_at "endedAt"
    from windows.batch order by state not in ('running', 'recalling'), made_at, id limit 1 for update`
  if (!batch) return undefined
  const rows = await tx.sql<OldRow & { n: number }>`with taken as (delete from windows.batch_row where batch = ${batch.id} returning *)
    select n, case_id "caseId", no, item_name "itemName", applicant_name "applicantName", state, sentence, seq, recall_until "recallUntil", at
    from taken order by n`
  await tx.sql`delete from windows.batch where id = ${batch.id}`
  return { batch, rows }
}
