/** Events (BPMN 2.0, 10.5): which trigger may stand where, and which flows an event has. */
import type { Element } from '../xml/read.ts'
import { definitionRules } from './definitions.ts'
import {
  ancestorOf,
  childrenOf,
  type Document,
  definitionsOf,
  hasChild,
  hasTrigger,
  isEventSubProcess,
  isFalse,
  isTrue,
  triggerOf,
  triggersOf,
} from './document.ts'
import { type Rule, when } from './rule.ts'

const start = 'bpmn:tStartEvent'
const end = 'bpmn:tEndEvent'
const boundary = 'bpmn:tBoundaryEvent'
const catching = 'bpmn:tIntermediateCatchEvent'
const throwing = 'bpmn:tIntermediateThrowEvent'

/** Triggers by place: tables 10.84, 10.86, 10.88, 10.89 and 10.90. */
const triggers = {
  topStart: ['message', 'timer', 'conditional', 'signal'],
  eventStart: ['message', 'timer', 'conditional', 'signal', 'error', 'escalation', 'compensate'],
  nonInterruptingStart: ['message', 'timer', 'conditional', 'signal', 'escalation'],
  catch: ['message', 'timer', 'conditional', 'signal', 'link'],
  throw: ['message', 'signal', 'escalation', 'compensate', 'link'],
  end: ['message', 'signal', 'escalation', 'compensate', 'error', 'cancel', 'terminate'],
  boundary: ['message', 'timer', 'conditional', 'signal', 'error', 'escalation', 'compensate', 'cancel'],
  nonInterruptingBoundary: ['message', 'timer', 'conditional', 'signal', 'escalation'],
} as const

type Place = keyof typeof triggers

function placeOf(e: Element): Place | undefined {
  if (e.name === 'endEvent') return 'end'
  if (e.name === 'intermediateCatchEvent') return 'catch'
  if (e.name === 'intermediateThrowEvent') return 'throw'
  if (e.name === 'boundaryEvent') return isFalse(e.attributes.cancelActivity) ? 'nonInterruptingBoundary' : 'boundary'
  if (e.name !== 'startEvent') return undefined
  if (!isEventSubProcess(e.parent)) return 'topStart'
  return isFalse(e.attributes.isInterrupting) ? 'nonInterruptingStart' : 'eventStart'
}

function strangeTrigger(e: Element, doc: Document): string | undefined {
  const place = placeOf(e)
  if (!place) return undefined
  const allowed: readonly string[] = triggers[place]
  const strange = triggersOf(e, doc).find((t) => !allowed.includes(t))
  return strange && `has a ${strange} trigger, but may here have only ${allowed.join(', ')}.`
}

const isLink = (e: Element, doc: Document) => triggersOf(e, doc).includes('link')
const isCompensation = (e: Element, doc: Document) => triggersOf(e, doc).includes('compensate')

function linkPartner(e: Element, doc: Document): string | undefined {
  const event = e.parent!
  const here = (other: Element) => other.parent?.parent === event.parent
  const others = doc.all('bpmn:tLinkEventDefinition').filter((o) => o !== e && here(o))
  const [wanted, partner] =
    event.name === 'intermediateThrowEvent' ? ['intermediateCatchEvent', 'target'] : ['intermediateThrowEvent', 'source']
  const named = childrenOf(e, partner).flatMap((c) => doc.find(c, c.text) ?? [])
  const astray = named.find((o) => !here(o))
  if (astray) return `its link leads to ${astray.attributes.id ?? astray.name} of another level; links stay within one process level.`
  if (named.some((o) => o.parent?.name !== wanted)) return `its link leads to an event that is no ${wanted}.`
  const found = named.length > 0 ? named : others.filter((o) => o.parent?.name === wanted && o.attributes.name === e.attributes.name)
  if (found.length === 0) return `has a link "${e.attributes.name}" without ${partner} on its level.`
  return when(partner === 'target' && found.length > 1, `has a link "${e.attributes.name}" with several targets.`)
}

/** A link that names its partner must be named by it. */
function linkAnswered(e: Element, doc: Document): string | undefined {
  const unanswered = childrenOf(e, 'target').find((c) => {
    const target = doc.find(c, c.text)
    return target?.name === 'linkEventDefinition' && !childrenOf(target, 'source').some((s) => doc.find(s, s.text) === e)
  })
  return unanswered && `names the target ${unanswered.text.trim()}, which does not name it as source.`
}

