/** Word to those who wait for each other: who asked that something be corrected, and who has to answer. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import type { Ctx } from '#kernel/module.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { tell } from '#modules/message/api.ts'
import { outcomes } from '../rules/mend.ts'
import type { Outcome } from '../schema.ts'
import type { CorrectionRow } from '../store/correction.ts'

const what = ({ title, recordTitle }: CorrectionRow): string => recordTitle ?? title
const asker = ({ account, party }: CorrectionRow) => ({ account, party })
const place = (row: CorrectionRow) => `/me/data/corrections#c-${row.id}`

export async function tellAsked(ctx: Ctx, row: CorrectionRow): Promise<void> {
  const today = dayOf(ctx.now)
  const fields = { what: what(row), organ: row.organName, due: zhDate(row.dueOn, today) }
  const source = `data-correction:${row.id}:asked`
  await tell(ctx, { template: 'personal.correction-asked', source, to: [asker(row)], link: place(row), fields })
  const people = await listColleagues(ctx.tx, { permission: 'personal.correct', organ: row.organ, division: row.division }, today)
  const to = people.map((a) => ({ account: a.id }))
  await tell(ctx, { template: 'personal.correction-to-answer', source, to, link: `/desk/data-corrections/${row.id}`, fields })
}

export async function tellAnswered(ctx: Ctx, row: CorrectionRow, outcome: Outcome): Promise<void> {
  const fields = { what: what(row), organ: row.organName, outcome: outcomes[outcome].label }
  const source = `data-correction:${row.id}:answered`
  await tell(ctx, { template: 'personal.correction-answered', source, to: [asker(row)], link: place(row), fields })
}
