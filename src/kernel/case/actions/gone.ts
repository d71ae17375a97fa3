/** What a case rested on is out of force, or in force again: the clerk is told, by a fact of the case. */

import { dayOf } from '#kernel/clock/rules/day.ts'
import { findHolding, listSubjects } from '#kernel/holding/api.ts'
import { holdingName, standingOn } from '#kernel/holding/rules.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { holdCase } from './hold.ts'
import { aboutCase } from './open.ts'
import { record } from './record.ts'

const prefix = aboutCase('')

/** Flags every open case that rests on a holding; each in a job of its own, so that one bad case never blocks another. */
export const onHoldingChanged: Action<Recorded, void> = async (ctx, fact) => {
  const holding = String(fact.data.holding)
  for (const { subject } of await listSubjects(ctx.tx, holding))
    if (subject.startsWith(prefix))
      await ctx.later('case.flag-rest', { id: subject.slice(prefix.length), holding }, { key: `case.flag-rest:${subject}:${fact.id}` })
}

/** One case as its holding stands now. A repeat finds it flagged already. */
export const flagRest: Action<{ id: string; holding: string }, void> = async (ctx: Ctx, { id, holding }) => {
  const open = await holdCase(ctx, id)
  const rests = open.state.rests.filter((r) => r.holding === holding)
  const held = await findHolding(ctx.tx, holding)
  if (open.state.endedAt || rests.length === 0 || !held) return
  const state = standingOn(held, dayOf(ctx.now))
  const flagged = open.state.gone.some((g) => g.holding === holding)
  if (flagged === (state !== 'valid')) return
  await record(ctx, open, state === 'valid' ? 'case.rest-restored' : 'case.rest-gone', {
    holding,
    state,
    name: holdingName(held),
    materials: rests.map(({ material, materialName }) => ({ code: material, name: materialName })),
  })
}
