/** An application becomes a case: checked as online and counter alike, numbered, and begun with its first fact. */
import { nextNumber } from '#base/counter.ts'
import { sm3 } from '#base/digest.ts'
import { type FieldError, invalidFields, refusals } from '#base/refusal.ts'
import { mustBeOffered } from '#kernel/authority/actions/offer.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Sources } from '#kernel/form/rules/prefill.ts'
import { examineForm } from '#kernel/form/validate/compile.ts'
import { holdingsOf } from '#kernel/holding/api.ts'
import { currentIn, formOf, handlingToday } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Ctx } from '#kernel/module.ts'
import { findParty } from '#kernel/party/api.ts'
import { may, speaksIn } from '#kernel/who.ts'
import { type CaseFact, fold } from '../rules/fold.ts'
import { checkMaterials, heldMaterials, keptMaterials, satisfied } from '../rules/materials.ts'
import { caseNumber, queryCode } from '../rules/number.ts'
import { project } from '../rules/project.ts'
import type { KeptMaterial, Submit } from '../schema.ts'
import { addAnswers, addFile, addMaterials, type CaseFile } from '../store/file.ts'
import { assessFirst, keepAssessment } from './assess.ts'
import { aboutCase, readersOf } from './open.ts'
import { paperOf } from './paper.ts'
import { beginProcess } from './process.ts'
import { record } from './record.ts'
import { restOn, toldOf } from './rest.ts'

const refuse = refusals({
  'case.not-yours': [403, '您不能代这个申请人办事。请先让对方在“授权他人代办”里授权给您，或带委托书到窗口办'],
  'case.not-at-counter': [403, '您没有在这个机关收件的权限，请转到对应的窗口'],
  'case.no-applicant': [404, '没有找到这位申请人，请先登记申请人信息'],
  'case.not-online': [409, '“{name}”现在还不能在网上申请，请到窗口办理：{place}'],
  'case.day-full': [503, '今天这个事项的收件编号用完了（9999 件）。请明天再交，草稿会替您留着'],
  'case.not-for-them': [422, '“{name}”不对{kind}办理，请看办事指南里“谁能办”'],
})

export type Submitted = { id: string; no: string; queryCode: string; seq: number; status: string }

type Checked = {
  input: Submit
  item: HandlingItem
  version: number
  applicant: { name: string; kind: 'natural' | 'legal'; demo: boolean }
  answers: string
  hash: string
  kept: KeptMaterial[]
}

/** Everything that stands in the way of an application, told at once, a sentence a field. */
async function check(ctx: Ctx, input: Submit): Promise<Checked> {
  const here = await currentIn(ctx.tx, input.item, input.division)
  const item = await handlingToday(ctx.tx, input.item, here)
  await mustBeOffered(ctx, item)
  const applicant = await applicantOf(ctx, input, item)
  const checked = examineForm(await formOf(ctx.tx, input.item, here.version), input.answers, { today: dayOf(ctx.now), places: ctx.places })
  const library = { holdings: await holdingsOf(ctx, input.applicant), today: dayOf(ctx.now) }
  const held = heldMaterials(item, applicant, library)
  const handed = { answers: checked.answers, materials: input.materials, channel: input.channel, held, satisfied: satisfied(item, library) }
  const wrong: FieldError[] = [...checked.errors, ...checkMaterials(item, handed)]
  if (wrong.length) throw invalidFields(wrong)
  const answers = canonical(checked.answers)
  return { input, item, version: here.version, applicant, answers, hash: sm3(answers), kept: keptMaterials(item, handed) }
}

