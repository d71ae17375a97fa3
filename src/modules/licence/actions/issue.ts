/** A decision becomes a licence, once: its face from the answers, its page, its metadata, the organ's seal over all of it. */
import { nextNumber } from '#base/counter.ts'
import { Refusal } from '#base/refusal.ts'
import { findFile, openCase, readAnswers } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import { formOf, listDivisions, organOf } from '#kernel/item/api.ts'
import { findFact } from '#kernel/ledger/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { type OwnRecord, recordsOf } from '#kernel/party/api.ts'
import { sealDocument } from '#modules/seal/api.ts'
import { type FaceSource, faceNumber, lastDay, makeFace } from '../rules/face.ts'
import { makeIdentifier, readIdentifier } from '../rules/identifier.ts'
import type { Sheet } from '../rules/sheet.ts'
import type { FaceValue, Licence, LicenceType, Retry, Version } from '../schema/licence.ts'
import { addGranted, addLicence, addVersion, findGranted, listTypesOf, removeWaiting, saveLicence, saveWaiting } from '../store/licence.ts'
import { about, hold, readersOf, sealFace, tellHolding, type Whole } from './keep.ts'
import { draftOf, sealAt } from './sheet.ts'

type CaseFile = NonNullable<Awaited<ReturnType<typeof findFile>>>
/** `approval` is the fact on which the organ's seal stands. */
type Granting = { file: CaseFile; type: LicenceType; approval: number; at: Date }

/** What the register says of a holder, by data element. */
const holderSays = (p: OwnRecord): FaceSource['holder'] =>
  p.kind === 'natural'
    ? { 'person.name': p.name, 'person.idNo': p.idNo, 'person.address': p.address }
    : {
        'enterprise.name': p.name,
        'enterprise.uscc': p.uscc,
        'enterprise.address': p.address,
        'premises.address': p.address,
      }

async function faceFor(ctx: Ctx, { file, type }: Granting, before?: readonly FaceValue[]): Promise<FaceValue[]> {
  const form = await formOf(ctx.tx, file.item, file.itemVersion)
  const answers = (await readAnswers(ctx, file.id, '制证')) as Answers
  const [holder] = await recordsOf(ctx, [file.applicant])
  const divisions = await listDivisions(ctx.tx)
  const divisionName = (code: string) => divisions.find((d) => d.code === code)?.name
  return makeFace(type, { form, answers, holder: holderSays(holder!), before, divisionName })
}

const documentId = (ctx: Ctx) => Buffer.from(ctx.random(16)).toString('hex')

type Made = {
  licence: Licence
  type: LicenceType
  face: readonly FaceValue[]
  replaces?: string
  why: string
  caseId: string | null
  approval: { fact: number }
}

export async function sheetOf(
  ctx: Ctx,
  { licence: l, type, face, replaces }: Pick<Made, 'licence' | 'type' | 'face' | 'replaces'>,
): Promise<Sheet> {
  const organ = await organOf(ctx.tx, l.organ)
  const { no, identifier, version, holderName, organName, fromOn, toOn, issuedOn, demo } = l
  const told = { no, identifier, version, holderName, organName, fromOn, toOn, issuedOn, demo }
  return { ...told, typeName: l.typeName, typeCode: l.type, definer: type.definer, organUscc: organ.uscc, face, replaces }
}

/** Draws, seals and keeps one version, and tells the kernel. */
export async function makeVersion(ctx: Ctx, made: Made): Promise<Version> {
  const { licence, type, face, why, caseId, approval } = made
  const draft = draftOf(await sheetOf(ctx, made), { id: documentId(ctx), checkUrl: `${ctx.site}/licences/verify/${licence.identifier}` })
  const { file, use } = await sealDocument(ctx, {
    seal: { organ: licence.organ, kind: 'official' },
    subject: about(licence.id),
    title: `${licence.typeName} ${licence.no}`,
    approval,
    ofd: draft,
    places: [sealAt],
  })
  const version: Version = {
    licence: licence.id,
    version: licence.version,
    identifier: licence.identifier,
    face: sealFace(ctx, face),
    file: file.hash,
    sealUse: use.id,
    caseId,
    why,
    issuedAt: ctx.now,
  }
  await addVersion(ctx.tx, version)
  await tellHolding(ctx, type, licence, face)
  return version
}

