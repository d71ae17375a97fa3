import type { Tx } from '#base/db.ts'

/** Notes that a backup was written whole. Needs the scope `system`. */
export async function noteBackup(tx: Tx, told: { at: Date; rows: number; files: number }): Promise<void> {
  await tx.sql`insert into base.backup (at, rows, files) values (${told.at}, ${told.rows}, ${told.files}) on conflict do nothing`
}

/** When the last backup was written; undefined where there was none. */
export async function findLastBackup(tx: Tx): Promise<Date | undefined> {
  return (await tx.sql<{ at: Date }>`select at from base.backup order by at desc limit 1`)[0]?.at
}
