/** Answers corrected after submission: checked whole like the first ones, kept as a new version beside the old, and recorded. */
import { sm3 } from '#base/digest.ts'
import { invalidFields } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { type Change, changes } from '#kernel/form/rules/summary.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import { examineForm } from '#kernel/form/validate/compile.ts'
import { formOf, listDivisions } from '#kernel/item/api.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Ctx } from '#kernel/module.ts'
import { addAnswers, findAnswers, listAnswers } from '../store/file.ts'
import { aboutCase, type OpenCase, openCase } from './open.ts'
import { noteRead } from './read.ts'

const context = 'cases.answers'

/**
 * Keeps corrected answers and leaves a fact that names the fields and the digests of the old and the new; what they say stays
 * sealed (a history holds no personal data). Whoever corrects nothing leaves nothing.
 */
export async function correctAnswers(ctx: Ctx, { file }: OpenCase, answers: Record<string, unknown>): Promise<boolean> {
  const form = await formOf(ctx.tx, file.item, file.itemVersion)
  const checked = examineForm(form, answers, { today: dayOf(ctx.now), places: ctx.places })
  if (checked.errors.length) throw invalidFields(checked.errors)
  const before = (await findAnswers(ctx.tx, file.id))!
  const text = canonical(checked.answers)
  const hash = sm3(text)
  if (hash === before.hash) return false
  const old = JSON.parse(ctx.keys.open(before.sealed, context)) as Answers
  const fields = changes(form, old, checked.answers).map(({ field, label }) => ({ field, label }))
  const version = before.version + 1
  addAnswers(ctx.tx, { caseId: file.id, version, sealed: ctx.keys.seal(text, context), hash, at: ctx.now })
  await ctx.emit({
    name: 'case.answers-corrected',
    about: aboutCase(file.id),
    data: { case: file.id, version, before: before.hash, after: hash, fields, byName: ctx.who.name },
  })
  return true
}

export type Correction = { at: Date; changes: Change[] }

/** What was corrected of a case, each time with the old and the new. Whoever is not the applicant leaves a trace. */
export async function listCorrections(ctx: Ctx, id: string, purpose: string): Promise<Correction[]> {
  const { file } = await openCase(ctx, id)
  const versions = await listAnswers(ctx.tx, id)
  if (versions.length < 2) return []
  await noteRead(ctx, file, '改过的内容', purpose)
  const form = await formOf(ctx.tx, file.item, file.itemVersion)
  const places = await listDivisions(ctx.tx)
  const divisionName = (code: string) => places.find((p) => p.code === code)?.name
  const opened = versions.map((v) => JSON.parse(ctx.keys.open(v.sealed, context)) as Answers)
  return versions.slice(1).map(({ at }, i) => ({ at, changes: changes(form, opened[i]!, opened[i + 1]!, { divisionName }) }))
}
