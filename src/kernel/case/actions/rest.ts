/** A case rests on what the city holds: used at submission, and looked at again before each act that relies on it. */
import { refusals } from '#base/refusal.ts'
import { brokenOf, drawOn } from '#kernel/holding/api.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import type { CaseState } from '../rules/fold.ts'
import { goneWords } from '../rules/rests.ts'
import type { KeptMaterial } from '../schema.ts'
import type { CaseFile } from '../store/file.ts'
import { aboutCase } from './open.ts'

const refuse = refusals({ 'case.holding-gone': [409, '{sentence}'] })

/** What a fact tells of a material: no file's name, its digest. */
export const toldOf = ({ code, name, provide, files, holding }: KeptMaterial) => ({
  code,
  name,
  provide,
  hashes: files.map((f) => f.hash),
  ...(holding ? { holding } : {}),
})

/** Writes down that materials of a case come from holdings; refused where one is not in force at this moment. */
export async function restOn(ctx: Ctx, file: CaseFile, materials: readonly KeptMaterial[]): Promise<void> {
  const of = materials.flatMap(({ code, holding }) => (holding ? [{ holding, material: code }] : []))
  if (of.length === 0) return
  const { name } = await organOf(ctx.tx, file.organ)
  await drawOn(ctx, { kind: 'material', subject: aboutCase(file.id), purpose: `办理${file.itemName}`, organName: name, of })
}

/** Refuses an act that would rely on a holding that is not in force at this moment; what stands is held until the act is over. */
export async function mustRest(ctx: Ctx, { rests }: CaseState): Promise<void> {
  const [first] = await brokenOf(ctx, rests)
  if (first)
    throw refuse('case.holding-gone', { sentence: goneWords({ name: first.name, state: first.state, material: first.materialName }) })
}
