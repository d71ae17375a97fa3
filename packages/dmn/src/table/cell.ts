/** Cells that compare their input with constants alone: what they say is the same for all values between two constants. */
import type { LocalId, Node } from '../feel/node.ts'
import { FeelRange, isList, type Value } from '../values/value.ts'

const isInput = (node: Node, id: LocalId) => node.op === 'local' && node.id === id

type Sides = { readonly left: Node; readonly right: Node }
type Collect = (node: never, id: LocalId) => Value[] | undefined

const all = (parts: readonly (Value[] | undefined)[]): Value[] | undefined =>
  parts.includes(undefined) ? undefined : (parts as Value[][]).flat()

const collectors: Partial<Record<Node['op'], Collect>> = {
  const: (node: Extract<Node, { op: 'const' }>) => (typeof node.value === 'boolean' ? [] : undefined),
  any: (node: Extract<Node, { op: 'any' }>, id) => all(node.tests.map((test) => constantsIn(test, id))),
  not: (node: Extract<Node, { op: 'not' }>, id) => constantsIn(node.of, id),
  and: (node: Sides, id) => all([constantsIn(node.left, id), constantsIn(node.right, id)]),
  or: (node: Sides, id) => all([constantsIn(node.left, id), constantsIn(node.right, id)]),
  compare: (node: Extract<Node, { op: 'compare' }>, id) =>
    isInput(node.left, id) ? known(node.right) : isInput(node.right, id) ? known(node.left) : undefined,
  between: (node: Extract<Node, { op: 'between' }>, id) => (isInput(node.value, id) ? all([known(node.low), known(node.high)]) : undefined),
  meets: (node: Extract<Node, { op: 'meets' }>, id) => (isInput(node.value, id) ? known(node.test) : undefined),
}

const known = (node: Node): Value[] | undefined => (node.op === 'const' ? atoms(node.value) : undefined)

function atoms(value: Value): Value[] | undefined {
  if (value === null) return []
  if (value instanceof FeelRange) return [value.start, value.end].filter((end) => end !== null)
  return isList(value) ? all(value.map(atoms)) : [value]
}

/** The constants that a test of the variable names; undefined where it does more than compare with constants. */
export function constantsIn(test: Node, id: LocalId): Value[] | undefined {
  return collectors[test.op]?.(test as never, id)
}
