/** What follows a rating: its fact, a work order for a bad one, and after that the question whether it is good now. */
import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import type { Action, Recorded } from '#kernel/module.ts'
import { openOrder, saidOf } from '#kernel/order/api.ts'
import { tell } from '#modules/message/api.ts'
import { gradeWords, isBad, type Rating, type Service } from '../schema.ts'
import { exclude, findRater, findRating, findService, getRules, listGiven, markPublished, setFollowUp } from '../store.ts'

/** How a bad rating reads on its work order: grades and tags, neither the words nor the case, which would name the rater. */
const summaryOf = (r: Rating): string =>
  [
    `对事项${gradeWords[r.grade]}`,
    ...(r.staffGrade ? [`对窗口人员${gradeWords[r.staffGrade]}`] : []),
    ...(r.tags.length ? [`反映：${r.tags.join('、')}`] : []),
  ].join('；')

/** Records a rating as the house, and opens the work order of a bad one. A repeat finds the order and the fact there. */
export const record: Action<{ id: string }, void> = async (ctx, { id }) => {
  const rating = await findRating(ctx.tx, id)
  if (!rating) return
  const { nth, grade, staffGrade, tags, item, organ, division, mode, isDefault } = rating
  if (!(await markPublished(ctx.tx, id, ctx.now))) return
  await ctx.emit({
    name: 'evaluation.rated',
    about: `evaluation:${id}`,
    data: { rating: id, nth, grade, staffGrade, tags, item, organ, division, mode, isDefault },
    readers: [`organ:${organ}`, 'organ:*'],
  })
  if (isBad(grade) || isBad(staffGrade)) await complain(ctx, rating, await findService(ctx.tx, rating.serviceId))
}

type Open = Parameters<typeof openOrder>[0]

/** A second bad rating means that the first order did not settle it: the new one is complex from the start. */
const complain = (ctx: Open, r: Rating, service: Service | undefined) =>
  openOrder(ctx, {
    kind: 'rectification',
    source: 'evaluation',
    sourceId: r.id,
    title: `差评${r.nth === 2 ? '（追评）' : ''}：${r.itemName}`,
    summary: summaryOf(r),
    organ: r.organ,
    division: r.division,
    level: r.nth === 2 ? 'complex' : 'simple',
    barred: service?.staff ? [service.staff] : [],
    demo: service?.demo,
  })

/** After the order is closed the rater is asked once more; a rating that was not adopted is left out of the numbers, and its rater is told. */
export const orderClosed: Action<Recorded, void> = async (ctx, fact) => {
  if (fact.data.source !== 'evaluation') return
  const rating = await findRating(ctx.tx, String(fact.data.sourceId))
  const service = rating && (await findService(ctx.tx, rating.serviceId))
  const rater = rating && (await findRater(ctx.tx, rating.id))
  if (!rating || !service || !rater) return
  const order = String(fact.data.order)
  const told = {
    to: [{ account: rater.account, party: rater.account.slice('citizen:'.length) }],
    source: `fact:${fact.id}`,
    link: `/cases/${service.caseId}/rate`,
  }
  if (fact.data.outcome === 'rejected') {
    await exclude(ctx.tx, rating.id, order, ctx.now)
    return tell(ctx, { ...told, template: 'evaluation.not-adopted', link: `/cases/${service.caseId}`, fields: { item: rating.itemName } })
  }
  if (rating.nth === 2 || (await listGiven(ctx.tx, [service.id])).length > 1) return
  const untilOn = addWorkdays(ctx.calendar, dayOf(fact.at), (await getRules(ctx.tx)).followUp)
  await setFollowUp(ctx.tx, service.id, untilOn)
  const answer = ((await saidOf(ctx, order, 'answer')) ?? '已经处理').replace(/。$/, '')
  await tell(ctx, {
    ...told,
    template: 'evaluation.second',
    fields: { item: rating.itemName, answer, until: zhDate(untilOn, dayOf(ctx.now)) },
  })
}
