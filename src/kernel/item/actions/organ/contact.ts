/** Changing how an organ is reached: one person, at once, in the ledger with what stood there before. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields } from '#base/refusal.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { changedFields, contactFaults, contactOf, contactTitle, diffsOf, merged, overtaken } from '../../rules/organ.ts'
import type { Organ } from '../../schema/organ.ts'
import type { ChangeContact, Contact, OrganRow } from '../../schema/organ-desk.ts'
import { findOrganRow, holdDirectory, listOrgans, putOrganAtDesk } from '../../store/organ.ts'
import { refuse } from '../refuse.ts'
import { aboutOrgan, leaveOrgan } from './leave.ts'
import { mayEditOrgan } from './may.ts'

/** An organ that may be changed; one that has ended names who took its duties over. */
export async function inForce(ctx: Ctx, id: string): Promise<OrganRow & { endedAt: null }> {
  const row = await findOrganRow(ctx.tx, id)
  if (!row) throw refuse('item.organ-unknown')
  const { endedAt } = row
  if (endedAt === null) return { ...row, endedAt }
  const successor = (await findOrganRow(ctx.tx, row.successor ?? ''))?.organ.name
  throw refuse('item.organ-ended', { name: row.organ.name, successor })
}

/** Who changed it last, and what stands there now where somebody else has been faster. */
async function tellOvertaken(ctx: Ctx, organ: Organ, fields: readonly (keyof Contact)[]) {
  const last = (await asSystem(ctx.tx, () => listFacts(ctx.tx, aboutOrgan(organ.id)))).at(-1)
  const what = fields.map((f) => `${contactTitle(f)}改成了“${organ[f]}”`).join('、')
  return refuse('item.organ-edited-meanwhile', { by: last?.data.byName ?? '同事', what })
}

/**
 * Only what was changed on the page is changed here, so that two people who change different lines both keep theirs; where both
 * changed the same line, the second is told what stands there now.
 */
export const changeContact: Action<ChangeContact, { changed: string[] }> = async (ctx, { organ: id, seen, reason, ...wanted }) =>
  asSystem(ctx.tx, async () => {
    await holdDirectory(ctx.tx)
    const { organ } = await inForce(ctx, id)
    if (!mayEditOrgan(ctx.who, organ)) throw refuse('item.organ-not-yours', { name: organ.name })
    const fields = overtaken(seen, organ, wanted)
    if (fields.length > 0) throw await tellOvertaken(ctx, organ, fields)
    const next = merged(seen, organ, wanted)
    if (changedFields(organ, next).length === 0) throw refuse('item.organ-same')
    const faults = contactFaults(
      next,
      (await listOrgans(ctx.tx)).filter((o) => o.id !== id),
    )
    if (faults.length > 0) throw invalidFields(faults)
    const diffs = diffsOf(contactOf(organ), next)
    await putOrganAtDesk(ctx.tx, { ...organ, ...next })
    await leaveOrgan(ctx, 'organ.changed', organ, { reason, diffs })
    return { changed: diffs.map((d) => d.title) }
  })
