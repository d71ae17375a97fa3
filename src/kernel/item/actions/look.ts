import { type Action, may, type Who } from '#kernel/module.ts'
import { refuse } from './refuse.ts'

const offices = ['item.edit', 'item.review', 'item.approve', 'item.publish']

export const worksOnItems = (who: Who): boolean => offices.some((office) => may(who, office))

/** For whoever works on items, in whichever of the four offices. */
export const mayLook =
  <In, Out>(act: Action<In, Out>): Action<In, Out> =>
  (ctx, input) => {
    if (!worksOnItems(ctx.who)) throw refuse('item.no-office')
    return act(ctx, input)
  }
