import { type Action, may } from '#kernel/module.ts'
import { refuse } from './refuse.ts'

const offices = ['item.edit', 'item.review', 'item.approve', 'item.publish']

/** For whoever works on items, in whichever of the four offices. */
export const mayLook =
  <In, Out>(act: Action<In, Out>): Action<In, Out> =>
  (ctx, input) => {
    if (!offices.some((office) => may(ctx.who, office))) throw refuse('item.no-office')
    return act(ctx, input)
  }
