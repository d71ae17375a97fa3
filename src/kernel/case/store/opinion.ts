/** Opinions of examiners as rows, so that a chief sees how often they come back without reading every history. */
import { fragment, type Tx } from '#base/db.ts'
import type { CaseFile } from './file.ts'

type Opinion = { file: Pick<CaseFile, 'id' | 'organ' | 'item' | 'itemName'>; seq: number; examiner: string; examinerName: string; at: Date }

export function addOpinion(tx: Tx, { file, ...o }: Opinion): void {
  tx.send`insert into cases.opinion (case_id, seq, examiner, examiner_name, organ, item, item_name, at)
    values (${file.id}, ${o.seq}, ${o.examiner}, ${o.examinerName}, ${file.organ}, ${file.item}, ${file.itemName}, ${o.at})`
}

/** The opinion that the decider had before him goes back. */
export function returnOpinion(tx: Tx, caseId: string, seq: number, at: Date): void {
  tx.send`update cases.opinion set returned_seq = ${seq}, returned_at = ${at}
    where case_id = ${caseId} and seq = (select max(seq) from cases.opinion where case_id = ${caseId} and returned_at is null)`
}

/** An act that was taken back never counts: an opinion that was recalled goes, one whose return was recalled stands again. */
export function recallOpinions(tx: Tx, caseId: string, { from, to }: { from: number; to: number }): void {
  tx.send`with gone as (delete from cases.opinion where case_id = ${caseId} and seq between ${from} and ${to})
    update cases.opinion set returned_seq = null, returned_at = null where case_id = ${caseId} and returned_seq between ${from} and ${to}`
}

/** How many opinions were given since a day, and how many of them came back. */
export type Returned = { key: string; name: string; given: number; returned: number; lastReturnedAt: Date | null }

const grouped = {
  examiner: fragment`examiner key, max(examiner_name) name`,
  item: fragment`item key, max(item_name) name`,
}

export async function returnsBy(tx: Tx, by: keyof typeof grouped, organ: string, since: Date): Promise<Returned[]> {
  return tx.sql<Returned>`select ${grouped[by]}, count(*)::int given, count(returned_at)::int returned, max(returned_at) "lastReturnedAt"
    from cases.opinion where organ = ${organ} and at >= ${since} group by 1 order by returned desc, given desc, key`
}
