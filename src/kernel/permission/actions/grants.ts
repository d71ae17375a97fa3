import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { findOrganInForce } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { type Office, officeOf, whyNotConfirm, whyNotPropose } from '../rules/offices.ts'
import type { EndGrant, GrantId, ProposeGrant } from '../schema.ts'
import { findAccount } from '../store/account.ts'
import { unbindAll } from '../store/directory.ts'
import { addGrant, confirmGrant, endGrant, findGrant, findOffice, findRole, listGrantsOf, takeOffice } from '../store/grant.ts'
import { endSessionsOf } from '../store/session.ts'
import { emitAccount } from './fact.ts'
import { refuse } from './refuse.ts'

/** The system administrator asks for a grant; it counts only when the security administrator has confirmed it. */
export const proposeGrant: Action<ProposeGrant, { id: string }> = async (ctx, input) => {
  const account = await findAccount(ctx.tx, input.account)
  if (account?.kind !== 'staff' || account.disabledAt) throw refuse('permission.unknown-account')
  const fromOn = input.fromOn ?? dayOf(ctx.now)
  await checkTerms(ctx, input, fromOn)
  const granted = (await listGrantsOf(ctx.tx, account.id)).filter((g) => !g.endedAt)
  const holder = { id: account.id, office: await findOffice(ctx.tx, account.id), otherWork: granted.some((g) => !officeOf(g)) }
  const why = whyNotPropose(ctx.who, holder, input)
  if (why) throw refuse(why.code as 'permission.for-oneself', why.data)
  const office = officeOf(input)
  if (office) await becomeOfficer(ctx, account.id, office)
  const { role = null, permission = null, organ, division, reason, toOn = null } = input
  const grant = { id: ctx.id(), account: account.id, role, permission, organ, division, fromOn, toOn, reason }
  if (
    !(await addGrant(ctx.tx, {
      ...grant,
      proposedBy: ctx.who.id,
      proposedAt: ctx.now,
      confirmedBy: null,
      confirmedAt: null,
      demo: account.demo,
    }))
  )
    throw refuse('permission.granted-already')
  await emitAccount(ctx, 'grant.proposed', account.id, { ...grant, grant: grant.id })
  return { id: grant.id }
}

/** Whoever is to hold an office belongs to the directory no more: he signs in here. */
async function becomeOfficer(ctx: Ctx, account: string, office: Office): Promise<void> {
  await takeOffice(ctx.tx, account, office)
  const freed = await asSystem(ctx.tx, async () => {
    if ((await unbindAll(ctx.tx, account)) === 0) return false
    await endSessionsOf(ctx.tx, account)
    return true
  })
  if (freed) await emitAccount(ctx, 'account.identity-removed', account, { platform: ctx.city.directory?.title ?? '' })
}

async function checkTerms(ctx: Ctx, input: ProposeGrant, fromOn: string): Promise<void> {
  if (Boolean(input.role) === Boolean(input.permission)) throw refuse('permission.one-of-two')
  if ([...input.reason].length < 2) throw refuse('permission.no-reason')
  if (input.toOn && input.toOn < fromOn) throw refuse('permission.days-turned')
  if (input.organ !== '*' && !(await findOrganInForce(ctx.tx, input.organ))) throw refuse('permission.unknown-organ')
  if (input.role && !(await findRole(ctx.tx, input.role))) throw refuse('permission.unknown-role', { role: input.role })
}

/** The security administrator lets a grant count: another person than the one who asked, and never for himself. */
export const confirmProposal: Action<GrantId, void> = async (ctx, { id }) => {
  const grant = await findGrant(ctx.tx, id)
  if (!grant) throw refuse('permission.unknown-grant')
  const why = whyNotConfirm(ctx.who, grant)
  if (why) throw refuse(why.code as 'permission.settled')
  await confirmGrant(ctx.tx, id, ctx.who.id, ctx.now)
  await emitAccount(ctx, 'grant.confirmed', grant.account, { grant: id })
}

/** Turns a proposal down, or takes back what was granted; it ends at once, and one administrator is enough for that. */
export const takeBack: Action<EndGrant, void> = async (ctx, { id, reason }) => {
  if ([...reason].length < 2) throw refuse('permission.no-reason')
  const grant = await findGrant(ctx.tx, id)
  if (!grant) throw refuse('permission.unknown-grant')
  if (grant.endedAt) throw refuse('permission.settled')
  await endGrant(ctx.tx, id, ctx.who.id, ctx.now)
  await emitAccount(ctx, grant.confirmedAt ? 'grant.ended' : 'grant.turned-down', grant.account, { grant: id, reason })
}
