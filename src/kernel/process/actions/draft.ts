/** A version of a process under way: it lives the life of every version (`kernel/draft`), and is checked against the law. */
import { decode, planMigration } from '@haoban/bpmn'
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { actsOf, begun, refuseDraft, rehearsalOf, rehearsedBy } from '#kernel/draft/api.ts'
import { type Offices, type Standing, statusNames, verbStates } from '#kernel/draft/rules/turns.ts'
import type { ByDraft, PublishDraft } from '#kernel/draft/schema.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { kindOf } from '../rules/compile.ts'
import type { BeginDraft, DraftPage, EditModel } from '../schema/desk.ts'
import { addDraft, type DraftRow, findDraft, saveDraft } from '../store/draft.ts'
import { listRunning } from '../store/instance.ts'
import { findNewest, findVersion } from '../store/version.ts'
import { branchesFor, type Judged, judge, modelOf, publishModel, subjectOf } from './models.ts'

const refuse = refusals({ 'process.unknown-model': [404, '没有找到这个流程。请回到流程列表看一看'] })

const offices: Offices = {
  write: (who) => may(who, 'process.edit'),
  publish: (who) => may(who, 'process.publish'),
  writer: '由事项编制员来做',
  publisher: '由审定员来做',
}

async function standingOf(ctx: Ctx, draft: DraftRow, { faults }: Judged): Promise<Standing> {
  const current = await findNewest(ctx.tx, draft.key)
  const { rehearsing, rehearsed } = await rehearsedBy(ctx, draft.id, draft.hash)
  const { status, editors, hash } = draft
  return { status, editors, errors: faults.length, same: current?.hash === hash, rehearsing, rehearsed }
}

const acts = actsOf<DraftRow>({
  kind: 'process',
  may: ['process.read', 'process.edit', 'process.publish'],
  lock: (ctx, id) => findDraft(ctx.tx, id, 'held'),
  save: (ctx, row) => saveDraft(ctx.tx, row),
  standing: async (ctx, row) => standingOf(ctx, row, await judge(ctx, row.key, row.xml)),
  offices: async () => offices,
  code: ({ key }) => key,
  about: ({ key }) => `process-model:${key}`,
  facts: {
    'change-begun': 'process.change-begun',
    submitted: 'process.submitted',
    returned: 'process.returned',
    abandoned: 'process.abandoned',
    'rehearsal-asked': 'process.rehearsal-asked',
  },
  publish: async (ctx, { key, xml, reason }, ground) =>
    (await publishModel(ctx, { key, xml, note: reason, keptAt: 'desk', ground })).version,
})

/** Begins a version with what is in force. */
export const beginDraft: Action<BeginDraft, { draft: string }> = async (ctx, { key, reason }) => {
  const current = await findNewest(ctx.tx, key)
  if (!current) throw refuse('process.unknown-model')
  const { name: title, version: base, xml, hash } = current
  const draft: DraftRow = { ...begun(ctx, { base, xml, hash, reason }), key, title }
  if (!(await addDraft(ctx.tx, draft))) throw refuseDraft('draft.under-way', { title })
  await acts.begin(ctx, draft)
  return { draft: draft.id }
}

/** What is wrong with the text is told and kept all the same. */
export const editDraft: Action<EditModel, { draft: string; revision: number }> = (ctx, { xml, ...at }) => acts.edit(ctx, at, () => xml)

/** Running cases keep their version. */
export const publishDraft: Action<PublishDraft, { key: string; version: number }> = async (ctx, input) => {
  const { row, version } = await acts.publish(ctx, input)
  return { key: row.key, version }
}

export const { submit: submitDraft, rehearse: rehearseDraft, stop: stopRehearsal, changes, back: returnDraft, abandon: abandonDraft } = acts

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
  if (!found) throw refuseDraft('draft.unknown')
  const judged = await judge(ctx, found.key, found.xml)
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
    branches: (await branchesFor(ctx, found.key)) ?? null,
    rehearsal: await rehearsalOf(ctx, id, found.hash),
    verbs: verbStates(await standingOf(ctx, found, judged), ctx.who, offices),
  }
}
