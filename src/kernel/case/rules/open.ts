import { isHis, may, type Who } from '#kernel/who.ts'
import { statuses, type Verb, verbNames } from '../schema.ts'
import { needsReview, tolerable } from './assessed.ts'
import { type CaseState, openTolerance } from './fold.ts'
import { goneWords } from './rests.ts'
import { destination, leadsTo, verbs } from './verbs.ts'

/** What the rules must know of an item to say which verb is open. */
export type ItemTraits = {
  /** decided at the counter, decided on the applicant's pledge, or examined first */
  mode: 'onTheSpot' | 'commitment' | 'ordinary'
  /** materials that may be handed in later; none: no tolerant acceptance */
  tolerant: readonly string[]
  /** the law allows one extension, of so many days; 0: none */
  extensionDays: number
}

/**
 * What a process model or a decision of the item adds to the rules of a case: the reason why a verb is not open now. A model
 * narrows what the table of verbs opens and can never widen it; an item without one narrows nothing.
 */
export type Narrowing = (verb: Verb, state: CaseState) => Refused | undefined

/** Where a case stands in the city, and who applies. */
export type Place = { organ: string; division: string; item: string; applicant: string; agent?: string }

/** Several reasons as one: the first that stands in the way is told. */
export const narrowByAll =
  (...all: readonly (Narrowing | undefined)[]): Narrowing =>
  (verb, state) => {
    for (const narrow of all) {
      const no = narrow?.(verb, state)
      if (no) return no
    }
    return undefined
  }

export type Refused = { code: string; sentence: string }
type Asked = {
  state: CaseState
  item: ItemTraits
  place: Place
  who: Who
  verb: Verb
  narrow?: Narrowing
  /** whether the last day of the law's limit for the decision has passed at the moment of the act */
  pastLastDay: () => boolean
}
/** Why whoever looked at a case does not decide it. */
const samePerson: Refused = {
  code: 'case.same-person',
  sentence: '这一件您审查、核查过或者提过审查意见。审查和决定要分开，请另一位有权的人来决定',
}
const decisions: readonly Verb[] = ['approve', 'refuse']

/** The same for whoever judged one of its points, which stands beside its history. */
export const narrowByJudges =
  (judges: ReadonlySet<string> | undefined, who: Who): Narrowing =>
  (verb) =>
    decisions.includes(verb) && judges?.has(who.id) ? samePerson : undefined

type Guard = { code: string; verbs: readonly Verb[]; breaks(asked: Asked): boolean; sentence: string | ((asked: Asked) => string) }

/** Why somebody else's case is not for one's hands, and what to do. */
export const heldWords = (name: string): string => `${name}正在办这一件。请他转交给您；他不在，可以顶岗接办`

const changesHands: readonly Verb[] = ['claim', 'release', 'handOver', 'takeOver', 'grantApproval', 'denyApproval']
/** What an application that was met with silence can no longer be answered with. */
const answers: readonly Verb[] = ['receive', 'preReturn', 'requestSupplement', 'accept', 'acceptTolerant', 'notAccept']
const work = verbNames.filter((v) => verbs[v].by === 'staff' && !changesHands.includes(v))

