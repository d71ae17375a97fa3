/** What the desk shows of models, versions and drafts. */
import { outlineOf } from '@haoban/dmn'
import type { Action, Ctx } from '#kernel/module.ts'
import { caseText } from '../rules/cases.ts'
import { differences } from '../rules/diff.ts'
import { runCases } from '../rules/try.ts'
import { mayEdit, statusNames, verbStates } from '../rules/turns.ts'
import { valueText } from '../rules/words.ts'
import type {
  ByCode,
  ByDraft,
  CaseField,
  ChangeList,
  ComparePage,
  CompareVersions,
  DraftPage,
  ListChanges,
  ModelList,
  ModelPage,
  RehearsalView,
  TestLine,
} from '../schema/desk.ts'
import { type DecisionModel, purposes } from '../schema/model.ts'
import { type DraftRow, findDraft, lastRehearsal, listUnderWay, pageChanges } from '../store/draft.ts'
import { findModel, findModelVersion, listModels, listModelVersions } from '../store/model.ts'
import { standingOf } from './draft.ts'
import { modelOf } from './model.ts'
import { refuse } from './refuse.ts'

const pageSize = 100

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

const inputOf = (model: DecisionModel, name: string) => model.inputs.find((i) => i.name === name)

const testsOf = (model: DecisionModel | undefined): TestLine[] =>
  model
    ? runCases(model).map(({ test, results }) => ({
        name: test.name,
        basis: test.basis ?? null,
        given: Object.entries(test.given).map(([name, value]) => ({ name, value: valueText(value, inputOf(model, name)) })),
        results,
      }))
    : []

export const model: Action<ByCode, ModelPage> = async (ctx, { code }) => {
  const row = await findModel(ctx.tx, code)
  if (!row) throw refuse('decision.unknown')
  const current = await modelOf(ctx.tx, code, row.version)
  const [draft] = await listUnderWay(ctx.tx, code)
  return {
    code,
    title: row.title,
    version: row.version,
    outline: current.outline,
    versions: (await listModelVersions(ctx.tx, code)).map((v) => ({
      version: v.version,
      publishedAt: v.publishedAt.toISOString(),
      by: v.publishedName,
      note: v.note,
      rehearsed: v.rehearsal ? '发布前预演过' : (v.unrehearsed ?? '建城时带来的'),
      current: v.version === row.version,
    })),
    draft: draft?.id ?? null,
    tests: testsOf(current),
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
  return { code, title: row.title, from, to, differences: differences(outlineOf(before.xml), outlineOf(after.xml)) }
}

/** What a test case can say: of each input, and of each decision that is for something. */
function fieldsOf(model: DecisionModel | undefined): DraftPage['fields'] {
  const option = (value: unknown, label: string) => ({ value: JSON.stringify(value), label })
  const inputs = (model?.inputs ?? []).map(({ name, type, question }): CaseField => {
    const options = type === 'date' ? [] : (question?.options ?? [])
    return { name, type, options: options.map((o) => option(o.value, o.label)) }
  })
  const decisions = (model?.decisions ?? []).flatMap(({ name, purpose }): CaseField[] => {
    if (!purpose) return []
    const { type } = purposes[purpose]
    return [{ name, type, options: type === 'boolean' ? [option(true, '是'), option(false, '否')] : [] }]
  })
  return { inputs, decisions }
}

async function rehearsalOf(ctx: Ctx, draft: DraftRow): Promise<RehearsalView | null> {
  const r = await lastRehearsal(ctx.tx, draft.id)
  if (!r) return null
  const { status, sinceOn, untilOn, total, looked, changed, why, askedAt, endedAt } = r
  const seconds = endedAt && Math.max(1, Math.round((endedAt.getTime() - askedAt.getTime()) / 1000))
  const tally = r.tally.map(({ purpose, ...rest }) => ({ title: purposes[purpose].title, ...rest }))
  return { status, sinceOn, untilOn, total, looked, seconds, changed, why, tally, fresh: r.hash === draft.hash }
}

export const draft: Action<ByDraft, DraftPage> = async (ctx, { draft: id }) => {
  const found = await findDraft(ctx.tx, id)
  const row = found && (await findModel(ctx.tx, found.code))
  if (!found || !row) throw refuse('decision.no-draft')
  const { findings, written, ...standing } = await standingOf(ctx, found, row)
  const base = await modelOf(ctx.tx, found.code, found.base)
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
    outline: written?.outline ?? null,
    findings,
    tests: testsOf(written),
    cases: written?.cases.map((test) => caseText(written, test)) ?? [],
    fields: fieldsOf(written),
    differences: written ? differences(base.outline, written.outline) : [],
    rehearsal: await rehearsalOf(ctx, found),
    verbs: verbStates(standing, ctx.who),
  }
}

/** Whom the newest rehearsal of a draft would change, case by case. */
export const changes: Action<ListChanges, ChangeList> = async (ctx, { draft: id, after }) => {
  const [subject = '', purpose = ''] = after.split(' ')
  const rehearsal = await lastRehearsal(ctx.tx, id)
  if (!rehearsal) return { rows: [], next: null }
  const rows = await pageChanges(ctx.tx, rehearsal.id, [subject, purpose], pageSize)
  const last = rows.at(-1)
  return {
    rows: rows.map(({ purpose, ...r }) => ({ ...r, what: purposes[purpose].title, href: `/desk/cases/${r.subject}` })),
    next: last && rows.length === pageSize ? `${last.subject} ${last.purpose}` : null,
  }
}
