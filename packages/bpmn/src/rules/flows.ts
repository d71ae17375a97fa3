/** Sequence flows (BPMN 2.0, 8.4.13 and 13.2) and message flows (9.4 and 7.6.2). */
import { labelOf } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'
import { ancestorOf, childOf, childrenOf, type Document, isEventSubProcess, isExecutable, isFalse, isTrue, triggersOf } from './document.ts'
import { type Rule, when } from './rule.ts'

const sequence = 'bpmn:tSequenceFlow'
const message = 'bpmn:tMessageFlow'

const ends = (e: Element, doc: Document) => [doc.find(e, e.attributes.sourceRef), doc.find(e, e.attributes.targetRef)] as const

/** Files that leave `incoming` and `outgoing` out altogether are complete without; those that write them must write them all. */
const writesBothEnds = (doc: Document): boolean => {
  const known = written.get(doc)
  if (known !== undefined) return known
  const writes = doc.all('bpmn:tFlowNode').some((n) => childrenOf(n, 'incoming', 'outgoing').length > 0)
  written.set(doc, writes)
  return writes
}

/** Asked for every flow, answered once a file. */
const written = new WeakMap<Document, boolean>()

const lists = (node: Element | undefined, name: string, flow: Element) =>
  node === undefined || childrenOf(node, name).some((c) => c.text.trim().replace(/^.*:/, '') === flow.attributes.id)

function unlisted(e: Element, doc: Document): string | undefined {
  if (!writesBothEnds(doc)) return undefined
  const [source, target] = ends(e, doc)
  if (!lists(source, 'outgoing', e)) return `is not among the outgoing flows that its source ${labelOf(source!)} lists.`
  return when(!lists(target, 'incoming', e), `is not among the incoming flows that its target ${target && labelOf(target)} lists.`)
}

function strangeList(e: Element, doc: Document): string | undefined {
  const wrong = childrenOf(e, 'incoming', 'outgoing').find((c) => {
    const flow = doc.find(c, c.text)
    return doc.is(flow, sequence) && flow!.attributes[c.name === 'incoming' ? 'targetRef' : 'sourceRef'] !== e.attributes.id
  })
  return wrong && `lists ${wrong.text.trim()} as ${wrong.name}, but that flow does not touch it.`
}

/** Gateways that take or await all their flows whatever stands on them (13.4.1 and 13.4.4). */
const unasked = ['bpmn:tParallelGateway', 'bpmn:tEventBasedGateway']

/** Whether a flow's condition is never asked: it leaves a gateway that asks none. */
export const isUnasked = (flow: Element | undefined, doc: Document): boolean =>
  doc.is(flow && doc.find(flow, flow.attributes.sourceRef), ...unasked)

const conditional = ['bpmn:tActivity', 'bpmn:tExclusiveGateway', 'bpmn:tInclusiveGateway', 'bpmn:tComplexGateway']

function condition(e: Element, doc: Document): string | undefined {
  const [source] = ends(e, doc)
  if (!source || !childOf(e, 'conditionExpression') || isUnasked(e, doc)) return undefined
  if (!doc.is(source, ...conditional)) return `has a condition, but leaves a ${source.name}, which asks none.`
  const alone = doc.is(source, 'bpmn:tActivity') && doc.from(source).length < 2
  return when(alone, `has a condition, but is the only flow that leaves ${labelOf(source)}.`)
}

/** The participant or process that an end of a message flow belongs to. */
function poolOf(e: Element, doc: Document): Element | undefined {
  if (doc.is(e, 'bpmn:tParticipant')) return doc.find(e, e.attributes.processRef) ?? e
  return ancestorOf(e, doc, 'bpmn:tProcess')
}

function samePool(e: Element, doc: Document): string | undefined {
  const [source, target] = ends(e, doc)
  if (!source || !target) return undefined
  const [a, b] = [poolOf(source, doc), poolOf(target, doc)]
  return when(source === target || (a !== undefined && a === b), 'connects two nodes of one pool; message flows lead from pool to pool.')
}

