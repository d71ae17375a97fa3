/** Data items to variables, data associations to mappings (BPMN 2.0, 10.4). */
import type { Mapping } from '../model.ts'
import { childOf, childrenOf } from '../rules/document.ts'
import type { Element } from '../xml/read.ts'
import { type Context, expressionOf, variable } from './context.ts'

/** The variable of an item: references to one object or store are the same variable. */
export function variableOf(c: Context, e: Element): string {
  const reference = e.attributes.dataObjectRef ?? e.attributes.dataStoreRef
  const target = c.doc.find(e, reference)
  if (target) return target.attributes.name || e.attributes.name || target.attributes.id || ''
  if (e.name === 'dataObject' && !e.attributes.name) {
    const named = c.doc.all('bpmn:tDataObjectReference').find((r) => c.doc.find(r, r.attributes.dataObjectRef) === e && r.attributes.name)
    if (named) return named.attributes.name!
  }
  return e.attributes.name || e.attributes.id || ''
}

const targetOf = (c: Context, e: Element, name: string) => childrenOf(e, name).flatMap((r) => c.doc.find(r, r.text) ?? [])[0]

/** One association: its assignments, else its transformation, else its source as it is. */
function mappingsOf(c: Context, association: Element): Mapping[] {
  const target = targetOf(c, association, 'targetRef')
  const to = target && variableOf(c, target)
  const assignments = childrenOf(association, 'assignment').flatMap((a): Mapping[] => {
    const [from, name] = [childOf(a, 'from'), childOf(a, 'to')?.text.trim() || to]
    return from && name ? [{ from: expressionOf(c, from), to: name }] : []
  })
  if (assignments.length > 0) return assignments
  const transformation = childOf(association, 'transformation')
  const source = targetOf(c, association, 'sourceRef')
  if (to === undefined || (!transformation && !source)) return []
  return [{ from: transformation ? expressionOf(c, transformation) : variable(variableOf(c, source!)), to }]
}

const io = (e: Element) => childOf(e, 'ioSpecification') ?? e

export const inputsOf = (c: Context, e: Element): Mapping[] => childrenOf(e, 'dataInputAssociation').flatMap((a) => mappingsOf(c, a))

/** The mappings of outputs, without the one that moves the whole collection of a multi-instance activity. */
export function outputsOf(c: Context, e: Element, collection: Element | undefined): Mapping[] {
  const own = (a: Element) => collection === undefined || targetOf(c, a, 'sourceRef') !== collection
  return childrenOf(e, 'dataOutputAssociation')
    .filter(own)
    .flatMap((a) => mappingsOf(c, a))
}

export const resultsOf = (c: Context, e: Element): string[] => childrenOf(io(e), 'dataOutput').map((d) => variableOf(c, d))

/** The variables that a sub-process has for itself. */
export const localsOf = (c: Context, e: Element): string[] => childrenOf(e, 'property', 'dataObject').map((d) => variableOf(c, d))

/** What a multi-instance activity runs over: an item of its scope, or an input of its own with what is mapped to it. */
export function collectionOf(c: Context, e: Element, ref: Element | undefined): Mapping['from'] | undefined {
  const item = ref && c.doc.find(ref, ref.text)
  if (!item) return undefined
  const association = childrenOf(e, 'dataInputAssociation').find((a) => targetOf(c, a, 'targetRef') === item)
  return (association && mappingsOf(c, association)[0]?.from) ?? variable(variableOf(c, item))
}

/** Where the outputs of all instances go. */
export function gatheredIn(c: Context, e: Element, ref: Element | undefined): string | undefined {
  const item = ref && c.doc.find(ref, ref.text)
  if (!item) return undefined
  const association = childrenOf(e, 'dataOutputAssociation').find((a) => targetOf(c, a, 'sourceRef') === item)
  return (association && mappingsOf(c, association)[0]?.to) ?? variableOf(c, item)
}
