/** Going through a node and all that it holds. */
import type { Loop, Node, TableNode } from './node.ts'

const ofLoops = (loops: readonly Loop[]) => loops.flatMap((loop) => (loop.to ? [loop.in, loop.to] : [loop.in]))

const ofTable = ({ inputs, outputs, rules }: TableNode): Node[] => [
  ...inputs.flatMap((input) => (input.allowed ? [input.value, input.allowed] : [input.value])),
  ...outputs.flatMap((output) => [...(output.values ?? []), ...(output.otherwise ? [output.otherwise] : [])]),
  ...rules.flatMap((rule) => [...rule.tests.flatMap((test) => test ?? []), ...rule.outputs]),
]

type Of<Op extends Node['op']> = Extract<Node, { op: Op }>
type Parts = { [Op in Node['op']]: (node: Of<Op>) => readonly Node[] }

const none = () => []
const sides = ({ left, right }: { left: Node; right: Node }) => [left, right]
const within = ({ of }: { of: Node }) => [of]

const parts: Parts = {
  const: none,
  nothing: none,
  local: none,
  slot: none,
  scoped: ({ otherwise }) => [otherwise],
  path: within,
  arithmetic: sides,
  negate: within,
  compare: sides,
  between: ({ value, low, high }) => [value, low, high],
  and: sides,
  or: sides,
  not: within,
  if: ({ test, then, otherwise }) => [test, then, otherwise],
  list: ({ items }) => items,
  context: ({ entries, result }) => [...entries.map((entry) => entry.value), ...(result ? [result] : [])],
  range: ({ start, end }) => [start, end],
  builtin: ({ args }) => args,
  call: ({ fn, args }) => [fn, ...args],
  for: ({ loops, body }) => [...ofLoops(loops), body],
  quantified: ({ loops, body }) => [...ofLoops(loops), body],
  filter: ({ of, test }) => [of, test],
  function: ({ body }) => [body],
  instance: within,
  meets: ({ value, test }) => [value, test],
  any: ({ tests }) => tests,
  let: ({ value, body }) => [value, body],
  convert: within,
  table: ofTable,
}

/** The nodes directly inside. */
export const partsOf = (node: Node): readonly Node[] => (parts[node.op] as (node: Node) => readonly Node[])(node)

/** The node and everything in it, outermost first. */
export function* everyNode(node: Node): Generator<Node, void> {
  const open = [node]
  while (open.length > 0) {
    const next = open.pop()!
    yield next
    for (const part of partsOf(next)) open.push(part)
  }
}

/** Whether the node nests more than so many levels. */
export function isDeeper(node: Node, limit: number): boolean {
  let level = [node]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap(partsOf)
  }
  return false
}
