/** Who writes on the table of an item, and who publishes it. */
import type { Offices } from '#kernel/draft/rules/turns.ts'
import { may, type Who } from '#kernel/who.ts'

/** Whoever may write on a table: of the organs that carry its item out, or of the whole city. */
export const mayEdit = (who: Who, organs: readonly string[]): boolean =>
  may(who, 'decision.edit', { organ: '*' }) || organs.some((organ) => may(who, 'decision.edit', { organ }))

export const officesOf = (organs: readonly string[]): Offices => ({
  write: (who) => mayEdit(who, organs),
  publish: (who) => may(who, 'decision.publish'),
  writer: '由实施这个事项的单位的编制员来做',
  publisher: '由审定员来做',
})
