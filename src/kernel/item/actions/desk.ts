/** Items as the desk reads them: the list, one item with its versions, a version under way, two versions side by side. */
import { asSystem } from '#base/as-system.ts'
import { elementsOf } from '#kernel/form/api.ts'
import { authorOf } from '#kernel/form/rules/author.ts'
import { diffForm } from '#kernel/form/rules/diff.ts'
import { type Form, FormFile } from '#kernel/form/schema/form.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { diffItem } from '../rules/diff.ts'
import { itemFacts } from '../rules/facts.ts'
import { branchNames } from '../rules/organ.ts'
import { mayWrite, type Standing, verbStates } from '../rules/turns.ts'
import type { ComparePage, DiffRow, DraftPage, HistoryLine, ItemLine, ItemList, ItemPage } from '../schema/desk.ts'
import { nameOf, taskTypes } from '../schema/dictionary.ts'
import type { ByDraft, ByItem, Compare, Draft, ListVersions } from '../schema/draft.ts'
import { statusNames, type VersionVerb } from '../schema/life.ts'
import { findDraft, findUnderWay, listOffers, listSteps, listUnderWay, type UnderWay } from '../store/draft.ts'
import { listEveryOrgan, listOrgans } from '../store/organ.ts'
import { findItem, findVersion, type ItemRow, listDivisions, listItems, listVersions, type Version } from '../store.ts'
import { standingOf } from './draft.ts'
import { refuse } from './refuse.ts'
import { limitsPart } from './rehearse.ts'
import { organsOf } from './standing.ts'

/** The step that leads on; the others lead back or out. */
const onward: readonly VersionVerb[] = ['draft', 'submit', 'endorse', 'approve', 'publish']

async function waits(ctx: Ctx, draft: UnderWay): Promise<boolean> {
  const organs = await organsOf(ctx.tx, draft.file)
  const standing: Standing = { status: draft.status, steps: await listSteps(ctx.tx, draft.id), editors: draft.editors, organs, errors: 0 }
  return verbStates(standing, ctx.who).some((v) => v.open && onward.includes(v.verb))
}

async function lineOf(ctx: Ctx, item: ItemRow | undefined, draft: UnderWay | undefined): Promise<ItemLine> {
  return {
    code: item?.code ?? draft!.code,
    name: item?.name ?? draft!.name,
    state: item?.state ?? null,
    version: item?.version ?? 0,
    updatedAt: (item?.updatedAt ?? draft!.savedAt).toISOString(),
    draft: draft ? { id: draft.id, status: draft.status, savedAt: draft.savedAt.toISOString(), savedBy: draft.savedBy } : null,
    waiting: draft !== undefined && (await waits(ctx, draft)),
  }
}

const shows: Record<Exclude<ListVersions['show'], 'offered'>, (line: ItemLine) => boolean> = {
  all: () => true,
  underWay: (l) => l.draft !== null,
  waiting: (l) => l.waiting,
  suspended: (l) => l.state === 'suspended' || l.state === 'cancelled',
}

/** All items of the city with what is under way, those that changed last in front. */
export const items: Action<ListVersions, ItemList> = async (ctx, { show, q }) => {
  const drafts = new Map((await listUnderWay(ctx.tx)).map((d) => [d.code, d]))
  const rows = await listItems(ctx.tx)
  const fresh = [...drafts.values()].filter((d) => !rows.some((r) => r.code === d.code))
  const lines: ItemLine[] = []
  for (const d of fresh) lines.push(await lineOf(ctx, undefined, d))
  for (const r of rows) lines.push(await lineOf(ctx, r, drafts.get(r.code)))
  const offers = await listOffers(ctx.tx)
  const fits = (l: ItemLine) => q === '' || l.name.includes(q) || l.code.includes(q)
  const count = (of: keyof typeof shows) => lines.filter(shows[of]).length
  return {
    items:
      show === 'offered'
        ? []
        : lines
            .filter(shows[show])
            .filter(fits)
            .sort((a, b) => Number(b.draft !== null) - Number(a.draft !== null)),
    offers: offers.filter((o) => q === '' || o.name.includes(q)),
    counts: {
      all: lines.length,
      underWay: count('underWay'),
      waiting: count('waiting'),
      suspended: count('suspended'),
      offered: offers.length,
    },
    mayClaim: ctx.who.organ !== undefined && mayWrite(ctx.who, [ctx.who.organ]),
  }
}

const textIn = (data: Record<string, unknown>, key: string): string | null => (typeof data[key] === 'string' ? (data[key] as string) : null)

function historyLine(fact: Recorded): HistoryLine {
  const version = fact.name === 'item.published' ? `第 ${String(fact.data.version)} 版` : ''
  return {
    title: `${itemFacts[fact.name] ?? fact.name}${version}`,
    at: fact.at.toISOString(),
    by: textIn(fact.data, 'byName'),
    reason: textIn(fact.data, 'reason') ?? textIn(fact.data, 'note'),
  }
}

/** What was done with an item. Its chain says nothing that the public may not know. */
const factsOf = (ctx: Ctx, code: string): Promise<Recorded[]> => asSystem(ctx.tx, () => listFacts(ctx.tx, `item:${code}`))
const historyOf = (facts: readonly Recorded[]): HistoryLine[] => facts.map(historyLine).reverse()

const catalogueOf = (file: Record<string, unknown>): ItemPage['catalogue'] => {
  const { code = '', name = '', subName, taskType = '' } = (file.catalogue ?? {}) as Record<string, string>
  return code ? { code, name: subName ? `${name}（${subName}）` : name, type: nameOf(taskTypes, taskType) } : null
}

