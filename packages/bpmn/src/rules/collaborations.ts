/** Collaborations, choreographies and lanes (BPMN 2.0, chapters 9, 11 and 10.8). */
import type { Element } from '../xml/read.ts'
import { ancestorOf, childrenOf, type Document, isTrue } from './document.ts'
import { type Rule, when } from './rule.ts'

const conversational = [
  'conversation',
  'subConversation',
  'callConversation',
  'participantAssociation',
  'messageFlowAssociation',
  'conversationAssociation',
]
const artifacts = ['association', 'group', 'textAnnotation']

function multiplicity(e: Element): string | undefined {
  const [minimum, maximum] = [Number(e.attributes.minimum ?? 0), Number(e.attributes.maximum ?? 1)]
  if (minimum < 0) return 'has a negative minimum.'
  return when(maximum < 1 || maximum < minimum, 'needs a maximum of 1 or more and no less than its minimum.')
}

export const collaborationRules: readonly Rule[] = [
  {
    id: 'CHOREOGRAPHY.REFERENCE',
    on: ['bpmn:tChoreography', 'bpmn:tGlobalConversation'],
    says: (e) => when(childrenOf(e, 'choreographyRef').length > 0, 'must not refer to a choreography.'),
  },
  {
    id: 'CONVERSATION.GLOBAL',
    on: 'bpmn:tGlobalConversation',
    says: (e) =>
      when(childrenOf(e, ...conversational, ...artifacts).length > 0, 'holds only participants, message flows and correlation keys.'),
  },
  {
    id: 'COLLABORATION.CLOSED',
    on: 'bpmn:tCollaboration',
    says: (e, doc) => {
      const other = childrenOf(e, 'choreographyRef').flatMap((c) => doc.find(c, c.text) ?? [])[0]
      return when(
        other !== undefined && isTrue(e.attributes.isClosed) !== isTrue(other.attributes.isClosed),
        'and its choreography differ in isClosed.',
      )
    },
  },
  {
    id: 'CHOREOGRAPHY.INITIATOR',
    on: 'bpmn:tChoreographyActivity',
    says: (e) => {
      const initiator = e.attributes.initiatingParticipantRef
      const own = childrenOf(e, 'participantRef').map((c) => c.text.trim())
      return when(initiator !== undefined && !own.includes(initiator), `is initiated by ${initiator}, which is none of its participants.`)
    },
  },
  {
    id: 'CONVERSATION.LINK',
    on: 'bpmn:tConversationLink',
    says: (e, doc) => {
      const ends = [e.attributes.sourceRef, e.attributes.targetRef].map((ref) => doc.find(e, ref))
      if (ends.some((end) => end === undefined)) return undefined
      const count = ends.filter((end) => doc.is(end, 'bpmn:tConversationNode')).length
      return when(count !== 1, 'must connect a conversation with a participant, an activity or an event.')
    },
  },
  { id: 'PARTICIPANT.MULTIPLICITY', on: 'bpmn:tParticipantMultiplicity', says: multiplicity },
  {
    id: 'LANE.NODES',
    on: 'bpmn:tLane',
    says: (e, doc: Document) => {
      const home = ancestorOf(e, doc, 'bpmn:tProcess')
      const stray = childrenOf(e, 'flowNodeRef').find((c) => {
        const node = doc.find(c, c.text)
        return node !== undefined && ancestorOf(node, doc, 'bpmn:tProcess') !== home
      })
      return stray && `lists ${stray.text.trim()}, which is of another process.`
    },
  },
]
