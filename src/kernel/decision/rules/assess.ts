/** A model over the facts of one case: each decision with a purpose, its verdict and its proof. */
import { parseDateTime } from '@haoban/dmn'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Assessment, Facts, Result, Snapshot } from '../schema/assessment.ts'
import type { DecisionModel, Purpose } from '../schema/model.ts'
import { explained } from './explain.ts'
import { plain, valueFor } from './literal.ts'

/** The facts as the model wants them; what is unknown is left out. */
export function given(model: DecisionModel, facts: Facts): Record<string, unknown> {
  const values = model.inputs.map(({ name, type }) => [name, valueFor(type, facts[name]?.value)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

/** All decisions of the model that are for something, in the order of the file; one that does not end is unknown. Depends on model and snapshot alone. */
export function assess(model: DecisionModel, snapshot: Snapshot): Assessment {
  const values = given(model, snapshot.facts)
  const now = parseDateTime(snapshot.now)
  const results = model.decisions.flatMap(({ name, purpose }): Result[] => {
    if (!purpose) return []
    const proof = explained(model, name, values, { now })
    return [plain({ purpose, decision: name, verdict: proof.verdict, value: proof.value, proof }) as Result]
  })
  return { ...snapshot, results }
}

/** The bytes of an assessment, as text: what is kept beside the case, and what a digest stands over. */
export const assessmentText = (assessment: Assessment): string => canonical(plain(assessment))

export const resultFor = (assessment: Pick<Assessment, 'results'>, purpose: Purpose): Result | undefined =>
  assessment.results.find((r) => r.purpose === purpose)

/** The names in a decision's list, none where no rule applies; undefined where it is unknown or there is no such decision. */
export const listedIn = (result: Result | undefined): string[] | undefined =>
  result && result.verdict !== 'unknown' ? [result.value ?? []].flat().map(String) : undefined
