/** Being away: everything in one's hands goes to the stand-in in one act, and comes back in one. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields, refusals } from '#base/refusal.ts'
import { keysOf } from '#kernel/batch/api.ts'
import { mostRows } from '#kernel/batch/schema/batch.ts'
import { type CaseFile, listFiles } from '#kernel/case/api.ts'
import { type Status, statuses } from '#kernel/case/schema.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { findColleague, listColleagues } from '#kernel/permission/api.ts'
import type { AddLeave, LeaveId, Leaves, LeaveView } from '../../schema/office.ts'
import { addLeave as keepLeave, type Leave, listAway, listLeaves, lockLeave, moveLeave } from '../../store/leave.ts'
import { orderFor } from '../batch.ts'
import { asStaff } from '../desk/staff.ts'

const refuse = refusals({
  'window.no-organ': [403, '您的账户没有登记单位，请先联系本单位管理员'],
  'window.not-your-leave': [403, '只有本人和负责人能登记、结束这一次离岗'],
  'window.leave-twice': [409, '这位同事已经有一次没有结束的离岗。请先结束那一次'],
  'window.no-leave': [404, '没有找到这一次离岗，可能是别的单位的'],
  'window.leave-over': [409, '这一次离岗已经结束了'],
  'window.stand-in-away': [409, '{name}{from}到{to}也不在，请另选一位顶岗'],
})

const isChief = (ctx: Ctx, organ: string) => may(ctx.who, 'case.approve-request', { organ })
const open = (Object.keys(statuses) as Status[]).filter((s) => statuses[s].turn !== 'nobody')

function organOfWho(ctx: Ctx): string {
  if (!ctx.who.organ) throw refuse('window.no-organ')
  return ctx.who.organ
}

async function colleague(ctx: Ctx, organ: string, id: string, field: string) {
  const found = await findColleague(ctx.tx, id, { permission: 'case.read', organ, division: '*' }, dayOf(ctx.now))
  if (!found || found.organ !== organ) throw invalidFields([{ field, sentence: '这位同事不在本单位办件，请另选一位' }])
  return found
}

async function mustBeThere(ctx: Ctx, organ: string, standIn: string, { from, to }: AddLeave): Promise<void> {
  for (const day of [from, to]) {
    const away = (await listAway(ctx.tx, organ, day)).find((l) => l.account === standIn)
    if (away) throw refuse('window.stand-in-away', { name: away.name, from: zhDate(away.fromOn), to: zhDate(away.toOn) })
  }
}

/** Whatever lies in somebody's hands and is not over. */
const inHands = async (ctx: Ctx, account: string): Promise<CaseFile[]> =>
  (await listFiles(ctx.tx, { holder: account, statuses: open }, { today: dayOf(ctx.now), limit: mostRows })).rows

/** Hands everything over. Runs as the one who registered the leave, whose right it is. */
async function begin(ctx: Ctx, leave: Leave): Promise<void> {
  const files = await inHands(ctx, leave.account)
  const input = { to: leave.standIn, reason: `离岗（${leave.reason}），由${leave.standInName}顶岗` }
  const out = files.length
    ? await orderFor(
        ctx,
        { id: leave.madeBy, name: leave.madeByName },
        { verb: 'handOver', input, files, title: `${leave.name}离岗，转给${leave.standInName} ${files.length} 件` },
      )
    : undefined
  await moveLeave(ctx.tx, leave.id, 'away', { out })
}

