/** What each verb must look up or check before its fact is left, and what the fact then holds. */
import { Refusal, refusals } from '#base/refusal.ts'
import { authorityOf } from '#kernel/authority/actions/grant.ts'
import { mustBeOffered } from '#kernel/authority/actions/offer.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import { notCountedByLaw, specialProcedures } from '#kernel/item/schema/dictionary.ts'
import type { Ctx } from '#kernel/module.ts'
import { findColleague, findStaffOf } from '#kernel/permission/api.ts'
import { tolerable } from '../rules/assessed.ts'
import { readClocks } from '../rules/clocks.ts'
import type { CaseState, Surveyor } from '../rules/fold.ts'
import { contradicted, keptPoints } from '../rules/points.ts'
import { standing } from '../rules/recall.ts'
import type { Input, Verb } from '../schema.ts'
import { type OpenCase, traitsOf } from './open.ts'
import { marksGiven, mustBeJudgeable, pointsOfCase } from './points.ts'
import { mustRest } from './rest.ts'

const refuse = refusals({
  'case.noticed-once': [409, '要补什么只能一次告知（行政许可法第三十二条）。确有新情况，请写明新情况，经负责人同意后再告知'],
  'case.tolerance-list': [422, '“{material}”不在公布的容缺清单里，不能容缺'],
  'case.not-suspendable': [422, '“{procedure}”的时间照算，不能停下时限（行政许可法第四十五条）。请在期限内办完'],
  'case.extension-days': [422, '最多延长 {days} 个工作日（行政许可法第四十二条）'],
  'case.survey-future': [422, '核查日期 {on} 还没有到。现场看过以后再记录'],
  'case.survey-early': [
    422,
    '核查日期 {on} 在受理（{accepted}）以前。请核对日期，受理以后的核查才能作为审查的依据（行政许可法第三十四条）',
  ],
  'case.survey-stranger': [422, '核查人员要是{organ}在岗的工作人员（行政许可法第三十四条），请从名单里选'],
  'case.not-asked': [409, '这一条没有在等补，可能已经补上或者免了。请刷新看最新情况'],
  'case.release-reason': [422, '替别人放回要写明理由，经办人能看到'],
  'case.no-previous': [409, '没有上一位经办人可以交回，请另选一位同事'],
  'case.no-colleague': [422, '这位同事没有在这里办件的权限，请另选一位'],
})

type Data = Record<string, unknown>
type Prepare<V extends Verb> = (ctx: Ctx, open: OpenCase, input: Input<V>) => Promise<Data> | Data

/** The grant of power on which the decision stands; another organ's power, or nobody's, is refused with its clause. */
async function authority(ctx: Ctx, { file }: OpenCase): Promise<Data> {
  const grant = await authorityOf(ctx, { item: file.item, division: file.division, organ: file.organ })
  return { grant: grant.id, basis: grant.basis }
}

/** Those who looked at the place, by their names: staff of the organ that decides (行政许可法 第三十四条). */
async function surveyors(ctx: Ctx, organ: string, people: Input<'survey'>['people']): Promise<Surveyor[]> {
  const found: Surveyor[] = []
  for (const { id, licence } of people) {
    const account = await findStaffOf(ctx.tx, id, organ)
    if (!account) throw refuse('case.survey-stranger', { organ: (await organOf(ctx.tx, organ)).name })
    found.push({ id, name: account.name, licence })
  }
  return found
}

/** From whose hands the present holder got the case. */
function previousHolder(state: CaseState): string {
  const moved = standing(state.facts).findLast((f) => f.data.holder?.id === state.holder?.id && f.data.from)
  if (!moved) throw refuse('case.no-previous')
  return String(moved.data.from.id)
}

