/** Every reference of a model leads to something, and to something of the right kind (BPMN 2.0, chapter 8 and the class diagrams). */

import type { Violation } from '../violation.ts'
import { labelOf, nameIn } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'
import type { Particle } from '../xml/schema.ts'
import { attributesOf, contentOf } from '../xml/types.ts'
import type { Document } from './document.ts'

const itemAware = ['tProperty', 'tDataObject', 'tDataObjectReference', 'tDataStore', 'tDataStoreReference', 'tDataInput', 'tDataOutput']
const interactive = ['tParticipant', 'tActivity', 'tEvent', 'tConversationNode']
const nodes = ['tFlowNode']

/** What a reference may name, by its own name or by `owner.name` where the owner matters; an empty list takes anything. Types are the model's own unless they say whose. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'tSequenceFlow.sourceRef': nodes,
  'tSequenceFlow.targetRef': nodes,
  'tMessageFlow.sourceRef': interactive,
  'tMessageFlow.targetRef': interactive,
  'tConversationLink.sourceRef': interactive,
  'tConversationLink.targetRef': interactive,
  'tAssociation.sourceRef': [],
  'tAssociation.targetRef': [],
  'tDataAssociation.sourceRef': itemAware,
  'tDataAssociation.targetRef': itemAware,
  'tError.structureRef': ['tItemDefinition'],
  'tEscalation.structureRef': ['tItemDefinition'],
  'tSignal.structureRef': ['tItemDefinition'],
  'tResourceParameter.type': ['tItemDefinition'],
  evaluatesToTypeRef: ['tItemDefinition'],
  'tLinkEventDefinition.source': ['tLinkEventDefinition'],
  'tLinkEventDefinition.target': ['tLinkEventDefinition'],
  incoming: ['tSequenceFlow'],
  outgoing: ['tSequenceFlow'],
  default: ['tSequenceFlow'],
  attachedToRef: ['tActivity'],
  activityRef: ['tActivity'],
  messageRef: ['tMessage'],
  inMessageRef: ['tMessage'],
  outMessageRef: ['tMessage'],
  errorRef: ['tError'],
  escalationRef: ['tEscalation'],
  signalRef: ['tSignal'],
  operationRef: ['tOperation'],
  eventDefinitionRef: ['tEventDefinition'],
  oneBehaviorEventRef: ['tEventDefinition'],
  noneBehaviorEventRef: ['tEventDefinition'],
  dataObjectRef: ['tDataObject'],
  dataStoreRef: ['tDataStore'],
  itemSubjectRef: ['tItemDefinition'],
  itemRef: ['tItemDefinition'],
  calledElement: ['tProcess', 'tGlobalTask'],
  processRef: ['tProcess'],
  participantRef: ['tParticipant'],
  innerParticipantRef: ['tParticipant'],
  outerParticipantRef: ['tParticipant'],
  initiatingParticipantRef: ['tParticipant'],
  interfaceRef: ['tInterface'],
  supportedInterfaceRef: ['tInterface'],
  endPointRef: ['tEndPoint'],
  categoryValueRef: ['tCategoryValue'],
  correlationPropertyRef: ['tCorrelationProperty'],
  correlationKeyRef: ['tCorrelationKey'],
  definitionalCollaborationRef: ['tCollaboration'],
  choreographyRef: ['tChoreography'],
  calledChoreographyRef: ['tChoreography'],
  calledCollaborationRef: ['tCollaboration'],
  supports: ['tProcess'],
  resourceRef: ['tResource'],
  parameterRef: ['tResourceParameter'],
  dataInputRefs: ['tDataInput'],
  optionalInputRefs: ['tDataInput'],
  whileExecutingInputRefs: ['tDataInput'],
  inputDataRef: ['tDataInput'],
  dataOutputRefs: ['tDataOutput'],
  optionalOutputRefs: ['tDataOutput'],
  whileExecutingOutputRefs: ['tDataOutput'],
  outputDataRef: ['tDataOutput'],
  inputSetRefs: ['tInputSet'],
  outputSetRefs: ['tOutputSet'],
  loopDataInputRef: itemAware,
  loopDataOutputRef: itemAware,
  flowNodeRef: nodes,
  messageFlowRef: ['tMessageFlow'],
  innerMessageFlowRef: ['tMessageFlow'],
  outerMessageFlowRef: ['tMessageFlow'],
  innerConversationNodeRef: ['tConversationNode'],
  outerConversationNodeRef: ['tConversationNode'],
  partitionElementRef: [],
  bpmnElement: [],
  sourceElement: [],
  targetElement: [],
  choreographyActivityShape: ['bpmndi:BPMNShape'],
  labelStyle: ['bpmndi:BPMNLabelStyle'],
}

/** `owner.name` of a reference, looked for from the owner's own type to its bases, then the bare name. */
function kindsOf(owner: Element, name: string, doc: Document): readonly string[] | undefined {
  for (const key of Object.keys(kinds)) {
    const [type, attribute] = key.split('.')
    if (attribute === name && doc.is(owner, `bpmn:${type}`)) return kinds[key]
  }
  return kinds[name]
}

