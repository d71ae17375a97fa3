/**
 * Word about uses: to those who may approve one that was asked for, to the keeper whose file may be sealed now, to whoever asked
 * when it was refused or sealed. Each message is keyed by its fact, so that a repeat tells nobody twice.
 */
import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listNamed } from '#kernel/ledger/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { findParty, partiesOf } from '#kernel/party/api.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { type Recipient, settle, tell } from '#modules/message/api.ts'
import { type BatchRow, findBatch } from '../store/batch.ts'
import { keeps, listKeepers } from '../store/keeper.ts'
import { findRequest, type RequestRow } from '../store/request.ts'

type Asked = Pick<RequestRow, 'seal' | 'owner' | 'ownerKind' | 'division' | 'askedBy'>

export const citizen = 'citizen:'
/** A citizen is reached by telephone too, staff in the house alone, another system by neither: it asks by itself. */
export function recipientsOf(account: string): Recipient[] {
  if (account.startsWith('system:')) return []
  return [{ account, ...(account.startsWith(citizen) && { party: account.slice(citizen.length) }) }]
}

/** Colleagues with the right to approve: those of the seal's own organ, and where it has none those who may in every organ. */
async function staffApproving(ctx: Ctx, { owner, division }: Asked): Promise<string[]> {
  const place = { permission: 'seal.approve', organ: owner, division }
  const all = await listColleagues(ctx.tx, place, dayOf(ctx.now))
  const own = all.filter((a) => a.organ === owner)
  return (own.length > 0 ? own : all).map((a) => a.id)
}

/** The legal representative of a firm, and whoever keeps the seal and still acts for the firm. */
export async function firmApproving(ctx: Ctx, { seal, owner }: Pick<Asked, 'seal' | 'owner'>): Promise<string[]> {
  const representative = (await findParty(ctx.tx, owner))?.legalRep
  const accounts = representative ? [`${citizen}${representative}`] : []
  for (const { account } of await listKeepers(ctx.tx, seal)) {
    const acts = await partiesOf(ctx.tx, account.slice(citizen.length), dayOf(ctx.now))
    if (acts.some((s) => s.party === owner) && !accounts.includes(account)) accounts.push(account)
  }
  return accounts
}

/** Those who may approve what somebody else asked for. */
async function approversOf(ctx: Ctx, asked: Asked): Promise<Recipient[]> {
  const accounts = await (asked.ownerKind === 'organ' ? staffApproving : firmApproving)(ctx, asked)
  return accounts.filter((a) => a !== asked.askedBy).flatMap(recipientsOf)
}

type Told = {
  template: string
  to: 'approvers' | 'asker'
  /** said only while it still stands so: nobody is called to what somebody has done meanwhile */
  still?: 'waiting' | 'approved'
}

const toldOfRequest: Readonly<Record<string, Record<'organ' | 'party', Told | undefined>>> = {
  'seal.request-made': {
    organ: { template: 'seal.use-waiting', to: 'approvers', still: 'waiting' },
    party: { template: 'seal.firm-use-waiting', to: 'approvers', still: 'waiting' },
  },
  // in a firm the approval seals, and that is told
  'seal.request-approved': { organ: { template: 'seal.use-approved', to: 'asker', still: 'approved' }, party: undefined },
  'seal.request-rejected': { organ: { template: 'seal.use-rejected', to: 'asker' }, party: { template: 'seal.use-rejected', to: 'asker' } },
  // an organ's keeper stamps what he asked for himself
  'seal.request-used': { organ: undefined, party: { template: 'seal.use-sealed', to: 'asker' } },
}

const toldOfBatch: Readonly<Record<string, Told>> = {
  'seal.batch-asked': { template: 'seal.batch-waiting', to: 'approvers', still: 'waiting' },
  'seal.batch-approved': { template: 'seal.batch-approved', to: 'asker', still: 'approved' },
  'seal.batch-rejected': { template: 'seal.batch-rejected', to: 'asker' },
}

/** The one who asked hears of what others did. */
const askerOf = ({ askedBy }: Asked, by: string): Recipient[] => (askedBy === by ? [] : recipientsOf(askedBy))

const text = (value: unknown): string => (typeof value === 'string' ? value.replace(/。$/, '') : '')

