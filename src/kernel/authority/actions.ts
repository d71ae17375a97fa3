import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import type { AskAuthority, Authority, EndAuthority, GrantAuthority } from './schema.ts'
import { authorityKinds } from './schema.ts'
import { addAuthority, endAuthority, findAuthority, findHolder, listAuthorities } from './store.ts'

const refuse = refusals({
  'authority.none': [409, '{on} 这一天没有机关有权在这里决定这个事项，请先在权责清单里登记授权依据'],
  'authority.another': [403, '这个事项在这里由{holder}决定（{kind}，依据：{basis}），{organ}不能决定。请把办件转给有权的机关'],
  'authority.taken': [409, '这段日子里已经有别的机关有权决定，同一事项同一天只能有一个机关有权。请先收回原来的授权'],
  'authority.unknown': [404, '没有这条授权，可能已经被收回，请刷新再看'],
  'authority.ends-before': [422, '收回的日子不能早于授权开始的日子'],
})

const about = (item: string, division: string) => `authority:${item}:${division}`

/** The grant on which an organ decides today; refused with the clause where another organ holds the power, or nobody. */
export async function authorityOf(ctx: Ctx, asked: { item: string; division: string; organ: string }): Promise<Authority> {
  const on = dayOf(ctx.now)
  const holder = await findHolder(ctx.tx, asked.item, asked.division, on)
  if (!holder) throw refuse('authority.none', { on })
  if (holder.organ !== asked.organ)
    throw refuse('authority.another', {
      holder: (await organOf(ctx.tx, holder.organ)).name,
      organ: (await organOf(ctx.tx, asked.organ)).name,
      kind: authorityKinds[holder.kind],
      basis: holder.basis,
    })
  return holder
}

/** Who may decide, on a day, with the whole history of the power beside it. */
export const oracle: Action<AskAuthority, { holder: Authority | null; grants: Authority[] }> = async (
  { tx, now },
  { item, division, on },
) => ({
  holder: (await findHolder(tx, item, division, on ?? dayOf(now))) ?? null,
  grants: await listAuthorities(tx, item, division),
})

export const grantAuthority: Action<GrantAuthority, Authority> = async (ctx, input) => {
  const authority = { ...input, id: ctx.id() }
  if (!(await addAuthority(ctx.tx, authority))) throw refuse('authority.taken')
  await ctx.emit({ name: 'authority.granted', about: about(input.item, input.division), data: authority })
  return authority
}

export const takeBack: Action<EndAuthority, void> = async (ctx, { id, toOn, reason }) => {
  const authority = await findAuthority(ctx.tx, id)
  if (!authority) throw refuse('authority.unknown')
  if (toOn < authority.fromOn) throw refuse('authority.ends-before')
  await endAuthority(ctx.tx, id, toOn)
  await ctx.emit({ name: 'authority.ended', about: about(authority.item, authority.division), data: { id, toOn, reason } })
}
