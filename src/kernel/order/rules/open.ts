/** Which verbs are open to somebody on an order now, and why the others are not. */
import type { Calendar } from '#kernel/clock/schema.ts'
import { may, type Who } from '#kernel/who.ts'
import type { OrderKind, VerbOf } from '../schema/kind.ts'
import type { OrderPart, OrderState } from '../schema/order.ts'
import { isEnd, stateOf, verbOf } from './choose.ts'
import { clockRow, isInTime } from './clocks.ts'

export type Refused = { code: string; sentence: string; status: 403 | 409 | 422 }
export type Asking = {
  kind: OrderKind
  order: OrderState
  verb: string
  who: Who
  now: Date
  calendar: Calendar
  input?: Record<string, unknown> | undefined
}

const holds = (who: Who, permissions: readonly string[], place: { organ: string; division: string }) =>
  permissions.some((p) => may(who, p, { organ: place.organ, division: place.division }))

/** The part in which somebody takes a verb: that of his own organ before others; undefined where he may nowhere. */
export function partOf({ order, who }: Pick<Asking, 'order' | 'who'>, verb: Pick<VerbOf, 'may'>): OrderPart | undefined {
  const mine = order.parts.filter((p) => holds(who, verb.may, p))
  return mine.find((p) => p.organ === who.organ) ?? mine[0]
}

function isPermitted(asking: Asking, verb: VerbOf): boolean {
  if (verb.by === 'house') return asking.who.kind === 'system'
  if (verb.at === 'owner') return asking.order.owner !== null && holds(asking.who, verb.may, asking.order.owner)
  return partOf(asking, verb) !== undefined
}

/** The part that a verb speaks of; what is taken for the whole order speaks of the organ that leads it. */
export const actingPart = (asking: Asking, verb: VerbOf): OrderPart =>
  (verb.part || verb.returns || verb.by === 'holder' ? partOf(asking, verb) : undefined) ?? asking.order.parts[0]!

const tookBefore = ({ kind, order, verb }: Asking, organ?: string) =>
  order.facts.some((f) => verbOf(kind, f)?.[0] === verb && (organ === undefined || f.data.organ === organ))

/** Whether the clock that bounds a verb runs and has not run out; each organ's own where it has one. */
function isWithin({ kind, order, now, calendar }: Asking, clock: string, organ: string): boolean {
  const run = order.clocks.find((c) => c.clock === clock && (c.organ === '' || c.organ === organ))
  const row = run && clockRow(kind, run, calendar, now)
  return row !== undefined && row.state === 'running' && isInTime(row, now)
}

type Guard = {
  code: string
  status?: 403
  breaks(asking: Asking, verb: VerbOf, part: OrderPart): boolean
  sentence(asking: Asking, verb: VerbOf, part: OrderPart): string
}

/** In the order in which they are told; the first that breaks is the reason on the screen. */
const guards: readonly Guard[] = [
  {
    code: 'order.not-now',
    breaks: ({ kind, order, verb }) => kind.leadsTo[order.state]?.[verb] === undefined,
    sentence: ({ kind, order }, verb) => `现在是“${stateOf(kind, order.state).label}”，不能${verb.label}。请刷新看最新情况`,
  },
  {
    code: 'order.barred',
    breaks: ({ order, who }) => order.barred.includes(who.id),
    sentence: () => '这张工单说的是您经办的事，要由别的同事处理',
  },
  {
    code: 'order.may-not',
    status: 403,
    breaks: (asking, verb) => !isPermitted(asking, verb),
    sentence: (_, verb) => `您没有在这里“${verb.label}”的权限，请找本单位的工单负责人或督办员`,
  },
  {
    code: 'order.not-holder',
    breaks: ({ who }, verb, part) => verb.by === 'holder' && part.holder !== who.id && who.kind !== 'system',
    sentence: (_, __, part) => `这张工单由${part.holderName ?? '别人'}认领，请他来办；他不在，请督办员重派`,
  },
  {
    code: 'order.same-person',
    breaks: ({ order, who }, verb) => verb.by === 'second' && order.parts.some((p) => p.holder === who.id),
    sentence: () => '自己办的要由另一个人复核，请同事或督办员来办',
  },
  {
    code: 'order.part-done',
    breaks: (_, verb, part) => verb.part !== undefined && part.state === verb.part,
    sentence: (_, verb) => `本单位已经${verb.label}，不用再办一次。请等其他单位`,
  },
  {
    code: 'order.forced',
    breaks: (_, verb, part) => verb.returns === true && part.forced,
    sentence: () => '这张工单是指定本单位办的，不能再退回。有不同意见，请先办，同时向督办员反映',
  },
  {
    code: 'order.once',
    breaks: (asking, verb, part) => verb.once !== undefined && tookBefore(asking, verb.once === 'organ' ? part.organ : undefined),
    sentence: (_, verb) =>
      `${verb.once === 'organ' ? '本单位' : '这张工单'}已经${verb.label}过一次，不能再${verb.label}。有不同意见，请找督办员`,
  },
  {
    code: 'order.too-late',
    breaks: (asking, verb, part) => verb.within !== undefined && !isWithin(asking, verb.within, part.organ),
    sentence: ({ kind }, verb) => `已经过了${kind.clocks[verb.within!]!.label}，不能${verb.label}。有不同意见，请找督办员`,
  },
  {
    code: 'order.highest',
    breaks: ({ kind, order }, verb) => verb.raises === true && order.supervision >= (kind.supervision?.length ?? 0),
    sentence: ({ kind }) => `已经是最高一级（${kind.supervision?.at(-1) ?? ''}），不能再升级`,
  },
]

