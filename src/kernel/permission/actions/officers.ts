/** Two of the three officers put the third out and bring a successor: one asks, another confirms, nobody alone. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { type Office, offices, whyNotConfirmRemoval, whyNotRemove } from '../rules/offices.ts'
import { type OfficersView, type ProposeRemoval, type RemovalId, SessionAnswer } from '../schema.ts'
import { setDisabled } from '../store/account.ts'
import {
  addRemoval,
  confirmRemoval,
  dropProposalsOf,
  endGrantsOf,
  findRemoval,
  listOfficers,
  listRemovals,
  servingOffice,
  withdrawRemoval,
} from '../store/officer.ts'
import { endSessionsOf } from '../store/session.ts'
import { emitAccount } from './fact.ts'
import { linkFor, type OfficeLink } from './invite.ts'
import { refuse } from './refuse.ts'

type Code = Parameters<typeof refuse>[0]
const mine = (ctx: Ctx): Promise<Office | undefined> => servingOffice(ctx.tx, ctx.who.id)

/** The three offices with who holds them, and what waits. */
export const officersPage = async (ctx: Ctx): Promise<OfficersView> => {
  const his = await mine(ctx)
  if (!his) throw refuse('permission.officers-only')
  const held = await asSystem(ctx.tx, () => listOfficers(ctx.tx))
  return {
    mine: his,
    offices: (Object.keys(offices) as Office[]).map((office) => ({
      office,
      title: offices[office],
      holder: held.find((o) => o.office === office) ?? null,
    })),
    removals: (await listRemovals(ctx.tx)).map((r) => ({
      ...r,
      may: r.proposedBy === ctx.who.id ? 'withdraw' : whyNotConfirmRemoval(ctx.who.id, his, r) ? null : 'confirm',
    })),
  }
}

/** One officer asks for another to be put out; nothing happens until the third confirms. */
export const proposeRemoval = async (ctx: Ctx, { account, reason }: ProposeRemoval): Promise<{ id: string }> => {
  const his = await mine(ctx)
  const office = await servingOffice(ctx.tx, account)
  const why = whyNotRemove(ctx.who.id, his, { account, office })
  if (why || !his || !office) throw refuse((why?.code ?? 'permission.no-officer') as Code)
  const removal = { id: ctx.id(), account, office, reason, proposedBy: ctx.who.id, proposedOffice: his }
  if (!(await addRemoval(ctx.tx, removal, ctx.now))) throw refuse('permission.removal-waits')
  await emitAccount(ctx, 'office.removal-proposed', account, { title: offices[office], reason, removal: removal.id })
  return { id: removal.id }
}

/** Whoever asked takes it back; the one it is about cannot. */
export const takeBackRemoval = async (ctx: Ctx, { id }: RemovalId): Promise<void> => {
  const removal = await findRemoval(ctx.tx, id)
  if (!removal || removal.settled) throw refuse('permission.settled')
  if (removal.proposedBy !== ctx.who.id) throw refuse('permission.not-your-removal')
  await withdrawRemoval(ctx.tx, id, ctx.now)
  await emitAccount(ctx, 'office.removal-withdrawn', removal.account, { title: offices[removal.office], removal: id })
}

/**
 * The second officer confirms: the third is out at once on every device, and a link for his successor is told, this once. The answer is kept
 * for no repeat, because it holds the link.
 */
export const confirmRemoving = async (ctx: Ctx, { id }: RemovalId): Promise<SessionAnswer<OfficeLink>> => {
  const his = await mine(ctx)
  if (!his) throw refuse('permission.officers-only')
  const removal = await findRemoval(ctx.tx, id)
  if (!removal) throw refuse('permission.settled')
  const why = whyNotConfirmRemoval(ctx.who.id, his, removal)
  if (why) throw refuse(why.code as Code)
  if (!(await servingOffice(ctx.tx, removal.proposedBy))) throw refuse('permission.settled')
  await confirmRemoval(ctx.tx, id, { account: ctx.who.id, office: his }, ctx.now)
  const link = await asSystem(ctx.tx, async () => {
    await setDisabled(ctx.tx, removal.account, ctx.now)
    await endSessionsOf(ctx.tx, removal.account)
    await endGrantsOf(ctx.tx, removal.account, ctx.who.id, ctx.now)
    await dropProposalsOf(ctx.tx, removal.account, ctx.now)
    return linkFor(ctx, removal.office, id)
  })
  await emitAccount(ctx, 'office.removed', removal.account, { title: offices[removal.office], reason: removal.reason, removal: id })
  return new SessionAnswer(undefined, link)
}
