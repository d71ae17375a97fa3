/** Founding, renaming and ending an organ: asked for by one person on a document, done by another. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields } from '#base/refusal.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { changeDiffs, foundFaults, nameFaults, organFrom } from '../../rules/organ.ts'
import type { Organ } from '../../schema/organ.ts'
import type { ByOrganChange, EndOrgan, FoundOrgan, OrganChange, RenameOrgan, TurnDownOrgan } from '../../schema/organ-desk.ts'
import {
  addOrganChange,
  endOrgan,
  findOrganInForce,
  holdDirectory,
  listEveryOrgan,
  listOrgans,
  lockOrganChange,
  putOrganAtDesk,
  settleOrganChange,
} from '../../store/organ.ts'
import { listDivisions } from '../../store.ts'
import { refuse } from '../refuse.ts'
import { inForce } from './contact.ts'
import { barsOf } from './holdings.ts'
import { leaveOrgan } from './leave.ts'

type Asked = Pick<OrganChange, 'kind' | 'organ' | 'before' | 'content' | 'documentNo' | 'documentOn' | 'reason'>
const documentOf = ({ documentNo, documentOn }: Pick<OrganChange, 'documentNo' | 'documentOn'>) => `${documentNo}，${documentOn}`

async function namesOf(ctx: Ctx): Promise<(id: string) => string> {
  const names = new Map((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.name]))
  return (id) => names.get(id) ?? id
}

/** The organ that a change is of; one that is to be founded is in the change itself. */
const subjectOf = ({ organ, before, content }: Pick<OrganChange, 'organ' | 'before' | 'content'>): Pick<Organ, 'id' | 'name'> =>
  'organ' in content ? content.organ : (before ?? { id: organ, name: organ })

async function told(ctx: Ctx, c: Asked & { id: string }) {
  return { change: c.id, reason: c.reason, basis: documentOf(c), diffs: changeDiffs(c, await namesOf(ctx)) }
}

async function propose(ctx: Ctx, asked: Asked): Promise<{ id: string }> {
  const { id: by, name: proposedByName } = ctx.who
  const change = { ...asked, id: ctx.id(), proposedBy: by, proposedByName, proposedAt: ctx.now }
  const { name } = subjectOf(change)
  if (!(await addOrganChange(ctx.tx, change))) throw refuse('item.organ-waits', { name })
  await leaveOrgan(ctx, 'organ.proposed', subjectOf(change), await told(ctx, change))
  return { id: change.id }
}

const orRefuse = (faults: readonly { field: string; sentence: string }[]): void => {
  if (faults.length > 0) throw invalidFields([...faults])
}

async function checkFound(ctx: Ctx, organ: Organ): Promise<void> {
  const known = (await listDivisions(ctx.tx)).some((d) => d.code === organ.division)
  const place = known ? [] : [{ field: 'division', sentence: '这个地区不在区划表里，请从列表里选' }]
  orRefuse([...place, ...foundFaults(organ, await listEveryOrgan(ctx.tx), await listOrgans(ctx.tx))])
}

async function checkNames(ctx: Ctx, organ: Organ, names: { name: string; shortName: string }): Promise<void> {
  orRefuse(
    nameFaults(
      names,
      (await listOrgans(ctx.tx)).filter((o) => o.id !== organ.id),
    ),
  )
}

/** Who takes the duties over is in force and another; what must be done first at the organ itself is named with its number. */
async function checkEnd(ctx: Ctx, organ: Organ, successor: string): Promise<void> {
  if (successor === organ.id) throw refuse('item.organ-own-successor')
  if (!(await findOrganInForce(ctx.tx, successor))) throw refuse('item.organ-successor-unknown')
  const bars = await barsOf(ctx, organ.id)
  if (bars.length === 0) return
  const what = bars.map((b) => `${b.title} ${b.n} ${b.unit}（${b.first}）`).join('；')
  throw refuse('item.organ-busy', { name: organ.name, what })
}

/** 设立: the organ is there when a second person has confirmed it. */
export const proposeFound: Action<FoundOrgan, { id: string }> = (ctx, { documentNo, documentOn, reason, ...rest }) =>
  asSystem(ctx.tx, async () => {
    const organ = organFrom(rest, ctx.city.demo)
    await checkFound(ctx, organ)
    return propose(ctx, { kind: 'found', organ: organ.id, before: null, content: { organ }, documentNo, documentOn, reason })
  })

/** 更名: on the document that says so. */
export const proposeRename: Action<RenameOrgan, { id: string }> = (ctx, { organ: id, name, shortName, ...document }) =>
  asSystem(ctx.tx, async () => {
    const { organ } = await inForce(ctx, id)
    if (organ.name === name && organ.shortName === shortName) throw refuse('item.organ-same')
    await checkNames(ctx, organ, { name, shortName })
    return propose(ctx, { kind: 'rename', organ: id, before: organ, content: { name, shortName }, ...document })
  })

