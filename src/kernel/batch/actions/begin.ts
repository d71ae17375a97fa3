/** Ordering something on many: what can be done is shown first, the input is given once, and a job does the rest. */
import { invalidFields, refusals } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import type { Ctx } from '#kernel/module.ts'
import type { BatchView, Previewed } from '../schema/batch.ts'
import type { Candidate, NewRow } from '../schema/kind.ts'
import { addBatch, addRows } from '../store.ts'
import { factOf, type Kind, kindOf, labelOf } from './kind.ts'
import { showBatch } from './read.ts'

const refuse = refusals({ 'batch.nothing': [422, '选的都看不到了，可能已经转到别处。请刷新列表再选'] })

/** `kind` is the name of a declaration (`window.verb`), `input` what all rows share, as it came from outside. */
export type Asked = { kind: string; input: unknown; keys: readonly string[] }

/** What a kind takes, checked once for all rows, before any of them is touched. */
function checkedInput(kind: Kind, input: unknown): Record<string, unknown> {
  const parsed = kind.takes.safeParse(input, { reportInput: true })
  if (!parsed.success) throw invalidFields(fieldErrors(parsed.error))
  return parsed.data as Record<string, unknown>
}

async function candidatesOf(ctx: Ctx, name: string, input: unknown, keys: readonly string[]): Promise<Candidate[]> {
  const kind = kindOf(ctx, name)
  if (!kind.candidates) throw new Error(`batches of ${name} are not begun by keys`)
  return kind.candidates(ctx, input, keys)
}

/** Who can, who cannot and why, and how many are not there for whoever asks. The input need not be whole yet. Nothing is written. */
export async function previewBatch(ctx: Ctx, { kind, input, keys }: Asked): Promise<Previewed> {
  const rows = await candidatesOf(ctx, kind, input, keys)
  return {
    label: labelOf(kindOf(ctx, kind), input),
    can: rows.filter((r) => r.why === undefined).map((r) => r.key),
    out: rows.flatMap(({ key, cells, why }) => (why === undefined ? [] : [{ key, cells, why }])),
    gone: keys.length - rows.length,
  }
}

/**
 * Orders a batch on the rows behind these keys, in the name of whoever asks. Rows that cannot be done are told so one by one and stop none of
 * the others. Refuses (`form.invalid`) an input that the kind does not take, and (`batch.nothing`) keys of which he may see none.
 */
export async function beginBatch(ctx: Ctx, { kind, input, keys, title }: Asked & { title?: string }): Promise<BatchView> {
  const checked = checkedInput(kindOf(ctx, kind), input)
  const rows = await candidatesOf(ctx, kind, checked, keys)
  const id = await orderBatch(ctx, { kind, input: checked, rows, title })
  return showBatch(ctx, { id })
}

/** An order on rows that are known already. `id`: an id of the room's own, else a new one. */
export type Order = {
  kind: string
  input: Record<string, unknown>
  rows: readonly NewRow[]
  title?: string | undefined
  id?: string
  /** in whose name it is done; whoever asks, where nothing is said */
  by?: { id: string; name: string }
}

/**
 * Orders a batch on given rows and answers its id: by the rights of `by` it will be done, row by row, after this transaction. Only the house
 * may order in another's name. Refuses (`batch.nothing`) where there are no rows; that the id is taken, or a key stands twice, is a fault.
 */
export async function orderBatch(ctx: Ctx, order: Order): Promise<string> {
  const { kind: name, rows, by = ctx.who, id = ctx.id() } = order
  const kind = kindOf(ctx, name)
  if (rows.length === 0) throw refuse('batch.nothing')
  const input = checkedInput(kind, order.input)
  const title = order.title ?? `${labelOf(kind, input)} ${rows.length} ${kind.unit}`
  const batch = { id, kind: name, input, by: by.id, byName: by.name, title, reason: null, madeAt: ctx.now, endedAt: null }
  if (!(await addBatch(ctx.tx, { ...batch, state: 'running' }, rows.length))) throw new Error(`there is a batch ${id} already`)
  await addRows(
    ctx.tx,
    id,
    rows.map(({ key, cells }) => ({ key, cells })),
  )
  await ctx.emit({ ...factOf('begun', batch, { kind: name, total: rows.length }), begins: true })
  await ctx.later('batch.step', { id })
  return id
}
