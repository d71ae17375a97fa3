/** The directory of organs as the desk reads it: the list, and one organ with what it has and what was done to it. */
import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { saidFor } from '../../rules/contact.ts'
import { itemFacts } from '../../rules/facts.ts'
import { branchNames } from '../../rules/organ.ts'
import { nameOf, organKinds, useLevels } from '../../schema/dictionary.ts'
import type {
  ByOrgan,
  ListOrgans,
  OrganChoices,
  OrganDiff,
  OrganDirectory,
  OrganHistoryLine,
  OrganLine,
  OrganPage,
  OrganRow,
} from '../../schema/organ-desk.ts'
import { findOrganRow, listFormerNames, listItemsAt, listOrganChanges, listOrganRows } from '../../store/organ.ts'
import { listDivisions } from '../../store.ts'
import { worksOnItems } from '../look.ts'
import { refuse } from '../refuse.ts'
import { waitingOf } from './change.ts'
import { holdingsOf } from './holdings.ts'
import { aboutOrgan } from './leave.ts'
import { mayConfirm, mayEditOrgan, mayPropose } from './may.ts'

type Ground = { rows: OrganRow[]; branches: Map<string, string>; divisions: Map<string, string>; former: { organ: string; name: string }[] }

async function groundOf(ctx: Ctx): Promise<Ground> {
  if (ctx.who.kind !== 'staff') throw refuse('item.staff-only')
  const rows = await listOrganRows(ctx.tx)
  return {
    rows,
    branches: branchNames(rows.map((r) => r.organ)),
    divisions: new Map((await listDivisions(ctx.tx)).map((d) => [d.code, d.name])),
    former: await asSystem(ctx.tx, () => listFormerNames(ctx.tx)),
  }
}

const lineOf = ({ organ: o, endedAt }: OrganRow, { branches, divisions }: Ground): OrganLine => ({
  id: o.id,
  name: o.name,
  shortName: o.shortName,
  branchName: branches.get(o.branch) ?? o.branch,
  divisionName: divisions.get(o.division) ?? o.division,
  uscc: o.uscc,
  phone: o.phone,
  complaintPhone: o.complaintPhone,
  ended: endedAt !== null,
})

/** A word is looked for in names of today and of before, telephones and ids; a code from its beginning. */
function holds({ organ: o }: OrganRow, q: string, { former }: Ground): boolean {
  const texts = [o.name, o.shortName, o.phone, o.complaintPhone, o.id, ...former.filter((f) => f.organ === o.id).map((f) => f.name)]
  return texts.some((text) => text.includes(q)) || o.uscc.startsWith(q.toUpperCase())
}

const fits =
  ({ division, branch, state, q }: ListOrgans, ground: Ground) =>
  (row: OrganRow): boolean =>
    (division === '' || row.organ.division === division) &&
    (branch === '' || row.organ.branch === branch) &&
    (state === 'all' || (state === 'ended') === (row.endedAt !== null)) &&
    (q === '' || holds(row, q, ground))

/** The city before its counties, these before its zones, each office by the name of its branch. */
const inPlace = ({ branches, divisions }: Ground) => {
  const places = new Map([...divisions.keys()].map((code, i) => [code, i]))
  const place = (r: OrganRow) => places.get(r.organ.division) ?? places.size
  const branch = (r: OrganRow) => branches.get(r.organ.branch) ?? ''
  return (a: OrganRow, b: OrganRow) => place(a) - place(b) || branch(a).localeCompare(branch(b), 'zh')
}

const options = (names: ReadonlyMap<string, string>) => [...names].map(([value, label]) => ({ value, label }))
const byName = (names: ReadonlyMap<string, string>) => options(names).sort((a, b) => a.label.localeCompare(b.label, 'zh'))

const waiting = (ctx: Ctx) => asSystem(ctx.tx, async () => waitingOf(ctx, await listOrganChanges(ctx.tx)))

