/** The numbers of measure C2 over a period, each with the rows behind it. */
import type { Tx } from '#base/db.ts'

type Period = { since: Date; until: Date }

export const countIssued = async (tx: Tx, { since, until }: Period): Promise<number> =>
  (
    await tx.sql<{
      n: number
    }>`select count(*)::int n from licence.version v join licence.licence l on l.id = v.licence
      where v.version = 1 and l.origin = 'case' and v.issued_at >= ${since} and v.issued_at < ${until}`
  )[0]!.n

/** Licences that bear an organ as their issuer, whatever became of them. */
export const countIssuedBy = async (tx: Tx, organ: string): Promise<number> =>
  (await tx.sql<{ n: number }>`select count(*)::int n from licence.licence where organ = ${organ}`)[0]!.n

export const listIssued = (
  tx: Tx,
  { since, until }: Period,
  limit: number,
): Promise<{ id: string; name: string; no: string; at: Date }[]> => tx.sql`
  select l.id, t.name, l.no, v.issued_at at from licence.version v join licence.licence l on l.id = v.licence join licence.type t on t.code = l.type
  where v.version = 1 and l.origin = 'case' and v.issued_at >= ${since} and v.issued_at < ${until} order by v.issued_at desc, l.id limit ${limit}`

/** Share of the decisions that should have become a licence and did, in per cent; null where none should. */
export async function collectionRate(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * made / nullif(made + waiting, 0), 1) rate from
      (select count(*) made from licence.version where case_id is not null and issued_at >= ${since} and issued_at < ${until}) m,
      (select count(*) waiting from licence.waiting where at >= ${since} and at < ${until}) w`
  return row!.rate
}

/** Share of the listed systems from which a real call of a service was seen, in per cent. */
export async function supportRate(tx: Tx, service: 'licence' | 'seal'): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * count(*) filter (where exists (
      select from licence.call c where c.system = s.code and c.service = ${service} and not c.test)) / nullif(count(*), 0), 1) rate
    from licence.system s`
  return row!.rate
}
