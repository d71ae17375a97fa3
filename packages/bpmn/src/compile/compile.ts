/** From XML to models: one for each process of the file. */
import type { Expressions } from '../expressions.ts'
import { feel } from '../feel.ts'
import type { Expression, Flow, Model } from '../model.ts'
import { childOf, childrenOf, type Document, isFalse } from '../rules/document.ts'
import { isUnasked } from '../rules/flows.ts'
import { inspect, type ReadOptions } from '../validate.ts'
import { Refused, type Violation } from '../violation.ts'
import type { Element } from '../xml/read.ts'
import { circles } from './circles.ts'
import { type Context, fault, indexOf, maybeExpression } from './context.ts'
import { messageKey } from './correlation.ts'
import { localsOf } from './data.ts'
import { nodeFrom } from './nodes.ts'
import { nameOfRoot } from './triggers.ts'
import { startsOf, wire } from './wiring.ts'

export type Definitions = {
  readonly name: string
  /** The processes that can be executed, by id. */
  readonly models: ReadonlyMap<string, Model>
  /** What in the file is valid but cannot be executed, and why. A process of which something stands here has no model. */
  readonly faults: readonly Violation[]
  /** What gives reason to look: circles without a wait, and what breaks a rule that only warns. */
  readonly notes: readonly Violation[]
  /** How the key of a message is read out of its content, by the message's name. */
  readonly messageKeys: ReadonlyMap<string, Expression>
  /** The codes of errors that the file declares. */
  readonly errors: readonly string[]
  /** The variables that each process declares as properties or data objects, its sub-processes included. */
  readonly items: ReadonlyMap<string, readonly string[]>
}

/** Expressions are FEEL unless the host brings another language. */
export type CompileOptions = ReadOptions & { expressions?: Expressions }

function flowNodes(doc: Document, scope: Element): Element[] {
  return scope.children.flatMap((e) => {
    if (!doc.is(e, 'bpmn:tFlowNode')) return []
    return doc.is(e, 'bpmn:tSubProcess') ? [e, ...flowNodes(doc, e)] : [e]
  })
}

function contextOf(doc: Document, process: Element, expressions: Expressions): Context {
  const elements = [process, ...flowNodes(doc, process)]
  const scopes = new Set(elements.filter((e) => doc.is(e, 'bpmn:tProcess', 'bpmn:tSubProcess')))
  const flows = doc.all('bpmn:tSequenceFlow').filter((f) => f.parent && scopes.has(f.parent))
  return {
    doc,
    expressions,
    process,
    elements,
    indexes: new Map(elements.map((e, i) => [e, i])),
    flows,
    flowIndexes: new Map(flows.map((f, i) => [f, i])),
    faults: [],
  }
}

const flowFrom = (c: Context, e: Element, index: number): Flow => ({
  index,
  id: e.attributes.id ?? `flow@${e.line}`,
  name: e.attributes.name ?? '',
  source: indexOf(c, c.doc.find(e, e.attributes.sourceRef)),
  target: indexOf(c, c.doc.find(e, e.attributes.targetRef)),
  condition: isUnasked(e, c.doc) ? undefined : maybeExpression(c, childOf(e, 'conditionExpression')),
})

function modelFrom(c: Context): Model {
  const flows = c.flows.map((e, i) => flowFrom(c, e, i))
  const nodes = wire(
    c,
    c.elements.map((e, i) => nodeFrom(c, e, i)),
    flows,
  )
  if (isFalse(c.process.attributes.isExecutable)) fault(c, c.process, 'PROCESS.NOT-EXECUTABLE', 'says isExecutable="false".')
  if (nodes.length === 1) fault(c, c.process, 'PROCESS.EMPTY', 'holds nothing to execute.')
  return {
    id: nodes[0]!.id,
    name: nodes[0]!.name,
    nodes,
    flows,
    starts: startsOf(nodes, flows),
    byId: new Map(nodes.map((n) => [n.id, n.index])),
    flowById: new Map(flows.map((f) => [f.id, f.index])),
    hasJoins: nodes.some((n) => (n.kind === 'inclusive' || n.kind === 'complex' || n.kind === 'parallel') && n.incoming.length > 1),
    hasConditions: nodes.some((n) => n.triggers.some((t) => t.on === 'condition')),
  }
}

/** Things of the standard that describe and are never executed. */
const descriptive = ['choreography', 'globalChoreographyTask', 'globalConversation']

const described = (doc: Document): Violation[] =>
  childrenOf(doc.root, ...descriptive).map((e) => ({
    rule: 'ROOT.DESCRIPTIVE',
    element: e.attributes.id ?? e.name,
    sentence: `is a ${e.name}, which describes and is not executed.`,
    line: e.line,
  }))

function keysOf(doc: Document, context: Context): Map<string, Expression> {
  return new Map(
    doc.all('bpmn:tMessage').flatMap((m) => {
      const key = messageKey(context, m)
      return key ? [[nameOfRoot(context, m), key] as const] : []
    }),
  )
}

const itemsOf = (c: Context): string[] => [...new Set(c.elements.flatMap((e) => localsOf(c, e)))]

/** Throws {@link Refused} where the model is invalid; what is valid but cannot be executed stands in `faults`. */
export function compile(source: string | Uint8Array, options: CompileOptions = {}): Definitions {
  const { doc, violations, warnings } = inspect(source, options)
  if (!doc || violations.length > 0) throw new Refused(violations)
  const contexts = doc.all('bpmn:tProcess').map((process) => contextOf(doc, process, options.expressions ?? feel))
  const compiled = contexts.map((context) => ({ context, model: modelFrom(context) }))
  const sound = compiled.filter(({ context }) => context.faults.length === 0)
  return {
    name: doc.root.attributes.name ?? doc.root.attributes.id ?? '',
    models: new Map(sound.map(({ model }) => [model.id, model])),
    faults: [...described(doc), ...compiled.flatMap(({ context }) => context.faults)],
    notes: [...warnings, ...sound.flatMap(({ model }) => circles(model))],
    messageKeys: contexts[0] ? keysOf(doc, contexts[0]) : new Map(),
    items: new Map(contexts.map((c) => [c.process.attributes.id ?? '', itemsOf(c)])),
    errors: doc.all('bpmn:tError').map((e) => e.attributes.errorCode ?? e.attributes.id ?? ''),
  }
}
