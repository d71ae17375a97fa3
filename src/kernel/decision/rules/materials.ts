/** A table of tolerance lists materials by their codes; people read their names. */
import type { ModelDecision } from '../schema/model.ts'

export type MaterialNames = Readonly<Record<string, string>>

/** One code or a list of them in names, none as 没有; a code without a name stays as it is. */
export const materialsText = (value: unknown, names: MaterialNames): string =>
  [value ?? []]
    .flat()
    .map((code) => names[String(code)] ?? String(code))
    .join('、') || '没有'

/** A result as it is kept, `["rules"]`, in the names of its materials where the decision lists materials. */
export function namedResult(text: string, decision: Pick<ModelDecision, 'purpose'> | undefined, names: MaterialNames): string {
  if (decision?.purpose !== 'tolerance' || !/^(null|".*"|\[.*\])$/s.test(text)) return text
  return materialsText(JSON.parse(text), names)
}