/** Rules beyond the table of statuses, in the order in which they are told. The first that breaks is the reason on the screen. */
const guards: readonly Guard[] = [
  {
    code: 'case.waits-for-approval',
    verbs: work,
    breaks: ({ state }) => state.pending !== undefined,
    sentence: ({ state }) => `${state.pending!.by.name}已经申请“${verbs[state.pending!.verb].label}”，先等审批，或请审批人退回`,
  },
  {
    code: 'case.held',
    verbs: work,
    breaks: ({ state, who }) => state.holder !== undefined && state.holder.id !== who.id,
    sentence: ({ state }) => heldWords(state.holder!.name),
  },
  {
    code: 'case.nothing-to-approve',
    verbs: ['grantApproval', 'denyApproval'],
    breaks: ({ state }) => state.pending === undefined,
    sentence: '没有等待审批的申请',
  },
  {
    code: 'case.own-request',
    verbs: ['grantApproval', 'denyApproval'],
    breaks: ({ state, who }) => state.pending?.by.id === who.id,
    sentence: '自己提的申请要由别人审批，请负责人来办',
  },
  {
    code: 'case.approval-stale',
    verbs: ['grantApproval'],
    breaks: ({ state, narrow }) =>
      destination(state.status, state.pending!.verb, state.before) === undefined || narrow?.(state.pending!.verb, state) !== undefined,
    sentence: '申请审批之后情况变了，这项审批不能再执行。请退回申请，由经办人看最新情况再办',
  },
  {
    code: 'case.extended-late',
    verbs: ['grantApproval'],
    breaks: ({ state, pastLastDay }) => state.pending?.verb === 'extend' && pastLastDay(),
    sentence: '办理期限已经过了，现在批准也延不回来（行政许可法第四十二条）。请退回这项申请，尽快作出决定',
  },
  {
    code: 'case.already-mine',
    verbs: ['claim', 'takeOver'],
    breaks: ({ state, who }) => state.holder?.id === who.id,
    sentence: '这一件已经在您手上',
  },
  {
    code: 'case.held',
    verbs: ['claim'],
    breaks: ({ state }) => state.holder !== undefined,
    sentence: ({ state }) => heldWords(state.holder!.name),
  },
  {
    code: 'case.nobody-holds',
    verbs: ['takeOver', 'release'],
    breaks: ({ state }) => state.holder === undefined,
    sentence: '这一件现在没有人在办，直接领取就行',
  },
  {
    code: 'case.not-holder',
    verbs: ['release', 'handOver'],
    breaks: ({ state, who, place }) => state.holder !== undefined && state.holder.id !== who.id && !may(who, 'case.approve-request', place),
    sentence: '这一件不在您手上，只有经办人和负责人能转交、放回',
  },
  {
    code: 'case.noticed-once',
    verbs: ['preReturn'],
    breaks: ({ state }) => state.notices.length > 0,
    sentence: '要补什么已经一次告知过，不能再退。材料齐了请受理，确实不符合请不予受理（行政许可法第三十二条）',
  },
  {
    code: 'case.not-tolerant',
    verbs: ['acceptTolerant'],
    breaks: ({ item }) => item.tolerant.length === 0,
    sentence: '这个事项没有公布容缺清单，不能容缺受理',
  },
  {
    code: 'case.not-tolerable',
    verbs: ['acceptTolerant'],
    breaks: ({ item, state }) => tolerable(item.tolerant, state.assessed).length === 0,
    sentence: '按这个事项的规则表，这一件的材料都不能容缺，请一次告知要补的材料',
  },
  {
    code: 'case.tolerance-settled',
    verbs: ['supplyTolerant'],
    breaks: ({ state }) => openTolerance(state).length === 0,
    sentence: '没有还要补的容缺材料',
  },
  {
    code: 'case.tolerance-open',
    verbs: ['propose', 'approve'],
    breaks: ({ state }) => openTolerance(state).length > 0,
    sentence: ({ state }) => `容缺的材料还差 ${openTolerance(state).length} 份，补齐后才能往下办；逾期不补，可以终止办理`,
  },
  {
    code: 'case.holding-gone',
    verbs: ['accept', 'acceptTolerant', 'approve'],
    breaks: ({ state }) => state.gone.length > 0,
    sentence: ({ state: { gone } }) => goneWords({ ...gone[0]!, material: gone[0]!.materialName }),
  },
  {
    code: 'case.inquiry-open',
    verbs: ['accept', 'acceptTolerant'],
    breaks: ({ state }) => state.asked.length > 0,
    sentence: ({ state }) =>
      `“${state.asked[0]!.materialName}”正在请发证机关核实，3 个工作日内有答复。核实了再受理；核实不到，请一次告知申请人补正`,
  },
  {
    code: 'case.extended-once',
    verbs: ['extend'],
    breaks: ({ state }) => state.extension !== undefined,
    sentence: '期限已经延长过一次，不能再延（行政许可法第四十二条）',
  },
  {
    code: 'case.extended-late',
    verbs: ['extend'],
    breaks: ({ pastLastDay }) => pastLastDay(),
    sentence: '办理期限已经过了，不能再延长：延长要在期限届满以前批准（行政许可法第四十二条）。请尽快作出决定',
  },
  { code: 'case.no-extension', verbs: ['extend'], breaks: ({ item }) => item.extensionDays === 0, sentence: '这个事项的期限不能延长' },
  {
    code: 'case.needs-review',
    verbs: ['approve', 'refuse'],
    breaks: ({ state, item }) => item.mode === 'ordinary' && state.status === 'accepted',
    sentence: '这个事项要先审查、提出审查意见，再作决定',
  },
  {
    code: 'case.needs-review',
    verbs: ['approve'],
    breaks: ({ state, item }) => item.mode === 'commitment' && state.status === 'accepted' && needsReview(state.assessed),
    sentence: '按这个事项的规则表，这一件不能只凭承诺办，要先审查、提出审查意见',
  },
  {
    ...samePerson,
    verbs: decisions,
    breaks: ({ state, who }) => state.reviewers.includes(who.id),
  },
]

