/** Old licences of one's organ, put into the library row by row: what cannot be taken says why, the rest goes in. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { findByNo } from '#kernel/party/api.ts'
import { may } from '#kernel/who.ts'
import { faceOf } from '../rules/face.ts'
import { type OldLicence, readRow } from '../rules/import.ts'
import type { Batch, Import, ImportedRow, ImportView } from '../schema/import.ts'
import type { FaceValue, Licence, LicenceType } from '../schema/licence.ts'
import { addBatch, listBatches } from '../store/import.ts'
import { addLicence, addVersion, findType, hasNo, listTypes } from '../store/licence.ts'
import { about, readersOf, sealFace, tellHolding } from './keep.ts'
import { nextNames } from './number.ts'

const refuse = refusals({
  'licence.no-such-type': [404, '没有这种证照类型，请从列表里选'],
  'licence.import-elsewhere': [403, '您只能导入本机关颁发的证照'],
})

type Organ = Awaited<ReturnType<typeof organOf>>
type Into = { type: LicenceType; organ: Organ }

export const imports: Action<unknown, ImportView> = async (ctx) => ({
  types: (await listTypes(ctx.tx)).map((t) => ({
    value: t.code,
    label: t.name,
    face: faceOf(t)
      .map((line) => line.name)
      .join('、'),
  })),
  batches: await listBatches(ctx.tx),
})

async function takeRow(ctx: Ctx, { type, organ }: Into, old: OldLicence): Promise<{ licence: string } | { why: string }> {
  const no = old.holderNo.toUpperCase()
  const holder = (await findByNo(ctx, { idType: '001', idNo: no })) ?? (await findByNo(ctx, { idType: '111', idNo: no }))
  if (!holder) return { why: '系统里没有这位持证人，请先登记，再导入这一行' }
  if (type.holder !== 'both' && type.holder !== holder.kind)
    return { why: `“${type.name}”不发给${holder.kind === 'natural' ? '个人' : '单位'}` }
  if (await hasNo(ctx.tx, type.code, organ.id, old.no)) return { why: '这张证照已经在库里' }
  const year = old.issuedOn.slice(0, 4)
  const face = faceOf(type).map(({ name, element }): FaceValue => {
    const text = old.face[name] ?? '—'
    return { name, text, ...(element && text !== '—' ? { element, value: text } : {}) }
  })
  const licence: Licence = {
    id: ctx.id(),
    type: type.code,
    typeName: type.name,
    party: holder.id,
    holderName: holder.name,
    holderKind: holder.kind,
    ...(await nextNames(ctx, { type, organ, year }, old.no)),
    version: 1,
    state: old.toOn !== null && old.toOn < dayOf(ctx.now) ? 'expired' : 'valid',
    organ: organ.id,
    organName: organ.name,
    division: organ.division,
    fromOn: old.fromOn,
    toOn: old.toOn,
    issuedOn: old.issuedOn,
    origin: 'import',
    demo: holder.demo || type.demo,
    updatedAt: ctx.now,
  }
  await addLicence(ctx.tx, licence)
  const version = { licence: licence.id, version: 1, identifier: licence.identifier, face: sealFace(ctx, face) }
  await addVersion(ctx.tx, { ...version, file: null, sealUse: null, caseId: null, why: '历史证照导入', issuedAt: ctx.now })
  const data = { licence: licence.id, organ: organ.id, type: type.code, no: old.no, identifier: licence.identifier, byName: ctx.who.name }
  await ctx.emit({ name: 'licence.imported', about: about(licence.id), readers: readersOf(licence), data })
  await tellHolding(ctx, type, licence, face)
  return { licence: licence.id }
}

/** Takes in a batch of one's own organ. A row that is there already stays as it is, so that a repeat doubles nothing. */
export const importBatch: Action<Import, { id: string; rows: ImportedRow[] }> = async (ctx, { type: code, rows }) => {
  const type = await findType(ctx.tx, code)
  if (!type) throw refuse('licence.no-such-type')
  if (!ctx.who.organ || !may(ctx.who, 'licence.import', { organ: ctx.who.organ })) throw refuse('licence.import-elsewhere')
  const organ = await organOf(ctx.tx, ctx.who.organ)
  const lines = faceOf(type).map((line) => line.name)
  return asSystem(ctx.tx, async () => {
    const done: ImportedRow[] = []
    for (const [i, text] of rows.filter((r) => r.trim() !== '').entries()) {
      const row = readRow(text, lines, dayOf(ctx.now))
      const taken = 'why' in row ? { why: row.why } : await takeRow(ctx, { type, organ }, row)
      if ('licence' in taken) await ctx.later('licence.draw', { id: taken.licence }, { key: `licence.draw:${taken.licence}` })
      done.push({ n: i + 1, no: row.no, ...taken })
    }
    const batch: Batch & { type: string; organ: string; division: string; by: string } = {
      ...{ id: ctx.id(), type: code, typeName: type.name, organ: organ.id, division: organ.division },
      ...{ by: ctx.who.id, byName: ctx.who.name, at: ctx.now, rows: done },
    }
    await addBatch(ctx.tx, batch)
    return { id: batch.id, rows: done }
  })
}

/** The licences of demo persons as a city is founded with them; their files are drawn in the first night. */
export async function foundLicences(ctx: Ctx, found: readonly { type: string; organ: string; row: string }[]): Promise<void> {
  const types = new Map((await listTypes(ctx.tx)).map((t) => [t.name, t]))
  for (const one of found) {
    const type = types.get(one.type)
    const row = readRow(one.row, [], dayOf(ctx.now))
    if (!type || 'why' in row) throw new Error(`a licence of the city's file cannot be read: ${one.row}`)
    await takeRow(ctx, { type, organ: await organOf(ctx.tx, one.organ) }, row)
  }
}
