/** From text to nodes: expressions and unary tests, with everything that is wrong in them. */
import { builtins } from '../builtins/registry.ts'
import { functionOf, type Type } from '../values/type.ts'
import { Cursor, type Finding, noTypes } from './cursor.ts'
import { expression } from './expression.ts'
import { SyntaxProblem } from './lexer.ts'
import { constant, type LocalId, type Node } from './node.ts'
import { Scope } from './scope.ts'
import { unaryTests } from './unary.ts'
import { isDeeper } from './walk.ts'

export type Reading = {
  /** undefined where the text is no expression. */
  readonly node?: Node | undefined
  readonly findings: readonly (Finding | { readonly offset: number; readonly code: 'syntax'; readonly says: string })[]
}

/** What the stack of every back end can carry. */
const maxDepth = 1_000

/** The built-in functions: the outermost scope of every expression. */
export const builtinScope = new Scope()
for (const { name, fn } of builtins.values()) {
  const type = functionOf(
    fn.parameters.map((p) => p.type),
    fn.result,
  )
  builtinScope.bind(name, (at) => constant(fn, type, at))
}

/** What an expression is read in. `ids` counts the variables of a whole expression, of which the text may be a part. */
export type Surroundings = { scope: Scope; types?: ReadonlyMap<string, Type>; ids: { next: LocalId } }

function read(source: string, { scope, types = noTypes, ids }: Surroundings, rule: (p: Cursor) => Node): Reading {
  try {
    const cursor = new Cursor(source, scope, types, ids)
    const node = rule(cursor)
    if (cursor.token.kind !== 'end') cursor.fail()
    if (isDeeper(node, maxDepth)) throw new SyntaxProblem(`The expression holds more than ${maxDepth} operations inside one another.`, 0)
    return { node, findings: cursor.findings }
  } catch (error) {
    if (error instanceof SyntaxProblem) return { findings: [{ offset: error.offset, code: 'syntax', says: error.message }] }
    throw error
  }
}

export const readExpression = (source: string, around: Surroundings): Reading => read(source, around, expression)

/** Cells of a table and allowed values: `value` is what is tested, and what `?` stands for. */
export function readUnaryTests(source: string, value: Node, around: Surroundings): Reading {
  const scope = new Scope(around.scope).bind('?', (at) => ({ ...value, at }))
  return read(source, { ...around, scope }, (p) => unaryTests(p, value))
}
