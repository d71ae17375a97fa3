/** A model becomes a version: checked against what its item offers, kept as it is, and never changed again. */
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import { elementsOf } from '#kernel/form/api.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { Ctx } from '#kernel/module.ts'
import { labelsOf } from '../rules/labels.ts'
import type { Finding, Ground } from '../schema/model.ts'
import { addModelVersion, findModelVersion, type KeptGround, lockModel, type ModelRow, saveModel } from '../store/model.ts'

import { looked } from './look.ts'

const refuse = refusals({
  'decision.not-publishable': [422, '规则表还不能发布，有 {count} 处要改。第一处（第 {line} 行）：{first}'],
})

/** What an item offers its model, out of its form and its materials. */
export const groundOf = (
  form: Pick<Form, 'schema' | 'scenarios' | 'ui'>,
  materials: readonly { id: string; name: string }[],
  organs: readonly string[],
): KeptGround => ({
  fields: [...new Set([...Object.keys(form.schema.properties), ...form.scenarios.map((s) => s.id)])],
  scenarios: Object.fromEntries(form.scenarios.map((s) => [s.id, s.options.map((o) => o.value)])),
  materials: materials.map((m) => m.id),
  names: Object.fromEntries(materials.map((m) => [m.id, m.name])),
  labels: labelsOf(form),
  organs: [...organs],
})

/** The ground with the city's data elements, as the rules of checking want it. */
export async function wholeGround(ctx: Ctx, kept: KeptGround): Promise<Ground> {
  return {
    elements: await elementsOf(ctx.tx),
    fields: kept.fields,
    scenarios: new Map(Object.entries(kept.scenarios)),
    materials: kept.materials,
    names: kept.names ?? {},
    labels: kept.labels ?? {},
  }
}

/** Refuses a model with an error and names the first; all of them come along. */
async function mustBePublishable(ctx: Ctx, xml: string, kept: KeptGround): Promise<{ title: string }> {
  const { title, findings } = await looked(xml, await wholeGround(ctx, kept))
  const errors = findings.filter((f: Finding) => f.severity === 'error')
  if (title === undefined || errors.length > 0)
    throw refuse('decision.not-publishable', { count: errors.length, first: errors[0]!.sentence, line: errors[0]!.line, findings })
  return { title }
}

type Publication = {
  code: string
  xml: string
  ground: KeptGround
  note: string | null
  keptAt: 'folder' | 'desk'
  rehearsal?: string | null
  /** why it was not rehearsed */
  unrehearsed?: string | null
}

/** Publishes; what equals the version in force is not published a second time. */
export async function publishModel(ctx: Ctx, p: Publication): Promise<{ version: number; fresh: boolean }> {
  const { title } = await mustBePublishable(ctx, p.xml, p.ground)
  const before = await lockModel(ctx.tx, p.code)
  const hash = sm3(p.xml)
  const current = before && (await findModelVersion(ctx.tx, p.code, before.version))
  const fresh = current?.hash !== hash
  const version = (before?.version ?? 0) + (fresh ? 1 : 0)
  const row: ModelRow = { code: p.code, title, version, ground: p.ground, keptAt: p.keptAt, updatedAt: ctx.now }
  if (fresh || JSON.stringify(before?.ground) !== JSON.stringify(p.ground)) await saveModel(ctx.tx, row)
  if (!fresh) return { version, fresh }
  const by = { publishedAt: ctx.now, publishedBy: ctx.who.id, publishedName: ctx.who.name }
  const { note, rehearsal = null, unrehearsed = null } = p
  await addModelVersion(ctx.tx, { code: p.code, version, xml: p.xml, hash, ...by, note, rehearsal, unrehearsed })
  await ctx.emit({
    name: 'decision.published',
    about: `decision:${p.code}`,
    data: { code: p.code, version, hash, note, rehearsal, unrehearsed, byName: ctx.who.name, keptAt: p.keptAt },
    readers: ['organ:*'],
  })
  return { version, fresh }
}

/**
 * Which version of its model an item has from now on; null where it has none. A file in its folder becomes a version unless the
 * desk has the last word on it; a model that no longer fits the item is refused with what does not fit.
 */
export async function settleModel(
  ctx: Ctx,
  { code, xml, ground }: { code: string; xml: string | undefined; ground: KeptGround },
): Promise<number | null> {
  const before = await lockModel(ctx.tx, code)
  const taken = before?.keptAt === 'desk' ? undefined : xml
  if (taken !== undefined) return (await publishModel(ctx, { code, xml: taken, ground, note: '建城', keptAt: 'folder' })).version
  if (!before) return null
  const current = (await findModelVersion(ctx.tx, code, before.version))!
  await mustBePublishable(ctx, current.xml, ground)
  if (JSON.stringify(before.ground) !== JSON.stringify(ground)) await saveModel(ctx.tx, { ...before, ground, updatedAt: ctx.now })
  return before.version
}
