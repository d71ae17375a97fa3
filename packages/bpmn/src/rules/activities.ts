/** Activities and processes (BPMN 2.0, 10.2, 10.3 and 13.3). */
import { labelOf } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'
import {
  childOf,
  childrenOf,
  type Document,
  hasChild,
  hasTrigger,
  isEventSubProcess,
  isExecutable,
  isTrue,
  triggersOf,
} from './document.ts'
import { type Rule, when } from './rule.ts'

const activity = 'bpmn:tActivity'
const subProcess = 'bpmn:tSubProcess'
const choreographic = ['choreographyTask', 'subChoreography', 'callChoreography']

const below = (value: string | undefined, least: number) => value !== undefined && Number(value) < least

const setsOf = (e: Element, name: string) => childrenOf(childOf(e, 'ioSpecification') ?? e, name)

/** Flow nodes that need no incoming flow where start events are used (10.5.2). */
function startsAlone(e: Element, doc: Document): boolean {
  if (doc.is(e, 'bpmn:tStartEvent', 'bpmn:tBoundaryEvent', 'bpmn:tEndEvent')) return true
  if (isTrue(e.attributes.isForCompensation) || isEventSubProcess(e) || isTrue(e.attributes.instantiate)) return true
  return triggersOf(e, doc).includes('link')
}

function endsAlone(e: Element, doc: Document): boolean {
  if (doc.is(e, 'bpmn:tEndEvent', 'bpmn:tStartEvent', 'bpmn:tBoundaryEvent')) return true
  if (isTrue(e.attributes.isForCompensation) || isEventSubProcess(e)) return true
  return triggersOf(e, doc).includes('link')
}

const level = (e: Element, doc: Document) => doc.is(e.parent, 'bpmn:tProcess', subProcess)

/** At most one set and one item of data, where a task exchanges one message (10.3.3). */
const single =
  (...names: string[]) =>
  (e: Element): string | undefined => {
    if (!e.attributes.messageRef) return undefined
    const many = names.find((name) => setsOf(e, name).length > 1)
    return many && `exchanges one message, but its ioSpecification has several ${many}s.`
  }

const messageOf = (e: Element, doc: Document) => doc.find(e, e.attributes.messageRef)

/** The structure of an item, through its definition; undefined where the model does not say. */
function structureOf(e: Element | undefined, attribute: string, doc: Document): string | undefined {
  const item = e && doc.find(e, e.attributes[attribute])
  return item?.attributes.structureRef ?? item?.attributes.id
}

function carries(e: Element, name: 'dataInput' | 'dataOutput', doc: Document): string | undefined {
  const [item] = setsOf(e, name)
  const message = messageOf(e, doc)
  if (!item || !message) return undefined
  const [own, its] = [structureOf(item, 'itemSubjectRef', doc), structureOf(message, 'itemRef', doc)]
  return when(own !== its, `its ${name} is no item of its message ${labelOf(message)}.`)
}

function operationSets(e: Element): string | undefined {
  if (!e.attributes.operationRef) return undefined
  if (!childOf(e, 'ioSpecification')) return 'calls an operation and needs an ioSpecification with one inputSet.'
  if (setsOf(e, 'inputSet').length !== 1) return 'calls an operation and must have exactly one inputSet.'
  return when(setsOf(e, 'outputSet').length > 1, 'calls an operation and must have at most one outputSet.')
}

function operationItems(e: Element, doc: Document): string | undefined {
  const operation = doc.find(e, e.attributes.operationRef)
  if (!operation || !childOf(e, 'ioSpecification')) return undefined
  const differs = (name: 'dataInput' | 'dataOutput', reference: string) => {
    const [item] = setsOf(e, name)
    const ref = childOf(operation, reference)
    const message = ref && doc.find(ref, ref.text)
    if (!ref || (name === 'dataInput' && !item)) return false
    return structureOf(item, 'itemSubjectRef', doc) !== structureOf(message, 'itemRef', doc)
  }
  if (differs('dataInput', 'inMessageRef')) return 'its dataInput is not of the type of the message that its operation takes.'
  return when(differs('dataOutput', 'outMessageRef'), 'its dataOutput is not of the type of the message that its operation answers.')
}

const counted = ['dataInput', 'dataOutput', 'inputSet', 'outputSet']

