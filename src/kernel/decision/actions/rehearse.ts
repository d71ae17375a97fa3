/** What a rehearsal of a table compares: the version in force and the draft, as long as it is the draft that was to be rehearsed. */
import type { Rehearsal } from '#kernel/draft/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { findDraft } from '../store/draft.ts'
import { findModelVersion } from '../store/model.ts'

/** Both texts; undefined where the draft was edited since. */
export async function modelsToRehearse(
  ctx: Ctx,
  { draft: id, code, base, hash }: Rehearsal,
): Promise<{ before: string; after: string } | undefined> {
  const draft = await findDraft(ctx.tx, id)
  const before = await findModelVersion(ctx.tx, code, base)
  return draft?.hash === hash && before ? { before: before.xml, after: draft.xml } : undefined
}
