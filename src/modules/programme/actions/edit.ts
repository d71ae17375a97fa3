import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action } from '#kernel/module.ts'
import type { Milestone, NewMilestone, NewReport, Report } from '../schema.ts'
import { addMilestone, addReport, reachMilestone } from '../store/progress.ts'
import { measureOf } from './read.ts'

const refuse = refusals({
  'programme.milestone': [409, '这个节点不在这项举措里，或者已经报过完成。请刷新看最新进展，再写一次'],
})

const about = (code: string) => `measure:${code}`

/** A report of progress: text that stays as it was said, and with it, where it says so, a milestone that is reached today. */
export const report: Action<NewReport, Report> = async (ctx, { code, text, milestone }) => {
  measureOf(ctx, code)
  if (milestone && !(await reachMilestone(ctx.tx, code, milestone, dayOf(ctx.now)))) throw refuse('programme.milestone')
  const made: Report = {
    id: ctx.id(),
    measure: code,
    text,
    milestone: milestone ?? null,
    organ: ctx.who.organ ?? null,
    byName: ctx.who.name,
    at: ctx.now,
  }
  await addReport(ctx.tx, made, ctx.who.id)
  await ctx.emit({
    name: 'programme.reported',
    about: about(code),
    readers: ['organ:*'],
    data: { report: made.id, text, milestone: made.milestone },
  })
  return made
}

export const plan: Action<NewMilestone, Milestone> = async (ctx, { code, title, dueOn }) => {
  measureOf(ctx, code)
  const id = ctx.id()
  const made: Milestone = { id, measure: code, title, dueOn, reachedOn: null, demo: false }
  await addMilestone(ctx.tx, made, ctx.who.id, ctx.now)
  await ctx.emit({ name: 'programme.milestone-set', about: about(code), readers: ['organ:*'], data: { milestone: id, title, dueOn } })
  return made
}
