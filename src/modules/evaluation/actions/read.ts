/** Ratings as the public and the staff see them. */
import { asSystem } from '#base/as-system.ts'
import type { Tx } from '#base/db.ts'
import { refusals } from '#base/refusal.ts'
import { listEveryOrgan, organOf } from '#kernel/item/api.ts'
import { type Action, may } from '#kernel/module.ts'
import { findBySource } from '#kernel/order/api.ts'
import { ownRecord } from '#kernel/party/api.ts'
import { house } from '#kernel/permission/api.ts'
import { percent } from '../rules.ts'
import {
  type ById,
  isBad,
  type ListRatings,
  type OpenContact,
  type Public,
  type RatingList,
  type RatingPage,
  type ReviewWords,
  type Tally,
} from '../schema.ts'
import { addReview, findRater, findRating, findService, isExcluded, listOfService, listRatings, listShown, tallyBy } from '../store.ts'

const refuse = refusals({
  'evaluation.unknown': [404, '没有找到这条评价，可能不在您能看的范围里'],
  'evaluation.reviewed': [409, '这条评价已经审过了，请刷新列表'],
  'evaluation.no-words': [409, '这条评价没有文字，不用审核'],
  'evaluation.withhold-why': [422, '不公开要写明理由，比如：含有个人信息'],
  'evaluation.no-contact': [409, '只有差评要回访，别的评价不能看评价人'],
  'evaluation.about-you': [403, '这条评价说的是您，不能由您联系评价人。请交给别的同事'],
})

export type PublicView = Public & {
  total: Tally & { goodRate: number | null }
  byOrgan: Tally[]
  byItem: Tally[]
  latest: { id: string; itemName: string; grade: number; text: string; ratedOn: string }[]
  name?: string
}

const none: Tally = { key: '', name: '', count: 0, average: null, good: 0 }

/** Averages by organ and item and the latest reviewed words, of the whole city or of one of either. */
export const publicView: Action<Public, PublicView> = async (ctx, asked) => {
  const names = new Map((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.name]))
  return asSystem(ctx.tx, async () => {
    const [total = none] = await tallyBy(ctx.tx, 'all', { ...asked, limit: 1 })
    const byOrgan = (await tallyBy(ctx.tx, 'organ', { ...asked, limit: 50 })).map((t) => ({ ...t, name: names.get(t.key) ?? t.key }))
    const byItem = await tallyBy(ctx.tx, 'item', { ...asked, limit: 50 })
    const latest = await listShown(ctx.tx, { ...asked, limit: 20 })
    const name = asked.item ? byItem[0]?.name : asked.organ ? names.get(asked.organ) : undefined
    return { ...asked, total: { ...total, goodRate: percent(total.good, total.count) }, byOrgan, byItem, latest, name }
  })
}

/** An item's stars for its guide: average to one decimal and by how many; nothing where nobody rated it. */
export async function ratingOf(tx: Tx, item: string): Promise<{ average: number; count: number } | undefined> {
  const [tally] = await asSystem(tx, () => tallyBy(tx, 'item', { item, limit: 1 }))
  return tally && tally.average !== null ? { average: tally.average, count: tally.count } : undefined
}

const pageSize = 50
const pageOf = (rows: RatingList['rows']): RatingList => {
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1)!.id : undefined }
}

/** Ratings of the organs one reads, without their raters. */
export const ratings: Action<ListRatings, RatingList> = async (ctx, { only, ...asked }) =>
  pageOf(await listRatings(ctx.tx, { ...asked, bad: only === 'bad', limit: pageSize + 1 }))

/** Words that nobody has reviewed. */
export const toReview: Action<ListRatings, RatingList> = async (ctx, { only: _, ...asked }) =>
  pageOf(await listRatings(ctx.tx, { ...asked, held: true, limit: pageSize + 1 }))

/** Decides whether words are shown to everybody. The rating counts either way. */
export const review: Action<ReviewWords, { id: string; shown: boolean }> = async (ctx, { id, show, reason }) => {
  if (!(await findRating(ctx.tx, id))) throw refuse('evaluation.unknown')
  if (!show && !reason) throw refuse('evaluation.withhold-why')
  if (!(await addReview(ctx.tx, { id, shown: show, reason: reason ?? null, by: ctx.who.id, at: ctx.now })))
    throw refuse('evaluation.reviewed')
  await ctx.emit({
    name: 'evaluation.words-reviewed',
    about: `evaluation-review:${id}`,
    data: { shown: show, reason: reason ?? null },
    readers: [`who:${ctx.who.id}`, 'organ:*'],
  })
  return { id, shown: show }
}

/** One rating as staff see it, with its work order and the other rating of the same service. */
export const rating: Action<ById, RatingPage> = async (ctx, { id }) => {
  const both = await listOfService(ctx.tx, id)
  const found = both.find((r) => r.id === id)
  if (!found) throw refuse('evaluation.unknown')
  const order = await findBySource(ctx.tx, 'evaluation', id)
  return {
    rating: { ...found, organName: (await organOf(ctx.tx, found.organ)).name },
    other: both.find((r) => r.id !== id) ?? null,
    order: order ? { id: order.id, no: order.no, state: order.state, outcome: order.outcome } : null,
    excluded: await isExcluded(ctx.tx, id),
    contact: (isBad(found.grade) || isBad(found.staffGrade)) && may(ctx.who, 'evaluation.handle', { organ: found.organ }),
  }
}

/**
 * How to reach the rater of a bad rating, for the call back that the rules want (实名差评回访). Opening it is a recorded act
 * with a reason, which the rater sees; it is closed to the one who was rated.
 */
export const openContact: Action<OpenContact, { name: string; phone: string | null }> = async (ctx, { id, reason }) => {
  const found = await findRating(ctx.tx, id)
  if (!found) throw refuse('evaluation.unknown')
  if (!isBad(found.grade) && !isBad(found.staffGrade)) throw refuse('evaluation.no-contact')
  return asSystem(ctx.tx, async () => {
    const service = await findService(ctx.tx, found.serviceId)
    if (service?.staff === ctx.who.id) throw refuse('evaluation.about-you')
    const rater = await findRater(ctx.tx, id)
    if (!rater) throw refuse('evaluation.unknown')
    const party = rater.account.slice('citizen:'.length)
    const { name, phone } = await ownRecord({ ...ctx, who: house }, party)
    await ctx.emit({
      name: 'evaluation.contact-opened',
      about: `evaluation-contact:${id}`,
      data: { reason, byName: ctx.who.name },
      readers: [`party:${party}`, `who:${ctx.who.id}`],
    })
    return { name, phone: phone ?? null }
  })
}
