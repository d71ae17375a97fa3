import type { Tx } from '#base/db.ts'
import type { Milestone, Report } from '../schema.ts'

export async function addMilestone(tx: Tx, m: Milestone, by: string, at: Date): Promise<void> {
  await tx.sql`insert into programme.milestone (id, measure, title, due_on, reached_on, demo, made_by, made_at)
    values (${m.id}, ${m.measure}, ${m.title}, ${m.dueOn}, ${m.reachedOn}, ${m.demo}, ${by}, ${at})`
}

export const listMilestones = (tx: Tx, measure: string): Promise<Milestone[]> => tx.sql<Milestone>`
  select id, measure, title, due_on "dueOn", reached_on "reachedOn", demo from programme.milestone where measure = ${measure} order by due_on, id`

/** Marks a milestone of a measure as reached; nothing where it is unknown or was reached before. */
export async function reachMilestone(tx: Tx, measure: string, id: string, on: string): Promise<Milestone | undefined> {
  const rows = await tx.sql<Milestone>`
    update programme.milestone set reached_on = ${on} where id = ${id} and measure = ${measure} and reached_on is null
    returning id, measure, title, due_on "dueOn", reached_on "reachedOn", demo`
  return rows[0]
}

export async function addReport(tx: Tx, r: Report, by: string): Promise<void> {
  await tx.sql`insert into programme.report (id, measure, text, milestone, organ, by_whom, by_name, at)
    values (${r.id}, ${r.measure}, ${r.text}, ${r.milestone}, ${r.organ}, ${by}, ${r.byName}, ${r.at})`
}

/** A page shows the latest reports of one measure; more than these in one year would be noise. */
const latest = 50

export const listReports = (tx: Tx, measure: string): Promise<Report[]> => tx.sql<Report>`
  select id, measure, text, milestone, organ, by_name "byName", at from programme.report
  where measure = ${measure} order by at desc, id desc limit ${latest}`

type Period = { since: Date; until: Date }

export async function countReports(tx: Tx, { since, until }: Period): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`select count(*) n from programme.report where at >= ${since} and at < ${until}`
  return row!.n
}

export const listReportsIn = (tx: Tx, { since, until }: Period, limit: number): Promise<Report[]> => tx.sql<Report>`
  select id, measure, text, milestone, organ, by_name "byName", at from programme.report
  where at >= ${since} and at < ${until} order by at desc, id desc limit ${limit}`