/** Registers a leave; one that begins today hands over at once, a later one on its first day. */
export const addLeave: Action<AddLeave, LeaveId> = async (ctx, asked) => {
  asStaff(ctx, '登记离岗', 'case.hand-over', 'case.approve-request')
  const organ = organOfWho(ctx)
  const account = asked.account ?? ctx.who.id
  if (account !== ctx.who.id && !isChief(ctx, organ)) throw refuse('window.not-your-leave')
  const who = await colleague(ctx, organ, account, 'account')
  const standIn = await colleague(ctx, organ, asked.standIn, 'standIn')
  if (standIn.id === account) throw invalidFields([{ field: 'standIn', sentence: '顶岗的要是另一位同事' }])
  await mustBeThere(ctx, organ, standIn.id, asked)
  const leave: Leave = {
    id: ctx.id(),
    account,
    name: who.name,
    organ,
    standIn: standIn.id,
    standInName: standIn.name,
    fromOn: asked.from,
    toOn: asked.to,
    reason: asked.reason,
    state: 'planned',
    batchOut: null,
    batchBack: null,
    madeBy: ctx.who.id,
    madeByName: ctx.who.name,
    madeAt: ctx.now,
  }
  if (!(await keepLeave(ctx.tx, leave))) throw refuse('window.leave-twice')
  if (asked.from <= dayOf(ctx.now)) await begin(ctx, leave)
  else
    await ctx.later(
      'window.leave-begin',
      { id: leave.id },
      { at: new Date(`${asked.from}T00:00:00+08:00`), key: `window.leave-begin:${leave.id}` },
    )
  return { id: leave.id }
}

/** The first day of a leave that was registered before; one that was called off, or has begun, is left alone. */
export const beginLeave: Action<LeaveId, void> = async (ctx, { id }) => {
  const leave = await lockLeave(ctx.tx, id)
  if (leave?.state === 'planned') await begin(ctx, leave)
}

/** What went over with this leave and still lies with the stand-in. */
async function toComeBack(ctx: Ctx, leave: Leave): Promise<CaseFile[]> {
  if (!leave.batchOut) return []
  const went = new Set(await keysOf(ctx, leave.batchOut, 'done'))
  return (await inHands(ctx, leave.standIn)).filter((f) => went.has(f.id))
}

/** Ends a leave: one that has not begun is called off, else what went over and is not done yet comes back. */
export const endLeave: Action<LeaveId, LeaveId> = async (ctx, { id }) => {
  asStaff(ctx, '结束离岗', 'case.hand-over', 'case.approve-request')
  const leave = await lockLeave(ctx.tx, id)
  if (!leave) throw refuse('window.no-leave')
  const own = leave.account === ctx.who.id
  if (!own && !isChief(ctx, leave.organ)) throw refuse('window.not-your-leave')
  if (leave.state === 'planned') {
    await moveLeave(ctx.tx, id, 'cancelled')
    return { id }
  }
  if (leave.state !== 'away') throw refuse('window.leave-over')
  const files = await asSystem(ctx.tx, () => toComeBack(ctx, leave))
  const title = `${leave.name}回来，接回 ${files.length} 件`
  const order = own
    ? { verb: 'takeOver' as const, input: { reason: '离岗结束，接着办' } }
    : { verb: 'handOver' as const, input: { to: leave.account, reason: '离岗结束，交还本人' } }
  const back = files.length ? await orderFor(ctx, ctx.who, { ...order, files, title }) : undefined
  await moveLeave(ctx.tx, id, 'back', { back })
  return { id }
}

const viewOf = (ctx: Ctx, l: Leave): LeaveView => ({
  id: l.id,
  account: l.account,
  name: l.name,
  standIn: l.standInName,
  from: l.fromOn,
  to: l.toOn,
  reason: l.reason,
  state: l.state,
  by: l.madeByName,
  mine: l.account === ctx.who.id,
  batchOut: l.madeBy === ctx.who.id ? l.batchOut : null,
  batchBack: l.batchBack,
  may: l.account === ctx.who.id || isChief(ctx, l.organ),
})

/** The register of one's own organ: who is away, who will be, who was. */
export const officeLeaves: Action<object, Leaves> = async (ctx) => {
  asStaff(ctx)
  const organ = organOfWho(ctx)
  const people = await listColleagues(ctx.tx, { permission: 'case.read', organ, division: '*' }, dayOf(ctx.now))
  return {
    leaves: (await listLeaves(ctx.tx, organ)).map((l) => viewOf(ctx, l)),
    people: people.filter((p) => p.organ === organ).map(({ id, name, title }) => ({ id, name, title })),
    chief: isChief(ctx, organ),
    today: dayOf(ctx.now),
  }
}
