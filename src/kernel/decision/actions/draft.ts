/** A version under way: begun from the one in force, written, rehearsed, handed on, sent back, published by another person. */
import { sm3 } from '#base/digest.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { withCases } from '../rules/cases.ts'
import { readModel } from '../rules/read.ts'
import { mayEdit, type Standing, verbs, whyNotTake } from '../rules/turns.ts'
import type { BeginDraft, ByDraft, EditModel, PublishDraft, SayWhy } from '../schema/desk.ts'
import type { DecisionModel, Finding } from '../schema/model.ts'
import { addDraft, type DraftRow, lastRehearsal, lockDraft, saveDraft } from '../store/draft.ts'
import { findModel, findModelVersion, type ModelRow } from '../store/model.ts'
import { checked } from './checked.ts'
import { publishModel } from './publish.ts'
import { refuse } from './refuse.ts'
import { begin as beginRehearsal, stop } from './rehearse.ts'

/** All that the rules of a step have to know. */
export async function standingOf(
  ctx: Ctx,
  draft: DraftRow,
  model: ModelRow,
): Promise<Standing & { findings: Finding[]; written: DecisionModel | undefined }> {
  const { findings, model: written } = await checked(ctx, draft, model.ground)
  const rehearsal = await lastRehearsal(ctx.tx, draft.id)
  const current = await findModelVersion(ctx.tx, draft.code, model.version)
  return {
    status: draft.status,
    editors: draft.editors,
    organs: model.ground.organs,
    errors: findings.filter((f) => f.severity === 'error').length,
    rehearsing: rehearsal?.status === 'waiting' || rehearsal?.status === 'running',
    rehearsed: rehearsal?.status === 'done' && rehearsal.hash === draft.hash,
    same: current?.hash === draft.hash,
    findings,
    written,
  }
}

type Held = { draft: DraftRow; model: ModelRow; standing: Standing }

/** A draft to act on, held; refused where the step is barred. */
async function held(ctx: Ctx, id: string, verb: keyof typeof verbs): Promise<Held> {
  const draft = await lockDraft(ctx.tx, id)
  const model = draft && (await findModel(ctx.tx, draft.code))
  if (!draft || !model) throw refuse('decision.no-draft')
  const standing = await standingOf(ctx, draft, model)
  const why = whyNotTake(standing, verb, ctx.who)
  if (why) throw refuse('decision.may-not', { verb: verbs[verb].title, why })
  return { draft, model, standing }
}

async function told(ctx: Ctx, name: string, { code, id, base }: DraftRow, data: Record<string, unknown> = {}): Promise<void> {
  await ctx.emit({ name, about: `decision:${code}`, data: { code, draft: id, base, ...data, byName: ctx.who.name }, readers: ['organ:*'] })
}

/** Begins a version with what is in force. */
export const beginDraft: Action<BeginDraft, { draft: string }> = async (ctx, { code, reason }) => {
  const model = await findModel(ctx.tx, code)
  const current = model && (await findModelVersion(ctx.tx, code, model.version))
  if (!model || !current) throw refuse('decision.unknown')
  if (!mayEdit(ctx.who, model.ground.organs)) throw refuse('decision.not-yours')
  const { xml, hash } = current
  const empty = { editors: [], submittedAt: null, submittedBy: null, version: null }
  const saved = { openedAt: ctx.now, savedAt: ctx.now, savedBy: ctx.who.name, revision: 1 }
  const draft: DraftRow = { id: ctx.id(), code, base: model.version, status: 'drafting', xml, hash, reason, ...saved, ...empty }
  if (!(await addDraft(ctx.tx, draft))) throw refuse('decision.under-way', { title: model.title })
  await told(ctx, 'decision.change-begun', draft, { reason })
  return { draft: draft.id }
}

/** A file that cannot be read is kept as it was written, with what is wrong; cases can be written into one that can. */
function withGiven(xml: string, cases: EditModel['cases']): string {
  if (!cases) return xml
  const { model, findings } = readModel(xml)
  if (!model) throw refuse('decision.unreadable', { why: findings[0]!.sentence })
  return withCases(xml, cases)
}

/** Writes the text; two who write at once do not overwrite each other. */
export const editDraft: Action<EditModel, { draft: string; revision: number }> = async (ctx, { draft: id, revision, xml: text, cases }) => {
  const { draft } = await held(ctx, id, 'edit')
  if (draft.revision !== revision) throw refuse('decision.edited-meanwhile', { by: draft.savedBy })
  const xml = withGiven(text.replace(/^\ufeff/, ''), cases)
  const editors = [...new Set([...draft.editors, ctx.who.id])]
  await saveDraft(ctx.tx, { ...draft, xml, hash: sm3(xml), revision: revision + 1, editors, savedAt: ctx.now, savedBy: ctx.who.name })
  return { draft: id, revision: revision + 1 }
}

export const rehearseDraft: Action<ByDraft, { draft: string; rehearsal: string }> = async (ctx, { draft: id }) => {
  const { draft } = await held(ctx, id, 'rehearse')
  return { draft: id, rehearsal: await beginRehearsal(ctx, draft) }
}

/** Whoever may write the draft may stop its rehearsal, in whatever status the draft is. */
export const stopRehearsal: Action<ByDraft, { draft: string }> = async (ctx, { draft: id }) => {
  const draft = await lockDraft(ctx.tx, id)
  const model = draft && (await findModel(ctx.tx, draft.code))
  if (!draft || !model) throw refuse('decision.no-draft')
  if (!mayEdit(ctx.who, model.ground.organs)) throw refuse('decision.not-yours')
  await stop(ctx, draft)
  return { draft: id }
}

export const submitDraft: Action<ByDraft, { draft: string }> = async (ctx, { draft: id }) => {
  const { draft } = await held(ctx, id, 'submit')
  const editors = [...new Set([...draft.editors, ctx.who.id])]
  await saveDraft(ctx.tx, { ...draft, status: 'submitted', editors, submittedAt: ctx.now, submittedBy: ctx.who.name })
  await told(ctx, 'decision.submitted', draft, { hash: draft.hash })
  return { draft: id }
}

const ending =
  (verb: 'return' | 'abandon', status: 'drafting' | 'abandoned', fact: string): Action<SayWhy, { draft: string }> =>
  async (ctx, { draft: id, reason }) => {
    const { draft } = await held(ctx, id, verb)
    await saveDraft(ctx.tx, { ...draft, status })
    await told(ctx, fact, draft, { reason })
    return { draft: id }
  }

export const returnDraft = ending('return', 'drafting', 'decision.returned')
export const abandonDraft = ending('abandon', 'abandoned', 'decision.abandoned')

/** 发布, by somebody who did not write it. Without a rehearsal of exactly this text it needs a reason, which stays with the version. */
export const publishDraft: Action<PublishDraft, { code: string; version: number }> = async (ctx, { draft: id, unrehearsed }) => {
  const { draft, model, standing } = await held(ctx, id, 'publish')
  if (!standing.rehearsed && (unrehearsed ?? '').length < 4) throw refuse('decision.unrehearsed')
  const rehearsal = standing.rehearsed ? ((await lastRehearsal(ctx.tx, id))?.id ?? null) : null
  const { version } = await publishModel(ctx, {
    code: draft.code,
    xml: draft.xml,
    ground: model.ground,
    note: draft.reason,
    keptAt: 'desk',
    rehearsal,
    unrehearsed: standing.rehearsed ? null : (unrehearsed ?? null),
  })
  await saveDraft(ctx.tx, { ...draft, status: 'published', version })
  return { code: draft.code, version }
}
