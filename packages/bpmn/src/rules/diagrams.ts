/** Diagrams (BPMN 2.0, 12.2): shapes are of what has a place, edges of what connects, planes of what holds both. */
import type { Element } from '../xml/read.ts'
import type { Document } from './document.ts'
import { type Rule, when } from './rule.ts'

const connecting = ['bpmn:tSequenceFlow', 'bpmn:tMessageFlow', 'bpmn:tAssociation', 'bpmn:tDataAssociation', 'bpmn:tConversationLink']
const placed = [
  'bpmn:tFlowNode',
  'bpmn:tDataObject',
  'bpmn:tDataObjectReference',
  'bpmn:tDataStore',
  'bpmn:tDataStoreReference',
  'bpmn:tDataInput',
  'bpmn:tDataOutput',
  'bpmn:tParticipant',
  'bpmn:tLane',
  'bpmn:tGroup',
  'bpmn:tTextAnnotation',
  'bpmn:tConversationNode',
  'bpmn:tMessage',
]
const planes = ['bpmn:tProcess', 'bpmn:tCollaboration', 'bpmn:tSubProcess', 'bpmn:tSubChoreography', 'bpmn:tSubConversation']

/** A drawing that names an element of this file of another kind than can be drawn so. */
const drawnAs = (types: readonly string[], word: string) => (e: Element, doc: Document) => {
  const element = doc.find(e, e.attributes.bpmnElement)
  return when(
    element !== undefined && doc.typeOf(element) !== undefined && !doc.is(element, ...types),
    `draws ${e.attributes.bpmnElement} as ${word}, which a ${element?.name} is not.`,
  )
}

export const diagramRules: readonly Rule[] = [
  {
    id: 'DIAGRAM.BOUNDS',
    on: 'dc:Bounds',
    says: (e) => when(Number(e.attributes.width) < 0 || Number(e.attributes.height) < 0, 'has a negative width or height.'),
  },
  { id: 'DIAGRAM.SHAPE', on: 'bpmndi:BPMNShape', says: drawnAs(placed, 'a shape') },
  { id: 'DIAGRAM.EDGE', on: 'bpmndi:BPMNEdge', says: drawnAs(connecting, 'an edge') },
  { id: 'DIAGRAM.PLANE', on: 'bpmndi:BPMNPlane', says: drawnAs(planes, 'a plane') },
]
