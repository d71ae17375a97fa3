/** The SQL of who writes on a case, and of what is written but not sent. */
import type { Tx } from '#base/db.ts'
import type { Verb } from '#kernel/case/schema.ts'

export type Pen = { account: string; name: string; since: Date; until: Date }
type NewPen = Pen & { caseId: string; organ: string }

/** Whose pen it is at a moment; one that has run out is nobody's. */
export async function findPen(tx: Tx, caseId: string, now: Date): Promise<Pen | undefined> {
  return (await tx.sql<Pen>`select account, name, since, until from windows.pen where case_id = ${caseId} and until > ${now}`)[0]
}

/** Takes the pen, or keeps it for longer; answers whose it is then. Of two at once one gets it. */
export async function takePen(tx: Tx, p: NewPen): Promise<Pen> {
  const [mine] = await tx.sql<Pen>`
    insert into windows.pen (case_id, account, name, organ, since, until) values (${p.caseId}, ${p.account}, ${p.name}, ${p.organ}, ${p.since}, ${p.until})
    on conflict (case_id) do update set account = excluded.account, name = excluded.name, organ = excluded.organ, until = excluded.until,
      since = case when windows.pen.account = excluded.account and windows.pen.until > excluded.since then windows.pen.since else excluded.since end
    where windows.pen.account = excluded.account or windows.pen.until <= excluded.since
    returning account, name, since, until`
  return mine ?? (await findPen(tx, p.caseId, p.since))!
}

export async function dropPen(tx: Tx, caseId: string, account?: string): Promise<void> {
  await tx.sql`delete from windows.pen where case_id = ${caseId} and (${account ?? null}::text is null or account = ${account ?? null})`
}

export type Draft = { verb: Verb; account: string; name: string; values: Record<string, unknown>; at: Date }

export async function listDrafts(tx: Tx, caseId: string): Promise<Draft[]> {
  return tx.sql<Draft>`select verb, account, name, values, at from windows.act_draft where case_id = ${caseId} order by at desc`
}

export async function saveDraft(tx: Tx, d: Draft & { caseId: string; organ: string }): Promise<void> {
  await tx.sql`insert into windows.act_draft (case_id, account, verb, name, organ, values, at)
    values (${d.caseId}, ${d.account}, ${d.verb}, ${d.name}, ${d.organ}, ${JSON.stringify(d.values)}::jsonb, ${d.at})
    on conflict (case_id, account, verb) do update set values = excluded.values, at = excluded.at`
}

/** What somebody wrote for a verb, and his pen, go when the verb is done. */
export function dropWriting(tx: Tx, caseId: string, account: string, verb: Verb): void {
  tx.send`with draft as (delete from windows.act_draft where case_id = ${caseId} and account = ${account} and verb = ${verb})
    delete from windows.pen where case_id = ${caseId} and account = ${account}`
}