/** Why a verb cannot be taken now, or nothing where it can. */
export function whyNot(asking: Asking): Refused | undefined {
  const { kind, order, verb: name, who, now, input } = asking
  const verb = kind.verbs[name]
  if (!verb) return { code: 'order.no-verb', sentence: '没有这个动作，请刷新后再试', status: 422 }
  const part = actingPart(asking, verb)
  const broken = guards.find((g) => g.breaks(asking, verb, part))
  if (broken) return { code: broken.code, sentence: broken.sentence(asking, verb, part), status: broken.status ?? 409 }
  const asked = { order, verb: name, who, now, input }
  const own = kind.guards?.find((g) => g.verbs.includes(name) && g.breaks(asked))
  if (!own) return undefined
  return { code: own.code, sentence: typeof own.sentence === 'string' ? own.sentence : own.sentence(asked), status: own.status ?? 409 }
}

/** A verb that the state knows, with the reason where it is barred. */
export type VerbState = { verb: string; label: string; open: boolean; why?: string }

/** Every verb that the state knows; what only the program takes is nobody's button. */
export const verbStates = (asking: Omit<Asking, 'verb' | 'input'>): VerbState[] =>
  Object.keys(asking.kind.leadsTo[asking.order.state] ?? {})
    .filter((verb) => asking.kind.verbs[verb]!.by !== 'house')
    .map((verb) => {
      const why = whyNot({ ...asking, verb })?.sentence
      return { verb, label: asking.kind.verbs[verb]!.label, open: why === undefined, ...(why === undefined ? {} : { why }) }
    })

/** How long what follows from an act waits, so that the act can be recalled, in milliseconds. */
export const holdMs = 10_000

export const tooLate: Refused = { code: 'order.recall-late', sentence: '过了撤回的时间，通知已经发出。要改，请走退回或重派', status: 409 }

/** The last act of an order, if it can be recalled: places in the history, both included. */
export function lastAct({
  facts,
  seq,
}: Pick<OrderState, 'facts' | 'seq'>): { from: number; to: number; by: string; until: Date } | undefined {
  const last = facts.at(-1)
  if (!last?.data.recallUntil || last.seq !== seq) return undefined
  return { from: last.data.after ?? last.seq, to: last.seq, by: last.by, until: new Date(last.data.recallUntil) }
}

/** Why the act that ends at `seq` cannot be recalled by this person now, or nothing where it can. */
export function whyNotRecall(order: OrderState, seq: number, who: string, now: Date): Refused | undefined {
  const act = lastAct(order)
  if (act?.to !== seq)
    return { code: 'order.recall-passed', sentence: '这一步之后又有了新的动作，不能直接撤回。要改，请走退回或重派', status: 409 }
  if (act.by !== who) return { code: 'order.recall-others', sentence: '只有办这一步的人能马上撤回。请联系他', status: 409 }
  return act.until <= now ? tooLate : undefined
}

/** Orders that have not ended can be merged and split. */
export const canBeMoved = (kind: OrderKind, order: OrderState): boolean => !isEnd(kind, order.state)

/** Whether somebody has the permission to merge and split an order, whatever its state. */
export const mayMoveHere = (kind: OrderKind, order: OrderState, who: Who): boolean =>
  kind.merges !== undefined && !order.barred.includes(who.id) && order.parts.some((p) => holds(who, [kind.merges!], p))

/** Whether somebody may merge or split an order now. */
export const mayMove = (kind: OrderKind, order: OrderState, who: Who): boolean => mayMoveHere(kind, order, who) && canBeMoved(kind, order)
