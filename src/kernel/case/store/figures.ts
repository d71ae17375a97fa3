/** The numbers of cases over a period, each with the rows behind it. */
import { fragment, type Tx } from '#base/db.ts'

type Period = { since: Date; until: Date }

/** Cases of an organ that are not at their end. */
export async function countOpenAt(tx: Tx, organ: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from cases.file where organ = ${organ} and ended_at is null`)[0]!.n
}

export async function countEndedAt(tx: Tx, organ: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from cases.file where organ = ${organ} and ended_at is not null`)[0]!.n
}

export type PeriodRow = { id: string; no: string; itemName: string; at: Date }

/** Groups that figures are looked into by, and where they stand. */
type At = Readonly<Record<string, string>>
const columns = ['organ', 'division', 'item', 'channel', 'result'] as const

const inGroup = (at: At | undefined) =>
  columns.reduce(
    (where, column) => (at?.[column] === undefined ? where : fragment`${where} and ${fragment.ref(column)} = ${at[column]}`),
    fragment`true`,
  )

export async function listDecidedIn(tx: Tx, { since, until }: Period, limit: number, at?: At): Promise<PeriodRow[]> {
  return tx.sql<PeriodRow>`select id, no, item_name "itemName", decided_at at from cases.file
    where decided_at >= ${since} and decided_at < ${until} and ${inGroup(at)} order by decided_at desc limit ${limit}`
}

export async function listSubmittedIn(tx: Tx, { since, until }: Period, limit: number, at?: At): Promise<PeriodRow[]> {
  return tx.sql<PeriodRow>`select id, no, item_name "itemName", submitted_at at from cases.file
    where submitted_at >= ${since} and submitted_at < ${until} and ${inGroup(at)} order by submitted_at desc limit ${limit}`
}

/**
 * Of the materials handed in with cases of a period, those of some items (`item/material`), and how many of them the library of
 * licences satisfied; each counted once, as it was first handed in.
 */
export async function countMaterialsOf(
  tx: Tx,
  pairs: readonly string[],
  { since, until }: { since: Date; until: Date },
): Promise<{ all: number; byLicence: number }> {
  const [row] = await tx.sql<{ all: number; byLicence: number }>`
    select count(*)::int "all", (count(*) filter (where m.provide = 'licence'))::int "byLicence"
    from cases.file f join cases.material m on m.case_id = f.id
    where f.submitted_at >= ${since} and f.submitted_at < ${until} and m.version = 1 and f.item || '/' || m.code = any(${pairs})`
  return row!
}
