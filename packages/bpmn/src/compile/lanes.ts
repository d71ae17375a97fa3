/** Lanes (BPMN 2.0, 10.8): who is responsible for a node. */

import { ancestorOf, childrenOf } from '../rules/document.ts'
import type { Element } from '../xml/read.ts'
import type { Context } from './context.ts'

const nameOf = (lane: Element) => lane.attributes.name || lane.attributes.id || ''

/** The names of the lanes that list a node, outermost first; nodes of a sub-process stand in its lanes. */
export function lanesOf(c: Context, e: Element): string[] {
  for (let at: Element | undefined = e; at && at !== c.process; at = at.parent) {
    const id = at.attributes.id
    const listing = c.doc.all('bpmn:tLane').filter((lane) => childrenOf(lane, 'flowNodeRef').some((r) => r.text.trim() === id))
    // The innermost lane is the one without a listed lane within it.
    const innermost = listing.findLast(() => true)
    if (!innermost) continue
    const outer: string[] = []
    for (let lane: Element | undefined = innermost; lane; lane = ancestorOf(lane, c.doc, 'bpmn:tLane')) outer.unshift(nameOf(lane))
    return outer
  }
  return []
}
