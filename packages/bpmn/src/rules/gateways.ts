/** Gateways (BPMN 2.0, 10.6). */
import { labelOf } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'
import { type Document, isTrue, triggersOf } from './document.ts'
import { type Rule, when } from './rule.ts'

const gateway = 'bpmn:tGateway'
const eventBased = 'bpmn:tEventBasedGateway'

const directions: Readonly<Record<string, (into: number, from: number) => string | undefined>> = {
  Converging: (_into, from) => when(from > 1, 'converges, but several flows leave it.'),
  Diverging: (into) => when(into > 1, 'diverges, but several flows enter it.'),
  Mixed: (into, from) => when(into < 2 || from < 2, 'is mixed, but has not several flows on both sides.'),
}

const awaited = ['message', 'signal', 'timer', 'conditional']

const targetsOf = (e: Element, doc: Document) => doc.from(e).flatMap((f) => doc.find(f, f.attributes.targetRef) ?? [])

function strangeTarget(e: Element, doc: Document): string | undefined {
  const wrong = targetsOf(e, doc).find((t) => {
    const catches = doc.is(t, 'bpmn:tIntermediateCatchEvent') && triggersOf(t, doc).every((x) => awaited.includes(x))
    return !catches && !doc.is(t, 'bpmn:tReceiveTask')
  })
  return wrong && `is followed by ${labelOf(wrong)}; only message, signal, timer and conditional events or receive tasks may follow.`
}

function mixedReceivers(e: Element, doc: Document): string | undefined {
  const targets = targetsOf(e, doc)
  const tasks = targets.some((t) => doc.is(t, 'bpmn:tReceiveTask'))
  const events = targets.some((t) => triggersOf(t, doc).includes('message'))
  return when(tasks && events, 'is followed by both message events and receive tasks; use one kind.')
}

function guarded(e: Element, doc: Document): string | undefined {
  const tasks = targetsOf(e, doc).filter((t) => doc.is(t, 'bpmn:tReceiveTask'))
  const boundary = doc.all('bpmn:tBoundaryEvent').find((b) => tasks.includes(doc.find(b, b.attributes.attachedToRef)!))
  return boundary && `is followed by a receive task with the boundary event ${labelOf(boundary)}, which it must not have.`
}

export const gatewayRules: readonly Rule[] = [
  {
    id: 'GATEWAY.FLOWS',
    on: gateway,
    says: (e, doc) => {
      const starts = isTrue(e.attributes.instantiate) && doc.from(e).length > 1
      const [into, from] = [doc.into(e).length, doc.from(e).length]
      return when(into < 2 && from < 2 && !starts, 'neither joins nor splits: a gateway needs several flows on one side.')
    },
  },
  {
    id: 'GATEWAY.DIRECTION',
    on: gateway,
    says: (e, doc) => directions[e.attributes.gatewayDirection ?? '']?.(doc.into(e).length, doc.from(e).length),
  },
  {
    id: 'GATEWAY.EVENT-FLOWS',
    on: eventBased,
    says: (e, doc) => when(doc.from(e).length < 2, 'waits for fewer than two events; it needs two outgoing flows or more.'),
  },
  { id: 'GATEWAY.EVENT-TARGETS', on: eventBased, says: strangeTarget },
  { id: 'GATEWAY.EVENT-MIXED', on: eventBased, says: mixedReceivers },
  { id: 'GATEWAY.EVENT-BOUNDARY', on: eventBased, says: guarded },
  {
    id: 'GATEWAY.EVENT-OTHERS',
    on: eventBased,
    says: (e, doc) => {
      const shared = targetsOf(e, doc).find((t) => doc.into(t).length > 1)
      return shared && `is followed by ${labelOf(shared)}, which other flows enter too.`
    },
  },
  {
    id: 'GATEWAY.EVENT-START',
    on: eventBased,
    says: (e, doc) =>
      when(isTrue(e.attributes.instantiate) && doc.into(e).length > 0, 'starts the process and must have no incoming flow.'),
  },
  {
    id: 'GATEWAY.EVENT-PARALLEL',
    on: eventBased,
    says: (e) =>
      when(
        e.attributes.eventGatewayType === 'Parallel' && !isTrue(e.attributes.instantiate),
        'waits for all its events, which only a gateway that starts the process may (instantiate="true").',
      ),
  },
  {
    id: 'GATEWAY.EVENT-START-MESSAGES',
    on: eventBased,
    says: (e, doc) => {
      if (!isTrue(e.attributes.instantiate) || e.attributes.eventGatewayType !== 'Parallel') return undefined
      const wrong = targetsOf(e, doc).find((t) => triggersOf(t, doc).includes('timer'))
      return wrong && `starts the process by all its events together and is followed by the timer ${labelOf(wrong)}, which belongs to none.`
    },
  },
]
