/** Random acts on random cases by whoever may take them, the same for the same seed. */
import { act, type House, system } from '#app/context.ts'
import { lapse } from '#kernel/case/actions/sweep.ts'
import { addSupplement, recall, submit, take } from '#kernel/case/api.ts'
import { tolerable } from '#kernel/case/rules/assessed.ts'
import type { CaseState } from '#kernel/case/rules/fold.ts'
import { type ItemTraits, type Place, whyNot } from '#kernel/case/rules/open.ts'
import { type Verb, verbNames } from '#kernel/case/schema.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Who } from '#kernel/who.ts'
import { lookers, met, tooNear } from '#test/restaurant.ts'

export type Chance = () => number
export const one = <T>(of: readonly T[], random: Chance): T => of[Math.floor(random() * of.length)]!

/** A case as the one who acts knows it. */
export type Known = { id: string; state: CaseState; item: ItemTraits; place: Place; pastLastDay: () => boolean; dueOn: string | null }

const file = { hash: 'a'.repeat(64), name: '布局图.jpg', type: 'image/jpeg', size: 1200 }
const upload = (code: string) => ({ code, name: code, provide: 'upload' as const, files: [file] })
const materials = ['layout', 'rules', 'health-certificates'].map(upload)
const answers = {
  ...{ sells: 'meals', licensed: 'yes', brewing: 'no', format: 'catering', projects: ['hot'], online: 'no' },
  ...{ shopName: '章贡区客家小院餐饮店（演示）', uscc: '92360702MA9A00125A', address: '文清路 18 号一层', area: 120, kitchenArea: 40 },
  ...{ operator: '钟家明', operatorId: '360702199003070017', phone: '13800000001', officerSame: 'yes', delivery: 'electronic' },
  staff: [{ name: '钟家明', idNo: '360702199003070017', job: 'cook' }],
}
const item = 'food-business-licence-new'

/** Hands in a case online or at the counter; answers its id. */
export async function handIn(house: House, who: Who, division: string, random: Chance): Promise<string> {
  const channel = who.kind === 'staff' ? ('window' as const) : one(['web', 'mobile'] as const, random)
  const given = {
    item,
    division,
    applicant: 'kejia-xiaoyuan',
    channel,
    declared: true as const,
    answers: { ...answers, division },
    materials,
  }
  return (await act(house, who, (ctx) => submit(ctx, given))).id
}

const reason = '情况已经逐项核实清楚，依照规定办理'
type Inputs = (known: Known, random: Chance, colleagues: readonly Who[]) => Record<string, unknown>
const asked = () => ({
  items: [
    { id: 'layout', what: '布局图没有标尺寸' },
    { id: 'rules', what: '制度没有盖章' },
  ],
})

/** What a verb takes; those that take nothing are not here. */
const inputs: Partial<Record<Verb, Inputs>> = {
  preReturn: asked,
  requestSupplement: ({ state }) => ({ ...asked(), ...(state.notices.length ? { newFact: '核查时发现另有一处灶台' } : {}) }),
  waive: ({ state }, random) => ({
    item: one(state.notices.at(-1)?.items.filter((i) => !i.waivedAt) ?? [], random)?.id ?? 'layout',
    reason,
  }),
  acceptTolerant: ({ item, state }, random) => ({ missing: [one(tolerable(item.tolerant, state.assessed), random)], pledged: true }),
  notAccept: () => ({ reason, article: '行政许可法第三十二条' }),
  survey: ({ state }, random) => ({
    people: lookers('shangguanlei', 'zengwei'),
    on: dayOf(state.acceptedAt!),
    result: '与图纸一致',
    passed: random() < 0.8,
  }),
  suspend: (_, random) => ({ procedure: one(['inspection', 'hearing', 'expertReview', 'survey'], random), days: 10, reason }),
  resume: () => ({ result: '检验合格' }),
  extend: (_, random) => ({ days: one([5, 10, 20], random), reason }),
  propose: (_, random) => {
    const verdict = random() < 0.9 ? 'approve' : 'refuse'
    // now and then an opinion that the points speak against, or one without them
    const points = random() < 0.9 ? { points: verdict === 'approve' ? met : tooNear } : {}
    return { verdict, opinion: '材料齐全，建议准予', ...points }
  },
  sendBack: () => ({ reason }),
  refuse: () => ({ reason, article: '食品经营许可和备案管理办法第十二条' }),
  terminate: () => ({ reason }),
  ready: () => ({ way: 'window' }),
  deliver: (_, random) => ({ way: one(['window', 'post', 'electronic'], random) }),
  release: () => ({ reason }),
  handOver: (_, random, colleagues) => ({ to: one(colleagues, random).id, reason }),
  takeOver: () => ({ reason }),
  denyApproval: () => ({ reason }),
}

/** Verbs that end a case, or only move it from hand to hand, come seldom, so that most cases live their whole life. */
const seldom: Partial<Record<Verb, number>> = {
  ...{ withdraw: 0.03, terminate: 0.05, notAccept: 0.05, refuse: 0.15, preReturn: 0.2, requestSupplement: 0.3, suspend: 0.3 },
  ...{ claim: 0.3, release: 0.3, handOver: 0.2, takeOver: 0.1, sendBack: 0.3, waive: 0.3, survey: 0.3, extend: 0.2, denyApproval: 0.3 },
}

function choose(verbs: readonly Verb[], random: Chance): Verb | undefined {
  const weight = (v: Verb) => seldom[v] ?? 1
  let at = random() * verbs.reduce((n, v) => n + weight(v), 0)
  for (const verb of verbs) {
    at -= weight(verb)
    if (at < 0) return verb
  }
  return undefined
}

export type Act = { who: Who; verb: Verb | 'lapse' | 'recall' }

/** What somebody could do with a case now; nothing where the rules leave him nothing. */
export function chooseAct(known: Known, people: readonly Who[], today: string, random: Chance): Act | undefined {
  if (known.dueOn !== null && known.dueOn < today && random() < 0.3) return { who: system, verb: 'lapse' }
  const able = people.flatMap((who) => verbNames.filter((verb) => !whyNot({ ...known, who, verb })).map((verb) => ({ who, verb })))
  const verb = choose([...new Set(able.map((a) => a.verb))], random)
  return (
    verb &&
    one(
      able.filter((a) => a.verb === verb),
      random,
    )
  )
}

const supplies = new Set<Verb>(['supplement', 'resubmit', 'supplyTolerant'])

/** Does it; throws the refusal where something beyond the rules stands in the way. */
export async function doAct(house: House, known: Known, { who, verb }: Act, colleagues: readonly Who[], random: Chance): Promise<void> {
  const { id, state } = known
  await act<unknown>(house, who, (ctx) => {
    if (verb === 'lapse') return lapse(ctx, { id })
    if (verb === 'recall') return recall(ctx, { id, seq: state.seq })
    const missing = state.tolerant?.missing ?? []
    if (supplies.has(verb))
      return addSupplement(ctx, { id, verb: verb as 'supplement', materials: (missing.length ? missing : ['layout']).map(upload) })
    return take(ctx, { id, verb, input: (inputs[verb]?.(known, random, colleagues) ?? {}) as never })
  })
}
