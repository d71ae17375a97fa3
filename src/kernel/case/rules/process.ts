/** What the process of an item adds to a case: it holds verbs back until their step has come, and hears of each that is taken. */

import type { Verb } from '../schema.ts'
import type { CaseFact, CaseState } from './fold.ts'
import type { Narrowing } from './open.ts'
import { caseSubject } from './subject.ts'
import { verbs } from './verbs.ts'

/** Where an instance stands: the verbs that its model governs, and the steps that are open. */
export type Course = { governed: ReadonlySet<string>; open: readonly { name: string; verbs: readonly string[] }[] }

/** A process that is over narrows nothing. */
export const narrowBy =
  ({ governed, open }: Course): Narrowing =>
  (verb) => {
    if (!governed.has(verb) || open.some((t) => t.verbs.includes(verb))) return undefined
    const steps = [...new Set(open.map((t) => t.name))].join('、')
    const then = steps ? `要先办完：${steps}` : '流程还在等时间或别的消息'
    return { code: 'case.process-not-there', sentence: `按这个事项的流程，现在还不能${verbs[verb].label}，${then}` }
  }

/** What a verb says to the process, beside its own name: whether the survey, the opinion was in favour. */
const says: Partial<Record<Verb, (fact: CaseFact) => boolean>> = {
  survey: ({ data }) => data.passed === true,
  propose: ({ data }) => data.verdict === 'approve',
}

const acts = (Object.keys(caseSubject.verbs) as Verb[]).filter((v) => v !== 'acceptTolerant')
const verbOf = new Map(acts.map((v) => [verbs[v].fact, v]))

/** The verb that a fact stands for. What the desk waives while something else is still asked for moves nothing. */
function verbIn(fact: CaseFact, before: CaseState, after: CaseState): Verb | undefined {
  const verb = verbOf.get(fact.name)
  if (verb === 'accept' && fact.data.tolerant === true) return 'acceptTolerant'
  return verb === 'waive' && before.status === after.status ? undefined : verb
}

export type Said = { verb?: Verb; variables: Record<string, unknown>; closes: boolean }

/** What a process is to hear of a fact. */
export function saidBy(fact: CaseFact, before: CaseState, after: CaseState): Said {
  const verb = verbIn(fact, before, after)
  const passed = verb && says[verb]?.(fact)
  return {
    ...(verb ? { verb } : {}),
    variables: { verb, ...(passed === undefined ? {} : { passed }) },
    closes: caseSubject.closed.includes(after.status),
  }
}

/** What a process may know of a case from its beginning; nothing of the person. */
export const knownOf = (file: { channel: string; division: string; applicantKind: string }, state: CaseState) => ({
  channel: file.channel,
  division: file.division,
  applicantKind: file.applicantKind,
  rules: Object.fromEntries((state.assessed?.verdicts ?? []).map((v) => [v.purpose, v.verdict])),
})
