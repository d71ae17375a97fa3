/** How much each one carries, and moving work from one to another; every move can be taken back. */
import { refusals } from '#base/refusal.ts'
import { batchesOf, keysOf, showBatch } from '#kernel/batch/api.ts'
import { type BatchId, type BatchView, mostRows } from '#kernel/batch/schema/batch.ts'
import { listFiles, loadByHolder, type Returned, returnsBy } from '#kernel/case/api.ts'
import { type Status, statuses } from '#kernel/case/schema.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import type { Load, LoadRow, MoveWork, ReturnRow, Returns } from '../../schema/office.ts'
import { type Leave, listAway } from '../../store/leave.ts'
import { batchKind, beginBatch, orderFor } from '../batch.ts'
import { asStaff } from '../desk/staff.ts'

const refuse = refusals({
  'window.not-chief': [403, '看工作量、匀工作量是科室负责人的事。您手上的可以在列表里转交'],
  'window.nothing-to-move': [409, '他手上现在没有能转的办件，请刷新再看'],
  'window.not-moved': [422, '这一批不是转交，不能换回去'],
})

function chiefOrgan(ctx: Ctx): string {
  asStaff(ctx)
  const { organ } = ctx.who
  if (!organ || !may(ctx.who, 'case.approve-request', { organ })) throw refuse('window.not-chief')
  return organ
}

const away = (leaves: readonly Leave[], account: string | null): string | null => {
  const leave = leaves.find((l) => l.account === account)
  return leave ? `${zhDate(leave.toOn)}回来，${leave.standInName}顶岗` : null
}

/** The chief's view: one row a colleague, the unclaimed ones last. */
export const officeLoad: Action<object, Load> = async (ctx) => {
  const organ = chiefOrgan(ctx)
  const today = dayOf(ctx.now)
  const people = (await listColleagues(ctx.tx, { permission: 'case.read', organ, division: '*' }, today)).filter((p) => p.organ === organ)
  const [carried, leaves] = [await loadByHolder(ctx.tx, organ, today), await listAway(ctx.tx, organ, today)]
  const none = { open: 0, red: 0, yellow: 0, paused: 0, ages: [0, 0, 0, 0] as LoadRow['ages'], noticed: 0 }
  const rowOf = (account: string | null, name: string, title: string | null): LoadRow => {
    const { holder: _, ...numbers } = carried.find((c) => c.holder === account) ?? { holder: account, ...none }
    return { account, name, title, ...numbers, away: away(leaves, account) }
  }
  const rows = people.map((p) => rowOf(p.id, p.name, p.title)).sort((a, b) => b.open - a.open)
  return {
    rows: [...rows, rowOf(null, '没有人领', null)],
    people: people.map(({ id, name }) => ({ id, name })),
    moved: await movedBy(ctx),
    returns: await returnsOf(ctx, organ),
    today,
  }
}

const returnDays = 90
const returnRow = ({ lastReturnedAt, ...r }: Returned): ReturnRow => ({ ...r, lastReturnedAt: lastReturnedAt?.toISOString() ?? null })

async function returnsOf(ctx: Ctx, organ: string): Promise<Returns> {
  const since = new Date(ctx.now.getTime() - returnDays * 86_400_000)
  const people = await returnsBy(ctx.tx, 'examiner', organ, since)
  const items = await returnsBy(ctx.tx, 'item', organ, since)
  return { days: returnDays, people: people.map(returnRow), items: items.map(returnRow) }
}

async function movedBy(ctx: Ctx): Promise<Load['moved']> {
  const moves = (await batchesOf(ctx, [batchKind])).filter((b) => b.input.verb === 'handOver')
  return moves.slice(0, 8).map(({ id, title, madeAt: at, state, counts: { done } }) => ({ id, title, at, state, done }))
}

const open = (Object.keys(statuses) as Status[]).filter((s) => statuses[s].turn !== 'nobody' && statuses[s].turn !== 'applicant')

/** Moves some of what one carries to another: those that are due last, so that what presses stays with who knows it. */
export const moveWork: Action<MoveWork, BatchView> = async (ctx, { from, to, count, reason }) => {
  const organ = chiefOrgan(ctx)
  const held = await listFiles(ctx.tx, { organs: [organ], holder: from, statuses: open }, { today: dayOf(ctx.now), limit: mostRows })
  const files = held.rows.slice(-count)
  if (files.length === 0) throw refuse('window.nothing-to-move')
  const title = `${files[0]!.holderName}的 ${files.length} 件转给同事`
  return showBatch(ctx, { id: await orderFor(ctx, ctx.who, { verb: 'handOver', input: { to, reason }, files, title }) })
}

/** Gives everything that a hand-over moved back to who had it before, where it has not gone on meanwhile. */
export const moveBack: Action<BatchId, BatchView> = async (ctx, { id }) => {
  asStaff(ctx)
  const batch = await showBatch(ctx, { id })
  if (batch.input.verb !== 'handOver') throw refuse('window.not-moved')
  const ids = await keysOf(ctx, id, 'done')
  if (ids.length === 0) throw refuse('window.nothing-to-move')
  return beginBatch(ctx, { verb: 'handOver', ids, input: { to: 'previous', reason: '换回原来的经办人' } })
}
