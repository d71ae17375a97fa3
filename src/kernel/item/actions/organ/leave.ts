import type { Ctx } from '#kernel/module.ts'
import { diffText } from '../../rules/organ.ts'
import type { Organ } from '../../schema/organ.ts'
import type { OrganDiff } from '../../schema/organ-desk.ts'

export const aboutOrgan = (organ: string): string => `organ:${organ}`

type Told = { reason: string; diffs: readonly OrganDiff[]; basis?: string; change?: string; successor?: string; proposedByName?: string }

/** Puts what was done to an organ into its chain, which every office reads: who, why, on which document, old and new. */
export async function leaveOrgan(ctx: Ctx, name: string, organ: Pick<Organ, 'id' | 'name'>, told: Told): Promise<void> {
  const data = { organ: organ.id, name: organ.name, changed: diffText(told.diffs), ...told, byName: ctx.who.name }
  await ctx.emit({ name, about: aboutOrgan(organ.id), data, readers: ['organ:*', 'office:auditor'] })
}
