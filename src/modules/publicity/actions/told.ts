/** Word to those who wait: the one who objected, and those who have to answer. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import type { Ctx } from '#kernel/module.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { tell } from '#modules/message/api.ts'
import type { Objection, Publication } from '../schema.ts'

/** Citizens are reached by telephone too, staff in the house alone. */
const recipient = (account: string) => ({
  account,
  ...(account.startsWith('citizen:') && { party: account.slice('citizen:'.length) }),
})

const whatOf = (p: Publication, o: Pick<Objection, 'entry'>): string => p.entries.find((e) => e.key === o.entry)?.title ?? p.title

/** The objection has come in: its maker reads by when he is answered, the publishers of the organ that they have to answer. */
export async function tellMade(ctx: Ctx, p: Publication, o: Objection): Promise<void> {
  const today = dayOf(ctx.now)
  const fields = { what: whatOf(p, o), organ: p.organName, due: zhDate(o.dueOn, today) }
  const source = `objection:${o.id}:made`
  await tell(ctx, { template: 'publicity.objected', source, to: [recipient(ctx.who.id)], link: `/publicity/${p.id}`, fields })
  const place = { permission: 'publicity.publish', organ: p.organ, division: p.division }
  const publishers = await listColleagues(ctx.tx, place, today)
  const to = publishers.map((a) => ({ account: a.id }))
  await tell(ctx, { template: 'publicity.to-answer', source, to, link: `/desk/objections/${o.id}`, fields })
}

const verdicts = { upheld: '成立', rejected: '不成立' } as const

/** The objection has been answered: its maker reads how, and where he goes who disagrees. */
export async function tellAnswered(
  ctx: Ctx,
  p: Publication,
  o: Pick<Objection, 'id' | 'entry'> & { by: string },
  told: { verdict: keyof typeof verdicts; answer: string },
): Promise<void> {
  const fields = { what: whatOf(p, o), organ: p.organName, verdict: verdicts[told.verdict], answer: told.answer.replace(/。$/, '') }
  const source = `objection:${o.id}:answered`
  await tell(ctx, { template: 'publicity.answered', source, to: [recipient(o.by)], link: `/publicity/${p.id}#mine`, fields })
}
