/** What the applicant hands in afterwards: corrected answers and further materials, beside those that are there. */
import { sm3 } from '#base/digest.ts'
import { invalidFields, refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { examineForm } from '#kernel/form/validate/compile.ts'
import { formOf } from '#kernel/item/api.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Material } from '../schema.ts'
import { addAnswers, addMaterials, findAnswers } from '../store/file.ts'
import { holdCase } from './open.ts'
import { type Taken, take } from './take.ts'

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
  const { item, file } = await holdCase(ctx, given.id)
  const stray = given.materials.find((m) => !item.materials.some((x) => x.id === m.code))
  if (stray) throw refuse('case.unlisted', { name: stray.name })
  if (given.materials.length === 0 && !given.answers && !given.note) throw refuse('case.nothing-new')
  if (given.answers) await saveAnswers(ctx, file.id, given.answers, await formOf(ctx.tx, file.item, file.itemVersion))
  const named = given.materials.map((m) => ({ ...m, name: item.materials.find((x) => x.id === m.code)!.name }))
  await addMaterials(ctx.tx, file.id, named, ctx.now, ctx.who.id)
  if (given.verb === 'supplyTolerant')
    return take(ctx, { id: file.id, verb: 'supplyTolerant', input: { materials: named.map((m) => m.code) } })
  return take(ctx, { id: file.id, verb: given.verb, input: { note: given.note } })
}

async function saveAnswers(ctx: Ctx, id: string, answers: Record<string, unknown>, form: Form): Promise<void> {
  const checked = examineForm(form, answers, { today: dayOf(ctx.now) })
  if (checked.errors.length) throw invalidFields(checked.errors)
  const before = await findAnswers(ctx.tx, id)
  const text = canonical(checked.answers)
  await addAnswers(ctx.tx, {
    caseId: id,
    version: (before?.version ?? 0) + 1,
    sealed: ctx.keys.seal(text, 'cases.answers'),
    hash: sm3(text),
    at: ctx.now,
  })
}
