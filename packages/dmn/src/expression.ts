/** FEEL on its own: one expression, or the unary tests of one cell, made ready to be evaluated often. */

import type { Node } from './feel/node.ts'
import { builtinScope, type Reading, readExpression, readUnaryTests } from './feel/read.ts'
import { Scope } from './feel/scope.ts'
import { type Problem, placeAt } from './problem.ts'
import type { Outside } from './run/clock.ts'
import { closure } from './run/closures.ts'
import { type Budget, bounded, defaultBudget, nothing, type Reason } from './run/reasons.ts'
import { State } from './run/state.ts'
import { fromJs, toJs } from './values/js.ts'
import { any, type Type } from './values/type.ts'
import type { Value } from './values/value.ts'

export type Evaluated<T = unknown> = { readonly value: T /** Why parts of it came out null. */; readonly reasons: readonly Reason[] }

export type ExpressionOptions = Outside & {
  /** The names that the expression may use, with their types where known. Without them every unknown name is one that the context may hold. */
  readonly names?: readonly string[] | Readonly<Record<string, Type>> | undefined
  readonly budget?: Partial<Budget> | undefined
}

export type CompiledExpression = {
  readonly text: string
  /** An expression with an error is worth null. */
  readonly problems: readonly Problem[]
  /** The names of the context that it reads. */
  readonly reads: readonly string[]
  /** The value over a context of named values. Throws a `BudgetError` where it takes too much. */
  readonly evaluate: (context?: Readonly<Record<string, unknown>>) => unknown
  readonly trace: (context?: Readonly<Record<string, unknown>>) => Evaluated
}

export type CompiledUnaryTests = {
  readonly text: string
  readonly problems: readonly Problem[]
  readonly reads: readonly string[]
  /** Whether `value` (the `?` of the tests) meets them: null where that cannot be told. */
  readonly test: (value: unknown, context?: Readonly<Record<string, unknown>>) => boolean | null
}

type Names = ExpressionOptions['names']
type Given = Readonly<Record<string, unknown>>

/** The names of a context as slots, found while reading. */
class Slots {
  readonly names: string[] = []
  readonly scope: Scope

  constructor(names: Names) {
    const own = (name: string) => (at: number) => this.#slot(name, any, at)
    this.scope = new Scope(builtinScope, names === undefined ? { unknown: (name, at) => this.#slot(name, any, at) } : {})
    if (Array.isArray(names)) for (const name of names as readonly string[]) this.scope.bind(name, own(name))
    else for (const [name, type] of Object.entries(names ?? {})) this.scope.bind(name, (at) => this.#slot(name, type as Type, at))
  }

  #slot(name: string, type: Type, at: number): Node {
    const known = this.names.indexOf(name)
    const slot = known < 0 ? this.names.push(name) - 1 : known
    return { op: 'slot', slot, name, type, at }
  }

  state(given: Given): State {
    const { names } = this
    return new State(new Array(names.length), (slot) => {
      const name = names[slot]!
      return Object.hasOwn(given, name) ? fromJs(given[name]) : nothing(`There is no value for “${name}”`)
    })
  }
}

const problemsOf = (text: string, { findings }: Reading): Problem[] =>
  findings.map(({ code, says, offset }) => ({ severity: code === 'syntax' ? 'error' : 'warning', code, says, ...placeAt(text, offset) }))

const broken: Node = { op: 'nothing', says: 'The expression cannot be read', type: any, at: 0 }

/** Reads and compiles an expression. Never throws for what the text says: see `problems`. */
export function compileExpression(text: string, options: ExpressionOptions = {}): CompiledExpression {
  const slots = new Slots(options.names)
  const reading = readExpression(text, { scope: slots.scope, ids: { next: 0 } })
  const run = closure(reading.node ?? broken)
  const setting = { budget: { ...defaultBudget, ...options.budget }, now: options.now, random: options.random }
  const trace = (given: Given = {}) => {
    const { result, reasons } = bounded(setting, () => toJs(run([], slots.state(given))))
    return { value: result, reasons }
  }
  return { text, problems: problemsOf(text, reading), reads: slots.names, trace, evaluate: (given) => trace(given).value }
}

/** Reads and compiles what may stand in a cell of a decision table: `"a", "b"`, `[18..65)`, `not(< 5)`, `? * 2 > x`, `-`. */
export function compileUnaryTests(text: string, options: ExpressionOptions = {}): CompiledUnaryTests {
  const slots = new Slots(options.names)
  const tested: Node = { op: 'local', id: 0, name: '?', type: any, at: 0 }
  const reading = readUnaryTests(text, tested, { scope: slots.scope, ids: { next: 1 } })
  const run = closure(reading.node ?? broken)
  const setting = { budget: { ...defaultBudget, ...options.budget }, now: options.now, random: options.random }
  const test = (value: unknown, given: Given = {}) => {
    const { result } = bounded<Value>(setting, () => run([fromJs(value)], slots.state(given)))
    return typeof result === 'boolean' ? result : null
  }
  return { text, problems: problemsOf(text, reading), reads: slots.names, test }
}
