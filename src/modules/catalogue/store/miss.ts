import type { Tx } from '#base/db.ts'
import type { Miss } from '../schema.ts'

export async function noteMiss(tx: Tx, query: string, at: Date): Promise<void> {
  await tx.sql`
    insert into catalogue.miss (query, times, last_at) values (${query}, 1, ${at})
    on conflict (query) do update set times = miss.times + 1, last_at = excluded.last_at`
}

/** Another wording was tried after one that found nothing; where the first was no miss, nothing is kept. */
export async function noteRephrased(tx: Tx, query: string, then: string, at: Date): Promise<void> {
  await tx.sql`
    insert into catalogue.rephrased (query, then_query, times, last_at) select query, ${then}, 1, ${at} from catalogue.miss where query = ${query}
    on conflict (query, then_query) do update set times = rephrased.times + 1, last_at = excluded.last_at`
}

/** An item was opened from the answers to another wording; those of all other searches are nobody's business. */
export async function noteOpened(tx: Tx, then: string, code: string, at: Date): Promise<void> {
  await tx.sql`
    insert into catalogue.opened (then_query, code, times, last_at)
    select ${then}, ${code}, 1, ${at} where exists (select from catalogue.rephrased where then_query = ${then})
    on conflict (then_query, code) do update set times = opened.times + 1, last_at = excluded.last_at`
}

/** Searches in vain, the most frequent first, each with the three items that people opened after another wording. */
export async function listMisses(tx: Tx, limit: number): Promise<Miss[]> {
  return tx.sql<Miss>`
    select m.query, m.times, m.last_at "lastAt", coalesce((
      select jsonb_agg(t order by t.times desc, t.code) from (
        select r.then_query query, o.code, e.name, o.times from catalogue.rephrased r
        join catalogue.opened o on o.then_query = r.then_query join catalogue.entry e on e.code = o.code
        where r.query = m.query order by o.times desc, o.code limit 3) t), '[]') "then"
    from catalogue.miss m order by m.times desc, m.query limit ${limit}`
}

/** What was asked a few times and long ago goes, so that the list stays one that people can read. */
export async function forgetMisses(tx: Tx, before: Date): Promise<void> {
  await tx.sql`delete from catalogue.miss where last_at < ${before} and times < 3`
  await tx.sql`delete from catalogue.rephrased r where not exists (select from catalogue.miss m where m.query = r.query)`
  await tx.sql`delete from catalogue.opened o where not exists (select from catalogue.rephrased r where r.then_query = o.then_query)`
}
