/** One application under way: the draft joined with its item, its form, and what the house knows of the applicant. */
import { refusals } from '#base/refusal.ts'
import { heldMaterials, satisfied } from '#kernel/case/rules/materials.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { type OpenDraft, openDraft } from '#kernel/form/api.ts'
import { type MaterialLine, materialLines } from '#kernel/form/rules/materials.ts'
import { type Plan, plan } from '#kernel/form/rules/plan.ts'
import { prefill, type Sources, withKnown } from '#kernel/form/rules/prefill.ts'
import { visible } from '#kernel/form/rules/visible.ts'
import type { Answers, FieldError, Known, Sourced } from '#kernel/form/schema/answers.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { examineForm } from '#kernel/form/validate/compile.ts'
import { type HoldingRow, holdingsOf, sourcesFrom } from '#kernel/holding/api.ts'
import { sourceOf } from '#kernel/holding/rules.ts'
import { currentIn, formOf, handlingToday } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Ctx } from '#kernel/module.ts'
import { type OwnRecord, ownRecord } from '#kernel/party/api.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { speaksIn } from '#kernel/who.ts'
import { nameOfClient } from '../../rules/whose.ts'

const refuse = refusals({
  'window.citizens-only': [403, '这一页给办事的人用。工作人员收件请到工作台的“窗口收件”'],
  'window.not-covered': [403, '您的委托书管不到这件事或这个地区，或者已经到期、收回了。请对方补一份授权，或请对方自己来办'],
})

export type Journey = {
  row: OpenDraft
  item: HandlingItem
  form: Form
  applicant: OwnRecord
  /** for whom the page acts, where it is not the person himself */
  client: string | undefined
  /** what the house knows of the applicant, by data element */
  sources: Sources
  known: Known
  /** all answers there are: known values, and over them what was typed */
  answers: Answers
  errors: FieldError[]
  held: ReadonlySet<string>
  lines: MaterialLine<HandlingItem['materials'][number]>[]
  plan: Plan
}

export function mustBeCitizen(ctx: Ctx): void {
  if (ctx.who.kind !== 'citizen') throw refuse('window.citizens-only')
}

/** Opens one's own draft under the current version of its item, while the authority to act for its applicant reaches it. */
export async function openJourney(ctx: Visit, id: string): Promise<Journey> {
  mustBeCitizen(ctx)
  const row = await openDraft(ctx, id)
  if (!speaksIn(ctx.who, row.applicant, row)) throw refuse('window.not-covered')
  const here = await currentIn(ctx.tx, row.item, row.division)
  const item = await handlingToday(ctx.tx, row.item, here)
  const form = await formOf(ctx.tx, row.item, here.version)
  const applicant = await ownRecord(ctx, row.applicant, row)
  const holdings = await holdingsOf(ctx, row.applicant)
  const library = { holdings, today: dayOf(ctx.now) }
  const sources = knownOf(ctx, applicant, holdings)
  const known = prefill(form, sources, row.draft)
  const answers = withKnown(row.draft.answers, known)
  const { errors } = examineForm(form, answers, { today: dayOf(ctx.now), places: ctx.places })
  const held = heldMaterials(item, applicant, library)
  const from = new Map([...satisfied(item, library)].map(([id, h]) => [id, sourceOf(h)]))
  const lines = materialLines(item.materials, visible(form, answers).answers, row.materials, held, from)
  return {
    row,
    item,
    form,
    applicant,
    client: nameOfClient(ctx.session, row.applicant),
    sources,
    known,
    answers,
    errors,
    held,
    lines,
    plan: plan(form, row.draft, known, { materials: lines, errors }),
  }
}

const from = (value: string | undefined, source: string, kind: string): Sourced[] =>
  value === undefined ? [] : [{ value, from: source, kind }]

function personSources(p: OwnRecord, prefix: string): Sources {
  return {
    [`${prefix}.name`]: from(p.name, '您的账户', 'account'),
    [`${prefix}.idNo`]: from(p.idNo, '您的账户', 'account'),
    [`${prefix}.phone`]: from(p.phone, '您的账户', 'account'),
    [`${prefix}.address`]: from(p.address, '您的账户', 'account'),
  }
}

/** What register and account know of an applicant, and what his licences in force say, by data element. */
export function knownOf(ctx: Visit, applicant: OwnRecord, holdings: readonly HoldingRow[]): Sources {
  const known: Record<string, readonly Sourced[]> = {}
  for (const sources of [sourcesOf(applicant), sourcesFrom(ctx, holdings)])
    for (const [element, found] of Object.entries(sources)) known[element] = [...(known[element] ?? []), ...[found].flat()]
  return known
}

/** What the house knows of an applicant, by data element, each with where it is from. */
function sourcesOf(applicant: OwnRecord): Sources {
  if (applicant.kind === 'natural') return { ...personSources(applicant, 'person'), 'person.idType': from('111', '您的账户', 'account') }
  const register = (value: string | undefined) => from(value, '市场主体登记', 'register:市场主体')
  const rep = applicant.legalRep
  return {
    'enterprise.name': register(applicant.name),
    'enterprise.uscc': register(applicant.uscc),
    'enterprise.address': register(applicant.address),
    'enterprise.phone': register(applicant.phone),
    'premises.address': register(applicant.address),
    ...(rep
      ? { ...personSources(rep, 'enterprise.legalRep'), ...personSources(rep, 'enterprise.operator'), ...personSources(rep, 'person') }
      : {}),
  }
}
