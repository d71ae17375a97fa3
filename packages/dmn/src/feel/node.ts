/**
 * The one form of every expression and table between the reader and the back ends: names resolved, types known as far
 * as the text tells. Boxed expressions (contexts, invocations, loops, filters …) become the same nodes as their textual
 * equals (DMN 1.5 §7.3 defines them so).
 */
import type { Type } from '../values/type.ts'
import type { RangeForm, Value } from '../values/value.ts'

/** A variable bound by a loop, a function, a context or a filter: unique in its whole expression. */
export type LocalId = number

export type Loop = {
  readonly id: LocalId
  readonly in: Node
  /** The other end, where the loop runs from one number or date to another. */
  readonly to?: Node | undefined
}
export type FormalParameter = { readonly name: string; readonly id: LocalId; readonly type: Type }
export type ContextEntry = { readonly name: string; readonly id: LocalId; readonly value: Node }
export type ArithmeticSign = '+' | '-' | '*' | '/' | '**'
export type ComparisonSign = '=' | '!=' | '<' | '<=' | '>' | '>='

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX'

export type TableInput = {
  readonly label: string
  readonly value: Node
  readonly id: LocalId
  /** The tests of the allowed input values; a value outside them makes the decision null (§8.3.3). */
  readonly allowed?: Node | undefined
  /** What those tests say, for the checks of completeness. */
  readonly allowedText?: string | undefined
}
export type TableOutput = {
  /** Absent where the table has one output without a name. */
  readonly name?: string | undefined
  readonly type: Type
  /** The allowed values in the order of their priority. */
  readonly values?: readonly Node[] | undefined
  readonly otherwise?: Node | undefined
}
export type TableRule = {
  readonly at: Place
  /** One test an input; undefined where the cell is `-`. */
  readonly tests: readonly (Node | undefined)[]
  readonly texts: readonly string[]
  readonly outputs: readonly Node[]
  readonly annotations: readonly string[]
  readonly id?: string | undefined
}
/** A position in the file: both count from 1. */
export type Place = { readonly line: number; readonly column: number }

export type TableNode = {
  readonly op: 'table'
  readonly hitPolicy: HitPolicy
  readonly aggregation?: Aggregation | undefined
  readonly inputs: readonly TableInput[]
  readonly outputs: readonly TableOutput[]
  readonly rules: readonly TableRule[]
  readonly place: Place
}

/** `strict`: boxed tests must be true, false or null (§7.3.9 to .11); any other value makes the whole null. */
type Shape =
  | { readonly op: 'const'; readonly value: Value }
  | { readonly op: 'nothing'; readonly says: string }
  | { readonly op: 'local'; readonly id: LocalId; readonly name: string }
  | { readonly op: 'slot'; readonly slot: number; readonly name: string }
  | { readonly op: 'scoped'; readonly item: LocalId; readonly name: string; readonly otherwise: Node }
  | { readonly op: 'path'; readonly of: Node; readonly name: string }
  | { readonly op: 'arithmetic'; readonly sign: ArithmeticSign; readonly left: Node; readonly right: Node }
  | { readonly op: 'negate'; readonly of: Node }
  | { readonly op: 'compare'; readonly sign: ComparisonSign; readonly left: Node; readonly right: Node }
  | { readonly op: 'between'; readonly value: Node; readonly low: Node; readonly high: Node }
  | { readonly op: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly op: 'not'; readonly of: Node }
  | { readonly op: 'if'; readonly test: Node; readonly then: Node; readonly otherwise: Node; readonly strict?: true }
  | { readonly op: 'list'; readonly items: readonly Node[] }
  | { readonly op: 'context'; readonly entries: readonly ContextEntry[]; readonly result?: Node | undefined }
  | {
      readonly op: 'range'
      readonly start: Node
      readonly end: Node
      readonly startIncluded: boolean
      readonly endIncluded: boolean
      readonly form: RangeForm
    }
  | { readonly op: 'builtin'; readonly name: string; readonly args: readonly Node[] }
  | { readonly op: 'call'; readonly fn: Node; readonly args: readonly Node[]; readonly names?: readonly string[] | undefined }
  | { readonly op: 'for'; readonly loops: readonly Loop[]; readonly partial: LocalId; readonly body: Node }
  | { readonly op: 'quantified'; readonly every: boolean; readonly loops: readonly Loop[]; readonly body: Node; readonly strict?: true }
  | { readonly op: 'filter'; readonly of: Node; readonly item: LocalId; readonly test: Node; readonly strict?: true }
  | { readonly op: 'function'; readonly parameters: readonly FormalParameter[]; readonly body: Node; readonly name: string }
  | { readonly op: 'instance'; readonly of: Node; readonly is: Type }
  /** Whether the value meets the test as a unary test of `in` would (§10.3.2.8): equal, in the range, in the list. */
  | { readonly op: 'meets'; readonly value: Node; readonly test: Node }
  /** Whether one of the tests is true. */
  | { readonly op: 'any'; readonly tests: readonly Node[] }
  | { readonly op: 'let'; readonly id: LocalId; readonly value: Node; readonly body: Node }
  | { readonly op: 'convert'; readonly of: Node; readonly to: Type; readonly what: string }
  | TableNode

/** `at` is an offset in the text of the expression. */
export type Node = Shape & { readonly type: Type; readonly at: number }

export const constant = (value: Value, type: Type, at: number): Node => ({ op: 'const', value, type, at })