/** What was called for before is called for no more, whoever did it: the letters of the others need nobody now. */
const settles: Readonly<Record<string, readonly string[]>> = {
  'seal.request-approved': ['seal.use-waiting', 'seal.firm-use-waiting'],
  'seal.request-rejected': ['seal.use-waiting', 'seal.firm-use-waiting'],
  'seal.request-withdrawn': ['seal.use-waiting', 'seal.firm-use-waiting'],
  'seal.request-used': ['seal.use-approved', 'seal.use-left', 'seal.use-without-keeper'],
  'seal.batch-approved': ['seal.batch-waiting'],
  'seal.batch-rejected': ['seal.batch-waiting'],
  'seal.batch-withdrawn': ['seal.batch-waiting'],
  'seal.batch-running': ['seal.batch-approved', 'seal.use-left', 'seal.use-without-keeper'],
}
const settleOld = (ctx: Ctx, fact: string, link: string): Promise<void> => settle(ctx, { templates: settles[fact] ?? [], link })

const linkOfRequest = (r: Pick<RequestRow, 'id' | 'ownerKind'>) =>
  r.ownerKind === 'organ' ? `/desk/seal-requests/${r.id}` : `/my-seals/requests/${r.id}`

const approved = new Set(['seal.request-approved', 'seal.batch-approved'])

/** Whoever asked; what an organ approved after its keeper was dismissed goes to those who keep the seal now. */
async function stamperOf(ctx: Ctx, r: Asked & Pick<RequestRow, 'ownerKind'>, fact: Recorded): Promise<Recipient[]> {
  const gone = approved.has(fact.name) && r.ownerKind === 'organ' && !(await keeps(ctx.tx, r.seal, r.askedBy))
  if (!gone) return askerOf(r, fact.by)
  return (await listKeepers(ctx.tx, r.seal)).filter((k) => k.account !== fact.by).flatMap((k) => recipientsOf(k.account))
}

const tellRequest: Action<Recorded, void> = (ctx, fact) =>
  asSystem(ctx.tx, async () => {
    const r = await findRequest(ctx.tx, String(fact.data.request))
    const told = r && toldOfRequest[fact.name]?.[r.ownerKind]
    if (r) await settleOld(ctx, fact.name, linkOfRequest(r))
    if (!r || !told || (told.still ?? r.state) !== r.state) return
    const fields = { seal: r.sealName, title: r.title, purpose: text(r.purpose), who: r.askedName, ...decision(fact) }
    const to = told.to === 'asker' ? await stamperOf(ctx, r, fact) : await approversOf(ctx, r)
    await tell(ctx, { template: told.template, source: `fact:${fact.id}`, to, link: linkOfRequest(r), fields })
  })

const decision = ({ data }: Recorded) => ({ by: text(data.byName), opinion: text(data.opinion) })
const ofBatch = (b: BatchRow) => ({ seal: b.sealName, title: b.title, total: String(b.total), who: b.askedName })
const batchLink = (id: string) => `/desk/seal-batches/${id}`

const tellBatch: Action<Recorded, void> = (ctx, fact) =>
  asSystem(ctx.tx, async () => {
    const b = await findBatch(ctx.tx, String(fact.data.batch))
    const told = b && toldOfBatch[fact.name]
    if (b) await settleOld(ctx, fact.name, batchLink(b.id))
    if (!b || !told || (told.still ?? b.state) !== b.state) return
    const to = told.to === 'asker' ? await stamperOf(ctx, b, fact) : await approversOf(ctx, b)
    const fields = { ...ofBatch(b), ...decision(fact) }
    await tell(ctx, { template: told.template, source: `fact:${fact.id}`, to, link: batchLink(b.id), fields })
  })

/** A batch came to its end or stopped by itself: whoever began it is told, in the transaction that moved it. */
export async function tellBatchOver(ctx: Ctx, b: BatchRow, how: string): Promise<void> {
  const source = `seal-batch:${b.id}:${ctx.now.toISOString()}`
  const [begun] = await listNamed(ctx.tx, [`seal-batch:${b.id}`], ['seal.batch-running'], 1)
  await tell(ctx, {
    template: 'seal.batch-over',
    source,
    to: recipientsOf(begun?.by ?? b.askedBy),
    link: batchLink(b.id),
    fields: { ...ofBatch(b), how },
  })
}

/** Every fact of which somebody is told, with who tells it. */
export const tellings = {
  ...Object.fromEntries([...Object.keys(toldOfRequest), 'seal.request-withdrawn'].map((name) => [name, tellRequest])),
  ...Object.fromEntries([...Object.keys(toldOfBatch), 'seal.batch-withdrawn', 'seal.batch-running'].map((name) => [name, tellBatch])),
}