/** The first fact of a case: everything about it but what is personal, of which it holds the digests. */
function firstFact({ input, item, version, hash, kept }: Checked, id: string, no: string) {
  const place = { applicant: input.applicant, agent: input.agent ?? null, organ: item.impl.organ, division: input.division }
  const materials = kept.map(toldOf)
  const data = {
    ...place,
    case: id,
    no,
    item: input.item,
    version,
    handlingCode: item.handlingCode,
    channel: input.channel,
    answersHash: hash,
    materials,
    pledged: input.pledged === true,
  }
  return { place, fact: { name: 'case.submitted', about: aboutCase(id), readers: readersOf({ ...place, item: input.item }), data } }
}

/** Hands in an application; nothing is kept of a refused one. `known`: what licences and registers say of the applicant, by data element. */
export async function submit(ctx: Ctx, input: Submit, known: Sources = {}): Promise<Submitted> {
  const checked = await check(ctx, input)
  const { item, applicant } = checked
  const [id, no, code] = [ctx.id(), await numberOf(ctx, item), queryCode(ctx.random(8))]
  const { place, fact } = firstFact(checked, id, no)
  const submitted = (await ctx.emit(fact)) as CaseFact
  const assessed = await assessFirst(ctx, { ...checked, id, known, text: checked.answers, applicantKind: applicant.kind })
  const state = fold(assessed ? [submitted, assessed.fact] : [submitted])
  const file: CaseFile = {
    id,
    no,
    queryCode: code,
    ...place,
    ...constants(item, checked.version),
    applicantName: applicant.name,
    applicantKind: applicant.kind,
    channel: input.channel,
    submittedAt: ctx.now,
    demo: applicant.demo || item.demo,
    updatedAt: ctx.now,
    ...project(state, item, ctx.calendar, ctx.now),
  }
  addFile(ctx.tx, file)
  addAnswers(ctx.tx, {
    caseId: id,
    version: 1,
    sealed: ctx.keys.seal(checked.answers, 'cases.answers'),
    hash: checked.hash,
    at: ctx.now,
  })
  addMaterials(ctx.tx, id, checked.kept, ctx.now, ctx.who.id)
  await restOn(ctx, file, checked.kept)
  if (assessed) await keepAssessment(ctx, id, assessed)
  await paperOf(ctx, { file, state, item }, 'case.submitted', { pledged: input.pledged === true })
  await beginProcess(ctx, { file, state, item })
  if (input.channel === 'window') return { ...(await record(ctx, { file, state, item }, 'case.received', {})), queryCode: code }
  return { id, no, queryCode: code, seq: file.seq, status: file.status }
}

const constants = (item: HandlingItem, version: number) => ({
  item: item.item,
  itemVersion: version,
  itemName: item.name,
  handleCode: item.handlingCode,
  taskType: item.catalogue.taskType,
})

async function numberOf(ctx: Ctx, item: HandlingItem): Promise<string> {
  const on = dayOf(ctx.now)
  const no = caseNumber(item.impl.taskCode, on, await nextNumber(ctx.tx, `case:${item.impl.taskCode}:${on}`))
  if (!no) throw refuse('case.day-full')
  return no
}

/** The applicant, if this person may apply for him here: he himself or who speaks for him online, a clerk at the organ's counter. */
async function applicantOf(ctx: Ctx, input: Submit, item: HandlingItem) {
  const atCounter = input.channel === 'window'
  if (atCounter && !may(ctx.who, 'case.receive', { organ: item.impl.organ, division: input.division })) throw refuse('case.not-at-counter')
  if (!atCounter && !speaksIn(ctx.who, input.applicant, input)) throw refuse('case.not-yours')
  if (!atCounter && !item.online) throw refuse('case.not-online', { name: item.name, place: item.impl.place.address })
  const applicant = await findParty(ctx.tx, input.applicant)
  if (!applicant) throw refuse('case.no-applicant')
  const natural = item.audiences.includes('1')
  const legal = item.audiences.some((a) => a !== '1')
  if (applicant.kind === 'natural' ? !natural : !legal)
    throw refuse('case.not-for-them', { name: item.name, kind: applicant.kind === 'natural' ? '个人' : '单位' })
  return applicant
}
