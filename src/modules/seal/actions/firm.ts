/** What a firm's people see of its seals and do with them: apply, keep, report lost, have changed, cancel; and all that was sealed. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { partiesOf } from '#kernel/party/api.ts'
import { cursorText, readCursor } from '../rules/cursor.ts'
import { sealKinds } from '../rules/kinds.ts'
import { verbsOf } from '../rules/life.ts'
import {
  type ApplyFirm,
  type ApplyView,
  type AskFirmVerb,
  type Firm,
  type FirmSealsView,
  type FirmSealView,
  type FirmUsesView,
  type FirmVerbView,
  firmVerbs,
  type TakeFirmVerb,
} from '../schema/firm.ts'
import type { SealRow } from '../schema/seal.ts'
import { listKeepers, listKeptIds } from '../store/keeper.ts'
import { pageRequests } from '../store/request.ts'
import { listSealsOf } from '../store/seal.ts'
import { countUses, pageUses } from '../store/use.ts'
import { applyOnce, isShortName } from './apply.ts'
import { firmOwner } from './owner.ts'
import { asUnseen, handsOn, roleIn, roleOn, seenSeal } from './reach.ts'
import { caseIn, historyOf, pageOf, pageSize, summary, useRow } from './read.ts'
import { takeSeal } from './take.ts'

const refuse = refusals({
  'seal.not-your-firm': [403, '只有法定代表人，或者得到全面授权的人，能为企业申领印章。请在“我的账户和授权”里看授权'],
  'seal.name-long': [422, '法定代表人名章刻 2 到 4 个汉字的姓名，“{name}”刻不下。请申领公章'],
  'seal.no-firm-seal': [404, '没有找到这枚企业印章，可能不是您企业的。请从“企业印章”重新打开'],
})

/** The firms that somebody acts for, by their names. */
async function firmsOf(ctx: Ctx): Promise<Firm[]> {
  const person = ctx.who.id.replace(/^citizen:/, '')
  const speaking = await asSystem(ctx.tx, () => partiesOf(ctx.tx, person, dayOf(ctx.now)))
  const ids = [...new Set(speaking.filter((s) => s.kind === 'legal').map((s) => s.party))]
  const firms: Firm[] = []
  for (const id of ids) {
    const role = await roleIn(ctx, id)
    if (role) firms.push({ id, name: speaking.find((s) => s.party === id)!.name, role })
  }
  return firms
}

/** Whose uses somebody sees besides his own. */
const seesAll = (firm: Firm) => firm.role !== 'letter'

/** One's firms, their seals, and the uses that wait. */
export const firmSeals: Action<unknown, FirmSealsView> = async (ctx) => {
  const firms = await firmsOf(ctx)
  const ids = firms.filter(seesAll).map((f) => f.id)
  return asSystem(ctx.tx, async () => {
    const seals = await listSealsOf(
      ctx.tx,
      firms.map((f) => f.id),
    )
    const waiting = await pageRequests(ctx.tx, '', { who: ctx.who.id, organs: ids, kind: 'party' }, undefined, 50)
    return {
      firms: firms.map((firm) => ({ ...firm, seals: seals.filter((s) => s.owner === firm.id).map(summary) })),
      waiting: waiting.map((r) => ({
        id: r.id,
        title: r.title,
        sealName: r.sealName,
        state: r.state,
        askedName: r.askedName,
        askedAt: r.askedAt.toISOString(),
        mine: r.askedBy === ctx.who.id,
      })),
    }
  })
}

export const applyPage: Action<{ firm?: string }, ApplyView> = async (ctx, { firm }) => {
  const firms: ApplyView['firms'] = []
  for (const { id } of (await firmsOf(ctx)).filter(seesAll)) {
    const owner = await firmOwner(ctx, id)
    if (owner) firms.push({ id, name: owner.name, uscc: owner.uscc, representative: owner.representative ?? '' })
  }
  return { firms, chosen: firms.find((f) => f.id === firm)?.id ?? (firms.length === 1 ? firms[0]!.id : null) }
}

/** A firm applies for a seal that it has not: by its legal representative, or by somebody authorised in everything. */
export const applyForFirm: Action<ApplyFirm, { id: string }> = async (ctx, { firm, kind, reason }) => {
  const role = await roleIn(ctx, firm)
  const owner = await firmOwner(ctx, firm)
  if (!owner || !role || role === 'letter') throw refuse('seal.not-your-firm')
  const name = sealKinds[kind].shape === 'square' ? owner.representative : owner.name
  if (kind === 'representative' && !isShortName(name)) throw refuse('seal.name-long', { name: name ?? '' })
  return asSystem(ctx.tx, () => applyOnce(ctx, { owner, kind, name: name!, powerOf: null, reason }))
}

/** A seal of a firm that somebody acts for; any other is told not to be there. */
export async function firmSeal(ctx: Ctx, id: string): Promise<SealRow> {
  const seal = await seenSeal(ctx, id).catch(asUnseen)
  if (seal?.ownerKind !== 'party' || ctx.who.kind !== 'citizen') throw refuse('seal.no-firm-seal')
  return seal
}

export const openFirmSeal: Action<{ id: string }, FirmSealView> = async (ctx, { id }) => {
  const seal = await firmSeal(ctx, id)
  const role = (await roleOn(ctx, seal))!
  const may = await handsOn(ctx, seal)
  const verbs = verbsOf(seal, ctx.who, may).filter(({ verb }) => (firmVerbs as readonly string[]).includes(verb))
  return asSystem(ctx.tx, async () => ({
    seal: { ...summary(seal), uscc: seal.uscc, purpose: seal.purpose, diameter: seal.diameter, reason: seal.reason },
    role,
    keepers: (await listKeepers(ctx.tx, id)).map(({ account, name, from }) => ({ account, name, from: from.toISOString() })),
    verbs,
    history: may('seal.read') ? await historyOf(ctx, seal) : [],
    uses: await countUses(ctx.tx, id),
    mayAsk: seal.status === 'valid' && may('seal.use'),
  }))
}

export const openFirmVerb: Action<AskFirmVerb, FirmVerbView> = async (ctx, { id, verb }) => ({ ...(await openFirmSeal(ctx, { id })), verb })

/** Takes one of the verbs that are the firm's own; what stands in the form is what the verb asks. */
export const takeFirmVerb: Action<TakeFirmVerb, { id: string }> = async (ctx, { id, verb, ...input }) => {
  await firmSeal(ctx, id)
  return takeSeal(ctx, { id, verb, input })
}

/** Every use of the seals of one's firms, newest first, each with what it was for. */
export const firmUses: Action<{ after?: string }, FirmUsesView> = async (ctx, { after }) => {
  const firms = (await firmsOf(ctx)).filter(seesAll).map((f) => f.id)
  return asSystem(ctx.tx, async () => {
    const kept = await listKeptIds(ctx.tx, ctx.who.id)
    const asked = { organs: firms, seals: kept, kind: 'party' as const, after: readCursor(after) }
    const found = await pageUses(ctx.tx, asked, pageSize + 1)
    return pageOf(
      found,
      (u) => cursorText(u),
      (u) => ({ ...useRow(u), caseId: caseIn(u.subject) }),
    )
  })
}
