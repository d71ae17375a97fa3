/** What the applicant hands in afterwards: corrected answers and further materials, beside those that are there. */
import { refusals } from '#base/refusal.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Material } from '../schema.ts'
import { addMaterials, type CaseFile } from '../store/file.ts'
import { reassess } from './assess.ts'
import { correctAnswers } from './correct.ts'
import { holdCase } from './hold.ts'
import { aboutCase } from './open.ts'
import { record, type Taken } from './record.ts'
import { toldOf } from './rest.ts'
import { take } from './take.ts'

const refuse = refusals({
  'case.nothing-new': [422, '还没有补上任何内容。请照“要补什么”逐条补上再交'],
  'case.unlisted': [422, '“{name}”不是这个事项的材料，请照清单补交'],
})

export type Supplement = {
  id: string
  verb: 'supplement' | 'resubmit' | 'supplyTolerant'
  answers?: Record<string, unknown>
  materials: Material[]
  note?: string
}

/** Hands in what was asked for and moves the case on, in one step; refused, nothing of it is kept. */
export async function addSupplement(ctx: Ctx, given: Supplement): Promise<Taken> {
  const open = await holdCase(ctx, given.id)
  const { item, file } = open
  const stray = given.materials.find((m) => !item.materials.some((x) => x.id === m.code))
  if (stray) throw refuse('case.unlisted', { name: stray.name })
  const corrected = given.answers !== undefined && (await correctAnswers(ctx, open, given.answers))
  if (given.materials.length === 0 && !corrected && !given.note) throw refuse('case.nothing-new')
  const named = given.materials.map((m) => ({ ...m, name: item.materials.find((x) => x.id === m.code)!.name }))
  await handIn(ctx, file, named)
  await reassess(ctx, open)
  if (given.verb === 'supplyTolerant')
    return take(ctx, { id: file.id, verb: 'supplyTolerant', input: { materials: named.map((m) => m.code) } })
  return take(ctx, { id: file.id, verb: given.verb, input: { note: given.note } })
}

/**
 * Another organ has said what its register holds: confirmed, the material is there with where it is from; denied, it waits for
 * the applicant. For the house, after the organ's own check; a case that has ended stays as it is.
 */
export async function confirmMaterial(
  ctx: Ctx,
  id: string,
  { code, name, source, confirmed }: { code: string; name: string; source: string; confirmed: boolean },
): Promise<void> {
  const open = await holdCase(ctx, id)
  if (open.state.endedAt) return
  if (!confirmed) {
    await record(ctx, open, 'case.material-denied', { code, name, source })
    return
  }
  const material: Material = { code, name, provide: 'shared', files: [], source }
  addMaterials(ctx.tx, id, [material], ctx.now, ctx.who.id)
  await record(ctx, open, 'case.materials-added', { materials: [toldOf(material)], source })
}

/** Keeps further materials and leaves a fact with the digests of their files, so that the history binds them as it binds the first ones. */
async function handIn(ctx: Ctx, file: CaseFile, materials: readonly Material[]): Promise<void> {
  if (materials.length === 0) return
  addMaterials(ctx.tx, file.id, materials, ctx.now, ctx.who.id)
  const told = materials.map(toldOf)
  await ctx.emit({
    name: 'case.materials-added',
    about: aboutCase(file.id),
    data: { case: file.id, materials: told, byName: ctx.who.name },
  })
}
