import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action } from '#kernel/module.ts'
import { answerDue, takesObjections } from '../rules/period.ts'
import type { NewObjection, Objection } from '../schema.ts'
import { addObjection } from '../store/objection.ts'
import { getPublication } from './read.ts'
import { tellMade } from './told.ts'

const refuse = refusals({
  'publicity.no-objections': [409, '这条公示现在不收异议：没有异议期，或者异议期已过。内容有误请打 12345，或联系公示的机关'],
  'publicity.no-entry': [422, '名单里没有这一行，请从公示页上重新选'],
  'publicity.objected': [409, '您对这一处的异议还在核实，答复后可以再提'],
})

/** An objection freezes the row it names, and no other, until it is answered. */
export const object: Action<NewObjection, Objection> = async (ctx, { id, entry, text }) => {
  const publication = await getPublication(ctx, id)
  if (!takesObjections(publication, dayOf(ctx.now))) throw refuse('publicity.no-objections')
  if (entry && !publication.entries.some((e) => e.key === entry)) throw refuse('publicity.no-entry')
  const made: Objection = {
    id: ctx.id(),
    publication: id,
    entry: entry ?? null,
    byName: ctx.who.name,
    text,
    state: 'open',
    madeAt: ctx.now,
    dueOn: answerDue(ctx.calendar, ctx.now),
    answer: null,
    answeredAt: null,
  }
  if (!(await addObjection(ctx.tx, made, ctx.who.id))) throw refuse('publicity.objected')
  await ctx.emit({
    name: 'publication.objected',
    about: `objection:${made.id}`,
    readers: [`who:${ctx.who.id}`, `organ:${publication.organ}`, 'organ:*'],
    data: { publication: id, source: publication.source, objection: made.id, entry: made.entry, dueOn: made.dueOn },
  })
  await tellMade(ctx, publication, made)
  return made
}
