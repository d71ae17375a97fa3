/** Flow nodes, one by one: what of a node can be read without knowing the others. */
import type { AdHoc, Kind, Node, TaskDetail, TaskKind } from '../model.ts'
import { childOf, isEventSubProcess, isFalse, isTrue } from '../rules/document.ts'
import type { Element } from '../xml/read.ts'
import { type Context, fault, indexOf, maybeExpression } from './context.ts'
import { inputsOf, localsOf, outputsOf, resultsOf } from './data.ts'
import { lanesOf } from './lanes.ts'
import { loopOf } from './loops.ts'
import { nameOfRoot, receiveTriggers, triggersFrom } from './triggers.ts'

const kinds: Readonly<Record<string, Kind>> = {
  process: 'process',
  startEvent: 'start',
  endEvent: 'end',
  intermediateThrowEvent: 'throw',
  intermediateCatchEvent: 'catch',
  boundaryEvent: 'boundary',
  task: 'task',
  userTask: 'task',
  manualTask: 'task',
  serviceTask: 'task',
  sendTask: 'task',
  scriptTask: 'task',
  businessRuleTask: 'task',
  receiveTask: 'receive',
  callActivity: 'call',
  subProcess: 'subProcess',
  transaction: 'subProcess',
  adHocSubProcess: 'subProcess',
  exclusiveGateway: 'exclusive',
  inclusiveGateway: 'inclusive',
  parallelGateway: 'parallel',
  complexGateway: 'complex',
  eventBasedGateway: 'eventGateway',
}

const taskKinds: Readonly<Record<string, TaskKind>> = {
  task: 'task',
  userTask: 'user',
  manualTask: 'manual',
  serviceTask: 'service',
  sendTask: 'send',
  scriptTask: 'script',
  businessRuleTask: 'rule',
  globalTask: 'task',
  globalUserTask: 'user',
  globalManualTask: 'manual',
  globalScriptTask: 'script',
  globalBusinessRuleTask: 'rule',
}

function taskOf(c: Context, e: Element): TaskDetail | undefined {
  const kind = taskKinds[e.name]
  if (!kind) return undefined
  const [operation, message] = [c.doc.find(e, e.attributes.operationRef), c.doc.find(e, e.attributes.messageRef)]
  const script = childOf(e, 'script')
  const format = e.attributes.scriptFormat ?? e.attributes.scriptLanguage
  return {
    kind,
    ...(script ? { script: script.text.trim() } : {}),
    ...(format === undefined ? {} : { format }),
    ...(e.attributes.implementation === undefined ? {} : { implementation: e.attributes.implementation }),
    ...(operation ? { operation: operation.attributes.name ?? '' } : {}),
    ...(message ? { message: nameOfRoot(c, message) } : {}),
  }
}

/** What a call activity runs: a global task of this file is a task here, all else is called by the host. */
function callOf(c: Context, e: Element): { task?: TaskDetail; called?: string } {
  if (e.name !== 'callActivity') return {}
  const name = e.attributes.calledElement
  if (!name) {
    fault(c, e, 'CALL.NOTHING', 'names no calledElement, nothing to call.')
    return {}
  }
  const element = c.doc.find(e, name)
  const task = element && taskOf(c, element)
  return task ? { task } : { called: name.replace(/^.*:/, '') }
}

function adHocOf(c: Context, e: Element): AdHoc | undefined {
  if (e.name !== 'adHocSubProcess') return undefined
  return {
    sequential: e.attributes.ordering === 'Sequential',
    completion: maybeExpression(c, childOf(e, 'completionCondition')),
    cancelRemaining: !isFalse(e.attributes.cancelRemainingInstances),
  }
}

const own = new Set(['id', 'name'])

const attributesOf = (e: Element): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(e.attributes).filter(([name]) => !own.has(name))),
  ...Object.fromEntries(Object.entries(e.foreign).map(([name, value]) => [name.slice(name.lastIndexOf('#') + 1), value])),
})

const flowsOf = (c: Context, flows: readonly Element[]) => flows.map((f) => c.flowIndexes.get(f)!).filter((i) => i !== undefined)

/** In the order in which the node lists its flows; those it does not list come last. */
function ordered(c: Context, e: Element, name: 'incoming' | 'outgoing'): number[] {
  const all = name === 'incoming' ? c.doc.into(e) : c.doc.from(e)
  const listed = e.children.filter((child) => child.name === name).flatMap((child) => c.doc.find(child, child.text) ?? [])
  return flowsOf(c, [...new Set([...listed.filter((f) => all.includes(f)), ...all])])
}

function triggersOfNode(c: Context, e: Element): Node['triggers'] {
  if (e.name === 'receiveTask') return receiveTriggers(c, e)
  return c.doc.is(e, 'bpmn:tEvent') ? triggersFrom(c, e) : []
}

function eventPart(c: Context, e: Element) {
  const parallelGateway = e.attributes.eventGatewayType === 'Parallel'
  return {
    triggers: triggersOfNode(c, e),
    all: isTrue(e.attributes.parallelMultiple) || parallelGateway,
    interrupting: !isFalse(e.attributes.cancelActivity ?? e.attributes.isInterrupting),
    instantiates: isTrue(e.attributes.instantiate),
    host: indexOf(c, c.doc.find(e, e.attributes.attachedToRef)),
    eventSubProcess: isEventSubProcess(e),
    transaction: e.name === 'transaction',
    adHoc: adHocOf(c, e),
    activation: maybeExpression(c, childOf(e, 'activationCondition')),
  }
}

function dataPart(c: Context, e: Element) {
  const loop = childOf(e, 'multiInstanceLoopCharacteristics')
  const ref = loop && childOf(loop, 'loopDataOutputRef')
  return {
    inputs: inputsOf(c, e),
    outputs: outputsOf(c, e, ref && c.doc.find(ref, ref.text)),
    results: resultsOf(c, e),
    locals: e.name === 'process' ? [] : localsOf(c, e),
  }
}

export function nodeFrom(c: Context, e: Element, index: number): Node {
  const kind = kinds[e.name]
  if (!kind) fault(c, e, 'NODE.KIND', `is a ${e.name}, which no process can execute.`)
  const call = callOf(c, e)
  const task = call.task ?? taskOf(c, e)
  return {
    index,
    id: e.attributes.id ?? `${e.name}@${e.line}`,
    name: e.attributes.name ?? '',
    kind: kind ?? 'task',
    scope: e === c.process ? -1 : indexOf(c, e.parent),
    lanes: lanesOf(c, e),
    incoming: ordered(c, e, 'incoming'),
    outgoing: ordered(c, e, 'outgoing'),
    defaultFlow: c.flowIndexes.get(c.doc.find(e, e.attributes.default)!) ?? -1,
    startQuantity: Number(e.attributes.startQuantity ?? 1),
    completionQuantity: Number(e.attributes.completionQuantity ?? 1),
    loop: loopOf(c, e),
    task,
    called: call.called,
    attributes: attributesOf(e),
    forCompensation: isTrue(e.attributes.isForCompensation),
    ...eventPart(c, e),
    ...dataPart(c, e),
    boundaries: [],
    waits: [],
    guards: [],
    handlers: [],
    starts: [],
    undo: -1,
    compensable: false,
    reach: undefined,
  }
}
