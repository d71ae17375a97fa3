/** A version under way: taken over or begun from the one in force, written, handed on, sent back, published. */
import { sm3 } from '#base/digest.ts'
import { elementsOf } from '#kernel/form/api.ts'
import { authorOf } from '#kernel/form/rules/author.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { beginFile, beginForm } from '../rules/begin.ts'
import { changeAt, findingsOf, mayChange } from '../rules/edit.ts'
import { moveOf } from '../rules/life.ts'
import { mayWrite, type Standing, verbStates, whyNotTake } from '../rules/turns.ts'
import type { Saved } from '../schema/desk.ts'
import type { Claim, Draft, EditDraft, TakeDraft } from '../schema/draft.ts'
import { ItemFile } from '../schema/item.ts'
import { statusNames, type VersionVerb } from '../schema/life.ts'
import { addDraft, addStep, findOffer, findUnderWay, listSteps, lockDraft, saveDraft } from '../store/draft.ts'
import { listOrgans } from '../store/organ.ts'
import { findItem, findVersion, listDivisions } from '../store.ts'
import { publish } from './publish.ts'
import { refuse } from './refuse.ts'
import { groundOfLimits } from './rehearse.ts'
import { organsOf } from './standing.ts'

const about = (code: string) => `item:${code}`
const hashOf = (d: Pick<Draft, 'file' | 'form'>): string => sm3(canonical({ file: d.file, form: d.form }))

/** What each step is called in the ledger; `publish` leaves its own fact. */
const facts: Partial<Record<VersionVerb, string>> = {
  claim: 'item.claimed',
  draft: 'item.drafting-begun',
  abandon: 'item.abandoned',
  submit: 'item.submitted',
  return: 'item.returned',
  endorse: 'item.endorsed',
  approve: 'item.approved',
  change: 'item.change-begun',
}

async function leave(ctx: Ctx, draft: Draft, verb: VersionVerb, reason: string | null): Promise<void> {
  const hash = hashOf(draft)
  await addStep(ctx.tx, draft.id, { verb, by: ctx.who.id, byName: ctx.who.name, at: ctx.now, reason, hash })
  const name = facts[verb]
  if (!name) return
  const data = { code: draft.code, draft: draft.id, base: draft.base, hash, reason, byName: ctx.who.name }
  await ctx.emit({ name, about: about(draft.code), data, readers: ['organ:*'] })
}

async function begin(ctx: Ctx, d: Pick<Draft, 'code' | 'name' | 'base' | 'status' | 'file' | 'form' | 'reason'>): Promise<Draft> {
  const draft: Draft = {
    ...d,
    id: ctx.id(),
    revision: 1,
    editors: [],
    openedAt: ctx.now,
    savedAt: ctx.now,
    savedBy: ctx.who.name,
    version: null,
  }
  if (!(await addDraft(ctx.tx, draft))) throw refuse('item.under-way', { name: d.name })
  return draft
}

/** 认领: an organ takes a power of 基本目录 over and begins an item of it. */
export const claim: Action<Claim, { draft: string }> = async (ctx, input) => {
  const organ = ctx.who.organ
  if (!organ) throw refuse('item.no-organ')
  if (!mayWrite(ctx.who, [organ])) throw refuse('item.not-yours')
  const offer = await findOffer(ctx.tx, input.offer)
  if (!offer) throw refuse('item.no-offer')
  if (await findItem(ctx.tx, input.code)) throw refuse('item.code-taken', { code: input.code })
  const file = beginFile(input, offer, organ, ctx.city.demo)
  const draft = await begin(ctx, { code: input.code, name: input.name, base: null, status: 'claimed', file, form: beginForm, reason: null })
  await leave(ctx, draft, 'claim', null)
  return { draft: draft.id }
}

/** 变更: opens the next version of an item, while the one in force goes on. */
export async function beginChange(ctx: Ctx, code: string, reason: string): Promise<{ draft: string }> {
  const item = await findItem(ctx.tx, code)
  const current = item && (await findVersion(ctx.tx, code, item.version))
  if (!item || !current) throw refuse('item.unknown')
  const under = await findUnderWay(ctx.tx, code)
  if (under) throw refuse('item.under-way', { name: item.name })
  if (!mayWrite(ctx.who, await organsOf(ctx.tx, current.file))) throw refuse('item.not-yours')
  const form = authorOf(current.form as Form, current.file.scenarios)
  const draft = await begin(ctx, { code, name: item.name, base: item.version, status: 'drafting', file: current.file, form, reason })
  await leave(ctx, draft, 'change', reason)
  return { draft: draft.id }
}

