/** The process of a case's item: begun with the case, asked before each verb, told after it, all in the case's own transaction. */
import { organsNear, processOf } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { advance, begin, findAbout, listAbout, listTasksAbout, lockAbout, modelOf, recallSteps } from '#kernel/process/api.ts'
import { branchesIn, governedBy } from '#kernel/process/rules/attributes.ts'
import { placesReaching } from '#kernel/who.ts'
import type { CaseFact, CaseState } from '../rules/fold.ts'
import type { Narrowing } from '../rules/open.ts'
import { knownOf, narrowBy, type Said, saidBy } from '../rules/process.ts'
import { aboutCase, type OpenCase, readersOf } from './open.ts'

const keyOf = (item: string) => `item:${item}`

/** Begins the process of a case that has just been handed in; nothing where its item has none. */
export async function beginProcess(ctx: Ctx, { file, state }: OpenCase): Promise<void> {
  const version = await processOf(ctx.tx, file.item, file.itemVersion)
  if (version === null) return
  const model = await modelOf(ctx.tx, keyOf(file.item), version)
  const branches = await organsNear(ctx.tx, file.division, branchesIn(model))
  const asked = Object.values(branches).flatMap((p) => placesReaching(p.organ, p.division).map((place) => `place:${place}`))
  await begin(ctx, {
    about: aboutCase(file.id),
    title: `${file.itemName} ${file.no.slice(-12)}`,
    href: `/desk/cases/${file.id}`,
    key: keyOf(file.item),
    version,
    places: { own: { organ: file.organ, division: file.division }, branches },
    readers: [...new Set([...readersOf(file), ...asked])],
    variables: knownOf(file, state),
    cause: state.facts[0]?.id,
  })
}

/** How the processes of cases narrow their verbs, by the id of the case; those of which none runs are left out. */
export async function narrowings(ctx: Ctx, cases: readonly OpenCase[], list = listAbout): Promise<Map<string, Narrowing>> {
  const abouts: string[] = []
  for (const { file } of cases) if ((await processOf(ctx.tx, file.item, file.itemVersion)) !== null) abouts.push(aboutCase(file.id))
  if (abouts.length === 0) return new Map()
  const instances = (await list(ctx.tx, abouts)).filter((i) => !i.endedAt)
  const tasks = await listTasksAbout(ctx.tx, abouts)
  const found = new Map<string, Narrowing>()
  for (const instance of instances) {
    const open = tasks.filter((t) => t.about === instance.about).map((t) => ({ name: t.name, verbs: t.detail.verbs }))
    const governed = governedBy(await modelOf(ctx.tx, instance.key, instance.version))
    found.set(instance.about.slice('case:'.length), narrowBy({ governed, open }))
  }
  return found
}

export const narrowingOf = async (ctx: Ctx, open: OpenCase): Promise<Narrowing | undefined> =>
  (await narrowings(ctx, [open])).get(open.file.id)

/** The same for one who is going to act: no timer and no organ moves the process until he has. */
export const narrowingHeld = async (ctx: Ctx, open: OpenCase): Promise<Narrowing | undefined> =>
  (await narrowings(ctx, [open], lockAbout)).get(open.file.id)

/** The step that stands for the verb is done; where the case is over without a decision, so is the process. */
async function tell(ctx: Ctx, about: string, said: Said, fact: CaseFact): Promise<void> {
  const instance = await findAbout(ctx.tx, about)
  if (!instance || instance.endedAt) return
  const hold = fact.data.recallUntil ? new Date(fact.data.recallUntil) : undefined
  const move = { instance: instance.id, cause: fact.id, hold }
  const task = (await listTasksAbout(ctx.tx, [about])).find(
    (t) => t.instance === instance.id && said.verb && t.detail.verbs.includes(said.verb),
  )
  const change = task && (await advance(ctx, { ...move, event: { type: 'complete', id: task.record, variables: said.variables } }))
  if (said.closes && !change?.instance.endedAt) await advance(ctx, { ...move, event: { type: 'cancel' } })
}

/** Tells the process of a fact of its case, or takes back what a recalled fact had told it. */
export async function tellProcess(ctx: Ctx, before: CaseState, { file, state }: OpenCase): Promise<void> {
  if ((await processOf(ctx.tx, file.item, file.itemVersion)) === null) return
  const fact = state.facts.at(-1)!
  if (fact.name === 'case.recalled') {
    const causes = state.facts.filter((f) => fact.data.from <= f.seq && f.seq <= fact.data.to).map((f) => f.id)
    const instance = await findAbout(ctx.tx, aboutCase(file.id))
    return instance && recallSteps(ctx, instance.id, causes)
  }
  const said = saidBy(fact, before, state)
  if (said.verb || said.closes) await tell(ctx, aboutCase(file.id), said, fact)
}