function dataPerTrigger(e: Element, doc: Document): string | undefined {
  const items = childrenOf(e, 'dataInput', 'dataOutput').length
  const count = definitionsOf(e, doc).length
  return when(items > 0 && items !== count, `has ${items} data items for ${count} triggers; each trigger needs its own.`)
}

/** Where the payload of a trigger is described: the reference to its root element, and that element's to its item. */
const payloads: Readonly<Record<string, readonly [reference: string, item: string]>> = {
  message: ['messageRef', 'itemRef'],
  signal: ['signalRef', 'structureRef'],
  error: ['errorRef', 'structureRef'],
  escalation: ['escalationRef', 'structureRef'],
}

const structureOf = (item: Element | undefined) => item?.attributes.structureRef ?? item?.attributes.id

/** The n-th data item of an event is what its n-th trigger carries (10.5.1). */
function dataOfTrigger(e: Element, doc: Document): string | undefined {
  const items = childrenOf(e, 'dataInput', 'dataOutput')
  const differs = definitionsOf(e, doc).find((definition, i) => {
    const [reference, item] = payloads[triggerOf(definition)] ?? []
    const root = reference === undefined ? undefined : doc.find(definition, definition.attributes[reference])
    const carried = root && item !== undefined ? structureOf(doc.find(root, root.attributes[item])) : undefined
    const own = items[i] && structureOf(doc.find(items[i], items[i].attributes.itemSubjectRef))
    return carried !== undefined && own !== undefined && carried !== own
  })
  return differs && `its data item is not of the type that its ${triggerOf(differs)} carries.`
}

const owner = (e: Element) => (e.parent?.attributes.id ? `of ${e.parent.attributes.id} ` : '')

/** What an event compensates is on its own level or on one around it; into a sub-process nobody sees (table 10.88). */
function outOfSight(e: Element, doc: Document): string | undefined {
  const activity = doc.find(e, e.attributes.activityRef)
  const event = e.parent
  if (!activity || !doc.is(event, 'bpmn:tThrowEvent')) return undefined
  const seen = (level: Element | undefined): boolean => level !== undefined && (activity.parent === level || seen(level.parent))
  return when(!seen(event!.parent), `compensates ${e.attributes.activityRef}, which is on another level, where it cannot be seen.`)
}

/** What a boundary event for compensation is associated with is for compensation itself (10.7.1); notes aside. */
function ordinaryHandler(e: Element, doc: Document): string | undefined {
  const event = doc.find(e, e.attributes.sourceRef)
  const handler = doc.find(e, e.attributes.targetRef)
  if (!doc.is(event, boundary) || !isCompensation(event!, doc) || !doc.is(handler, 'bpmn:tActivity')) return undefined
  return when(
    !isTrue(handler!.attributes.isForCompensation),
    `leads from compensation to ${e.attributes.targetRef}, which is not for compensation (isForCompensation="true").`,
  )
}