/** A call meets the interface of what it calls (10.3.6). */
function callFits(e: Element, doc: Document): string | undefined {
  const called = doc.find(e, e.attributes.calledElement)
  if (!called || (!childOf(called, 'ioSpecification') && !childOf(e, 'ioSpecification'))) return undefined
  const wrong = counted.find((name) => setsOf(e, name).length !== setsOf(called, name).length)
  if (wrong) return `has other ${wrong}s than ${labelOf(called)}, which it calls.`
  const types = (owner: Element, name: string) => setsOf(owner, name).map((d) => structureOf(d, 'itemSubjectRef', doc))
  const differ = ['dataInput', 'dataOutput'].find((name) => types(e, name).sort().join() !== types(called, name).sort().join())
  return differ && `its ${differ}s are not of the types that ${labelOf(called)} declares.`
}

function callable(e: Element, doc: Document): string | undefined {
  const called = doc.find(e, e.attributes.calledElement)
  if (!doc.is(called, 'bpmn:tProcess')) return undefined
  const starts = childrenOf(called!, 'startEvent')
  return when(
    starts.length > 0 && starts.every((s) => hasTrigger(s, doc)),
    `calls ${labelOf(called!)}, which has no start event without a trigger.`,
  )
}

function multiInstanceInput(e: Element, doc: Document): string | undefined {
  const ref = childOf(e, 'loopDataInputRef')
  if (!ref || !isExecutable(e, doc) || doc.is(e.parent, subProcess)) return undefined
  const input = doc.find(ref, ref.text)
  return when(
    input !== undefined && !setsOf(e.parent!, 'dataInput').includes(input),
    `of ${labelOf(e.parent!)} runs over ${ref.text.trim()}, which is no dataInput of its task.`,
  )
}

/** The item of one instance is one of the collection's (10.3.8). */
const scalar = (collection: string, item: string) => (e: Element, doc: Document) => {
  const [ref, own] = [childOf(e, collection), childOf(e, item)]
  if (!ref || !own || !isExecutable(e, doc)) return undefined
  const differs = structureOf(doc.find(ref, ref.text), 'itemSubjectRef', doc) !== structureOf(own, 'itemSubjectRef', doc)
  return when(differs || isTrue(own.attributes.isCollection), `its ${item} is no single item of its ${collection}.`)
}

/** An interface's binding joins an input and an output of the process to the messages of an operation (10.4.1). */
function bindingFits(e: Element, doc: Document): string | undefined {
  const operation = doc.find(e, e.attributes.operationRef)
  const differs = (item: string, reference: string) => {
    const ref = operation && childOf(operation, reference)
    const carried = structureOf(ref && doc.find(ref, ref.text), 'itemRef', doc)
    const own = structureOf(doc.find(e, e.attributes[item]), 'itemSubjectRef', doc)
    return carried !== undefined && own !== undefined && carried !== own
  }
  if (differs('inputDataRef', 'inMessageRef')) return 'binds an input of another type than its operation takes.'
  return when(differs('outputDataRef', 'outMessageRef'), 'binds an output of another type than its operation answers.')
}

