/** A version under way: begun from the one in force, written, checked against the law, handed on, published by another person. */

import { decode, planMigration } from '@haoban/bpmn'
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import { statusNames } from '#kernel/decision/rules/turns.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { kindOf } from '../rules/compile.ts'
import { type Standing, verbStates, verbs, whyNotTake } from '../rules/turns.ts'
import type { BeginDraft, ByDraft, DraftPage, EditModel, SayWhy } from '../schema/desk.ts'
import { addDraft, type DraftRow, findDraft, saveDraft } from '../store/draft.ts'
import { listRunning } from '../store/instance.ts'
import { findNewest, findVersion } from '../store/version.ts'
import { judge, modelOf, publishModel, subjectOf } from './models.ts'

const refuse = refusals({
  'process.unknown-model': [404, '没有找到这个流程。请回到流程列表看一看'],
  'process.no-draft': [404, '没有找到这个版本，可能已经发布或放弃。请回到流程列表看一看'],
  'process.under-way': [409, '“{title}”已经有一个版本在编，请先把它办完或放弃'],
  'process.edited-meanwhile': [409, '{by}刚改过这个版本。请刷新看最新的，再把您的改动写一遍'],
  'process.may-not': [409, '现在不能{verb}：{why}'],
})

type Judged = ReturnType<typeof judge>

async function standingOf(ctx: Ctx, draft: DraftRow, { faults }: Judged): Promise<Standing> {
  const current = await findNewest(ctx.tx, draft.key)
  return { status: draft.status, editors: draft.editors, errors: faults.length, same: current?.hash === draft.hash }
}

/** A draft to act on, held; refused where the step is barred. */
async function held(ctx: Ctx, id: string, verb: keyof typeof verbs): Promise<DraftRow> {
  const draft = await findDraft(ctx.tx, id, 'held')
  if (!draft) throw refuse('process.no-draft')
  const why = whyNotTake(await standingOf(ctx, draft, judge(ctx, draft.key, draft.xml)), verb, ctx.who)
  if (why) throw refuse('process.may-not', { verb: verbs[verb].title, why })
  return draft
}

const told = (ctx: Ctx, name: string, { key, id, base }: DraftRow, more: Record<string, unknown> = {}) =>
  ctx.emit({ name, about: `process-model:${key}`, data: { key, draft: id, base, ...more, byName: ctx.who.name }, readers: ['organ:*'] })

/** Begins a version with what is in force. */
export const beginDraft: Action<BeginDraft, { draft: string }> = async (ctx, { key, reason }) => {
  const current = await findNewest(ctx.tx, key)
  if (!current) throw refuse('process.unknown-model')
  const { name: title, version: base, xml, hash } = current
  const draft: DraftRow = {
    id: ctx.id(),
    key,
    title,
    base,
    status: 'drafting',
    xml,
    hash,
    revision: 1,
    reason,
    editors: [],
    openedAt: ctx.now,
    savedAt: ctx.now,
    savedBy: ctx.who.name,
    version: null,
  }
  if (!(await addDraft(ctx.tx, draft))) throw refuse('process.under-way', { title })
  await told(ctx, 'process.change-begun', draft, { reason })
  return { draft: draft.id }
}

const withMe = (ctx: Ctx, draft: DraftRow): string[] => [...new Set([...draft.editors, ctx.who.id])]

/** Writes the text; two who write at once do not overwrite each other. What is wrong with it is told and kept all the same. */
export const editDraft: Action<EditModel, { draft: string; revision: number }> = async (ctx, { draft: id, revision, xml }) => {
  const draft = await held(ctx, id, 'edit')
  if (draft.revision !== revision) throw refuse('process.edited-meanwhile', { by: draft.savedBy })
  const saved = { xml, hash: sm3(xml), revision: revision + 1, editors: withMe(ctx, draft), savedAt: ctx.now, savedBy: ctx.who.name }
  await saveDraft(ctx.tx, { ...draft, ...saved })
  return { draft: id, revision: revision + 1 }
}

export const submitDraft: Action<ByDraft, { draft: string }> = async (ctx, { draft: id }) => {
  const draft = await held(ctx, id, 'submit')
  await saveDraft(ctx.tx, { ...draft, status: 'submitted', editors: withMe(ctx, draft) })
  await told(ctx, 'process.submitted', draft, { hash: draft.hash })
  return { draft: id }
}

const ending =
  (verb: 'return' | 'abandon', status: DraftRow['status'], fact: string): Action<SayWhy, { draft: string }> =>
  async (ctx, { draft: id, reason }) => {
    const draft = await held(ctx, id, verb)
    await saveDraft(ctx.tx, { ...draft, status })
    await told(ctx, fact, draft, { reason })
    return { draft: id }
  }

export const returnDraft = ending('return', 'drafting', 'process.returned')
export const abandonDraft = ending('abandon', 'abandoned', 'process.abandoned')

/** 发布, by somebody who did not write it. Running cases keep their version. */
export const publishDraft: Action<ByDraft, { key: string; version: number }> = async (ctx, { draft: id }) => {
  const draft = await held(ctx, id, 'publish')
  const { key, xml, reason } = draft
  const { version } = await publishModel(ctx, { key, xml, note: reason, keptAt: 'desk' })
  await saveDraft(ctx.tx, { ...draft, status: 'published', version })
  return { key, version }
}

/** What this version would mean for the cases that run by the one in force: who could move, and what holds others. */
async function movesOf(ctx: Ctx, draft: DraftRow, { model }: Judged): Promise<DraftPage['moves']> {
  if (!model || !(await findVersion(ctx.tx, draft.key, draft.base))) return { can: 0, cannot: [] }
  const from = await modelOf(ctx.tx, draft.key, draft.base)
  const running = await asSystem(ctx.tx, () => listRunning(ctx.tx, draft.key, draft.base, '', 500))
  const plans = running.map((i) => ({ title: i.title, cannot: planMigration(from, model, decode(i.state)).cannot }))
  const barred = plans.filter((p) => p.cannot.length > 0)
  return { can: plans.length - barred.length, cannot: barred.map((p) => ({ title: p.title, why: p.cannot[0]!.sentence })) }
}

export const draft: Action<ByDraft, DraftPage> = async (ctx, { draft: id }) => {
  const found = await findDraft(ctx.tx, id)
  if (!found) throw refuse('process.no-draft')
  const judged = judge(ctx, found.key, found.xml)
  return {
    id,
    key: found.key,
    title: found.title,
    base: found.base,
    status: found.status,
    statusName: statusNames[found.status],
    reason: found.reason,
    xml: found.xml,
    revision: found.revision,
    savedAt: found.savedAt.toISOString(),
    savedBy: found.savedBy,
    findings: judged.faults.map((f) => ({ ...f, kind: kindOf(f), path: f.path ?? [] })),
    moves: await movesOf(ctx, found, judged),
    subject: subjectOf(ctx, found.key) ?? null,
    verbs: verbStates(await standingOf(ctx, found, judged), ctx.who),
  }
}
