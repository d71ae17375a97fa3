import { type Refusal, refusals } from '#base/refusal.ts'
import { dayOf, fromDay, toDay } from '#kernel/clock/rules/day.ts'
import { findOrganInForce, itemName, organOf } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { upwards } from '#kernel/party/rules/division.ts'
import type { AskAuthority, Authority, EndAuthority, GrantAuthority, TransferAuthority } from '../schema.ts'
import { authorityKinds } from '../schema.ts'
import { addAuthority, endAuthority, findAuthority, findHolder, listAuthorities } from '../store.ts'

const refuse = refusals({
  'authority.none': [409, '{on} 这一天没有机关有权在这里决定这个事项，请先在权责清单里登记授权依据'],
  'authority.another': [403, '这个事项在这里由{holder}决定（{kind}，依据：{basis}），{organ}不能决定。请把办件转给有权的机关'],
  'authority.taken': [
    409,
    '{from}起这段日子里，{holder}已经有权决定（{kind}，依据：{basis}）。同一事项同一天只能有一个机关有权，请先收回或移交',
  ],
  'authority.unknown': [404, '没有这条授权，可能已经被收回，请刷新再看'],
  'authority.ends-before': [422, '收回的日子不能早于授权开始的日子'],
  'authority.over': [409, '这条授权到 {on} 已经结束，不能再收回或移交'],
  'authority.moves-before': [422, '移交要从原授权开始之后的日子起，最早 {on}'],
  'authority.same-organ': [422, '接手的还是原来的机关。只改依据，请先收回再重新登记'],
  'authority.unknown-item': [422, '没有这个事项，请从列表里选'],
  'authority.unknown-organ': [422, '没有这个机关，请从列表里选'],
})

const about = (item: string, division: string) => `authority:${item}:${division}`

/**
 * The grant on which an organ decides today; refused with the clause where another organ holds the power, or nobody. A division that
 * has no holder of its own is decided for one level up, where its cases are handled too.
 */
export async function authorityOf(ctx: Ctx, asked: { item: string; division: string; organ: string }): Promise<Authority> {
  const on = dayOf(ctx.now)
  const holder = await findHolder(ctx.tx, asked.item, upwards(asked.division), on)
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
  holder: (await findHolder(tx, item, upwards(division), on ?? dayOf(now))) ?? null,
  grants: await listAuthorities(tx, item, division),
})

/** Registers a grant. PostgreSQL keeps to one holder at a time; who stands in the way is named. */
export const grantAuthority: Action<GrantAuthority, Authority> = async (ctx, input) => {
  if (!(await itemName(ctx.tx, input.item))) throw refuse('authority.unknown-item')
  if (!(await findOrganInForce(ctx.tx, input.organ))) throw refuse('authority.unknown-organ')
  return grantNamed(ctx, input)
}

/** Registers a grant of an item and to an organ that are known to be there. */
export async function grantNamed(ctx: Ctx, input: GrantAuthority): Promise<Authority> {
  const authority = { ...input, id: ctx.id(), demo: ctx.city.demo }
  if (!(await addAuthority(ctx.tx, authority))) throw await taken(ctx, input)
  await ctx.emit({ name: 'authority.granted', about: about(input.item, input.division), data: authority, readers: ['organ:*'] })
  return authority
}

export const takeBack: Action<EndAuthority, void> = async (ctx, { id, toOn, reason }) => {
  const authority = await findAuthority(ctx.tx, id)
  if (!authority) throw refuse('authority.unknown')
  if (toOn < authority.fromOn) throw refuse('authority.ends-before')
  if (authority.toOn !== null && authority.toOn < toOn) throw refuse('authority.over', { on: authority.toOn })
  await endAuthority(ctx.tx, id, toOn)
  await ctx.emit({
    name: 'authority.ended',
    about: about(authority.item, authority.division),
    data: { id, toOn, reason },
    readers: ['organ:*'],
  })
}

const overlaps = (a: Pick<Authority, 'fromOn' | 'toOn'>, b: Pick<Authority, 'fromOn' | 'toOn'>): boolean =>
  a.fromOn <= (b.toOn ?? '9999-12-31') && b.fromOn <= (a.toOn ?? '9999-12-31')

/** Who stands in the way of a grant. */
async function taken(ctx: Ctx, asked: GrantAuthority): Promise<Refusal> {
  const other = (await listAuthorities(ctx.tx, asked.item, asked.division)).find((g) => overlaps(g, asked))
  if (!other) throw new Error('the database refused a grant that no other stands against')
  const holder = (await organOf(ctx.tx, other.organ)).name
  return refuse('authority.taken', { from: other.fromOn, holder, kind: authorityKinds[other.kind], basis: other.basis })
}

/** 划转, 下放, 收回本级: one holder gives way to another without a day between them. */
export const transfer: Action<TransferAuthority, Authority> = async (ctx, { id, reason, ...to }) => {
  const before = await findAuthority(ctx.tx, id)
  if (!before) throw refuse('authority.unknown')
  if (before.organ === to.organ) throw refuse('authority.same-organ')
  if (to.fromOn <= before.fromOn) throw refuse('authority.moves-before', { on: fromDay(toDay(before.fromOn) + 1) })
  if (before.toOn !== null && before.toOn < to.fromOn) throw refuse('authority.over', { on: before.toOn })
  await takeBack(ctx, { id, toOn: fromDay(toDay(to.fromOn) - 1), reason })
  return grantAuthority(ctx, { ...to, item: before.item, division: before.division, toOn: before.toOn })
}
