import { asSystem } from '#base/as-system.ts'
import { dayOf, toDay } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { agencyStanding } from '../rules/agency.ts'
import { normalNo } from '../rules/identifier.ts'
import { maskName } from '../rules/mask.ts'
import { addAgency, findAgency, findByDigest, findByUscc, findParty, listAgencies, type PartyRow, revokeAgency } from '../store.ts'
import { isHimself } from './himself.ts'
import type { GrantAgency, PartyId, RevokeAgency } from './input.ts'
import { refuse } from './refuse.ts'
import { digestOfNo, readersOf } from './register.ts'

const longestDays = 3_653

/** Gives somebody authority to act: in named matters, for a time, to be taken back at any moment (民法典 第一百六十五条、第一百七十三条). */
export const grantAgency: Action<GrantAgency, { id: string }> = async (ctx, input) => {
  if (!(await isHimself(ctx, input.principal))) throw refuse('party.not-principal')
  const agent = await findAgent(ctx, input)
  if (!agent) throw refuse('party.unknown-agent')
  if (agent.id === input.principal) throw refuse('party.agent-is-principal')
  const today = dayOf(ctx.now)
  const { principal, items = [], divisions = [], fromOn = today, toOn, basis = '本人在线授权' } = input
  if (toOn < fromOn || toOn < today) throw refuse('party.days-turned')
  if (toDay(toOn) - toDay(fromOn) > longestDays) throw refuse('party.too-long')
  const terms = { principal, agent: agent.id, items, divisions, fromOn, toOn, basis }
  const id = ctx.id()
  await addAgency(ctx.tx, { ...terms, id, grantedBy: ctx.who.id, grantedAt: ctx.now, revokedAt: null, revokedBy: null, demo: agent.demo })
  await emitBoth(ctx, ['agency.granted', 'agency.received'], terms, { agency: id, ...terms })
  return { id }
}

async function findAgent(ctx: Ctx, { agent, agentNo }: GrantAgency): Promise<PartyRow | undefined> {
  return asSystem(ctx.tx, async () => {
    if (agent) return findParty(ctx.tx, agent)
    if (!agentNo) return undefined
    return (await findByDigest(ctx.tx, '111', digestOfNo(ctx.keys, agentNo))) ?? (await findByUscc(ctx.tx, normalNo(agentNo)))
  })
}

/** Each side reads it in its own chain, under its own name, so that whoever reacts to it does so once. */
async function emitBoth(
  ctx: Ctx,
  [given, held]: [string, string],
  sides: { principal: string; agent: string },
  data: Record<string, unknown>,
): Promise<void> {
  await ctx.emit({ name: given, about: `party:${sides.principal}`, data, readers: readersOf(sides.principal) })
  await ctx.emit({ name: held, about: `party:${sides.agent}`, data, readers: readersOf(sides.agent) })
}

/** Ends an authority at once: the principal takes it back, or the agent lays it down (民法典 第一百七十三条). */
export const endAgency: Action<RevokeAgency, void> = async (ctx, { id, reason = '' }) => {
  const agency = await asSystem(ctx.tx, () => findAgency(ctx.tx, id))
  if (!agency) throw refuse('party.unknown-agency')
  const principals = await isHimself(ctx, agency.principal)
  if (!principals && !(await isHimself(ctx, agency.agent))) throw refuse('party.not-his-agency')
  if (agency.revokedAt || agency.toOn < dayOf(ctx.now)) throw refuse('party.agency-over')
  await revokeAgency(ctx.tx, id, ctx.who.id, ctx.now)
  await emitBoth(ctx, ['agency.revoked', 'agency.lost'], agency, { agency: id, by: principals ? 'principal' : 'agent', reason })
}

/** Authorities that a party has given and holds; people's names are masked, for the other side is not oneself. */
export const agencies: Action<PartyId, Awaited<ReturnType<typeof shown>>> = async (ctx, { party }) => {
  if (!(await isHimself(ctx, party))) throw refuse('party.unknown')
  return shown(ctx, party)
}

async function shown(ctx: Ctx, party: string) {
  const today = dayOf(ctx.now)
  const rows = await asSystem(ctx.tx, () => listAgencies(ctx.tx, party))
  return rows.map((r) => ({
    id: r.id,
    given: r.principal === party,
    other:
      r.principal === party
        ? r.agentKind === 'natural'
          ? maskName(r.agentName)
          : r.agentName
        : r.principalKind === 'natural'
          ? maskName(r.principalName)
          : r.principalName,
    items: r.items,
    divisions: r.divisions,
    fromOn: r.fromOn,
    toOn: r.toOn,
    basis: r.basis,
    standing: agencyStanding({ ...r, revokedAt: r.revokedAt?.toISOString() ?? null }, today),
  }))
}
