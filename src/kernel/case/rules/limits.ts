/** Limits of an item over cases that have been: which of them would have been late, by how much, had others stood. */
import { Refusal } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { stand } from '#kernel/clock/rules/read.ts'
import type { Calendar, ClockEvent, Limit, Standing } from '#kernel/clock/schema.ts'
import type { Change, Group, Tally } from '#kernel/draft/schema.ts'
import { limitText } from '#kernel/item/rules/text.ts'
import { decisionEvents } from './clocks.ts'
import { type CaseFact, type CaseState, fold } from './fold.ts'

/** The two limits of an item that run from acceptance to decision. */
export type Limits = { promise: Limit; legal?: Limit | undefined }
/** A case with its facts in order; `organ` by its name. */
export type ClockedCase = { id: string; title: string; organ: string; facts: readonly CaseFact[] }
export type LimitsFound = { changes: Change[]; counted: Omit<Tally, 'count'>[]; groups: Group[]; unread: number }

const clocks = { promise: '承诺时限', legal: '法定时限' } as const
type Clock = keyof typeof clocks

/** Facts that move the clocks from acceptance to decision, or take such a fact back. */
export const clockFacts: readonly string[] = [
  ...['case.submitted', 'case.accepted', 'case.not-accepted', 'case.suspended', 'case.resumed', 'case.extended'],
  ...['case.approved', 'case.refused', 'case.withdrawn', 'case.terminated', 'case.lapsed', 'case.recalled'],
]

const sameLimit = (a: Limit | undefined, b: Limit | undefined) =>
  a?.amount === b?.amount && a?.unit === b?.unit && a?.rollBasis === b?.rollBasis

/** The clocks that two sets of limits set differently. */
export const changedClocks = (before: Limits, after: Limits): Clock[] =>
  (Object.keys(clocks) as Clock[]).filter((clock) => !sameLimit(before[clock], after[clock]))

type Verdict = { late: boolean; by: number; word: string; text: string }
const none: Verdict = { late: false, by: 0, word: '没有期限', text: '没有期限' }

function verdictOf(limit: Limit | undefined, events: readonly ClockEvent[], calendar: Calendar, now: string, decided: boolean): Verdict {
  if (!limit) return none
  const read: Standing = stand(limit, events, calendar, now)
  const by = Math.round(read.overdueBy * 10) / 10
  const word = decided ? (read.overdue ? '超期' : '按时') : read.overdue ? '在办，已超期' : '在办，没超期'
  const due = read.dueOn ? `${read.dueOn} 到期` : '停着，没有到期日'
  return { late: read.overdue, by, word, text: `${word}${read.overdue ? ` ${limitText({ amount: by, unit: limit.unit })}` : ''}（${due}）` }
}

/** What happened to the clock, in one line: acceptance, suspensions, extension, decision. */
function courseOf(s: CaseState): string {
  const said = [`${dayOf(s.acceptedAt!)} 受理`]
  for (const { at, resumedAt } of s.suspensions) said.push(`${dayOf(at)} 到${resumedAt ? ` ${dayOf(resumedAt)} ` : '现在'}停着`)
  if (s.extension) said.push(`延长 ${s.extension.days} 天`)
  if (s.decision) said.push(`${dayOf(s.decision.at)} 决定`)
  return said.join('，')
}

/** A case that was accepted and neither withdrawn nor ended otherwise than by a decision. */
const isClocked = (s: CaseState): boolean => s.acceptedAt !== undefined && (s.decision !== undefined || s.endedAt === undefined)

type Asked = { before: Limits; after: Limits; calendar: Calendar; now: string }

function look({ before, after, calendar, now }: Asked, state: CaseState): Map<Clock, [Verdict, Verdict]> | undefined {
  const events = decisionEvents(state)
  const verdict = (limit: Limit | undefined) => verdictOf(limit, events, calendar, now, state.decision !== undefined)
  try {
    return new Map(changedClocks(before, after).map((clock) => [clock, [verdict(before[clock]), verdict(after[clock])]]))
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** What of one case differs, clock by clock. */
function differing({ id, title }: ClockedCase, state: CaseState, verdicts: ReadonlyMap<Clock, [Verdict, Verdict]>) {
  const changed = [...verdicts].filter(([, [old, now]]) => old.late !== now.late || old.by !== now.by)
  return changed.map(([clock, [old, now]]) => {
    const what = clocks[clock]
    const change: Change = {
      ...{ subject: id, title, href: `/desk/cases/${id}`, what },
      ...{ before: old.text, after: now.text, because: courseOf(state) },
    }
    return { change, counted: { what, before: old.word, after: old.word === now.word ? `${now.word}，天数不同` : now.word } }
  })
}

/**
 * Both sets of limits over the same facts, by the house's own clock: suspensions and extensions count as they counted then. A case
 * changes where it would be late and was not, the other way round, or late by another amount. `unread` are those without such a
 * clock: never accepted, withdrawn, or of a year without a calendar. Organs are counted by the first limit that changes.
 */
export function rehearseLimits(asked: Asked, cases: readonly ClockedCase[]): LimitsFound {
  const found: LimitsFound = { changes: [], counted: [], groups: [], unread: 0 }
  for (const one of cases) {
    const state = fold(one.facts)
    const verdicts = isClocked(state) ? look(asked, state) : undefined
    const [first] = verdicts?.values() ?? []
    if (!verdicts || !first) {
      found.unread++
      continue
    }
    found.groups.push({ name: one.organ, looked: 1, before: Number(first[0].late), after: Number(first[1].late) })
    for (const { change, counted } of differing(one, state, verdicts)) {
      found.changes.push(change)
      found.counted.push(counted)
    }
  }
  return found
}
