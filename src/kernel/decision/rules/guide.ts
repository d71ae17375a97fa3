/** The guide's questions out of a table: how they are named in an address, and what is said of the answers. */
import type { Scenario } from '#kernel/form/schema/form.ts'
import type { Said } from '../schema/assessment.ts'
import type { DecisionModel, ModelInput } from '../schema/model.ts'
import { type Chosen, carriedTo, factsOf, nextAsked, stillAsked } from './ask.ts'
import { assess, resultFor } from './assess.ts'
import { sayResult } from './say.ts'

type Given = Readonly<Record<string, string>>

/** The field that a question asks for, where each of its answers is another answer of that field. */
function fieldOf({ question }: ModelInput): string | undefined {
  const answers = question?.options.map((o) => o.answers) ?? []
  const [first] = answers
  const isOne = first && answers.every((a) => a?.field === first.field) && new Set(answers.map((a) => a?.value)).size === answers.length
  return isOne ? first.field : undefined
}

/** What was chosen, read from answers by the question's own name or by the field of the form that it asks for. */
function chosenIn(model: DecisionModel, given: Given): Chosen {
  const pairs = model.inputs.flatMap((input) => {
    const options = input.question?.options ?? []
    const own = Object.hasOwn(given, input.id) ? Number(given[input.id]) : -1
    const at = options[own] ? own : options.findIndex(({ answers: a }) => a && Object.hasOwn(given, a.field) && given[a.field] === a.value)
    return at >= 0 && isSure(input, at, own) ? [[input.id, String(at)] as const] : []
  })
  return Object.fromEntries(pairs)
}

/** An answer of the form picks an option only where no other option answers it the same way. */
function isSure({ question }: ModelInput, at: number, own: number): boolean {
  const answers = question!.options[at]!.answers
  return (
    at === own || question!.options.filter((o) => o.answers?.field === answers?.field && o.answers?.value === answers?.value).length === 1
  )
}

/** A question as the guide asks it. */
function scenarioOf(input: ModelInput): Scenario {
  const { text, hint, options } = input.question!
  const field = fieldOf(input)
  return {
    id: field ?? input.id,
    question: text,
    hint,
    options: options.map((o, at) => ({ value: field ? o.answers!.value : String(at), label: o.label, hint: o.hint })),
  }
}

/** `given` are the answers that the table knows, by the names its questions have in an address; `carried` what they answer in the form. */
export type Fit = {
  ask: Scenario | undefined
  asked: Scenario[]
  given: Record<string, string>
  carried: Record<string, string>
  left: number
  said: Said
}

/** How far the questions of a table have come. */
export function fitOf(model: DecisionModel, answers: Given): Fit | undefined {
  const decision = model.decisions.find((d) => d.purpose === 'eligibility')
  if (!decision) return undefined
  const chosen = chosenIn(model, answers)
  const next = nextAsked(model, decision.name, chosen)
  const facts = factsOf(model, chosen)
  const result = resultFor(assess(model, { model: '', version: 0, now: '', facts }), 'eligibility')!
  const asked = model.inputs.filter((i) => Object.hasOwn(chosen, i.id)).map(scenarioOf)
  const answerTo = (input: ModelInput) => scenarioOf(input).options[Number(chosen[input.id])]!.value
  return {
    ask: next && scenarioOf(next),
    asked,
    given: Object.fromEntries(model.inputs.filter((i) => Object.hasOwn(chosen, i.id)).map((i) => [scenarioOf(i).id, answerTo(i)])),
    carried: carriedTo(model, chosen),
    left: stillAsked(model, decision.name, chosen),
    said: sayResult(model, facts, result),
  }
}
