/** 看看能不能办: which question of a table to ask next, and when the answer is certain. */
import { BudgetError } from '@haoban/dmn'
import type { Facts, FactValue } from '../schema/assessment.ts'
import type { DecisionModel, ModelInput } from '../schema/model.ts'
import { given } from './assess.ts'
import { explained, usualBudget } from './explain.ts'
import { plain } from './literal.ts'

/** By the id of the input, which of its options was chosen (its place, from 0, as text). */
export type Chosen = Readonly<Record<string, string>>

/** Beyond so many ways to answer what is left, they are not gone through one by one. */
const mostWays = 4_096

const optionOf = (input: ModelInput, chosen: Chosen) =>
  Object.hasOwn(chosen, input.id) ? input.question?.options[Number(chosen[input.id])] : undefined

/** Answers that this model knows; what it does not offer is left out. */
export const knownChoices = (model: DecisionModel, chosen: Chosen): Record<string, string> =>
  Object.fromEntries(model.inputs.flatMap((i) => (optionOf(i, chosen) ? [[i.id, chosen[i.id]!] as const] : [])))

/** What was answered, as facts. */
export function factsOf(model: DecisionModel, chosen: Chosen): Facts {
  return Object.fromEntries(
    model.inputs.flatMap((input) => {
      const option = optionOf(input, chosen)
      return option ? [[input.name, { value: plain(option.value) as FactValue, from: '您的回答', source: 'guide' }] as const] : []
    }),
  )
}

/** What the answers answer in the item's form at the same time, by field. */
export function carriedTo(model: DecisionModel, chosen: Chosen): Record<string, string> {
  const pairs = model.inputs.flatMap((input) => {
    const answers = optionOf(input, chosen)?.answers
    return answers ? [[answers.field, answers.value] as const] : []
  })
  return Object.fromEntries(pairs)
}

type Branch = { facts: Record<string, unknown>; outcome: string }

/** Every way to answer the open questions, with what comes out; undefined where there are too many, or one does not end. */
function branches(
  model: DecisionModel,
  decision: string,
  known: Record<string, unknown>,
  open: readonly ModelInput[],
): Branch[] | undefined {
  const ways = open.reduce((n, i) => n * i.question!.options.length, 1)
  if (ways > mostWays) return undefined
  const all = open.reduce<Record<string, unknown>[]>(
    (so, input) => so.flatMap((facts) => input.question!.options.map((o) => ({ ...facts, [input.name]: o.value }))),
    [known],
  )
  try {
    return all.map((facts) => ({ facts, outcome: JSON.stringify(model.compiled.evaluate(decision, facts, { budget: usualBudget })) }))
  } catch (error) {
    if (error instanceof BudgetError) return undefined
    throw error
  }
}

/** Bits that one still lacks to know the outcome. */
function entropy(outcomes: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const o of outcomes) counts.set(o, (counts.get(o) ?? 0) + 1)
  return [...counts.values()].reduce((sum, n) => sum - (n / outcomes.length) * Math.log2(n / outcomes.length), 0)
}

/** What would still be unknown, on average, once this question is answered. */
function remaining(all: readonly Branch[], input: ModelInput): number {
  return input.question!.options.reduce((sum, option) => {
    const share = all.filter((b) => b.facts[input.name] === option.value).map((b) => b.outcome)
    return share.length === 0 ? sum : sum + (share.length / all.length) * entropy(share)
  }, 0)
}

/**
 * The question whose answer tells most about the outcome, among those that can still change it; of equals the first in the file.
 * Nothing where the answer is certain, or no question is left that could make it so.
 */
export function nextAsked(model: DecisionModel, decision: string, chosen: Chosen): ModelInput | undefined {
  const known = given(model, factsOf(model, chosen))
  const { verdict, missing } = explained(model, decision, known)
  if (verdict !== 'unknown') return undefined
  const open = model.inputs.filter((i) => i.question && missing.includes(i.name) && !Object.hasOwn(known, i.name))
  const all = branches(model, decision, known, open)
  if (!all) return open[0]
  const ranked = open.map((input) => ({ input, left: remaining(all, input) }))
  return ranked.toSorted((a, b) => a.left - b.left)[0]?.input
}

/** At most so many questions are still to come. */
export const stillAsked = (model: DecisionModel, decision: string, chosen: Chosen): number => {
  const { verdict, missing } = explained(model, decision, given(model, factsOf(model, chosen)))
  return verdict === 'unknown' ? model.inputs.filter((i) => i.question && missing.includes(i.name)).length : 0
}