/** What somebody can do with a case once it is in his hands. */
const handsOn = [...new Set(work.flatMap((v) => verbs[v].permission ?? []))]

/** Whether this person stands on the right side of the counter for a verb, in this case's place. */
function mayTake({ who, verb, place, state }: Asked): boolean {
  if (who.kind === 'system') return true
  if (verb === 'grantApproval' || verb === 'denyApproval') {
    const approver = state.pending && approvalFor(state.pending.verb, state)
    return approver === undefined || may(who, approver, place)
  }
  if (verb === 'claim' || verb === 'takeOver') {
    if (!handsOn.some((permission) => may(who, permission, place))) return false
  }
  if (verbs[verb].by === 'staff') return may(who, verbs[verb].permission!, place)
  return isHis(who, place) || may(who, 'case.receive', place)
}

/** Why the status does not know a verb. Whoever was silent for five working days has accepted, and is told so (行政许可法 第三十二条). */
function notNow({ state, verb }: Asked): Refused {
  const { label } = verbs[verb]
  if (state.deemedAccepted && answers.includes(verb))
    return {
      code: 'case.deemed-accepted',
      sentence: `收到申请 5 个工作日没有答复，已经视为受理（行政许可法第三十二条），不能再${label}。请接着往下办`,
    }
  return { code: 'case.not-now', sentence: `现在是“${statuses[state.status].label}”，不能${label}。请刷新看最新情况` }
}

/** Why a verb cannot be taken now, or nothing where it can. The first rule that stands in the way is named. */
export function whyNot(asked: Asked): Refused | undefined {
  const { state, verb } = asked
  if (leadsTo[state.status][verb] === undefined) return notNow(asked)
  if (!mayTake(asked)) return { code: 'case.may-not', sentence: `您没有在这里“${verbs[verb].label}”的权限，请找有权限的同事办理` }
  const broken = guards.find((g) => g.verbs.includes(verb) && g.breaks(asked))
  if (!broken) return asked.narrow?.(verb, state)
  return { code: broken.code, sentence: typeof broken.sentence === 'string' ? broken.sentence : broken.sentence(asked) }
}

export type VerbState = { verb: Verb; label: string; open: boolean; why?: string; code?: string; needsApproval: boolean }

/** Every verb that the status knows or that the desk always shows, with the reason where it is barred. */
export function verbStates(asked: Omit<Asked, 'verb'>): VerbState[] {
  return verbNames
    .filter((verb) => leadsTo[asked.state.status][verb] !== undefined)
    .map((verb) => {
      const no = whyNot({ ...asked, verb })
      return {
        verb,
        label: verbs[verb].label,
        open: no === undefined,
        why: no?.sentence,
        code: no?.code,
        needsApproval: approvalFor(verb, asked.state) !== undefined,
      }
    })
}

/** The permission of the second person whose approval a verb needs in this state, if it needs one. */
export function approvalFor(verb: Verb, state: CaseState): string | undefined {
  if (verb === 'requestSupplement' && state.notices.length > 0) return 'case.approve-request'
  return verbs[verb].approver
}
