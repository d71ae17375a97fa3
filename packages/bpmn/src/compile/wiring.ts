/** Nodes among each other: who listens where, where tokens begin, what undoes what, what may still reach a join. */
import type { Ear, Flow, Kind, Node, Start } from '../model.ts'
import { type Context, fault, indexOf } from './context.ts'

const earsAt = (node: Node): Ear[] => node.triggers.map((_, trigger) => ({ node: node.index, trigger }))

const activities: ReadonlySet<Kind> = new Set(['task', 'receive', 'call', 'subProcess'])

const targetsOf = (node: Node, nodes: readonly Node[], flows: readonly Flow[]) => node.outgoing.map((f) => nodes[flows[f]!.target]!)

/** The activity that an association leads to from a compensation boundary event. */
function handlerOf(c: Context, boundary: Node): number {
  const e = c.elements[boundary.index]!
  const ends = c.doc.all('bpmn:tAssociation').flatMap((a) => {
    const [source, target] = [c.doc.find(a, a.attributes.sourceRef), c.doc.find(a, a.attributes.targetRef)]
    return source === e ? [target] : target === e ? [source] : []
  })
  return ends.map((other) => indexOf(c, other)).find((index) => index >= 0) ?? -1
}

function waitsOf(node: Node, nodes: readonly Node[], flows: readonly Flow[]): Ear[] {
  if (node.kind === 'catch' || node.kind === 'receive') return earsAt(node)
  return node.kind === 'eventGateway' ? targetsOf(node, nodes, flows).flatMap(earsAt) : []
}

const isAlone = (n: Node) => n.incoming.length === 0 && n.kind !== 'boundary' && !n.eventSubProcess && !n.forCompensation

/** Start events without trigger, or, where there are none at all, all nodes that no flow enters (10.5.2). */
function startsIn(scope: Node, inside: readonly Node[]): number[] {
  if (scope.adHoc) return inside.filter((n) => activities.has(n.kind) && isAlone(n)).map((n) => n.index)
  const events = inside.filter((n) => n.kind === 'start')
  if (events.length > 0) return events.filter((n) => n.triggers.length === 0).map((n) => n.index)
  const links = (n: Node) => n.kind === 'catch' && n.triggers.some((t) => t.on === 'link')
  return inside.filter((n) => isAlone(n) && !n.instantiates && !links(n)).map((n) => n.index)
}

/** All nodes from which a token may come to the gateway by each of its flows, without passing it (13.4.3). */
function reachOf(gateway: Node, nodes: readonly Node[], flows: readonly Flow[]): number[] {
  const reach = new Array<number>(nodes.length).fill(0)
  const linksTo = (to: number) => nodes.filter((n) => n.triggers.some((t) => t.on === 'link' && t.to === to)).map((n) => n.index)
  for (const [bit, flow] of gateway.incoming.entries()) {
    const queue = [flows[flow]!.source]
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (at === gateway.index || (reach[at]! & (1 << bit)) !== 0) continue
      reach[at]! |= 1 << bit
      const node = nodes[at]!
      queue.push(...node.incoming.map((f) => flows[f]!.source), ...(node.host >= 0 ? [node.host] : []), ...linksTo(at))
    }
  }
  return reach
}

const mostFlows = 31

function joinReach(c: Context, node: Node, nodes: readonly Node[], flows: readonly Flow[]): number[] | undefined {
  if ((node.kind !== 'inclusive' && node.kind !== 'complex') || (node.incoming.length < 2 && !node.activation)) return undefined
  if (node.incoming.length > mostFlows)
    fault(c, c.elements[node.index]!, 'GATEWAY.WIDTH', `joins more than ${mostFlows} flows; put a gateway in between.`)
  return reachOf(node, nodes, flows)
}

function groupBy(nodes: readonly Node[], key: (n: Node) => number): (index: number) => readonly Node[] {
  const groups = new Map<number, Node[]>()
  for (const node of nodes) {
    const group = groups.get(key(node))
    if (group) group.push(node)
    else groups.set(key(node), [node])
  }
  return (index) => groups.get(index) ?? []
}

const compensates = (n: Node) => n.triggers.some((t) => t.on === 'compensate')

/** The activities that can be undone: by a handler, or because something within them can. Sub-processes come before what they hold. */
function compensables(nodes: readonly Node[], inside: (index: number) => readonly Node[]): ReadonlySet<number> {
  const found = new Set<number>()
  const handles = (n: Node) => n.eventSubProcess && inside(n.index).some((s) => s.kind === 'start' && compensates(s))
  for (const node of [...nodes].reverse()) {
    const nested = node.kind === 'subProcess' && !node.eventSubProcess && inside(node.index).some((n) => handles(n) || found.has(n.index))
    if (node.undo >= 0 || nested) found.add(node.index)
  }
  return found
}

export function wire(c: Context, bare: readonly Node[], flows: readonly Flow[]): Node[] {
  const [insideOf, onHost] = [
    groupBy(bare, (n) => n.scope),
    groupBy(
      bare.filter((n) => n.kind === 'boundary'),
      (n) => n.host,
    ),
  ]
  const wired = bare.map((node): Node => {
    const inside = insideOf(node.index)
    const eventStarts = inside.filter((n) => n.eventSubProcess).flatMap((n) => insideOf(n.index).filter((s) => s.kind === 'start'))
    const boundaries = onHost(node.index).filter((b) => !compensates(b))
    return {
      ...node,
      boundaries: boundaries.map((b) => b.index),
      waits: waitsOf(node, bare, flows),
      guards: boundaries.flatMap(earsAt),
      handlers: eventStarts.filter((s) => !compensates(s)).flatMap(earsAt),
      starts: startsIn(node, inside),
      undo:
        onHost(node.index)
          .filter(compensates)
          .map((b) => handlerOf(c, b))[0] ?? -1,
      reach: joinReach(c, node, bare, flows),
    }
  })
  const compensable = compensables(wired, insideOf)
  return wired.map((node) => ({ ...node, compensable: compensable.has(node.index) }))
}

/** The ways to begin the process. */
export function startsOf(nodes: readonly Node[], flows: readonly Flow[]): Start[] {
  const start = (n: Node): Start => ({ node: n.index, id: n.id, triggers: n.triggers })
  const top = nodes.filter((n) => n.scope === 0)
  const plain = nodes[0]!.starts.map((i) => nodes[i]!)
  const triggered = top.filter((n) => n.kind === 'start' && n.triggers.length > 0)
  const behind = top.filter((n) => n.kind === 'eventGateway' && n.instantiates).flatMap((n) => targetsOf(n, nodes, flows))
  const receiving = top.filter((n) => n.kind === 'receive' && n.instantiates)
  return [...plain, ...triggered, ...behind, ...receiving].map(start)
}
