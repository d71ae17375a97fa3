/** Correlation (BPMN 2.0, 8.4.2): by what of an instance and of a message the two find each other. */
import type { Data, Expression } from '../model.ts'
import { childOf, childrenOf } from '../rules/document.ts'
import type { Element } from '../xml/read.ts'
import { type Context, expressionOf } from './context.ts'

type Property = { id: string; expression: Expression }

/** One property is its value, several are a list of them. */
function keyFrom(properties: readonly Property[]): Expression | undefined {
  const [only] = properties
  if (!only) return undefined
  const text = properties.map((p) => p.expression.text).join(', ')
  if (properties.length === 1) return { text, evaluate: only.expression.evaluate }
  return { text, evaluate: (view: Data) => properties.map((p) => p.expression.evaluate(view)) }
}

/** Whether a property can be read out of the message. */
function retrievalFor(c: Context, property: Element | undefined, message: Element): Element | undefined {
  return (
    property &&
    childrenOf(property, 'correlationPropertyRetrievalExpression').find((r) => c.doc.find(r, r.attributes.messageRef) === message)
  )
}

/** The key of an instance for a message: what its process binds to the properties that the message carries. */
export function correlationOf(c: Context, message: Element): Expression | undefined {
  const bindings = childrenOf(c.process, 'correlationSubscription').flatMap((s) => childrenOf(s, 'correlationPropertyBinding'))
  const properties = bindings.flatMap((b): Property[] => {
    const property = c.doc.find(b, b.attributes.correlationPropertyRef)
    const path = childOf(b, 'dataPath')
    return path && retrievalFor(c, property, message) ? [{ id: property!.attributes.id!, expression: expressionOf(c, path) }] : []
  })
  return keyFrom(properties.sort((a, b) => (a.id < b.id ? -1 : 1)))
}

/** The key of a message, from its content; the host compares it with those of the instances that wait. */
export function messageKey(c: Context, message: Element): Expression | undefined {
  const properties = c.doc.all('bpmn:tCorrelationProperty').flatMap((property): Property[] => {
    const path = childOf(retrievalFor(c, property, message) ?? property, 'messagePath')
    return path ? [{ id: property.attributes.id ?? '', expression: expressionOf(c, path) }] : []
  })
  return keyFrom(properties.sort((a, b) => (a.id < b.id ? -1 : 1)))
}
