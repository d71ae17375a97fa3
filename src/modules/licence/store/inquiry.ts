import { fragment, type Tx } from '#base/db.ts'
import type { Inquiry } from '../schema/inquiry.ts'

const columns = fragment`id, case_id "caseId", material, material_name "materialName", holder_name "holderName", asking, asking_name "askingName", division,
  asked, asked_name "askedName", at, due_on "dueOn", state, answer, answered_name "answeredName", answered_at "answeredAt"`

/** Adds an inquiry; a case asks for a material once. */
export async function addInquiry(tx: Tx, i: Inquiry): Promise<boolean> {
  const rows =
    await tx.sql`insert into licence.inquiry (id, case_id, material, material_name, holder_name, asking, asking_name, division, asked, asked_name, at, due_on, state)
    values (${i.id}, ${i.caseId}, ${i.material}, ${i.materialName}, ${i.holderName}, ${i.asking}, ${i.askingName}, ${i.division}, ${i.asked}, ${i.askedName},
      ${i.at}, ${i.dueOn}, 'open') on conflict do nothing returning 1`
  return rows.length === 1
}
/** Inquiries that wait for an organ's answer, or that it waits for itself. */
export const countOpenAt = async (tx: Tx, organ: string): Promise<number> =>
  (
    await tx.sql<{
      n: number
    }>`select count(*)::int n from licence.inquiry where state = 'open' and (asked = ${organ} or asking = ${organ})`
  )[0]!.n

export const listInquiries = (tx: Tx, limit: number): Promise<Inquiry[]> =>
  tx.sql<Inquiry>`select ${columns} from licence.inquiry order by (state = 'open') desc, due_on, id limit ${limit}`
export const lockInquiry = async (tx: Tx, id: string): Promise<Inquiry | undefined> =>
  (await tx.sql<Inquiry>`select ${columns} from licence.inquiry where id = ${id} for update`)[0]
export const setAsked = (tx: Tx, id: string, organ: { id: string; name: string }) =>
  tx.sql`update licence.inquiry set asked = ${organ.id}, asked_name = ${organ.name} where id = ${id}`
export const answerInquiry = (tx: Tx, i: Inquiry & { by: string }) => tx.sql`
  update licence.inquiry set state = ${i.state}, answer = ${i.answer}, answered_by = ${i.by}, answered_name = ${i.answeredName}, answered_at = ${i.answeredAt}
  where id = ${i.id}`