async function newLicence(ctx: Ctx, granting: Granting): Promise<string> {
  const { file, type, at } = granting
  const organ = await organOf(ctx.tx, file.organ)
  const fromOn = dayOf(at)
  const year = fromOn.slice(0, 4)
  const serial = await nextNumber(ctx.tx, `licence:${type.code}:${organ.id}:${year}`)
  const face = await faceFor(ctx, granting)
  const licence: Licence = {
    id: ctx.id(),
    type: type.code,
    typeName: type.name,
    party: file.applicant,
    holderName: file.applicantName,
    holderKind: file.applicantKind as Licence['holderKind'],
    no: faceNumber(type.number, { division: organ.division, year, serial }),
    identifier: makeIdentifier({ type: type.code, issuer: organ.uscc, serial: `${year}${String(serial).padStart(7, '0')}`, version: 1 }),
    version: 1,
    state: 'valid',
    organ: organ.id,
    organName: organ.name,
    division: file.division,
    fromOn,
    toOn: type.months ? lastDay(fromOn, type.months) : null,
    issuedOn: fromOn,
    origin: 'case',
    demo: file.demo || type.demo,
    updatedAt: ctx.now,
  }
  await addLicence(ctx.tx, licence)
  const made = { licence, type, face, why: `准予${file.itemName}`, caseId: file.id, approval: { fact: granting.approval } }
  const { file: hash } = await makeVersion(ctx, made)
  const data = {
    licence: licence.id,
    organ: licence.organ,
    type: type.code,
    no: licence.no,
    identifier: licence.identifier,
    version: 1,
    case: file.id,
    hash,
  }
  await ctx.emit({ name: 'licence.issued', about: about(licence.id), readers: readersOf(licence), data })
  return licence.id
}

type Change = { why: string; caseId: string | null; approval: { fact: number } | 'this'; holderName?: string }

/** The next version of a licence: same number, same serial, linked to the one before, which is in force no more. */
export async function nextVersion(ctx: Ctx, { licence: old, type }: Whole, face: readonly FaceValue[], change: Change): Promise<void> {
  const parts = readIdentifier(old.identifier)!
  const version = old.version + 1
  const holderName = change.holderName ?? old.holderName
  const licence: Licence = { ...old, holderName, version, identifier: makeIdentifier({ ...parts, version }), updatedAt: ctx.now }
  await saveLicence(ctx.tx, licence)
  const told = { licence: old.id, organ: old.organ, type: old.type, no: old.no, identifier: licence.identifier, replaces: old.identifier }
  const data = { ...told, version, case: change.caseId ?? undefined, why: change.why, byName: ctx.who.name }
  const fact = await ctx.emit({ name: 'licence.changed', about: about(old.id), readers: readersOf(old), data })
  const approval = change.approval === 'this' ? { fact: fact.id } : change.approval
  await makeVersion(ctx, { licence, type, face, replaces: old.identifier, why: change.why, caseId: change.caseId, approval })
}

/** The line of a face that names the holder. */
const namesHolder = new Set(['enterprise.name', 'person.name'])

/** The licence that a case changes: the one of this type on which it rested. */
async function changedBy(ctx: Ctx, { file, type }: Granting): Promise<string | undefined> {
  const { state } = await openCase(ctx, file.id)
  for (const { holding } of state.rests) {
    if (!holding.startsWith(about(''))) continue
    const id = holding.slice(about('').length)
    if ((await hold(ctx, id)).licence.type === type.code) return id
  }
  return undefined
}

async function grantOne(ctx: Ctx, granting: Granting): Promise<string> {
  const old = await changedBy(ctx, granting)
  if (!old) return newLicence(ctx, granting)
  const before = await hold(ctx, old)
  const face = await faceFor(ctx, granting, before.face)
  const named = face.find((v) => v.element && namesHolder.has(v.element))?.text
  await nextVersion(ctx, before, face, {
    why: `准予${granting.file.itemName}`,
    caseId: granting.file.id,
    approval: { fact: granting.approval },
    holderName: named === '—' ? undefined : named,
  })
  return old
}

/**
 * A decision grants the licences that its item names. Runs as a job after the time of recall, and may run twice: what a fact
 * has become stands in a row of its own, in the same transaction. What cannot be made now waits, with the reason, on the desk.
 */
export const onApproved: Action<Recorded, void> = async (ctx, fact) => {
  const file = await findFile(ctx.tx, String(fact.data.case))
  if (!file) throw new Error(`fact ${fact.id} speaks of a case that is not there`)
  for (const type of await listTypesOf(ctx.tx, file.item)) {
    if (await findGranted(ctx.tx, fact.id, type.code)) continue
    try {
      await ctx.as(ctx.who, async (inner) => {
        const id = await grantOne(inner, { file, type, approval: fact.id, at: fact.at })
        await addGranted(inner.tx, fact.id, type.code, id)
      })
      await removeWaiting(ctx.tx, fact.id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { organ, division } = file
      await saveWaiting(ctx.tx, { fact: fact.id, caseId: file.id, type: type.code, organ, division, why: error.message, at: ctx.now })
    }
  }
}

/** Makes what waited, once the reason is gone; what still cannot be made keeps waiting, with the reason of now. */
export const retry = async (ctx: Ctx, { fact }: Retry): Promise<{ fact: number }> => {
  await ctx.later('licence.retry', { fact }, { key: `licence.retry:${fact}` })
  return { fact }
}
export const retryOne: Action<Retry, void> = async (ctx, { fact }) => {
  const found = await findFact(ctx.tx, fact)
  if (found?.name === 'case.approved') await onApproved(ctx, found)
}