const schemaSpace = 'http://www.w3.org/2001/XMLSchema'

type Reference = { owner: Element; at: Element; name: string; value: string }

const isReference = (type: string | undefined) => type === 'xsd:QName' || type === 'xsd:IDREF'

/** The children that a particle names, with their types, those within groups too. */
function namedIn(p: Particle): (readonly [name: string, type: string])[] {
  if ('choice' in p) return p.choice.flatMap(namedIn)
  if ('sequence' in p) return p.sequence.flatMap(namedIn)
  return 'name' in p ? [[p.name.replace(/^bpmn:/, ''), p.type]] : []
}

function referencesOf(e: Element, type: string): Reference[] {
  const known = attributesOf(type)
  const attributes = Object.entries(e.attributes).filter(([name]) => isReference(known.get(name)?.type))
  const local = new Map(contentOf(type).flatMap(namedIn))
  const children = e.children.filter((c) => isReference(local.get(c.name)))
  return [
    ...attributes.map(([name, value]) => ({ owner: e, at: e, name, value })),
    ...children.map((c) => ({ owner: e, at: c, name: c.name, value: c.text.trim() })),
  ]
}

const readable = (types: readonly string[]) => types.map((t) => t.replace(/^(t|bpmndi:)/, '')).join(', ')

/** Calls that the host answers; and the words of an engine's own that models in use write for what a signal carries. */
const mayMiss = (owner: Element, name: string, value: string, doc: Document, known: Known): boolean =>
  name === 'calledElement' ? known(value) : name === 'structureRef' && doc.is(owner, 'bpmn:tSignal')

function check({ owner, at, name, value }: Reference, doc: Document, known: Known): Violation[] {
  const wanted = kindsOf(owner, name, doc)
  if (wanted === undefined) return []
  const say = (rule: string, sentence: string) => [{ rule, element: labelOf(owner), sentence, line: at.line }]
  const { space } = nameIn(at, value)
  // XML Schema's own types need no item definition.
  if (space === schemaSpace) return []
  if (space === undefined) return say('REF.PREFIX', `its ${name} "${value}" has a prefix that is declared nowhere.`)
  const target = doc.target(at, value)
  if (target === 'elsewhere' || (target === 'nowhere' && mayMiss(owner, name, value, doc, known))) return []
  // The schema itself says so of an IDREF.
  const isIdref = attributesOf(doc.types.get(owner)!).get(name)?.type === 'xsd:IDREF'
  if (target === 'nowhere') return isIdref ? [] : say('REF.MISSING', `its ${name} "${value}" names nothing in this model.`)
  const type = doc.typeOf(target.element)?.replace(/^bpmn:t/, '')
  if (wanted.length === 0 || doc.is(target.element, ...wanted.map((t) => (t.includes(':') ? t : `bpmn:${t}`)))) return []
  return say('REF.TYPE', `its ${name} "${value}" names a ${type}, but must name one of: ${readable(wanted)}.`)
}

/** Whether the host knows a process that the model calls by name. */
export type Known = (calledElement: string) => boolean

export function brokenReferences(doc: Document, known: Known = () => false): Violation[] {
  return [...doc.types].flatMap(([e, type]) => referencesOf(e, type).flatMap((r) => check(r, doc, known)))
}
