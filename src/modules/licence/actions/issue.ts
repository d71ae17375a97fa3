/** A decision becomes a licence, once: its face from the answers, its page, its metadata, the organ's seal over all of it. */
import { once } from '#base/once.ts'
import { answersOf, type OpenCase, openCase } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import { formOf, listDivisions, organOf } from '#kernel/item/api.ts'
import type { Ctx, Recorded } from '#kernel/module.ts'
import { type OwnRecord, recordOf } from '#kernel/party/api.ts'
import { sealDocument } from '#modules/seal/api.ts'
import { type FaceSource, lastDay, makeFace } from '../rules/face.ts'
import { makeIdentifier, readIdentifier } from '../rules/identifier.ts'
import type { Sheet } from '../rules/sheet.ts'
import type { FaceValue, Licence, LicenceType, Version } from '../schema/licence.ts'
import { addGranted, addLicence, addVersion, listGranted, listTypesOf, saveLicence } from '../store/licence.ts'
import { about, hold, readersOf, sealFace, tellHolding, type Whole } from './keep.ts'
import { nextNames } from './number.ts'
import { draftOf, sealsOn } from './sheet.ts'

/** `approval` is the fact on which the organ's seal stands; `apart`: one of many, drawn in a thread of its own. */
type Granting = { open: OpenCase; type: LicenceType; approval: number; at: Date; apart: boolean }

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

/** The types that a decision on an item grants. */
export const typesOf = (ctx: Ctx, item: string): Promise<LicenceType[]> =>
  once(ctx.tx, `licence.types:${item}`, () => listTypesOf(ctx.tx, item))
const organFor = (ctx: Ctx, id: string) => once(ctx.tx, `licence.organ:${id}`, () => organOf(ctx.tx, id))
const divisionsFor = (ctx: Ctx) => once(ctx.tx, 'licence.divisions', () => listDivisions(ctx.tx))

async function faceFor(ctx: Ctx, { open, type }: Granting, before?: readonly FaceValue[]): Promise<FaceValue[]> {
  const { file } = open
  const form = await formOf(ctx.tx, file.item, file.itemVersion)
  const answers = (await answersOf(ctx, open, '制证')) as Answers
  const holder = await recordOf(ctx, file.applicant)
  const divisions = await divisionsFor(ctx)
  const divisionName = (code: string) => divisions.find((d) => d.code === code)?.name
  return makeFace(type, { form, answers, holder: holderSays(holder), before, divisionName })
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
  apart?: boolean
}

export async function sheetOf(
  ctx: Ctx,
  { licence: l, type, face, replaces }: Pick<Made, 'licence' | 'type' | 'face' | 'replaces'>,
): Promise<Sheet> {
  const organ = await organFor(ctx, l.organ)
  const { no, identifier, version, holderName, organName, fromOn, toOn, issuedOn, demo } = l
  const told = { no, identifier, version, holderName, organName, fromOn, toOn, issuedOn, demo }
  return { ...told, typeName: l.typeName, typeCode: l.type, definer: type.definer, organUscc: organ.uscc, face, replaces }
}

/** Draws, seals and keeps one version, and tells the kernel. */
export async function makeVersion(ctx: Ctx, made: Made): Promise<Version> {
  const { licence, type, face, why, caseId, approval, apart } = made
  const draft = draftOf(await sheetOf(ctx, made), { id: documentId(ctx), checkUrl: `${ctx.site}/licences/verify/${licence.identifier}` })
  const { file, use } = await sealDocument(ctx, {
    seal: { organ: licence.organ, kind: 'official' },
    subject: about(licence.id),
    title: `${licence.typeName} ${licence.no}`,
    approval,
    ofd: draft,
    places: sealsOn(draft),
    apart,
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
  const { type, at } = granting
  const { file } = granting.open
  const organ = await organFor(ctx, file.organ)
  const fromOn = dayOf(at)
  const year = fromOn.slice(0, 4)
  const face = await faceFor(ctx, granting)
  const names = await nextNames(ctx, { type, organ, year })
  const licence: Licence = {
    id: ctx.id(),
    type: type.code,
    typeName: type.name,
    party: file.applicant,
    holderName: file.applicantName,
    holderKind: file.applicantKind as Licence['holderKind'],
    ...names,
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
  const { approval, apart } = granting
  const made = { licence, type, face, why: `准予${file.itemName}`, caseId: file.id, approval: { fact: approval }, apart }
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
  await ctx.emit({ name: 'licence.issued', about: about(licence.id), readers: readersOf(licence), begins: true, data })
  return licence.id
}

type Change = { why: string; caseId: string | null; approval: { fact: number } | 'this'; holderName?: string; apart?: boolean }

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
  const { why, caseId, apart } = change
  await makeVersion(ctx, { licence, type, face, replaces: old.identifier, why, caseId, approval, apart })
}

/** The line of a face that names the holder. */
const namesHolder = new Set(['enterprise.name', 'person.name'])

/** The licence that a case changes: the one of this type on which it rested. */
async function changedBy(ctx: Ctx, { open, type }: Granting): Promise<string | undefined> {
  for (const { holding } of open.state.rests) {
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
    why: `准予${granting.open.file.itemName}`,
    caseId: granting.open.file.id,
    approval: { fact: granting.approval },
    holderName: named === '—' ? undefined : named,
    apart: granting.apart,
  })
  return old
}

/**
 * A decision grants the licences that its item names. May run twice: what a fact has become stands in a row of its own, in the same
 * transaction. Refused where one cannot be made now; the caller undoes the rest.
 */
export async function grant(ctx: Ctx, fact: Recorded, { apart = false } = {}): Promise<void> {
  const open = await openCase(ctx, String(fact.data.case))
  const granted = await listGranted(ctx.tx, fact.id)
  for (const type of await typesOf(ctx, open.file.item)) {
    if (granted.some((g) => g.type === type.code)) continue
    await addGranted(ctx.tx, fact.id, type.code, await grantOne(ctx, { open, type, approval: fact.id, at: fact.at, apart }))
  }
}
