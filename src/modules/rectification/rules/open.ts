import { may, type Who } from '#kernel/who.ts'
import { type Order, states, type Verb, type VerbState, verbNames } from '../schema.ts'
import { leadsTo, verbs } from './verbs.ts'

export type Refused = { code: string; sentence: string }
/** `turnedDown`: whether a review failed or a rejection was denied, which is what one may appeal against. */
type Asked = { order: Order; verb: Verb; who: Who; turnedDown?: boolean }

const handles = ({ order, who }: Omit<Asked, 'verb'>) => may(who, 'rectification.handle', { organ: order.organ, division: order.division })
const supervises = ({ order, who }: Omit<Asked, 'verb'>) =>
  may(who, 'rectification.supervise', { organ: order.organ, division: order.division })

/** Who may take a verb: the organ's handlers, its holder, a second person, the supervisor. */
const permits: Record<(typeof verbs)[Verb]['by'], (asked: Omit<Asked, 'verb'>) => boolean> = {
  handler: handles,
  holder: handles,
  second: (asked) => handles(asked) || supervises(asked),
  supervisor: supervises,
}

type Guard = { code: string; breaks(asked: Asked): boolean; sentence(asked: Asked): string }

/** In the order in which they are told; the first that breaks is the reason on the screen. */
const guards: readonly Guard[] = [
  {
    code: 'rectification.not-now',
    breaks: ({ order, verb }) => leadsTo[order.state][verb] === undefined,
    sentence: ({ order, verb }) => `现在是“${states[order.state].label}”，不能${verbs[verb].label}。请刷新看最新情况`,
  },
  {
    code: 'rectification.barred',
    breaks: ({ order, who }) => order.barred.includes(who.id),
    sentence: () => '这张工单说的是您经办的事，要由别的同事处理',
  },
  {
    code: 'rectification.may-not',
    breaks: (asked) => !permits[verbs[asked.verb].by](asked),
    sentence: ({ verb }) => `您没有在这里“${verbs[verb].label}”的权限，请找本单位的整改负责人或督办员`,
  },
  {
    code: 'rectification.not-holder',
    breaks: ({ order, verb, who }) => verbs[verb].by === 'holder' && order.holder !== who.id && who.kind !== 'system',
    sentence: ({ order }) => `这张工单由${order.holderName ?? '别人'}认领，请他来办；他不在，请督办员重派`,
  },
  {
    code: 'rectification.same-person',
    breaks: ({ order, verb, who }) => verbs[verb].by === 'second' && order.holder === who.id,
    sentence: () => '自己办的要由另一个人复核，请同事或督办员来办',
  },
  {
    code: 'rectification.nothing-to-appeal',
    breaks: ({ verb, turnedDown }) => verb === 'appeal' && turnedDown === false,
    sentence: () => '复核没有通过、或者不予采纳没有同意，才能申诉。现在请先反馈整改结果',
  },
]

type Told = { name: string; data: Record<string, unknown> }

/** Whether somebody's answer or request was turned down by the second person. */
export const wasTurnedDown = (facts: readonly Told[]): boolean =>
  facts.some((f) => f.name === 'rectification.rejection-denied' || (f.name === 'rectification.reviewed' && f.data.passed === false))

/** Why a verb cannot be taken now, or nothing where it can. */
export function whyNot(asked: Asked): Refused | undefined {
  const broken = guards.find((g) => g.breaks(asked))
  return broken && { code: broken.code, sentence: broken.sentence(asked) }
}

/** Every verb that the state knows, with the reason where it is barred. */
export const verbStates = (order: Order, who: Who, turnedDown?: boolean): VerbState[] =>
  verbNames
    .filter((verb) => leadsTo[order.state][verb] !== undefined)
    .map((verb) => {
      const why = whyNot({ order, verb, who, turnedDown })?.sentence
      return { verb, label: verbs[verb].label, open: why === undefined, why }
    })
