/** What the parts of the compiler share: the document, the numbers of nodes and flows, and what they found wrong. */
import type { Expressions } from '../expressions.ts'
import type { Data, Expression } from '../model.ts'
import type { Document } from '../rules/document.ts'
import type { Violation } from '../violation.ts'
import { labelOf } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'

export type Context = {
  readonly doc: Document
  readonly expressions: Expressions
  readonly process: Element
  /** Nodes in the file's order, the process first. */
  readonly elements: readonly Element[]
  readonly indexes: ReadonlyMap<Element, number>
  readonly flows: readonly Element[]
  readonly flowIndexes: ReadonlyMap<Element, number>
  /** What cannot be executed. */
  readonly faults: Violation[]
}

export function fault(c: Context, e: Element, rule: string, sentence: string): void {
  c.faults.push({ rule, element: labelOf(e), sentence, line: e.line })
}

const never: Expression = { text: '', evaluate: () => null }

/** The languages that a model names for its texts: the expression's own, else the file's. */
const languageOf = (c: Context, e: Element): string | undefined => e.attributes.language ?? c.doc.root.attributes.expressionLanguage

export function expressionOf(c: Context, e: Element): Expression {
  const text = e.text.trim()
  try {
    return { text, evaluate: c.expressions.compile(text, languageOf(c, e)) }
  } catch (error) {
    fault(c, e, 'EXPRESSION.COMPILE', `its ${e.name} "${text}" cannot be compiled: ${(error as Error).message}`)
    return never
  }
}

export function maybeExpression(c: Context, e: Element | undefined): Expression | undefined {
  return e && e.text.trim() !== '' ? expressionOf(c, e) : undefined
}

export const variable = (name: string): Expression => ({ text: name, evaluate: (view: Data) => view[name] ?? null })

export const indexOf = (c: Context, e: Element | undefined): number => (e === undefined ? -1 : (c.indexes.get(e) ?? -1))
