/** What is wrong with a model, where, and by which rule. */
export type Violation = {
  /** The rule's name: `XML.…` well-formedness, `XSD.…` the schema, `REF.…` references, else a rule of `rules.ts`. */
  rule: string
  /** The id of the element, or its tag where it has none. */
  element: string
  /** One sentence that says what is wrong and what to do. */
  sentence: string
  /** Line in the file, counted from 1. */
  line?: number
}

export const printViolation = (v: Violation): string => `${v.rule} ${v.element} ${v.sentence}`

/** A model was refused. `violations` is never empty. */
export class Refused extends Error {
  readonly violations: readonly Violation[]
  constructor(violations: readonly Violation[]) {
    super(violations.map(printViolation).join('\n'))
    this.name = 'Refused'
    this.violations = violations
  }
}
