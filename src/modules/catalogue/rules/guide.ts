/** What a guide says, computed from the item, the answers to its questions, and today. */
import { answerOf, holds } from '#kernel/form/rules/conditions.ts'
import { applying, toBring } from '#kernel/item/rules/applying.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Scenario } from '#kernel/item/schema/parts.ts'

type Given = Readonly<Record<string, string>>

/** Only answers to questions of this item, and only answers it offers. */
export function knownAnswers(item: Pick<HandlingItem, 'scenarios'>, given: Given): Record<string, string> {
  const known = item.scenarios.flatMap((s) => {
    const value = Object.hasOwn(given, s.id) ? given[s.id] : undefined
    return value !== undefined && s.options.some((o) => o.value === value) ? [[s.id, value] as const] : []
  })
  return Object.fromEntries(known)
}

/** The questions that are to be asked under these answers. */
export const questionsOf = (item: Pick<HandlingItem, 'scenarios'>, answers: Given): Scenario[] =>
  item.scenarios.filter((s) => holds(s.when, answers))

/** The answer that ends the guide, where one was given: this item is not for them. */
export function stopOf(
  item: Pick<HandlingItem, 'scenarios'>,
  answers: Given,
): NonNullable<Scenario['options'][number]['stop']> | undefined {
  for (const s of questionsOf(item, answers)) {
    const stop = s.options.find((o) => o.value === answerOf(answers, s.id))?.stop
    if (stop) return stop
  }
  return undefined
}

/** The question to be answered next; none where all are answered, or an answer has ended the way. */
export const nextQuestion = (item: Pick<HandlingItem, 'scenarios'>, answers: Given): Scenario | undefined =>
  stopOf(item, answers) ? undefined : questionsOf(item, answers).find((s) => !Object.hasOwn(answers, s.id))

/** Materials, steps, fees and special ways that apply: all of them, marked, until the questions are answered. */
export function partsFor(item: HandlingItem, answers: Given, held: readonly string[]) {
  const answered = questionsOf(item, answers).length > 0 && questionsOf(item, answers).every((s) => Object.hasOwn(answers, s.id))
  const narrow = <T extends { when?: HandlingItem['materials'][number]['when'] }>(parts: readonly T[]): T[] =>
    answered ? applying(parts, answers) : [...parts]
  const materials = narrow(item.materials)
  const sure = applying(item.materials, answers)
  return {
    answered,
    materials,
    ...toBring(answered ? materials : sure, new Set(held)),
    maybe: answered ? [] : item.materials.filter((m) => m.when !== undefined && !sure.includes(m)),
    flow: narrow(item.flow),
    fees: narrow(item.fees.rows),
    special: narrow(item.special),
  }
}
