/** From a fact of a case to whoever has to know. Runs as the house, and may run twice. */
import { type CaseFile, findFile } from '#kernel/case/api.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import { listNamed } from '#kernel/ledger/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { findParty, speaksToday } from '#kernel/party/api.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { tellCase } from '../rules/facts.ts'
import { applies } from '../rules/template.ts'
import type { Audience, Published } from '../schema.ts'
import { listTemplatesOf } from '../store/outbox.ts'
import { queue, type Recipient } from './queue.ts'

type Handled = Pick<CaseFile, 'applicant' | 'agent' | 'item' | 'division'>

/** The person behind a party: himself, or who represents it by law (民法典 第六十一条); accounts of citizens bear their party's id. */
export async function personOf(ctx: Ctx, party: string): Promise<Recipient | undefined> {
  const row = await findParty(ctx.tx, party)
  const person = row?.kind === 'legal' ? row.legalRep : row?.id
  return person ? { account: `citizen:${person}`, party: person } : undefined
}

/** The agent who handles a case, while his letter reaches it. */
async function agentOf(ctx: Ctx, file: Handled): Promise<Recipient | undefined> {
  if (!file.agent || !(await speaksToday(ctx, file.agent, file.applicant, file))) return undefined
  return personOf(ctx, file.agent)
}

/** The applicant's side of a case: the applicant himself, and the agent who handles it, each person once. */
export async function applicantsOf(ctx: Ctx, file: Handled): Promise<Recipient[]> {
  const known = [await personOf(ctx, file.applicant), await agentOf(ctx, file)].filter((p) => p !== undefined)
  return known.filter((p, i) => known.findIndex((q) => q.account === p.account) === i)
}

async function holders(ctx: Ctx, file: CaseFile, permission: string, except?: string): Promise<Recipient[]> {
  const staff = await listColleagues(ctx.tx, { permission, organ: file.organ, division: file.division }, dayOf(ctx.now))
  return staff.filter((a) => a.id !== except && a.organ === file.organ).map((a) => ({ account: a.id }))
}

/** Of these acts he is told who had the case before; of all others who has it now. */
const takenAway = new Set(['case.taken-over', 'case.released'])
const idIn = (data: Recorded['data'], key: string) => (data[key] as { id?: string } | undefined)?.id

type Find = (ctx: Ctx, file: CaseFile, fact: Recorded) => Promise<Recipient[]> | Recipient[]

const audiences: Partial<Record<Audience, Find>> = {
  applicant: (ctx, file) => applicantsOf(ctx, file),
  holder: (_, file, fact) => {
    const named = takenAway.has(fact.name)
      ? idIn(fact.data, 'from')
      : (idIn(fact.data, 'holder') ?? idIn(fact.data, 'askedBy') ?? file.holder)
    return named && named !== fact.by ? [{ account: named }] : []
  },
  approvers: (ctx, file, fact) =>
    holders(ctx, file, verbs[fact.data.verb as keyof typeof verbs]?.approver ?? 'case.approve-request', fact.by),
  chiefs: (ctx, file) => holders(ctx, file, 'case.approve-request'),
}

const linkOf = (template: Published, file: CaseFile) => `${template.link === 'desk' ? '/desk' : ''}/cases/${file.id}`

/** Whether the case still stands where the fact left it; that its rules were looked at since moves nothing. */
async function standsStill(ctx: Ctx, file: CaseFile, fact: Recorded): Promise<boolean> {
  if (fact.seq >= file.seq) return true
  const [looked] = await listNamed(ctx.tx, [fact.about], ['case.assessed'], 1)
  return fact.seq === file.seq - 1 && looked?.seq === file.seq
}

/** Tells everybody whom the templates of this fact name. Keyed by the fact, so that a repeat tells nobody twice. */
export const react: Action<Recorded, void> = async (ctx, fact) => {
  const id = fact.about.startsWith('case:') ? fact.about.slice('case:'.length) : undefined
  const file = id === undefined ? undefined : await findFile(ctx.tx, id)
  if (!file) return
  const fields = tellCase({
    file,
    organ: await organOf(ctx.tx, file.organ),
    data: fact.data,
    today: dayOf(ctx.now),
    still: await standsStill(ctx, file, fact),
  })
  for (const template of await listTemplatesOf(ctx.tx, fact.name)) {
    if (!applies(template, fields)) continue
    const to = (await audiences[template.who]?.(ctx, file, fact)) ?? []
    await queue(ctx, template, to, { source: `fact:${fact.id}`, fields, link: linkOf(template, file) })
  }
}
