import type { Tx } from '#base/db.ts'

/** A case as a rehearsal needs it: what was answered last, how materials came, and what its model was told before. */
export type RehearsedRow = {
  id: string
  no: string
  itemName: string
  itemVersion: number
  division: string
  channel: string
  applicantKind: string
  submittedAt: Date
  answers: Buffer
  assessment: Buffer | null
  materials: { code: string; name: string; provide: string }[]
}

export async function countHandedIn(tx: Tx, item: string, sinceOn: string, untilOn: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`select count(*)::int n from cases.file
    where item = ${item} and submitted_at >= ${sinceOn}::date and submitted_at < ${untilOn}::date + 1`
  return row!.n
}

/** Cases handed in from a day to a day, in order of id, each with its newest answers and materials. */
export async function listHandedIn(
  tx: Tx,
  item: string,
  days: { sinceOn: string; untilOn: string },
  after: string,
  limit: number,
): Promise<RehearsedRow[]> {
  return tx.sql<RehearsedRow>`
    with page as (select id, no, item_name, item_version, division, channel, applicant_kind, submitted_at from cases.file
      where item = ${item} and id > ${after} and submitted_at >= ${days.sinceOn}::date and submitted_at < ${days.untilOn}::date + 1
      order by id limit ${limit})
    select p.id, p.no, p.item_name "itemName", p.item_version "itemVersion", p.division, p.channel, p.applicant_kind "applicantKind",
      p.submitted_at "submittedAt", a.sealed answers, s.sealed assessment, coalesce(m.list, '[]') materials
    from page p
    join lateral (select sealed from cases.answers where case_id = p.id order by version desc limit 1) a on true
    left join lateral (select sealed from cases.assessment where case_id = p.id order by seq desc limit 1) s on true
    left join lateral (select jsonb_agg(jsonb_build_object('code', l.code, 'name', l.name, 'provide', l.provide)) list
      from (select distinct on (code) code, name, provide from cases.material where case_id = p.id order by code, version desc) l) m on true
    order by p.id`
}

/** A case whose clocks are rehearsed. */
export type ClockedRow = { id: string; no: string; itemName: string; organ: string }

/** Cases handed in from a day to a day, in order of id. */
export async function listClocked(
  tx: Tx,
  item: string,
  days: { sinceOn: string; untilOn: string },
  after: string,
  limit: number,
): Promise<ClockedRow[]> {
  return tx.sql<ClockedRow>`select id, no, item_name "itemName", organ from cases.file
    where item = ${item} and id > ${after} and submitted_at >= ${days.sinceOn}::date and submitted_at < ${days.untilOn}::date + 1
    order by id limit ${limit}`
}