export const activityRules: readonly Rule[] = [
  {
    id: 'ACTIVITY.START-QUANTITY',
    on: activity,
    says: (e) => when(below(e.attributes.startQuantity, 1), 'needs a startQuantity of 1 or more.'),
  },
  {
    id: 'ACTIVITY.COMPLETION-QUANTITY',
    on: activity,
    says: (e) => when(below(e.attributes.completionQuantity, 1), 'needs a completionQuantity of 1 or more.'),
  },
  {
    id: 'LOOP.MAXIMUM',
    on: 'bpmn:tStandardLoopCharacteristics',
    says: (e) => when(below(e.attributes.loopMaximum, 0), `of ${labelOf(e.parent!)} has a negative loopMaximum.`),
  },
  {
    id: 'ACTIVITY.COMPENSATION-LISTS',
    on: activity,
    says: (e) =>
      when(
        isTrue(e.attributes.isForCompensation) && childrenOf(e, 'incoming', 'outgoing').length > 0,
        'is for compensation and must list no flows.',
      ),
  },
  {
    id: 'ACTIVITY.REACHED',
    on: 'bpmn:tFlowNode',
    says: (e, doc) => {
      const started = level(e, doc) && hasChild(e.parent!, 'startEvent')
      return when(started && !startsAlone(e, doc) && doc.into(e).length === 0, 'is never reached: it has no incoming flow.')
    },
  },
  {
    id: 'ACTIVITY.LEFT',
    on: 'bpmn:tFlowNode',
    says: (e, doc) => {
      const ended = level(e, doc) && hasChild(e.parent!, 'endEvent')
      return when(
        ended && !endsAlone(e, doc) && doc.from(e).length === 0,
        'leads nowhere: it has no outgoing flow, though end events are used.',
      )
    },
  },
  {
    id: 'RECEIVE.START',
    on: 'bpmn:tReceiveTask',
    says: (e, doc) =>
      when(isTrue(e.attributes.instantiate) && doc.into(e).length > 0, 'starts the process and must have no incoming flow.'),
  },
  { id: 'SERVICE.SETS', on: 'bpmn:tServiceTask', says: operationSets },
  { id: 'SERVICE.ITEMS', on: 'bpmn:tServiceTask', says: operationItems },
  { id: 'SEND.SETS', on: 'bpmn:tSendTask', says: single('inputSet', 'dataInput') },
  { id: 'SEND.ITEM', on: 'bpmn:tSendTask', says: (e, doc) => carries(e, 'dataInput', doc) },
  { id: 'RECEIVE.SETS', on: 'bpmn:tReceiveTask', says: single('outputSet', 'dataOutput') },
  { id: 'RECEIVE.ITEM', on: 'bpmn:tReceiveTask', says: (e, doc) => carries(e, 'dataOutput', doc) },
  {
    id: 'SUBPROCESS.IO',
    on: subProcess,
    says: (e) => when(childOf(e, 'ioSpecification') !== undefined, 'has an ioSpecification, which sub-processes must not have.'),
  },
  {
    id: 'SUBPROCESS.CHOREOGRAPHY',
    on: ['bpmn:tProcess', subProcess],
    says: (e) => when(childrenOf(e, ...choreographic).length > 0, 'holds a choreography activity; those belong into choreographies.'),
  },
  {
    id: 'SUBPROCESS.EVENT-START',
    on: subProcess,
    says: (e) =>
      when(isEventSubProcess(e) && childrenOf(e, 'startEvent').length !== 1, 'is an event sub-process and needs exactly one start event.'),
  },
  {
    id: 'SUBPROCESS.EVENT-LISTS',
    on: subProcess,
    says: (e) =>
      when(isEventSubProcess(e) && childrenOf(e, 'incoming', 'outgoing').length > 0, 'is an event sub-process and must list no flows.'),
  },
  {
    id: 'ADHOC.ACTIVITIES',
    on: 'bpmn:tAdHocSubProcess',
    says: (e, doc) => when(!e.children.some((c) => doc.is(c, activity)), 'is ad hoc and needs at least one activity.'),
  },
  {
    id: 'ADHOC.EVENTS',
    on: 'bpmn:tAdHocSubProcess',
    says: (e) => when(childrenOf(e, 'startEvent', 'endEvent').length > 0, 'is ad hoc and must hold no start or end event.'),
  },
  { id: 'CALL.INTERFACE', on: 'bpmn:tCallActivity', says: callFits },
  { id: 'CALL.START', on: 'bpmn:tCallActivity', says: callable },
  {
    id: 'MULTI.COUNT',
    on: 'bpmn:tMultiInstanceLoopCharacteristics',
    says: (e, doc) =>
      when(
        isExecutable(e, doc) && !childOf(e, 'loopCardinality') && !childOf(e, 'loopDataInputRef'),
        `of ${labelOf(e.parent!)} needs a loopCardinality or a loopDataInputRef.`,
      ),
  },
  {
    id: 'MULTI.CARDINALITY',
    on: 'bpmn:tMultiInstanceLoopCharacteristics',
    says: (e) => {
      const written = childOf(e, 'loopCardinality')?.text.trim() ?? ''
      const isLiteral = /^(-?[\d.]+|".*"|'.*')$/.test(written)
      return when(
        isLiteral && !/^\d+$/.test(written),
        `of ${labelOf(e.parent!)} has the loopCardinality ${written}, which is no whole number.`,
      )
    },
  },
  { id: 'MULTI.INPUT', on: 'bpmn:tMultiInstanceLoopCharacteristics', says: multiInstanceInput },
  { id: 'MULTI.INPUT-ITEM', on: 'bpmn:tMultiInstanceLoopCharacteristics', says: scalar('loopDataInputRef', 'inputDataItem') },
  { id: 'MULTI.OUTPUT-ITEM', on: 'bpmn:tMultiInstanceLoopCharacteristics', says: scalar('loopDataOutputRef', 'outputDataItem') },
  {
    id: 'PROCESS.PUBLIC',
    on: 'bpmn:tProcess',
    says: (e) => when(e.attributes.processType === 'Public' && isTrue(e.attributes.isExecutable), 'is public and cannot be executable.'),
  },
  { id: 'PROCESS.BINDING-TYPE', on: 'bpmn:tInputOutputBinding', says: bindingFits },
  {
    id: 'PROCESS.BINDING',
    on: 'bpmn:tCallableElement',
    says: (e) =>
      when(childOf(e, 'supportedInterfaceRef') !== undefined && !childOf(e, 'ioBinding'), 'offers an interface and needs an ioBinding.'),
  },
]
