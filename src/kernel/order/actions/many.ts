/** One verb on many orders: what can be done is shown first, the input is given once, and kernel/batch takes the orders one by one. */
import { z } from 'zod'
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import * as batch from '#kernel/batch/api.ts'
import type { BatchView, Previewed } from '#kernel/batch/schema/batch.ts'
import { listOrgans } from '#kernel/item/api.ts'
import { listFactsOf } from '#kernel/ledger/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { fold } from '../rules/fold.ts'
import { holdOfRow, verbsOver } from '../rules/many.ts'
import { mayMove, verbStates, whyNot } from '../rules/open.ts'
import type { OrderKind } from '../schema/kind.ts'
import { type BeginMany, type Marked, type MarkedVerbs, VerbOnMany } from '../schema/many.ts'
import type { Order, OrderFact, OrderState } from '../schema/order.ts'
import { findOrders } from '../store/order.ts'
import { aboutOrder, kindOf, kindsIn } from './hold.ts'
import { asksOf } from './read.ts'
import { parsed, recall, take } from './take.ts'

const refuse = refusals({ 'order.no-verb': [422, '没有这个动作，请刷新后再试'] })

export const batchKind = 'order.verb'

/** What the rows of a batch share, with the verb's word. */
const Ordered = VerbOnMany.extend({ label: z.string() })

type Seen = { row: Order; kind: OrderKind; state: OrderState }
const chunk = 500

/** The orders behind these ids that whoever asks may see, each folded from its facts. */
async function seenOf(ctx: Ctx, ids: readonly string[]): Promise<Seen[]> {
  const seen: Seen[] = []
  for (let at = 0; at < ids.length; at += chunk) {
    const rows = await findOrders(ctx.tx, ids.slice(at, at + chunk))
    const facts = await asSystem(ctx.tx, () =>
      listFactsOf(
        ctx.tx,
        rows.map((r) => aboutOrder(r.id)),
      ),
    )
    const chains = new Map<string, OrderFact[]>(rows.map((r) => [aboutOrder(r.id), []]))
    for (const f of facts) chains.get(f.about)!.push(f as OrderFact)
    for (const row of rows) {
      const kind = kindOf(ctx, row.kind)
      seen.push({ row, kind, state: fold(kind, chains.get(aboutOrder(row.id))!) })
    }
  }
  return seen
}

const organsOf = async (ctx: Ctx) => (await listOrgans(ctx.tx)).map((o) => ({ value: o.id, label: o.name }))

/** Marked orders that can be merged: two at least, of one kind, whoever asks may merge each. */
function mergeable(ctx: Ctx, seen: readonly Seen[]): MarkedVerbs['merge'] {
  const one = new Set(seen.map((s) => s.row.kind)).size === 1
  const all = seen.length > 1 && one && seen.every(({ kind, state }) => mayMove(kind, state, ctx.who))
  return all ? seen.map(({ row }) => ({ id: row.id, text: `${row.no} ${row.title}` })) : []
}

/** For marked orders: which verbs are open, for how many, and why not for the others. */
export const markedVerbs: Action<Marked, MarkedVerbs> = async (ctx, { ids }) => {
  const seen = await seenOf(ctx, ids)
  const asking = { who: ctx.who, now: ctx.now, calendar: ctx.calendar }
  const rows = seen.map(({ row, kind, state }) => ({
    ...{ id: row.id, no: row.no, kind: row.kind, kindTitle: kind.title },
    verbs: verbStates({ ...asking, kind, order: state }),
  }))
  const verbs = verbsOver(rows).map((v) => ({ ...v, asks: asksOf(kindOf(ctx, v.kind), v.verb) }))
  return { total: rows.length, verbs, merge: mergeable(ctx, seen), organs: await organsOf(ctx) }
}

const labelOf = (ctx: Ctx, { kind, verb }: VerbOnMany): string => {
  const known = kindsIn(ctx.rooms)[kind]?.verbs[verb]
  if (!known || known.by === 'house') throw refuse('order.no-verb')
  return known.label
}

/** Orders of another kind have other verbs: they fall out. */
const whyOut = (ctx: Ctx, { row, kind, state }: Seen, asked: VerbOnMany): string | undefined => {
  if (row.kind !== asked.kind) return `不是${kindOf(ctx, asked.kind).title}，请分开办`
  return whyNot({ kind, order: state, verb: asked.verb, who: ctx.who, now: ctx.now, calendar: ctx.calendar })?.sentence
}

export const verbOnMany = batch.defineBatch({
  title: '批量办理工单',
  label: ({ label }) => label,
  unit: '张',
  takes: Ordered,
  columns: ['工单', '事由'],
  href: (id) => `/desk/orders/${id}`,
  candidates: async (ctx, asked, ids) =>
    (await seenOf(ctx, ids)).map((seen) => ({
      key: seen.row.id,
      cells: [seen.row.no, seen.row.title],
      why: whyOut(ctx, seen, asked),
    })),
  async act(ctx, { key: id, input: { verb, input }, left }) {
    const { seq, recallUntil } = await take(ctx, { id, verb, input, holdMs: holdOfRow(left) })
    return { result: { seq }, recallUntil }
  },
  async recall(ctx, { key: id, result: { seq } }) {
    await recall(ctx, { id, seq })
  },
})

/** One verb over many orders: who can, who cannot and why, and how many are not there for this person. */
export const previewMany: Action<BeginMany, Previewed> = async (ctx, { ids, ...asked }) => {
  const input = { ...asked, label: labelOf(ctx, asked) }
  return batch.previewBatch(ctx, { kind: batchKind, input, keys: ids })
}

/** Begins a batch. Orders that turn out not to be open then are refused one by one and stop none of the others. */
export const beginMany: Action<BeginMany, BatchView> = async (ctx, { ids, ...asked }) => {
  const input = { ...asked, label: labelOf(ctx, asked) }
  parsed(kindOf(ctx, asked.kind).verbs[asked.verb], asked.input)
  return batch.beginBatch(ctx, { kind: batchKind, input, keys: ids })
}
