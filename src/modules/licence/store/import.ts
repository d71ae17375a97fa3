import type { Tx } from '#base/db.ts'
import type { Batch, ImportedRow } from '../schema/import.ts'

type NewBatch = { id: string; type: string; organ: string; division: string; by: string; byName: string; at: Date; rows: ImportedRow[] }
export async function addBatch(tx: Tx, b: NewBatch): Promise<void> {
  await tx.sql`insert into licence.batch (id, type, organ, division, by_whom, by_name, at, rows)
    values (${b.id}, ${b.type}, ${b.organ}, ${b.division}, ${b.by}, ${b.byName}, ${b.at}, ${JSON.stringify(b.rows)})`
}
export const listBatches = (tx: Tx): Promise<Batch[]> => tx.sql<Batch>`
  select b.id, t.name "typeName", b.by_name "byName", b.at, b.rows from licence.batch b join licence.type t on t.code = b.type order by b.at desc, b.id limit 20`
