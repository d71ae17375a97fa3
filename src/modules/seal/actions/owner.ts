/** Who a seal belongs to, as the registers have it now: an organ of the city, or a firm. Nothing of it is typed. */
import { asSystem } from '#base/as-system.ts'
import { listOrgans } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { findParty } from '#kernel/party/api.ts'
import { checkUscc } from '#kernel/party/rules/identifier.ts'
import type { OwnerKind, SealRow } from '../schema/seal.ts'

export type Owner = { kind: OwnerKind; id: string; name: string; uscc: string; division: string; demo: boolean; representative?: string }

type Organ = Awaited<ReturnType<typeof listOrgans>>[number]
export const organOwner = ({ id, name, uscc, division, demo }: Organ): Owner => ({ kind: 'organ', id, name, uscc, division, demo })

/** A firm by the register of parties; its division is that of the authority that registered it (GB 32100-2015, places 3 to 8). */
export const firmOwner = (ctx: Ctx, id: string): Promise<Owner | undefined> =>
  asSystem(ctx.tx, async () => {
    const firm = await findParty(ctx.tx, id)
    if (firm?.kind !== 'legal' || !firm.uscc) return undefined
    const representative = firm.legalRep ? (await findParty(ctx.tx, firm.legalRep))?.name : undefined
    return { kind: 'party', id, name: firm.name, uscc: firm.uscc, division: firm.uscc.slice(2, 8), demo: firm.demo, representative }
  })

export async function ownerOf(ctx: Ctx, { ownerKind, owner }: Pick<SealRow, 'ownerKind' | 'owner'>): Promise<Owner | undefined> {
  if (ownerKind === 'party') return firmOwner(ctx, owner)
  const organ = (await listOrgans(ctx.tx)).find((o) => o.id === owner)
  return organ && organOwner(organ)
}

const registers: Record<OwnerKind, { name: string; none: string }> = {
  organ: { name: '机构名录', none: '机构名录里没有这个单位' },
  party: { name: '企业登记', none: '企业登记里没有这家企业' },
}

/** What the register itself can tell of an applicant, said to the one who checks; undefined where nothing is wrong. */
export async function doubtOf(
  ctx: Ctx,
  seal: Pick<SealRow, 'ownerKind' | 'owner' | 'ownerName' | 'uscc' | 'kind' | 'name'>,
): Promise<string | undefined> {
  const { name, none } = registers[seal.ownerKind]
  const owner = await ownerOf(ctx, seal)
  if (!owner) return none
  if (owner.name !== seal.ownerName) return `${name}里现在叫“${owner.name}”`
  if (owner.uscc !== seal.uscc) return `统一社会信用代码和${name}里的不一样`
  if (seal.ownerKind === 'party' && !owner.representative) return `${name}里没有法定代表人`
  if (seal.ownerKind === 'party' && seal.kind === 'representative' && owner.representative !== seal.name)
    return `${name}里的法定代表人现在不是“${seal.name}”`
  return checkUscc(seal.uscc)
}