/** 撤销: its duties go to another organ; nothing may be open at it any more. */
export const proposeEnd: Action<EndOrgan, { id: string }> = (ctx, { organ: id, successor, ...document }) =>
  asSystem(ctx.tx, async () => {
    const { organ } = await inForce(ctx, id)
    await checkEnd(ctx, organ, successor)
    return propose(ctx, { kind: 'end', organ: id, before: organ, content: { successor }, ...document })
  })

type Doing = (ctx: Ctx, change: OrganChange) => Promise<{ name: string; organ: Organ; successor?: string }>

/** The organs below one that ends stand below its successor from then on; one that would stand below itself stands below nobody. */
async function moveBelow(ctx: Ctx, ended: Organ, successor: string, change: OrganChange): Promise<void> {
  const nameOf = await namesOf(ctx)
  for (const organ of (await listOrgans(ctx.tx)).filter((o) => o.parent === ended.id)) {
    const { parent: _, ...rest } = organ
    await putOrganAtDesk(ctx.tx, organ.id === successor ? rest : { ...rest, parent: successor })
    const diffs = [{ title: '上级', before: ended.name, after: organ.id === successor ? null : nameOf(successor) }]
    await leaveOrgan(ctx, 'organ.changed', organ, { diffs, basis: documentOf(change), reason: `${ended.name}撤销` })
  }
}

/** What each kind of change does once it is confirmed. All of it is checked anew: the city may have moved since it was asked for. */
const doing: Record<OrganChange['kind'], Doing> = {
  found: async (ctx, { content }) => {
    const { organ } = content as { organ: Organ }
    await checkFound(ctx, organ)
    await putOrganAtDesk(ctx.tx, organ)
    return { name: 'organ.founded', organ }
  },
  rename: async (ctx, { organ: id, before, content }) => {
    const names = content as { name: string; shortName: string }
    const { organ } = await inForce(ctx, id)
    if (organ.name !== before?.name || organ.shortName !== before.shortName) throw refuse('item.organ-moved', { name: organ.name })
    await checkNames(ctx, organ, names)
    await putOrganAtDesk(ctx.tx, { ...organ, ...names })
    return { name: 'organ.renamed', organ: { ...organ, ...names } }
  },
  end: async (ctx, change) => {
    const { successor } = change.content as { successor: string }
    const { organ } = await inForce(ctx, change.organ)
    await checkEnd(ctx, organ, successor)
    await endOrgan(ctx.tx, organ.id, successor, ctx.now)
    await moveBelow(ctx, organ, successor, change)
    return { name: 'organ.ended', organ, successor }
  },
}

async function open(ctx: Ctx, id: string): Promise<OrganChange> {
  const change = await lockOrganChange(ctx.tx, id)
  if (!change) throw refuse('item.organ-change-unknown')
  if (change.settledAt) throw refuse('item.organ-change-settled')
  return change
}

/** The second person does what the first asked for; never the one who asked. */
export const confirmChange: Action<ByOrganChange, { organ: string }> = (ctx, { id }) =>
  asSystem(ctx.tx, async () => {
    await holdDirectory(ctx.tx)
    const change = await open(ctx, id)
    if (change.proposedBy === ctx.who.id) throw refuse('item.organ-own-change')
    const about = await told(ctx, change)
    const { name, organ, successor } = await doing[change.kind](ctx, change)
    await settleOrganChange(ctx.tx, id, 'confirmed', ctx.who.id, ctx.now)
    await leaveOrgan(ctx, name, organ, { ...about, proposedByName: change.proposedByName, ...(successor ? { successor } : {}) })
    return { organ: organ.id }
  })

/** Turned down by the second person, or withdrawn by the first. */
export const turnDownChange: Action<TurnDownOrgan, void> = (ctx, { id, reason }) =>
  asSystem(ctx.tx, async () => {
    const change = await open(ctx, id)
    await settleOrganChange(ctx.tx, id, 'turned-down', ctx.who.id, ctx.now)
    await leaveOrgan(ctx, 'organ.turned-down', subjectOf(change), { change: id, reason, basis: documentOf(change), diffs: [] })
  })

/** What is changed and waits, in words. */
export async function waitingOf(ctx: Ctx, changes: readonly OrganChange[]) {
  const nameOf = await namesOf(ctx)
  return changes.map((c) => ({
    id: c.id,
    kind: c.kind,
    organ: c.organ,
    name: subjectOf(c).name,
    diffs: changeDiffs(c, nameOf),
    document: documentOf(c),
    reason: c.reason,
    proposedByName: c.proposedByName,
    proposedAt: c.proposedAt.toISOString(),
    mine: c.proposedBy === ctx.who.id,
  }))
}
