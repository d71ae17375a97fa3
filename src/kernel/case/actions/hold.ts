/** A case to act on: nobody else acts on it until this transaction is over, and what silence has accepted is recorded before anything else. */
import type { Ctx } from '#kernel/module.ts'
import { isMetWithSilence, lockCase, type OpenCase, silenceOf } from './open.ts'
import { record } from './record.ts'

/** `shownSeq`: the place in the history that pages showed until now; a fact that this act had to leave first is not news to anybody. */
export type Held = OpenCase & { shownSeq: number }

/**
 * An application that nobody answered within five working days is accepted from the moment they end, not from the next sweep
 * (行政许可法 第三十二条): whoever acts on it afterwards acts on an accepted case. A refused act takes the fact back with it; the next one,
 * or the sweep, leaves it again.
 */
export async function holdCase(ctx: Ctx, id: string): Promise<Held> {
  const open = await lockCase(ctx, id)
  const shownSeq = open.state.seq
  if (!isMetWithSilence(ctx, open)) return { ...open, shownSeq }
  await record(ctx, open, 'case.accepted', silenceOf(open))
  return { ...(await lockCase(ctx, id)), shownSeq }
}
