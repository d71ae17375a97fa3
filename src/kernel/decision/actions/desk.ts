/** What the desk shows of models, versions and drafts. */
import { type Outline, outlineOf } from '@haoban/dmn'
import { refuseDraft, rehearsalOf } from '#kernel/draft/api.ts'
import { statusNames, verbStates } from '#kernel/draft/rules/turns.ts'
import type { ByDraft } from '#kernel/draft/schema.ts'
import type { Action } from '#kernel/module.ts'
import { differences } from '../rules/diff.ts'
import { labelled } from '../rules/labels.ts'
import { testsOf } from '../rules/look.ts'
import { mayEdit, officesOf } from '../rules/offices.ts'
import { namedIn } from '../rules/read.ts'
import { readable } from '../rules/readable.ts'
import type { ByCode, ComparePage, CompareVersions, DraftPage, ModelList, ModelPage } from '../schema/desk.ts'
import { type Labels, purposes } from '../schema/model.ts'
import { findDraft, listUnderWay } from '../store/draft.ts'
import { findModel, findModelVersion, listModels, listModelVersions } from '../store/model.ts'
import { standingOf } from './draft.ts'
import { modelOf } from './model.ts'
import { refuse } from './refuse.ts'

export const models: Action<object, ModelList> = async (ctx) => {
  const underWay = new Map((await listUnderWay(ctx.tx)).map((d) => [d.code, d]))
  const lines: ModelList['models'] = []
  for (const m of await listModels(ctx.tx)) {
    const draft = underWay.get(m.code)
    const { decisions } = await modelOf(ctx.tx, m.code, m.version)
    lines.push({
      code: m.code,
      title: m.title,
      version: m.version,
      updatedAt: m.updatedAt.toISOString(),
      purposes: decisions.flatMap((d) => (d.purpose ? [purposes[d.purpose].title] : [])),
      draft: draft ? { id: draft.id, status: statusNames[draft.status], savedBy: draft.savedBy } : null,
    })
  }
  return { models: lines }
}

export const model: Action<ByCode, ModelPage> = async (ctx, { code }) => {
  const row = await findModel(ctx.tx, code)
  if (!row) throw refuse('decision.unknown')
  const current = await modelOf(ctx.tx, code, row.version)
  const [draft] = await listUnderWay(ctx.tx, code)
  return {
    code,
    title: row.title,
    version: row.version,
    description: current.outline.description ?? null,
    decisions: readable(current, row.ground),
    versions: (await listModelVersions(ctx.tx, code)).map((v) => ({
      version: v.version,
      publishedAt: v.publishedAt.toISOString(),
      by: v.publishedName,
      note: v.note,
      rehearsed: v.rehearsal ? '发布前预演过' : (v.unrehearsed ?? '建城时带来的'),
      current: v.version === row.version,
    })),
    draft: draft?.id ?? null,
    tests: testsOf(current, row.ground),
    mayEdit: mayEdit(ctx.who, row.ground.organs),
  }
}

export const compare: Action<CompareVersions, ComparePage> = async (ctx, { code, from, to }) => {
  const [row, before, after] = [
    await findModel(ctx.tx, code),
    await findModelVersion(ctx.tx, code, from),
    await findModelVersion(ctx.tx, code, to),
  ]
  if (!row || !before || !after) throw refuse('decision.no-version')
  return { code, title: row.title, from, to, differences: differences(outlineOf(before.xml), outlineOf(after.xml), row.ground) }
}

const namedInputs = (outline: Outline, labels: Labels | undefined): DraftPage['named'] =>
  labelled(namedIn(outline).inputs, labels).map(({ name, unit, type, question, labels: words }) => ({
    name,
    unit,
    type,
    question,
    labels: words,
  }))

export const draft: Action<ByDraft, DraftPage> = async (ctx, { draft: id }) => {
  const found = await findDraft(ctx.tx, id)
  const row = found && (await findModel(ctx.tx, found.code))
  if (!found || !row) throw refuseDraft('draft.unknown')
  const { look, standing } = await standingOf(ctx, found, row)
  const { title: _, ...shown } = look
  const base = (await findModelVersion(ctx.tx, found.code, found.base))!
  return {
    id,
    code: found.code,
    title: row.title,
    base: found.base,
    status: found.status,
    statusName: statusNames[found.status],
    reason: found.reason,
    xml: found.xml,
    revision: found.revision,
    savedAt: found.savedAt.toISOString(),
    savedBy: found.savedBy,
    ...shown,
    named: shown.outline ? namedInputs(shown.outline, row.ground.labels) : [],
    differences: shown.outline ? differences(outlineOf(base.xml), shown.outline, row.ground) : [],
    rehearsal: await rehearsalOf(ctx, id, found.hash),
    verbs: verbStates(standing, ctx.who, officesOf(row.ground.organs)),
  }
}
