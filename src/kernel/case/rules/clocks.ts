import { dayOf } from '#kernel/clock/rules/day.ts'
import { lampOf } from '#kernel/clock/rules/lamp.ts'
import { stand } from '#kernel/clock/rules/read.ts'
import type { Calendar, ClockEvent, Lamp, Limit, Standing } from '#kernel/clock/schema.ts'
import { specialProcedures } from '#kernel/item/schema/dictionary.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { CaseState } from './fold.ts'

/** 行政许可法 第三十二条: whether it accepts or what is missing, the organ says within five working days, or it has accepted. */
export const noticeLimit: Limit = { amount: 5, unit: 'workday', kind: 'notice', basis: '行政许可法第三十二条' }
/** 行政许可法 第四十四条: the licence is issued and delivered within ten working days of the decision. */
export const deliveryLimit: Limit = { amount: 10, unit: 'workday', kind: 'delivery', basis: '行政许可法第四十四条' }
/** What was not supplied within thirty days of the notice counts as given up (practice, set by the city). */
export const correctionLimit: Limit = { amount: 30, unit: 'calendarDay', kind: 'step', basis: '一次性告知书写明的补正期限' }

const iso = (at: Date) => at.toISOString()

/** What the facts of a case did to the clock that runs from acceptance to decision. */
export function decisionEvents(s: CaseState): ClockEvent[] {
  if (!s.acceptedAt) return []
  const events: ClockEvent[] = [
    { kind: 'start', at: iso(s.acceptedAt), reason: s.deemedAccepted ? '五个工作日没有答复，视为受理' : '受理' },
  ]
  for (const x of s.suspensions) {
    const key = String(x.factId)
    const reason = specialProcedures.names[x.procedure]
    events.push({ kind: 'pause', key, at: iso(x.at), reason, basis: '行政许可法第四十五条', factId: x.factId })
    if (x.resumedAt) events.push({ kind: 'resume', key, at: iso(x.resumedAt), reason: `${reason}结束` })
  }
  if (s.extension)
    events.push({
      kind: 'extend',
      at: iso(s.extension.at),
      amount: s.extension.days,
      reason: `延长期限：${s.extension.reason}`,
      basis: '行政许可法第四十二条',
      factId: s.extension.factId,
    })
  if (s.endedAt) events.push({ kind: 'stop', at: iso(s.endedAt), reason: s.decision ? '作出决定' : '办理结束' })
  return events
}

const between = (from: Date, to: Date | undefined, why: string, end: string): ClockEvent[] => [
  { kind: 'start', at: iso(from), reason: why },
  ...(to ? [{ kind: 'stop' as const, at: iso(to), reason: end }] : []),
]

export type ClockName = 'notice' | 'correction' | 'promise' | 'legal' | 'delivery'
export type RunningClock = { name: ClockName; limit: Limit; events: ClockEvent[] }

/** The clock of the answer on acceptance stops with the acceptance, the notice of what is missing, or the end of the case. */
function noticeClock(s: CaseState): RunningClock {
  const notice = s.notices.at(-1)
  const told = notice && notice.at >= s.receivedAt ? notice.at : undefined
  const answered = s.acceptedAt ?? s.endedAt
  return {
    name: 'notice',
    limit: noticeLimit,
    events: between(s.receivedAt, told ?? answered, '收到申请', told ? '一次性告知补正' : '答复是否受理'),
  }
}

function correctionClock(s: CaseState): RunningClock[] {
  const notice = s.notices.at(-1)
  if (!notice) return []
  return [{ name: 'correction', limit: correctionLimit, events: between(notice.at, notice.answeredAt ?? s.endedAt, '告知补正', '补正') }]
}

/** The clocks of a case that have begun, each with its limit and what happened to it; the page opens any of them day by day. */
export function clocksOf(s: CaseState, item: Pick<HandlingItem, 'promise' | 'legal'>): RunningClock[] {
  const clocks = [noticeClock(s), ...correctionClock(s)]
  if (s.acceptedAt) {
    const events = decisionEvents(s)
    clocks.push({ name: 'promise', limit: item.promise, events })
    if (item.legal) clocks.push({ name: 'legal', limit: item.legal, events })
  }
  if (s.decision) clocks.push({ name: 'delivery', limit: deliveryLimit, events: between(s.decision.at, s.deliveredAt, '作出决定', '送达') })
  return clocks
}

/** The clock that presses now: what the work lists sort by. Nothing presses once the case is closed. */
export function pressing(s: CaseState): ClockName | undefined {
  if (s.status === 'submitted' || s.status === 'received') return 'notice'
  if (s.status === 'preReturned' || s.status === 'correction') return 'correction'
  if (s.status === 'approved' || s.status === 'refused' || s.status === 'making' || s.status === 'ready') return 'delivery'
  return s.acceptedAt && !s.endedAt ? 'promise' : undefined
}

export type Reading = Standing & { name: ClockName; lamp: Lamp; warnOn?: string }

/** Every clock as it stands at a moment. Throws the refusal `clock.no-calendar` where a year has no calendar. */
export function readClocks(s: CaseState, item: Pick<HandlingItem, 'promise' | 'legal'>, calendar: Calendar, now: Date): Reading[] {
  return clocksOf(s, item).map(({ name, limit, events }) => {
    const read = stand(limit, events, calendar, iso(now))
    return { ...read, name, lamp: lampOf(read, now), warnOn: read.warnAt && dayOf(read.warnAt) }
  })
}

const isOver = (name: ClockName, readings: readonly Reading[]): boolean => readings.some((r) => r.name === name && r.overdue)

/** Whether the last day for the decision has passed: that of the law, or of the promise where the law sets none. */
export function isPastLastDay(s: CaseState, item: Pick<HandlingItem, 'promise' | 'legal'>, calendar: Calendar, now: Date): boolean {
  return s.acceptedAt !== undefined && !s.endedAt && isOver(item.legal ? 'legal' : 'promise', readClocks(s, item, calendar, now))
}

/** Whether an application was met with silence until its five working days were over: from that moment on it is accepted (行政许可法 第三十二条). */
export function isSilent(s: CaseState, item: Pick<HandlingItem, 'promise' | 'legal'>, calendar: Calendar, now: Date): boolean {
  return (s.status === 'submitted' || s.status === 'received') && isOver('notice', readClocks(s, item, calendar, now))
}
