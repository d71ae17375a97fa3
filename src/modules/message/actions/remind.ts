import { listFiles } from '#kernel/case/api.ts'
import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Action } from '#kernel/module.ts'
import { tellCase } from '../rules/facts.ts'
import { findTemplate } from '../store/outbox.ts'
import { queue } from './queue.ts'
import { applicantsOf } from './react.ts'

/** Materials promised at a tolerant acceptance are due with the decision (国发〔2022〕5号): two working days before, whoever owes them is reminded, once a due day. */
export const remind: Action<unknown, void> = async (ctx) => {
  const today = dayOf(ctx.now)
  const template = await findTemplate(ctx.tx, 'case.tolerance-due')
  if (!template) return
  const { rows } = await listFiles(ctx.tx, { tolerant: true, dueBy: addWorkdays(ctx.calendar, today, 2) }, { today, limit: 500 })
  for (const file of rows) {
    const fields = tellCase({ file, organ: await organOf(ctx.tx, file.organ), data: {}, today, still: true })
    await queue(ctx, template, await applicantsOf(ctx, file), {
      source: `tolerance:${file.id}:${file.dueOn}`,
      fields,
      link: `/cases/${file.id}`,
    })
  }
}
