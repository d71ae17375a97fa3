/** Circles that a token could run without ever waiting: the machine stops them, this names them beforehand. */
import type { Model, Node } from '../model.ts'
import type { Violation } from '../violation.ts'

/** Nodes at which the machine asks the host, or waits. */
const waiting: ReadonlySet<Node['kind']> = new Set(['task', 'receive', 'call', 'catch', 'eventGateway'])

/** The scopes in which something waits, looking into their sub-processes too. */
function waitingScopes(model: Model): ReadonlySet<number> {
  const scopes = new Set<number>()
  for (const node of model.nodes) {
    if (!waiting.has(node.kind)) continue
    for (let at = node.scope; at >= 0; at = model.nodes[at]!.scope) scopes.add(at)
  }
  return scopes
}

/**
 * The nodes that lie on a circle or between two: what is left when those that nothing leads to,
 * and those that lead to nothing, are taken away until none is.
 */
function rest(nodes: ReadonlySet<number>, next: (n: number) => readonly number[]): ReadonlySet<number> {
  const left = new Set(nodes)
  for (let size = -1; size !== left.size; ) {
    size = left.size
    const targets = new Set([...left].flatMap(next))
    for (const n of left) if (!targets.has(n) || !next(n).some((t) => left.has(t))) left.delete(n)
  }
  return left
}

export function circles(model: Model): Violation[] {
  const busy = waitingScopes(model)
  const waits = (n: Node) => waiting.has(n.kind) || (n.kind === 'subProcess' && busy.has(n.index))
  const passing = new Set(model.nodes.filter((n) => !waits(n)).map((n) => n.index))
  const next = (n: number) => model.nodes[n]!.outgoing.map((f) => model.flows[f]!.target).filter((t) => passing.has(t))
  const circling = [...rest(passing, next)]
  const scopes = new Set(circling.map((n) => model.nodes[n]!.scope))
  return [...scopes].map((scope): Violation => {
    const names = circling.filter((n) => model.nodes[n]!.scope === scope).map((n) => model.nodes[n]!.id)
    return { rule: 'FLOW.CIRCLE', element: names[0]!, sentence: `goes in a circle that never waits, through ${names.sort().join(', ')}.` }
  })
}