const table: { [V in Verb]?: Prepare<V> } = {
  requestSupplement(_, { state }, input) {
    if (state.notices.length > 0 && !input.newFact) throw refuse('case.noticed-once')
    return input
  },
  async accept(ctx, { item, state }, input) {
    await mustBeOffered(ctx, item)
    await mustRest(ctx, state)
    return input
  },
  async acceptTolerant(ctx, { item, state }, input) {
    await mustBeOffered(ctx, item)
    await mustRest(ctx, state)
    const listed = tolerable(traitsOf(item).tolerant, state.assessed)
    const stray = input.missing.find((m) => !listed.includes(m))
    if (stray) throw refuse('case.tolerance-list', { material: item.materials.find((m) => m.id === stray)?.name ?? stray })
    return { ...input, tolerant: true }
  },
  async survey(ctx, { file, state }, { people, ...input }) {
    const accepted = state.acceptedAt && dayOf(state.acceptedAt)
    if (input.on > dayOf(ctx.now)) throw refuse('case.survey-future', { on: input.on })
    if (accepted && input.on < accepted) throw refuse('case.survey-early', { on: input.on, accepted })
    return { ...input, people: await surveyors(ctx, file.organ, people) }
  },
  suspend(_, { item }, input) {
    const declared = item.special.some((s) => s.kind === input.procedure)
    const counts = !(notCountedByLaw as readonly string[]).includes(input.procedure)
    const runsOn = counts && (!declared || input.procedure === 'survey' || input.procedure === 'deliberation')
    if (runsOn) throw refuse('case.not-suspendable', { procedure: specialProcedures.names[input.procedure] })
    return input
  },
  extend(ctx, { item, state }, input) {
    const { extensionDays } = traitsOf(item)
    if (input.days > extensionDays) throw refuse('case.extension-days', { days: extensionDays })
    const clocks = readClocks(state, item, ctx.calendar, ctx.now)
    return { ...input, dueBefore: (clocks.find((c) => c.name === 'legal') ?? clocks.find((c) => c.name === 'promise'))?.dueOn }
  },
  async approve(ctx, open, input) {
    await mustRest(ctx, open.state)
    return { ...input, ...(await authority(ctx, open)) }
  },
  async refuse(ctx, open, input) {
    return { ...input, ...(await authority(ctx, open)) }
  },
  async propose(ctx, open, { points: given = [], ...opinion }) {
    const before = await pointsOfCase(ctx, open)
    mustBeJudgeable(before, given)
    const points = given.length ? await pointsOfCase(ctx, open, marksGiven(ctx, given)) : before
    const no = contradicted(points, opinion.verdict)
    if (no) throw new Refusal(no.code, 422, no.sentence)
    return { ...opinion, ...(points.length ? { points: keptPoints(points) } : {}), ...(given.length ? { given } : {}) }
  },
  claim: (ctx) => ({ holder: { id: ctx.who.id, name: ctx.who.name } }),
  takeOver: (ctx, { state }, input) => ({ ...input, holder: { id: ctx.who.id, name: ctx.who.name }, from: state.holder }),
  waive(_, { state }, input) {
    const open = state.notices.at(-1)?.items.filter((i) => !i.waivedAt) ?? []
    const item = open.find((i) => i.id === input.item)
    if (!item) throw refuse('case.not-asked')
    return { ...input, what: item.what }
  },
  release(ctx, { state }, input) {
    if (state.holder?.id !== ctx.who.id && !input.reason) throw refuse('case.release-reason')
    return { ...input, from: state.holder }
  },
  async handOver(ctx, { file, state }, input) {
    const id = input.to === 'previous' ? previousHolder(state) : input.to
    const place = { permission: 'case.read', organ: file.organ, division: file.division }
    const to = await findColleague(ctx.tx, id, place, dayOf(ctx.now))
    if (!to) throw refuse('case.no-colleague')
    return { reason: input.reason, holder: { id: to.id, name: to.name }, from: state.holder }
  },
  denyApproval: (_, { state }, input) => ({ ...input, verb: state.pending?.verb, askedBy: state.pending?.by }),
}

/** The data of the fact that a verb leaves; refuses what the rules of its kind refuse. */
export async function prepare<V extends Verb>(ctx: Ctx, open: OpenCase, verb: V, input: Input<V>): Promise<Data> {
  const own = table[verb] as Prepare<V> | undefined
  return own ? own(ctx, open, input) : (input as Data)
}
