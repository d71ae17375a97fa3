/** The SQL of questions to experts and of their seats. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { StoredFile } from '#kernel/case/schema.ts'
import type { ExpertVerdict, SeatState } from '../schema/expert.ts'

export type Question = {
  id: string
  caseId: string
  organ: string
  itemName: string
  text: string
  files: (StoredFile & { material: string })[]
  dueOn: string
  askedBy: string
  askedByName: string
  madeAt: Date
}
export type Seat = {
  id: string
  question: string
  name: string
  office: string
  state: SeatState
  verdict: ExpertVerdict | null
  answer: string | null
  answeredAt: Date | null
}
const questionColumns = fragment`q.id, q.case_id "caseId", q.organ, q.item_name "itemName", q.text, q.files, q.due_on "dueOn", q.asked_by "askedBy", q.asked_by_name "askedByName", q.made_at "madeAt"`
const seatColumns = fragment`s.id, s.question, s.name, s.office, s.state, s.verdict, s.answer, s.answered_at "answeredAt"`

export async function addQuestion(
  tx: Tx,
  q: Question,
  seats: readonly (Pick<Seat, 'id' | 'name' | 'office'> & { digest: string })[],
): Promise<void> {
  await tx.sql`insert into windows.question (id, case_id, organ, item_name, text, files, due_on, asked_by, asked_by_name, made_at)
    values (${q.id}, ${q.caseId}, ${q.organ}, ${q.itemName}, ${q.text}, ${JSON.stringify(q.files)}::jsonb, ${q.dueOn}, ${q.askedBy}, ${q.askedByName}, ${q.madeAt})`
  for (const s of seats)
    await tx.sql`insert into windows.seat (id, question, name, office, token_digest) values (${s.id}, ${q.id}, ${s.name}, ${s.office}, ${s.digest})`
}

export async function findQuestion(tx: Tx, id: string): Promise<Question | undefined> {
  return (await tx.sql<Question>`select ${questionColumns} from windows.question q where q.id = ${id}`)[0]
}

export async function listQuestions(tx: Tx, caseId: string): Promise<(Question & { seats: Seat[] })[]> {
  const questions =
    await tx.sql<Question>`select ${questionColumns} from windows.question q where q.case_id = ${caseId} order by q.place desc`
  const seats =
    await tx.sql<Seat>`select ${seatColumns} from windows.seat s where s.question = any(${questions.map((q) => q.id)}) order by s.place`
  return questions.map((q) => ({ ...q, seats: seats.filter((s) => s.question === q.id) }))
}

/** The seat behind a link, held until the transaction is over. Needs the scope `system`. */
export async function lockSeat(tx: Tx, digest: string): Promise<Seat | undefined> {
  return (await tx.sql<Seat>`select ${seatColumns} from windows.seat s where s.token_digest = ${digest} for update`)[0]
}

export async function answerSeat(tx: Tx, id: string, verdict: ExpertVerdict, answer: string, at: Date): Promise<void> {
  await tx.sql`update windows.seat set state = 'answered', verdict = ${verdict}, answer = ${answer}, answered_at = ${at} where id = ${id}`
}

/** Takes a seat back that was not answered; false where it was. */
export async function withdrawSeat(tx: Tx, id: string): Promise<boolean> {
  return (await tx.sql`update windows.seat set state = 'withdrawn' where id = ${id} and state = 'open' returning 1`).length === 1
}