/** The organs that fit, with what waits for a second person. */
export const organs: Action<ListOrgans, OrganDirectory> = async (ctx, asked) => {
  const ground = await groundOf(ctx)
  return {
    organs: ground.rows
      .filter(fits(asked, ground))
      .sort(inPlace(ground))
      .map((r) => lineOf(r, ground)),
    divisions: options(ground.divisions),
    branches: byName(ground.branches),
    waiting: await waiting(ctx),
    mayPropose: mayPropose(ctx.who),
    mayConfirm: mayConfirm(ctx.who),
  }
}

export const organChoices: Action<unknown, OrganChoices> = async (ctx) => {
  const { rows, branches, divisions } = await groundOf(ctx)
  return {
    divisions: options(divisions),
    branches: byName(branches),
    organs: rows.filter((r) => r.endedAt === null).map(({ organ: o }) => ({ value: o.id, label: o.name })),
    kinds: organKinds.codes.map((value) => ({ value, label: nameOf(organKinds, value) })),
  }
}

const textIn = (data: Record<string, unknown>, key: string): string | null => (typeof data[key] === 'string' ? (data[key] as string) : null)

const historyLine = ({ name, at, data }: Recorded): OrganHistoryLine => {
  const [by, proposedBy] = [textIn(data, 'byName'), textIn(data, 'proposedByName')]
  return {
    title: itemFacts[name] ?? name,
    at: at.toISOString(),
    by: proposedBy ? `${by}（${proposedBy}申请）` : by,
    reason: textIn(data, 'reason'),
    document: textIn(data, 'basis'),
    diffs: Array.isArray(data.diffs) ? (data.diffs as OrganDiff[]) : [],
  }
}

async function itemsAt(ctx: Ctx, organ: string): Promise<OrganPage['items']> {
  return (await listItemsAt(ctx.tx, organ)).map((i) => {
    const { phone, complaintPhone, place } = saidFor(i, i)
    return { code: i.code, name: i.name, own: (phone ?? complaintPhone ?? place) !== undefined }
  })
}

async function historyOf(ctx: Ctx, organ: string): Promise<OrganHistoryLine[]> {
  const facts = await asSystem(ctx.tx, () => listFacts(ctx.tx, aboutOrgan(organ)))
  return facts.map(historyLine).reverse()
}

/** One organ: its data, what it has, what was changed, and what may be done with it. */
export const organ: Action<ByOrgan, OrganPage> = async (ctx, { organ: id }) => {
  const { rows, branches, divisions, former } = await groundOf(ctx)
  const row = await findOrganRow(ctx.tx, id)
  if (!row) throw refuse('item.organ-unknown')
  const { organ: o, endedAt, successor } = row
  const named = (of: string | null | undefined) => {
    const found = rows.find((r) => r.organ.id === of)?.organ
    return found ? { id: found.id, name: found.name } : null
  }
  const changed = (await waiting(ctx)).find((w) => w.organ === id) ?? null
  const open = endedAt === null
  return {
    organ: o,
    formerNames: former.filter((f) => f.organ === id).map((f) => f.name),
    divisionName: divisions.get(o.division) ?? o.division,
    branchName: branches.get(o.branch) ?? o.branch,
    levelName: nameOf(useLevels, o.level),
    kindName: nameOf(organKinds, o.kind),
    parent: named(o.parent),
    children: rows.filter((r) => r.organ.parent === id && r.endedAt === null).map((r) => ({ id: r.organ.id, name: r.organ.name })),
    ended: endedAt && { on: dayOf(endedAt), successor: named(successor) },
    holdings: await holdingsOf(ctx, id),
    items: await itemsAt(ctx, id),
    mayOpenItems: worksOnItems(ctx.who),
    history: await historyOf(ctx, id),
    waiting: changed,
    mayEdit: open && mayEditOrgan(ctx.who, o),
    mayPropose: open && mayPropose(ctx.who),
    mayConfirm: mayConfirm(ctx.who),
  }
}
