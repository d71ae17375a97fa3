/** One past case, as it is taken in from the system that was used before. */
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import { findOrganInForce } from '#kernel/item/api.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, Ctx, Imported } from '#kernel/module.ts'
import { registerLegal, registerNatural } from '#kernel/party/api.ts'
import { normalNo } from '#kernel/party/rules/identifier.ts'
import { type PastResult, type PastRow, pastResults } from '../schema.ts'
import { addPast, findPastHash } from '../store.ts'

const refuse = refusals({
  'imports.no-organ': [422, '机构名录里没有 {organ}，请先导入机构'],
  'imports.past-differs': [409, '{organ}的办件 {no} 已经导入过，内容不一样。以前的办件不能改，请核对编号'],
})

const resultOf = (label: string): PastResult =>
  (Object.entries(pastResults) as [PastResult, string][]).find(([, word]) => word === label)![0]

/** A number of 18 characters that ends like an identity number belongs to a person, any other to a body. */
const isPerson = (no: string) => /^[1-9]\d{16}[\dX]$/.test(no)

async function applicantOf(ctx: Ctx, name: string, no: string): Promise<string> {
  const registered = isPerson(no)
    ? await registerNatural(ctx, { name, idNo: no })
    : await registerLegal(ctx, { name, uscc: no, type: '未分类' })
  return registered.party
}

/** Puts one past case into the register, once: the same number with another content is refused, and nothing is ever changed. */
export const takePast: Action<PastRow, Imported> = async (ctx, row) => {
  const organ = await findOrganInForce(ctx.tx, row.organ)
  if (!organ) throw refuse('imports.no-organ', { organ: row.organ })
  const no = normalNo(row.applicantNo)
  const hash = sm3(canonical({ ...row, applicantNo: ctx.keys.blindIndex(no, 'imports.past_case.applicant') }))
  const before = await findPastHash(ctx.tx, organ.id, row.no)
  if (before === hash) return 'same'
  if (before !== undefined) throw refuse('imports.past-differs', { organ: organ.name, no: row.no })
  const party = await applicantOf(ctx, row.applicantName, no)
  const { item, applicantName, submittedOn, decidedOn, licenceNo = null } = row
  const past = { id: ctx.id(), no: row.no, item, applicantName, submittedOn, decidedOn, licenceNo, result: resultOf(row.result) }
  await addPast(ctx.tx, { ...past, organ: organ.id, organName: organ.name, division: organ.division, party, hash }, ctx.now)
  const data = { past: past.id, no: row.no, organ: organ.id, item, decidedOn }
  await ctx.emit({ name: 'imports.past-case', about: `past-case:${past.id}`, data, readers: [`party:${party}`, `organ:${organ.id}`] })
  return 'written'
}
