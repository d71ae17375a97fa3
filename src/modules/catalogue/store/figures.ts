import type { Tx } from '#base/db.ts'

export async function countAll(tx: Tx): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*) n from catalogue.entry where source = 'own'`)[0]!.n
}

/** Percent with one decimal; null while there is no item. */
export async function countFewTrips(tx: Tx): Promise<number | null> {
  return (
    await tx.sql<{ n: number | null }>`
      select round(100.0 * count(*) filter (where trips <= 1) / nullif(count(*), 0), 1) n from catalogue.entry where source = 'own'`
  )[0]!.n
}

export async function countImportedItems(tx: Tx): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*) n from catalogue.entry where source = 'imported'`)[0]!.n
}
