/** The numbers of cases over a period, each with the rows behind it. */
import type { Tx } from '#base/db.ts'

type Period = { since: Date; until: Date }

export async function countSubmitted(tx: Tx, { since, until }: Period): Promise<number> {
  return (
    await tx.sql<{ n: number }>`select count(*)::int n from cases.file where submitted_at >= ${since} and submitted_at < ${until}`
  )[0]!.n
}

/** Cases of an organ that are not at their end. */
export async function countOpenAt(tx: Tx, organ: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from cases.file where organ = ${organ} and ended_at is null`)[0]!.n
}

export async function countEndedAt(tx: Tx, organ: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from cases.file where organ = ${organ} and ended_at is not null`)[0]!.n
}

export async function countDecided(tx: Tx, { since, until }: Period): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from cases.file where decided_at >= ${since} and decided_at < ${until}`)[0]!.n
}

/** Share of decisions made within the promise, of all that had one, in per cent. */
export async function onTimeRate(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * count(*) filter (where (decided_at at time zone 'Asia/Shanghai')::date <= promise_due_on) / nullif(count(*), 0), 1) rate
    from cases.file where decided_at >= ${since} and decided_at < ${until} and promise_due_on is not null`
  return row!.rate
}

/** By how much promises are shorter than the law's limits, over decided cases that have both, in per cent. */
export async function compression(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * (sum(legal_days) - sum(promise_days)) / nullif(sum(legal_days), 0), 1) rate
    from cases.file where decided_at >= ${since} and decided_at < ${until} and legal_days > 0`
  return row!.rate
}

/** Share of cases that came in online, in per cent. */
export async function onlineRate(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * count(*) filter (where channel in ('web', 'mobile')) / nullif(count(*), 0), 1) rate
    from cases.file where submitted_at >= ${since} and submitted_at < ${until}`
  return row!.rate
}

/** Of the cases that needed a supplement, those that were told everything at once, in per cent. */
export async function oneNoticeRate(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * count(*) filter (where notices = 1) / nullif(count(*), 0), 1) rate
    from cases.file where notices > 0 and submitted_at >= ${since} and submitted_at < ${until}`
  return row!.rate
}

export type PeriodRow = { id: string; no: string; itemName: string; at: Date }

export async function listDecidedIn(tx: Tx, { since, until }: Period, limit: number): Promise<PeriodRow[]> {
  return tx.sql<PeriodRow>`select id, no, item_name "itemName", decided_at at from cases.file where decided_at >= ${since} and decided_at < ${until} order by decided_at desc limit ${limit}`
}

export async function listSubmittedIn(tx: Tx, { since, until }: Period, limit: number): Promise<PeriodRow[]> {
  return tx.sql<PeriodRow>`select id, no, item_name "itemName", submitted_at at from cases.file where submitted_at >= ${since} and submitted_at < ${until} order by submitted_at desc limit ${limit}`
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
