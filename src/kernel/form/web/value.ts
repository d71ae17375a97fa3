import { plainNumber } from '../rules/narrow.ts'
import type { Answer } from '../schema/answers.ts'
import type { FieldUi, PartUi } from '../schema/field.ts'

/** What was typed in a post that was refused, by name of the control; every character stays as it was. */
export type Typed = Readonly<Record<string, unknown>>

/** Fen as they stand in a control: 120050 is '1200.50', 120000 is '1200'. */
function yuanIn(fen: number): string {
  const [whole, rest] = [Math.trunc(fen / 100), Math.abs(fen % 100)]
  return rest ? `${whole}.${String(rest).padStart(2, '0')}` : String(whole)
}

/** An answer as the text of its control. */
export function controlText(ui: FieldUi | PartUi, answer: Answer | undefined): string {
  if (answer === undefined || Array.isArray(answer)) return ''
  if (ui.widget === 'money' && typeof answer === 'number') return yuanIn(answer)
  return typeof answer === 'number' ? (plainNumber(String(answer)) ?? String(answer)) : String(answer)
}

/** The text of a control: what was typed where a post was refused, else the answer. */
export function textIn(typed: Typed | undefined, name: string, ui: FieldUi | PartUi, answer: Answer | undefined): string {
  const raw = typed && Object.hasOwn(typed, name) ? typed[name] : undefined
  return typeof raw === 'string' ? raw : controlText(ui, answer)
}

/** The ticked values of a list of choices. */
export function ticksIn(typed: Typed | undefined, name: string, answer: Answer | undefined): string[] {
  const raw = typed && Object.hasOwn(typed, name) ? typed[name] : answer
  return Array.isArray(raw) ? raw.filter((v): v is string => typeof v === 'string') : typeof raw === 'string' ? [raw] : []
}
