import { sm3 } from '#base/digest.ts'
import { mustAgree } from '#kernel/city.ts'
import { groundOf, settleModel } from '#kernel/decision/api.ts'
import { publishable } from '#kernel/form/api.ts'
import type { Elements } from '#kernel/form/schema/element.ts'
import { listHoldingTypes } from '#kernel/holding/api.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Ctx } from '#kernel/module.ts'
import { settleModel as settleProcess } from '#kernel/process/api.ts'
import { expandItem } from '../rules/expand.ts'
import { mustBePublishable, mustNotDemandHeld } from '../rules/lint.ts'
import type { ItemFile } from '../schema/item.ts'
import { leaveDirectory, listOrgans } from '../store/organ.ts'
import { addHandlings, addVersion, findVersion, listDivisions, lockItem, saveItem } from '../store.ts'

/** `decision`, `process`: the texts of the models in the item's folder, where there are any. */
type Publication = {
  file: ItemFile
  form: unknown
  elements: Elements
  note?: string
  keptAt?: 'folder' | 'desk'
  decision?: string
  process?: string
  /** what a change of limits stands on: its rehearsal, or why there is none */
  ground?: { rehearsal: string | null; unrehearsed: string | null } | undefined
}

/**
 * Publishes a version of an item: checked by the rules of publishing (A4.5), written out for each organ that carries it out,
 * and never changed again. What equals the current version is not published a second time.
 */
export async function publish(
  ctx: Ctx,
  { file, form: raw, elements, note, keptAt = 'folder', decision: xml, process: drawn, ground }: Publication,
): Promise<{ code: string; version: number; fresh: boolean }> {
  mustAgree(ctx.city, `事项“${file.name}”`, file)
  mustBePublishable(file)
  mustNotDemandHeld(file, await listHoldingTypes(ctx.tx))
  const form = publishable(raw, { elements, scenarios: file.scenarios })
  await leaveDirectory(ctx.tx)
  const before = await lockItem(ctx.tx, file.code)
  const { handlings } = expandItem(file, { organs: await listOrgans(ctx.tx), divisions: await listDivisions(ctx.tx) })
  const organs = handlings.map((h) => h.impl.organ)
  const decision = await settleModel(ctx, { code: file.code, xml, ground: groundOf(form, file.materials, organs) })
  const process = await settleProcess(ctx, { key: `item:${file.code}`, xml: drawn })
  const models = { ...(decision === null ? {} : { decision }), ...(process === null ? {} : { process }) }
  const hash = sm3(canonical({ file, form, ...models }))
  const current = before && before.version > 0 ? await findVersion(ctx.tx, file.code, before.version) : undefined
  if (before && current?.hash === hash) return { code: file.code, version: before.version, fresh: false }
  const version = (before?.version ?? 0) + 1
  await saveItem(ctx.tx, { code: file.code, name: file.name, state: 'published', version, updatedAt: ctx.now, keptAt, reason: null })
  await addVersion(ctx.tx, {
    code: file.code,
    version,
    file,
    form,
    decision,
    process,
    hash,
    publishedAt: ctx.now,
    publishedBy: ctx.who.id,
    note: note ?? null,
  })
  await addHandlings(ctx.tx, version, handlings)
  await ctx.emit({
    name: 'item.published',
    about: `item:${file.code}`,
    data: { code: file.code, version, hash, organs: handlings.length, note, ...ground, byName: ctx.who.name },
    readers: ['organ:*'],
  })
  return { code: file.code, version, fresh: true }
}
