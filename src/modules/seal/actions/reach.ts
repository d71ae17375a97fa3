/** Whose seals somebody may see and act on: by his rights over seals, organ by organ. */
import { refusals } from '#base/refusal.ts'
import { type Ctx, may, type Who } from '#kernel/module.ts'
import type { SealRow } from '../schema/seal.ts'
import { findSeal } from '../store/seal.ts'

const refuse = refusals({ 'seal.not-seen': [404, '没有找到这枚印章，可能不在您能看的范围里。请从印章列表重新打开'] })

const rights = ['seal.read', 'seal.use', 'seal.approve', 'seal.manage', 'seal.check', 'seal.make'] as const
type Right = (typeof rights)[number]

/** The organs in which somebody has one of these rights, or all of them. */
export function organsOf(who: Who, of: readonly Right[] = rights): readonly string[] | '*' {
  const granted = who.grants.filter((g) => (of as readonly string[]).includes(g.permission)).map((g) => g.organ)
  return who.kind === 'system' || granted.includes('*') ? '*' : [...new Set(granted)]
}

export const mayOn = (who: Who, right: string, seal: { owner: string; division: string }): boolean =>
  may(who, right, { organ: seal.owner, division: seal.division })

const seesSeal = (who: Who, seal: { owner: string; division: string }) => rights.some((right) => mayOn(who, right, seal))

/** A seal that this person may see; any other is told not to be there. */
export async function seenSeal(ctx: Ctx, id: string): Promise<SealRow> {
  const seal = await findSeal(ctx.tx, id)
  if (!seal || !seesSeal(ctx.who, seal)) throw refuse('seal.not-seen')
  return seal
}

export const aboutSeal = (id: string) => `seal:${id}`
export const readersOf = (seal: Pick<SealRow, 'ownerKind' | 'owner'>): string[] =>
  seal.ownerKind === 'organ' ? [`organ:${seal.owner}`, 'organ:*'] : [`party:${seal.owner}`]
