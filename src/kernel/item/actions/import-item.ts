/** An item of the city itself, from a row of a table: published at once, as its folder would be. */
import { refusals } from '#base/refusal.ts'
import { elementsOf } from '#kernel/form/api.ts'
import type { Action, Imported } from '#kernel/module.ts'
import type { ItemRowIn } from '../schema/import-row.ts'
import { findUnderWay } from '../store/draft.ts'
import { findItem } from '../store.ts'
import { publish } from './publish.ts'

const refuse = refusals({
  'item.import-at-desk': [409, '“{name}”已经由工作台接手，导入不再改它。要改，请在事项编制里出新版本'],
})

/** Publishes the item; the same content again changes nothing, and what the desk has taken over is left alone. */
export const importItem: Action<ItemRowIn, Imported> = async (ctx, { item: file, form, decision, process }) => {
  const there = await findItem(ctx.tx, file.code)
  if (there && (there.keptAt === 'desk' || there.state !== 'published' || (await findUnderWay(ctx.tx, file.code))))
    throw refuse('item.import-at-desk', { name: file.name })
  const elements = await elementsOf(ctx.tx)
  const { fresh } = await publish(ctx, {
    file,
    form,
    elements,
    note: '导入',
    ...(decision ? { decision } : {}),
    ...(process ? { process } : {}),
  })
  return fresh ? 'written' : 'same'
}
