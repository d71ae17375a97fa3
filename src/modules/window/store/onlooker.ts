/** The SQL of who has the page of a case open. */
import type { Tx } from '#base/db.ts'

type Onlooker = { caseId: string; account: string; name: string; organ: string; division: string; since: Date; until: Date }

/** Keeps somebody there until a moment. One who is there until `enough` at least is left as he is: nothing is written, nor locked. */
export function keepOnlooker(tx: Tx, o: Onlooker, enough: Date): void {
  tx.send`insert into windows.onlooker (case_id, account, name, organ, division, since, until)
    select ${o.caseId}, ${o.account}, ${o.name}, ${o.organ}, ${o.division}, ${o.since}::timestamptz, ${o.until}::timestamptz
    where not exists (select from windows.onlooker where case_id = ${o.caseId} and account = ${o.account} and until >= ${enough})
    on conflict (case_id, account) do update set name = excluded.name, organ = excluded.organ, division = excluded.division,
      since = case when windows.onlooker.until > excluded.since then windows.onlooker.since else excluded.since end, until = excluded.until`
}

/** Who else is there at a moment, whoever came first before the others. */
export async function listOnlookers(tx: Tx, caseId: string, but: string, now: Date): Promise<{ account: string; name: string }[]> {
  return tx.sql<{ account: string; name: string }>`select account, name from windows.onlooker
    where case_id = ${caseId} and account <> ${but} and until > ${now} order by since, account limit 100`
}

export function dropOnlooker(tx: Tx, caseId: string, account: string): void {
  tx.send`delete from windows.onlooker where case_id = ${caseId} and account = ${account}`
}

/** Forgets all who are gone since before a moment. */
export function dropGone(tx: Tx, before: Date): void {
  tx.send`delete from windows.onlooker where until < ${before}`
}
