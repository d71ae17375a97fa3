/** Event definitions to triggers. */
import type { Trigger } from '../model.ts'
import { ancestorOf, childOf, childrenOf, definitionsOf, isFalse, triggerOf } from '../rules/document.ts'
import { isTime, type TimerKind } from '../time.ts'
import type { Element } from '../xml/read.ts'
import { type Context, expressionOf, fault, indexOf } from './context.ts'
import { correlationOf } from './correlation.ts'

/** Messages and signals are known by name; where two have the same name, by id. */
export function nameOfRoot(c: Context, e: Element): string {
  const { name, id = '' } = e.attributes
  if (!name) return id
  const namesakes = c.doc.all(c.doc.types.get(e)!).filter((o) => o.attributes.name === name)
  return namesakes.length > 1 ? id : name
}

function rootOf(c: Context, e: Element, attribute: string): Element | undefined {
  const reference = e.attributes[attribute]
  const root = c.doc.find(e, reference)
  if (reference !== undefined && !root) fault(c, e, 'EVENT.ELSEWHERE', `its ${attribute} ${reference} is defined in another file.`)
  return root
}

function named(c: Context, e: Element, on: 'message' | 'signal'): Trigger | undefined {
  const root = rootOf(c, e, `${on}Ref`)
  if (!root) {
    fault(c, e, 'EVENT.UNNAMED', `names no ${on} to listen for or to send.`)
    return undefined
  }
  const name = nameOfRoot(c, root)
  if (on === 'signal') return { on, name }
  const key = correlationOf(c, root)
  return { on, name, ...(key ? { key } : {}) }
}

function coded(c: Context, e: Element, on: 'error' | 'escalation'): Trigger {
  const root = rootOf(c, e, `${on}Ref`)
  return { on, code: root && (root.attributes[`${on}Code`] || root.attributes.id) }
}

const times: readonly (readonly [string, TimerKind])[] = [
  ['timeDate', 'date'],
  ['timeDuration', 'duration'],
  ['timeCycle', 'cycle'],
]

function timer(c: Context, e: Element): Trigger | undefined {
  for (const [name, kind] of times) {
    const child = childOf(e, name)
    if (!child) continue
    const text = child.text.trim()
    return { on: 'timer', kind, value: isTime(kind, text) ? text : expressionOf(c, child) }
  }
  fault(c, e, 'EVENT.TIMER', 'says no time.')
  return undefined
}

function compensation(c: Context, e: Element): Trigger {
  const activity = c.doc.find(e, e.attributes.activityRef)
  return { on: 'compensate', activity: indexOf(c, activity), wait: !isFalse(e.attributes.waitForCompletion) }
}

/** The catching link that a throwing one leads to: by reference, else by name on the same level. */
function link(c: Context, e: Element): Trigger {
  const isThrow = c.doc.is(ancestorOf(e, c.doc, 'bpmn:tEvent'), 'bpmn:tThrowEvent')
  if (!isThrow) return { on: 'link', to: -1 }
  const [target] = childrenOf(e, 'target').flatMap((t) => c.doc.find(t, t.text) ?? [])
  const level = e.parent?.parent
  const catching = c.doc
    .all('bpmn:tIntermediateCatchEvent')
    .find(
      (event) =>
        event.parent === level &&
        definitionsOf(event, c.doc).some((d) => (target ? d === target : d.attributes.name === e.attributes.name)),
    )
  return { on: 'link', to: indexOf(c, catching) }
}

function condition(c: Context, e: Element): Trigger | undefined {
  const child = childOf(e, 'condition')
  return child && { on: 'condition', when: expressionOf(c, child) }
}

const readers: Readonly<Record<string, (c: Context, e: Element) => Trigger | undefined>> = {
  message: (c, e) => named(c, e, 'message'),
  signal: (c, e) => named(c, e, 'signal'),
  error: (c, e) => coded(c, e, 'error'),
  escalation: (c, e) => coded(c, e, 'escalation'),
  timer,
  conditional: condition,
  compensate: compensation,
  link,
  cancel: () => ({ on: 'cancel' }),
  terminate: () => ({ on: 'terminate' }),
}

export const triggerFrom = (c: Context, definition: Element): Trigger | undefined => readers[triggerOf(definition)]?.(c, definition)

export const triggersFrom = (c: Context, event: Element): Trigger[] => definitionsOf(event, c.doc).flatMap((d) => triggerFrom(c, d) ?? [])

/** A receive task waits for its message, named itself or by its operation. */
export function receiveTriggers(c: Context, e: Element): Trigger[] {
  const operation = c.doc.find(e, e.attributes.operationRef)
  const ref = operation && childOf(operation, 'inMessageRef')
  const message = c.doc.find(e, e.attributes.messageRef) ?? (ref && c.doc.find(ref, ref.text))
  if (!message) return []
  const key = correlationOf(c, message)
  return [{ on: 'message', name: nameOfRoot(c, message), ...(key ? { key } : {}) }]
}