async function held(ctx: Ctx, id: string): Promise<Draft> {
  const draft = await lockDraft(ctx.tx, id)
  if (!draft) throw refuse('item.no-draft')
  return draft
}

function formFrom(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refuse('item.form-unreadable', { why: (error as Error).message })
  }
}

/** Writes changes into a draft. Two who write at once do not overwrite each other: a change of an older revision is refused. */
export const edit: Action<EditDraft, Saved> = async (ctx, { draft: id, revision, changes, form }) => {
  const draft = await held(ctx, id)
  if (draft.status !== 'drafting') throw refuse('item.not-writable', { status: statusNames[draft.status] })
  if (!mayWrite(ctx.who, await organsOf(ctx.tx, draft.file))) throw refuse('item.not-yours')
  if (draft.revision !== revision) throw refuse('item.edited-meanwhile', { by: draft.savedBy })
  const fixed = changes.find((c) => !mayChange(c.path))
  if (fixed) throw refuse('item.not-changeable', { path: fixed.path })
  const file = changes.reduce(changeAt, draft.file)
  const saved: Draft = {
    ...draft,
    file,
    form: form === undefined ? draft.form : formFrom(form),
    name: typeof file.name === 'string' && file.name ? file.name : draft.name,
    revision: revision + 1,
    editors: [...new Set([...draft.editors, ctx.who.id])],
    savedAt: ctx.now,
    savedBy: ctx.who.name,
  }
  await saveDraft(ctx.tx, saved)
  const { findings, ...standing } = await standingOf(ctx, saved)
  return { revision: saved.revision, savedAt: ctx.now.toISOString(), findings, verbs: verbStates(standing, ctx.who) }
}

/** What the rules of a step have to know of a draft, with all that is wrong with it. */
export async function standingOf(ctx: Ctx, draft: Draft): Promise<Standing & { findings: ReturnType<typeof findingsOf> }> {
  const city = { organs: await listOrgans(ctx.tx), divisions: await listDivisions(ctx.tx) }
  const findings = findingsOf(draft.file, draft.form, { city, elements: await elementsOf(ctx.tx) })
  return {
    status: draft.status,
    steps: await listSteps(ctx.tx, draft.id),
    editors: draft.editors,
    organs: await organsOf(ctx.tx, draft.file),
    errors: findings.filter((f) => f.severity === 'error').length,
    findings,
  }
}

/** Takes a step on a version under way. */
export const take: Action<TakeDraft, { draft: string; code: string; version: number | null }> = async (
  ctx,
  { draft: id, verb, reason },
) => {
  const draft = await held(ctx, id)
  const standing = await standingOf(ctx, draft)
  const move = moveOf(draft.status, verb, ctx.who.id, standing.steps)
  const why = whyNotTake(standing, verb, ctx.who)
  if (why)
    throw refuse(standing.errors > 0 && why.startsWith('还有') ? 'item.not-now' : 'item.may-not', {
      verb: move.title,
      why,
      findings: standing.findings,
    })
  if (move.reason && (reason ?? '').length < 2) throw refuse('item.say-why')
  const after: Draft = { ...draft, status: move.to, revision: draft.revision + 1, savedAt: ctx.now, savedBy: ctx.who.name }
  await leave(ctx, after, verb, reason ?? null)
  if (verb === 'publish') after.version = await publishDraft(ctx, draft, reason)
  await saveDraft(ctx.tx, after)
  return { draft: id, code: draft.code, version: after.version }
}

/** 发布: exactly what was approved becomes the version in force; the one before is superseded and kept. */
async function publishDraft(ctx: Ctx, draft: Draft, reason: string | undefined): Promise<number> {
  const approved = (await listSteps(ctx.tx, draft.id)).findLast((s) => s.verb === 'approve')
  if (approved?.hash !== hashOf(draft)) throw new Error(`draft ${draft.id} is not what was approved`)
  const ground = await groundOfLimits(ctx, draft, reason)
  const file = ItemFile.parse(draft.file)
  const { version } = await publish(ctx, {
    file,
    form: draft.form,
    elements: await elementsOf(ctx.tx),
    note: draft.reason ?? '认领后首次发布',
    keptAt: 'desk',
    ground,
  })
  return version
}
