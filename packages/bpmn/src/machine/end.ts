/** Taking records away: when they are done, when they are cancelled, with all they hold and listened for. */
import { Mark, type Outcome } from '../protocol.ts'
import { type Live, Role } from '../state.ts'
import { childrenOf, type Draft, drop, find, nodeOf, note } from './draft.ts'
import { earsOf, forget } from './ears.ts'

/** Takes a record away without its children; its timers and subscriptions go with it. */
export function remove(d: Draft, live: Live): void {
  const ears = earsOf(d, live)
  if (ears.length > 0) forget(d, live, ears)
  drop(d, live.id)
  d.dirty.push(live.parent)
}

/** Withdraws a record and all that it holds, the innermost first. */
export function cancel(d: Draft, live: Live): void {
  for (const child of childrenOf(d, live.id).reverse()) cancel(d, child)
  if (live.role === Role.task) d.commands.push({ type: 'withdraw', id: live.id, element: nodeOf(d, live).id })
  if (live.role !== Role.token && live.role !== Role.reset) note(d, Mark.cancel, live.node, live.id)
  const current = find(d, live.id)
  if (current) remove(d, current)
  if (live.role === Role.scope && d.done.length > 0) d.done = d.done.filter((done) => done.scope !== live.id)
}

const nowhere = 0

/** Withdraws all that a scope holds, its tokens on the way included; the scope stays. */
export function cancelChildren(d: Draft, live: Live): void {
  for (const child of childrenOf(d, live.id).reverse()) cancel(d, child)
  for (const moves of [d.agenda, d.late]) {
    for (const [i, move] of moves.entries()) if (move.scope === live.id) moves[i] = { ...move, scope: nowhere }
  }
  d.cut.add(live.id)
}

/** Ends the instance; whatever is still live is withdrawn. */
export function finish(d: Draft, outcome: Outcome, element?: string, code?: string): void {
  const [root] = d.live
  for (const live of childrenOf(d, root?.id ?? 0).reverse()) cancel(d, live)
  if (root) {
    remove(d, root)
    note(d, outcome === 'completed' ? Mark.leave : Mark.cancel, root.node, root.id)
  }
  d.live = []
  d.done = []
  d.agenda.length = 0
  d.late.length = 0
  d.status = outcome
  d.commands.push({
    type: 'end',
    outcome,
    variables: d.data,
    ...(element === undefined ? {} : { element }),
    ...(code === undefined ? {} : { code }),
  })
}
