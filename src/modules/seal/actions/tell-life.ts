/**
 * Word about seals themselves: to whoever checks or makes one that was asked for, and of what became of it to those who asked for it, keep it
 * and answer for it. Each message is keyed by its fact, so that a repeat tells nobody twice.
 */
import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { tell } from '#modules/message/api.ts'
import { sealStates } from '../rules/life.ts'
import type { SealRow } from '../schema/seal.ts'
import { listLeftBatches } from '../store/batch.ts'
import { listKeepers, listKeptUntil } from '../store/keeper.ts'
import { listApprovedOf } from '../store/request.ts'
import { findSeal } from '../store/seal.ts'
import { citizen, firmApproving, recipientsOf } from './tell-use.ts'

const staffWith = (ctx: Ctx, permission: string, { owner, division }: SealRow): Promise<string[]> =>
  listColleagues(ctx.tx, { permission, organ: owner, division }, dayOf(ctx.now)).then((all) => all.map((a) => a.id))

const keepersOf = async (ctx: Ctx, seal: SealRow) => (await listKeepers(ctx.tx, seal.id)).map((k) => k.account)

type Whom = (ctx: Ctx, seal: SealRow, fact: Recorded) => Promise<string[]>

/** Of an organ's seal its own managers and keepers, of a firm's its legal representative and keepers; and whoever applied for it. */
const concerned: Whom = async (ctx, seal, fact) => {
  // whose seal ended has it no more by now
  const kept = await listKeptUntil(ctx.tx, seal.id, fact.at)
  const own = seal.ownerKind === 'organ' ? await managersOf(ctx, seal) : await firmApproving(ctx, { seal: seal.id, owner: seal.owner })
  return [seal.appliedBy, ...own, ...kept].filter((account) => account !== 'system')
}
const managersOf = async (ctx: Ctx, seal: SealRow): Promise<string[]> => {
  const all = await listColleagues(ctx.tx, { permission: 'seal.manage', organ: seal.owner, division: seal.division }, dayOf(ctx.now))
  return all.filter((a) => a.organ === seal.owner).map((a) => a.id)
}
const applicant: Whom = async (_, seal) => [seal.appliedBy]
const entrusted: Whom = async (_, __, fact) => [String(fact.data.account)]
const checkers: Whom = async (ctx, seal) => (await staffWith(ctx, 'seal.check', seal)).filter((a) => a !== seal.appliedBy)
const makers: Whom = async (ctx, seal) => (await staffWith(ctx, 'seal.make', seal)).filter((a) => a !== seal.checkedBy)

/** `still`: said only while the seal stands so. */
type Told = { template: string; to: Whom; still?: SealRow['status'] }
const became: Told = { template: 'seal.became', to: concerned }

const told: Readonly<Record<string, Told>> = {
  'seal.applied': { template: 'seal.to-check', to: checkers, still: 'applied' },
  'seal.checked': { template: 'seal.to-make', to: makers, still: 'checked' },
  'seal.rejected': { template: 'seal.turned-down', to: applicant },
  'seal.made': { template: 'seal.made', to: concerned, still: 'valid' },
  'seal.lost': became,
  'seal.found': became,
  'seal.frozen': became,
  'seal.unfrozen': became,
  'seal.cancelled': became,
  'seal.expired': became,
  'seal.keeper-appointed': { template: 'seal.entrusted', to: entrusted, still: 'valid' },
}

const linkOf = (account: string, seal: SealRow) => (account.startsWith(citizen) ? `/my-seals/${seal.id}` : `/desk/seals/${seal.id}`)
const words = (value: unknown): string => (typeof value === 'string' ? value.replace(/。$/, '') : '')

function fieldsOf(seal: SealRow, { data }: Recorded): Record<string, string> {
  const reason = words(data.reason)
  return {
    seal: seal.name,
    owner: seal.ownerName,
    by: words(data.byName) || '系统',
    state: sealStates[seal.status],
    reason: reason || '没有写',
  }
}

export const tellSeal: Action<Recorded, void> = (ctx, fact) =>
  asSystem(ctx.tx, async () => {
    const seal = await findSeal(ctx.tx, String(fact.data.seal))
    const what = told[fact.name]
    if (!seal || !what || (what.still ?? seal.status) !== seal.status) return
    const accounts = new Set(await what.to(ctx, seal, fact))
    accounts.delete(fact.by)
    for (const account of accounts)
      await tell(ctx, {
        template: what.template,
        source: `fact:${fact.id}`,
        to: recipientsOf(account),
        link: linkOf(account, seal),
        fields: fieldsOf(seal, fact),
      })
  })

/** Requests and batches that somebody asked for and that are approved and not sealed. */
async function leftBy(ctx: Ctx, seal: string, account: string) {
  const requests = await listApprovedOf(ctx.tx, seal, account)
  const batches = await listLeftBatches(ctx.tx, seal, account)
  return [
    ...requests.map((r) => ({ ...r, link: `/desk/seal-requests/${r.id}` })),
    ...batches.map((b) => ({ ...b, link: `/desk/seal-batches/${b.id}` })),
  ]
}

/** What an organ's keeper left approved and unsealed when his seal was taken from him goes to those who keep it still, or else to its managers. */
export const tellLeft: Action<Recorded, void> = (ctx, fact) =>
  asSystem(ctx.tx, async () => {
    const seal = await findSeal(ctx.tx, String(fact.data.seal))
    if (seal?.ownerKind !== 'organ' || seal.status !== 'valid') return
    const keepers = await keepersOf(ctx, seal)
    const to = keepers.length > 0 ? keepers : await managersOf(ctx, seal)
    for (const left of await leftBy(ctx, seal.id, String(fact.data.account)))
      await tell(ctx, {
        template: keepers.length > 0 ? 'seal.use-left' : 'seal.use-without-keeper',
        source: `fact:${fact.id}:${left.id}`,
        to: to.filter((a) => a !== left.decidedBy).flatMap(recipientsOf),
        link: left.link,
        fields: { title: left.title, seal: seal.name, who: left.askedName },
      })
  })

/** Every fact of a seal of which somebody is told, with who tells it. */
export const tellingsOfSeals: Readonly<Record<string, Action<Recorded, void>>> = {
  ...Object.fromEntries(Object.keys(told).map((name) => [name, tellSeal])),
  'seal.keeper-dismissed': tellLeft,
}