async function organNames(ctx: Ctx, file: unknown): Promise<string[]> {
  const names = new Map((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.shortName]))
  return (await organsOf(ctx.tx, file)).map((id) => names.get(id) ?? id)
}

const inForce = (ctx: Ctx, item: ItemRow | undefined, organs: string[]) =>
  item ? verbStates({ status: item.state, steps: [], editors: [], organs, errors: 0 }, ctx.who) : []

const lineOfVersion = (v: Omit<Version, 'file' | 'form'>, item: ItemRow, facts: readonly Recorded[]): ItemPage['versions'][number] => ({
  version: v.version,
  publishedAt: v.publishedAt.toISOString(),
  by: textIn(facts.find((f) => f.name === 'item.published' && f.data.version === v.version)?.data ?? {}, 'byName') ?? '系统',
  note: v.note,
  current: v.version === item.version,
})

/** One item: what is in force, its versions, what is under way, and what may be done. */
export const item: Action<ByItem, ItemPage> = async (ctx, { code }) => {
  const row = await findItem(ctx.tx, code)
  const draft = await findUnderWay(ctx.tx, code)
  if (!row && !draft) throw refuse('item.unknown')
  const current = row && (await findVersion(ctx.tx, code, row.version))
  const file = (current?.file ?? draft?.file ?? {}) as Record<string, unknown>
  const facts = await factsOf(ctx, code)
  return {
    code,
    name: row?.name ?? draft!.name,
    state: row?.state ?? null,
    reason: row?.reason ?? null,
    catalogue: catalogueOf(file),
    organs: await organNames(ctx, file),
    versions: row ? (await listVersions(ctx.tx, code)).map((v) => lineOfVersion(v, row, facts)) : [],
    draft: draft
      ? { id: draft.id, status: draft.status, savedAt: draft.savedAt.toISOString(), savedBy: draft.savedBy, reason: draft.reason }
      : null,
    verbs: inForce(ctx, row, await organsOf(ctx.tx, file)),
    history: historyOf(facts),
  }
}

/** Two forms side by side; one that cannot be read is not compared. */
function formChanges(before: unknown, after: unknown): DiffRow[] {
  const [a, b] = [FormFile.safeParse(before), FormFile.safeParse(after)]
  return a.success && b.success ? diffForm(a.data, b.data) : []
}

const written = (v: Version): Pick<Draft, 'file' | 'form'> => ({
  file: v.file as unknown as Record<string, unknown>,
  form: authorOf(v.form as Form, v.file.scenarios),
})

const changesOf = (a: Pick<Draft, 'file' | 'form'>, b: Pick<Draft, 'file' | 'form'>): DiffRow[] => [
  ...diffItem(a.file, b.file),
  ...formChanges(a.form, b.form),
]

const whyClosed = (draft: Draft, mine: boolean): string | null => {
  if (draft.status !== 'drafting') return `这个版本${statusNames[draft.status]}，不能再改`
  return mine ? null : '由实施这个事项的单位的事项编制员来编。您可以看，不能改'
}

/** A version under way: its content, what is wrong with it and where, what it changes, and what may be done. */
export const draft: Action<ByDraft, DraftPage> = async (ctx, { draft: id }) => {
  const found = await findDraft(ctx.tx, id)
  if (!found) throw refuse('item.no-draft')
  const { findings, ...standing } = await standingOf(ctx, found)
  const base = found.base === null ? undefined : await findVersion(ctx.tx, found.code, found.base)
  const organs = await listOrgans(ctx.tx)
  const why = whyClosed(found, mayWrite(ctx.who, standing.organs))
  const { code, name, status, reason, revision, savedBy, file, form } = found
  const limits = await limitsPart(ctx, found)
  return {
    id,
    code,
    name,
    base: found.base,
    status,
    reason,
    revision,
    savedAt: found.savedAt.toISOString(),
    savedBy,
    file,
    form,
    writable: why === null,
    whyNotWritable: why,
    findings,
    verbs: verbStates(standing, ctx.who).map((v) =>
      v.verb === 'publish' && limits.changed && !limits.rehearsed ? { ...v, reason: true } : v,
    ),
    limits,
    history: historyOf(await factsOf(ctx, code)),
    changes: base ? changesOf(written(base), found) : [],
    organs: organs.map((o) => ({ value: o.id, label: o.name })),
    branches: [...branchNames(organs)].map(([value, label]) => ({ value, label })),
    elements: [...(await elementsOf(ctx.tx)).values()],
    places: (await listDivisions(ctx.tx)).map(({ code, name }) => ({ code, name })),
  }
}

async function side(ctx: Ctx, row: ItemRow, which: Compare['from']): Promise<Pick<Draft, 'file' | 'form'>> {
  if (which === 'draft') {
    const under = await findUnderWay(ctx.tx, row.code)
    if (!under) throw refuse('item.no-draft')
    return under
  }
  const version = await findVersion(ctx.tx, row.code, which)
  if (!version) throw refuse('item.no-version', { name: row.name, version: which })
  return written(version)
}

const sideName = (which: Compare['from']) => (which === 'draft' ? '在编的版本' : `第 ${which} 版`)

/** Two versions of an item side by side, in the order of the guide. */
export const compare: Action<Compare, ComparePage> = async (ctx, { code, from, to }) => {
  const row = await findItem(ctx.tx, code)
  if (!row) throw refuse('item.unknown')
  const [a, b] = [await side(ctx, row, from), await side(ctx, row, to)]
  return {
    code,
    name: row.name,
    from: sideName(from),
    to: sideName(to),
    rows: changesOf(a, b),
    versions: (await listVersions(ctx.tx, code)).map((v) => v.version),
    draft: (await findUnderWay(ctx.tx, code)) !== undefined,
  }
}
