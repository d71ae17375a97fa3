/** Ad-hoc sub-processes (BPMN 2.0, 13.3.5): all their activities are offered, together or one after the other. */
import type { Node } from '../model.ts'
import type { Live } from '../state.ts'
import { type Draft, evaluate, find, hasChildren, mark, markOf, nodeOf, push, viewOf } from './draft.ts'
import { cancelChildren } from './end.ts'

const offered = 'offered'
const closing = 'closing'

export function openAdHoc(d: Draft, live: Live, node: Node): void {
  const first = node.adHoc!.sequential ? node.starts.slice(0, 1) : node.starts
  mark(d, live, offered, first.length)
  for (const start of first) push(d, 'arrive', start, live.id)
}

/** An activity of it is done. True where that ends the sub-process, so that no flow within it is followed. */
export function adHocLeft(d: Draft, live: Live): boolean {
  const { completion, cancelRemaining } = nodeOf(d, live).adHoc!
  if (!completion || evaluate(completion, viewOf(d, live), 'The completion condition') !== true) return false
  mark(d, live, closing, 1)
  if (cancelRemaining) cancelChildren(d, live)
  d.dirty.push(live.id)
  return true
}

/** Whether it is over, now that nothing in it is live; offers the next activity where there is one. */
export function adHocOver(d: Draft, live: Live): boolean {
  const node = nodeOf(d, live)
  const count = markOf(find(d, live.id)!, offered)
  const next = node.starts[count]
  if (markOf(find(d, live.id)!, closing) || hasChildren(d, live.id)) return !hasChildren(d, live.id)
  if (node.adHoc!.sequential && next !== undefined) {
    mark(d, live, offered, count + 1)
    push(d, 'arrive', next, live.id)
    return false
  }
  return node.adHoc!.completion === undefined
}