const cannotSend = ['bpmn:tStartEvent', 'bpmn:tIntermediateCatchEvent', 'bpmn:tBoundaryEvent', 'bpmn:tReceiveTask']
const cannotReceive = ['bpmn:tEndEvent', 'bpmn:tIntermediateThrowEvent', 'bpmn:tSendTask']
const carrying = [
  'bpmn:tStartEvent',
  'bpmn:tEndEvent',
  'bpmn:tIntermediateThrowEvent',
  'bpmn:tIntermediateCatchEvent',
  'bpmn:tBoundaryEvent',
]

function withoutMessage(e: Element, doc: Document): string | undefined {
  const event = ends(e, doc).find((n) => doc.is(n, ...carrying))
  const silent = event && !triggersOf(event, doc).includes('message')
  return when(silent === true, `touches ${event && labelOf(event)}, which has no message event definition.`)
}

export const flowRules: readonly Rule[] = [
  {
    id: 'FLOW.EVENT-SUBPROCESS',
    on: sequence,
    says: (e, doc) => {
      const event = ends(e, doc).find((n) => isEventSubProcess(n))
      return event && `touches the event sub-process ${labelOf(event)}, which no flow may enter or leave.`
    },
  },
  { id: 'FLOW.INTO-START', on: sequence, says: (e, doc) => when(doc.is(ends(e, doc)[1], 'bpmn:tStartEvent'), 'leads into a start event.') },
  { id: 'FLOW.OUT-OF-END', on: sequence, says: (e, doc) => when(doc.is(ends(e, doc)[0], 'bpmn:tEndEvent'), 'leaves an end event.') },
  {
    id: 'FLOW.INTO-BOUNDARY',
    on: sequence,
    says: (e, doc) => when(doc.is(ends(e, doc)[1], 'bpmn:tBoundaryEvent'), 'leads into a boundary event.'),
  },
  {
    id: 'FLOW.LEVEL',
    on: sequence,
    says: (e, doc) => {
      const [source, target] = ends(e, doc)
      const crosses = source && target && (source.parent !== target.parent || e.parent !== source.parent)
      return when(crosses === true, 'crosses the border of a pool or sub-process; use a message flow or an event.')
    },
  },
  {
    id: 'FLOW.COMPENSATION',
    on: sequence,
    says: (e, doc) => {
      const activity = ends(e, doc).find((n) => isTrue(n?.attributes.isForCompensation))
      return activity && `touches ${labelOf(activity)}, which is for compensation and outside the normal flow.`
    },
  },
  { id: 'FLOW.LISTED', on: sequence, says: unlisted },
  { id: 'FLOW.LISTED', on: 'bpmn:tFlowNode', says: strangeList },
  { id: 'FLOW.CONDITION', on: sequence, says: condition },
  {
    id: 'FLOW.CONDITION-IGNORED',
    on: sequence,
    warns: true,
    says: (e, doc) =>
      when(
        childOf(e, 'conditionExpression') !== undefined && isUnasked(e, doc),
        `has a condition, which is ignored: it leaves a ${ends(e, doc)[0]?.name}, which asks none.`,
      ),
  },
  {
    id: 'FLOW.DEFAULT',
    on: ['bpmn:tActivity', 'bpmn:tExclusiveGateway', 'bpmn:tInclusiveGateway', 'bpmn:tComplexGateway'],
    says: (e, doc) => {
      const flow = doc.find(e, e.attributes.default)
      return when(
        flow !== undefined && !doc.from(e).includes(flow),
        `has the default flow ${e.attributes.default}, which does not leave it.`,
      )
    },
  },
  {
    id: 'FLOW.IMMEDIATE',
    on: sequence,
    says: (e, doc) =>
      when(isFalse(e.attributes.isImmediate) && isExecutable(e, doc), 'is not immediate, which an executable process forbids.'),
  },
  { id: 'MESSAGE.POOLS', on: message, says: samePool },
  {
    id: 'MESSAGE.SOURCE',
    on: message,
    says: (e, doc) => when(doc.is(ends(e, doc)[0], ...cannotSend), `begins at a ${ends(e, doc)[0]?.name}, which only receives.`),
  },
  {
    id: 'MESSAGE.TARGET',
    on: message,
    says: (e, doc) => when(doc.is(ends(e, doc)[1], ...cannotReceive), `ends at a ${ends(e, doc)[1]?.name}, which only sends.`),
  },
  { id: 'MESSAGE.EVENT', on: message, says: withoutMessage },
]
