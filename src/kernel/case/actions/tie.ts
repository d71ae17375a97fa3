/** Which case connects a clerk with a party: one that he may read and unmask in, about this party or handled by it, that is not filed away. */
import type { Tie } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { listCasesWith } from '../store/file.ts'

export const tieTo: Tie['find'] = async (ctx, { party, subject }) => {
  const cases = await listCasesWith(ctx.tx, party)
  return cases.find(
    ({ id, organ, division }) => (subject === undefined || id === subject) && may(ctx.who, 'party.unmask', { organ, division }),
  )?.id
}
