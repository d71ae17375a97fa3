/** Whose seals somebody may see and act on: by his rights over seals, organ by organ; of a firm, by what he is to it. */
import { asSystem } from '#base/as-system.ts'
import { Refusal, refusals } from '#base/refusal.ts'
import { type Ctx, may, type Who } from '#kernel/module.ts'
import { isHimself } from '#kernel/party/api.ts'
import { actsFor } from '#kernel/who.ts'
import type { FirmRole } from '../schema/firm.ts'
import type { OwnerKind, SealRow } from '../schema/seal.ts'
import { keeps } from '../store/keeper.ts'
import { findSeal } from '../store/seal.ts'

const refuse = refusals({ 'seal.not-seen': [404, '没有找到这枚印章，可能不在您能看的范围里。请从印章列表重新打开'] })

const rights = ['seal.read', 'seal.use', 'seal.approve', 'seal.manage', 'seal.check', 'seal.make'] as const
type Right = (typeof rights)[number]

/** The organs in which somebody has one of these rights, or all of them. */
export function organsOf(who: Who, of: readonly Right[] = rights): readonly string[] | '*' {
  const granted = who.grants.filter((g) => (of as readonly string[]).includes(g.permission)).map((g) => g.organ)
  return who.kind === 'system' || granted.includes('*') ? '*' : [...new Set(granted)]
}

type Place = { owner: string; ownerKind: OwnerKind; division: string }

/** Of the seal of a firm the city checks the identity and makes it; it neither uses nor manages it. */
const ofFirms: readonly string[] = ['seal.read', 'seal.check', 'seal.make'] satisfies Right[]

/** A right of staff, in the organ whose seal it is; over those of firms whoever has it in the whole city. */
export const mayOn = (who: Who, right: string, { owner, ownerKind, division }: Place): boolean =>
  (ownerKind === 'organ' || ofFirms.includes(right)) && may(who, right, { organ: owner, division })

/** What each of a firm's people does with its seal; whoever holds a letter of some matters asks for uses in these, and sees his own. */
const rightsOf: Record<FirmRole, readonly Right[]> = {
  representative: ['seal.read', 'seal.use', 'seal.approve', 'seal.manage'],
  keeper: ['seal.read', 'seal.use', 'seal.approve'],
  agent: ['seal.read', 'seal.use'],
  letter: ['seal.use'],
}

/** What somebody is to a firm by law or by its letter (民法典 第六十一条、第一百六十五条); undefined where he is nothing to it. */
export async function roleIn(ctx: Ctx, firm: string): Promise<Exclude<FirmRole, 'keeper'> | undefined> {
  if (ctx.who.kind !== 'citizen' || !actsFor(ctx.who, firm)) return undefined
  if (await isHimself(ctx, firm)) return 'representative'
  return ctx.who.parties.includes(firm) ? 'agent' : 'letter'
}

/** The same, of one seal: who keeps it has more to say, as long as he still acts for the firm. */
export async function roleOn(ctx: Ctx, seal: Pick<SealRow, 'id' | 'owner' | 'ownerKind'>): Promise<FirmRole | undefined> {
  const role = seal.ownerKind === 'party' ? await roleIn(ctx, seal.owner) : undefined
  if (!role || role === 'representative') return role
  return (await asSystem(ctx.tx, () => keeps(ctx.tx, seal.id, ctx.who.id))) ? 'keeper' : role
}

/** What somebody may do with a seal, as a question to be asked of each right. */
export async function handsOn(ctx: Ctx, seal: Place & { id: string }): Promise<(right: string) => boolean> {
  const role = await roleOn(ctx, seal)
  return role ? (right) => (rightsOf[role] as readonly string[]).includes(right) : (right) => mayOn(ctx.who, right, seal)
}

/** What is refused to somebody is not there for him; a fault stays a fault. */
export function asUnseen(error: unknown): undefined {
  if (error instanceof Refusal) return undefined
  throw error
}

/** A seal that this person may see; any other is told not to be there. */
export async function seenSeal(ctx: Ctx, id: string): Promise<SealRow> {
  const seal = await findSeal(ctx.tx, id)
  if (!seal || !rights.some(await handsOn(ctx, seal))) throw refuse('seal.not-seen')
  return seal
}

export const aboutSeal = (id: string) => `seal:${id}`
export const readersOf = (seal: Pick<SealRow, 'ownerKind' | 'owner'>): string[] =>
  seal.ownerKind === 'organ' ? [`organ:${seal.owner}`, 'organ:*'] : [`party:${seal.owner}`]