export const eventRules: readonly Rule[] = [
  { id: 'EVENT.COMPENSATION-HANDLER', on: 'bpmn:tAssociation', says: ordinaryHandler },
  {
    id: 'EVENT.SUBPROCESS-START',
    on: start,
    says: (e, doc) => {
      const plain = doc.is(e.parent, 'bpmn:tSubProcess') && !isEventSubProcess(e.parent)
      return when(plain && hasTrigger(e, doc), 'has a trigger, but the start of an embedded sub-process has none.')
    },
  },
  {
    id: 'EVENT.EVENT-SUBPROCESS-START',
    on: start,
    says: (e, doc) => when(isEventSubProcess(e.parent) && !hasTrigger(e, doc), 'starts an event sub-process and needs a trigger.'),
  },
  {
    id: 'EVENT.TRIGGER',
    on: 'bpmn:tEvent',
    says: (e, doc) => {
      const embedded = e.name === 'startEvent' && doc.is(e.parent, 'bpmn:tSubProcess') && !isEventSubProcess(e.parent)
      return embedded ? undefined : strangeTrigger(e, doc)
    },
  },
  {
    id: 'EVENT.NEEDS-TRIGGER',
    on: [boundary, catching],
    says: (e, doc) => when(!hasTrigger(e, doc), 'waits for nothing; give it a trigger.'),
  },
  {
    id: 'EVENT.START-NEEDS-END',
    on: start,
    says: (e) => when(!hasChild(e.parent!, 'endEvent'), 'is on a level without an end event; where one is used, both are.'),
  },
  {
    id: 'EVENT.END-NEEDS-START',
    on: end,
    says: (e) => when(!hasChild(e.parent!, 'startEvent'), 'is on a level without a start event; where one is used, both are.'),
  },
  {
    id: 'EVENT.START-FLOWS',
    on: start,
    says: (e, doc) => when(doc.from(e).length === 0, 'leads nowhere: a start event needs an outgoing flow.'),
  },
  {
    id: 'EVENT.END-FLOWS',
    on: end,
    says: (e, doc) => when(doc.into(e).length === 0, 'is never reached: an end event needs an incoming flow.'),
  },
  {
    id: 'EVENT.LISTS',
    on: ['bpmn:tStartEvent', 'bpmn:tBoundaryEvent', end],
    says: (e) => {
      const wrong = e.name === 'endEvent' ? 'outgoing' : 'incoming'
      return when(childrenOf(e, wrong).length > 0, `lists an ${wrong} flow, which a ${e.name} cannot have.`)
    },
  },
  {
    id: 'EVENT.CANCEL-END',
    on: end,
    says: (e, doc) =>
      when(triggersOf(e, doc).includes('cancel') && !ancestorOf(e, doc, 'bpmn:tTransaction'), 'cancels, but stands in no transaction.'),
  },
  {
    id: 'EVENT.CANCEL-BOUNDARY',
    on: boundary,
    says: (e, doc) => {
      const host = doc.find(e, e.attributes.attachedToRef)
      return when(
        triggersOf(e, doc).includes('cancel') && !doc.is(host, 'bpmn:tTransaction'),
        'catches a cancel, but is attached to no transaction.',
      )
    },
  },
  {
    id: 'EVENT.BOUNDARY-LEVEL',
    on: boundary,
    says: (e, doc) => {
      const host = doc.find(e, e.attributes.attachedToRef)
      if (isEventSubProcess(host)) return 'is attached to an event sub-process, which takes no boundary events.'
      return when(host !== undefined && host.parent !== e.parent, 'is attached to an activity of another level.')
    },
  },
  {
    id: 'EVENT.BOUNDARY-FLOWS',
    on: boundary,
    says: (e, doc) => {
      const out = doc.from(e).length
      if (isCompensation(e, doc)) return when(out > 0, 'catches compensation and is followed by an association, not by a flow.')
      return when(out === 0, 'leads nowhere: a boundary event needs an outgoing flow.')
    },
  },
  {
    id: 'EVENT.INTERMEDIATE-FLOWS',
    on: [throwing, catching],
    says: (e, doc) => {
      const link = isLink(e, doc)
      if (doc.into(e).length === 0 && !(link && e.name === 'intermediateCatchEvent')) return 'is never reached: it needs an incoming flow.'
      return when(doc.from(e).length === 0 && !(link && e.name === 'intermediateThrowEvent'), 'leads nowhere: it needs an outgoing flow.')
    },
  },
  {
    id: 'EVENT.LINK-FLOWS',
    on: [throwing, catching],
    says: (e, doc) => when(isLink(e, doc) && doc.into(e).length > 0 && doc.from(e).length > 0, 'is a link with flows on both sides.'),
  },
  {
    id: 'EVENT.LINK',
    on: 'bpmn:tLinkEventDefinition',
    says: (e, doc) => (doc.is(e.parent, 'bpmn:tEvent') ? linkPartner(e, doc) : undefined),
  },
  { id: 'EVENT.COMPENSATES', on: 'bpmn:tCompensateEventDefinition', says: outOfSight },
  { id: 'EVENT.LINK-ANSWERED', on: 'bpmn:tLinkEventDefinition', says: linkAnswered },
  { id: 'EVENT.DATA', on: 'bpmn:tEvent', says: dataPerTrigger },
  { id: 'EVENT.DATA-TYPE', on: 'bpmn:tEvent', says: dataOfTrigger },
  {
    id: 'EVENT.OWN-DEFINITION',
    on: 'bpmn:tEventDefinition',
    says: (e, doc) => {
      const shared =
        doc.is(e.parent, 'bpmn:tThrowEvent') &&
        doc.all('bpmn:tEvent').some((o) => childrenOf(o, 'eventDefinitionRef').some((r) => doc.find(r, r.text) === e))
      return when(shared, `${owner(e)}belongs to a throw event, but other events refer to it; define it at the root.`)
    },
  },
  ...definitionRules,
]
