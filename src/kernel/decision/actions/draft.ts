/** A version of a table under way: it lives the life of every version (`kernel/draft`), and is checked as a table. */
import { actsOf, begun, refuseDraft, rehearsedBy } from '#kernel/draft/api.ts'
import type { Standing } from '#kernel/draft/rules/turns.ts'
import type { PublishDraft } from '#kernel/draft/schema.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { withCases } from '../rules/cases.ts'
import type { Look } from '../rules/look.ts'
import { mayEdit, officesOf } from '../rules/offices.ts'
import { whyUnreadable } from '../rules/read.ts'
import type { BeginDraft, EditModel } from '../schema/desk.ts'
import { addDraft, type DraftRow, lockDraft, saveDraft } from '../store/draft.ts'
import { findModel, findModelVersion, type ModelRow } from '../store/model.ts'
import { checked } from './checked.ts'
import { publishModel } from './publish.ts'
import { refuse } from './refuse.ts'

const modelFor = async (ctx: Ctx, { code }: DraftRow): Promise<ModelRow> => {
  const model = await findModel(ctx.tx, code)
  if (!model) throw refuseDraft('draft.unknown')
  return model
}

/** All that the rules of a step have to know, with what is wrong with the text. */
export async function standingOf(ctx: Ctx, draft: DraftRow, model: ModelRow): Promise<{ standing: Standing; look: Look }> {
  const look = await checked(ctx, draft, model.ground)
  const { rehearsing, rehearsed } = await rehearsedBy(ctx, draft.id, draft.hash)
  const current = await findModelVersion(ctx.tx, draft.code, model.version)
  const errors = look.findings.filter((f) => f.severity === 'error').length
  const { status, editors } = draft
  return { standing: { status, editors, errors, same: current?.hash === draft.hash, rehearsing, rehearsed }, look }
}

const acts = actsOf<DraftRow>({
  kind: 'decision',
  may: ['decision.read', 'decision.edit', 'decision.publish'],
  lock: (ctx, id) => lockDraft(ctx.tx, id),
  save: (ctx, row) => saveDraft(ctx.tx, row),
  standing: async (ctx, row) => (await standingOf(ctx, row, await modelFor(ctx, row))).standing,
  offices: async (ctx, row) => officesOf((await modelFor(ctx, row)).ground.organs),
  code: ({ code }) => code,
  about: ({ code }) => `decision:${code}`,
  facts: {
    'change-begun': 'decision.change-begun',
    submitted: 'decision.submitted',
    returned: 'decision.returned',
    abandoned: 'decision.abandoned',
    'rehearsal-asked': 'decision.rehearsal-asked',
  },
  async publish(ctx, row, ground) {
    const model = await modelFor(ctx, row)
    const publication = { code: row.code, xml: row.xml, ground: model.ground, note: row.reason, keptAt: 'desk' as const, ...ground }
    return (await publishModel(ctx, publication)).version
  },
})

/** Begins a version with what is in force. */
export const beginDraft: Action<BeginDraft, { draft: string }> = async (ctx, { code, reason }) => {
  const model = await findModel(ctx.tx, code)
  const current = model && (await findModelVersion(ctx.tx, code, model.version))
  if (!model || !current) throw refuse('decision.unknown')
  const { writer } = officesOf(model.ground.organs)
  if (!mayEdit(ctx.who, model.ground.organs)) throw refuseDraft('draft.not-yours', { writer })
  const { xml, hash } = current
  const draft = { ...begun(ctx, { base: model.version, xml, hash, reason }), code, submittedAt: null, submittedBy: null }
  if (!(await addDraft(ctx.tx, draft))) throw refuseDraft('draft.under-way', { title: model.title })
  await acts.begin(ctx, draft)
  return { draft: draft.id }
}

/** A file that cannot be read is kept as it was written, with what is wrong; cases can be written into one that can. */
function withGiven(xml: string, cases: EditModel['cases']): string {
  if (!cases) return xml
  const why = whyUnreadable(xml)
  if (why !== undefined) throw refuse('decision.unreadable', { why })
  return withCases(xml, cases)
}

export const editDraft: Action<EditModel, { draft: string; revision: number }> = (ctx, { xml, cases, ...at }) =>
  acts.edit(ctx, at, () => withGiven(xml.replace(/^\ufeff/, ''), cases))

export const publishDraft: Action<PublishDraft, { code: string; version: number }> = async (ctx, input) => {
  const { row, version } = await acts.publish(ctx, input)
  return { code: row.code, version }
}

export const { submit: submitDraft, rehearse: rehearseDraft, stop: stopRehearsal, changes, back: returnDraft, abandon: abandonDraft } = acts
