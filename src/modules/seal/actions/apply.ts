/** Applying for a seal: name, number and purpose come from the registers and from the kind, nothing of it is typed. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields, refusals } from '#base/refusal.ts'
import { listOrgans } from '#kernel/item/api.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { diameterOf, sealKinds } from '../rules/kinds.ts'
import type { ApplySeal } from '../schema/life.ts'
import type { SealKind } from '../schema/seal.ts'
import { addSeal, findStanding, hasOpen } from '../store/seal.ts'
import { type Owner, organOwner } from './owner.ts'
import { aboutSeal, readersOf } from './reach.ts'

const refuse = refusals({
  'seal.may-not-apply': [403, '您没有为{organ}申领印章的权限，请交给这个单位的印章管理员'],
  'seal.applied-already': [409, '{organ}已经申领了“{kind}”，正在办理，不用再申领'],
  'seal.has-already': [409, '{organ}已经有一枚“{kind}”。要换新的，请打开那枚印章点“申请换章”'],
})

type Organ = Awaited<ReturnType<typeof listOrgans>>[number]

/** A name that fits on a square seal. */
export const isShortName = (name: string | undefined): name is string => name !== undefined && /^\p{Script=Han}{2,4}$/u.test(name)

/** What a square seal bears is a person's name; a round one bears the organ's. */
function checkInput(asked: ApplySeal, organs: readonly Organ[]): Organ {
  const wrong: { field: string; sentence: string }[] = []
  const organ = organs.find((o) => o.id === asked.organ)
  if (!organ) wrong.push({ field: 'organ', sentence: '没有这个单位，请从列表里选' })
  if (sealKinds[asked.kind].shape === 'square' && !isShortName(asked.person))
    wrong.push({ field: 'person', sentence: '名章上刻的是姓名，请写 2 到 4 个汉字' })
  if (asked.kind === 'delegated' && !organs.some((o) => o.id === asked.powerOf && o.id !== asked.organ))
    wrong.push({ field: 'powerOf', sentence: '2 号章盖的是别的机关委托的事，请选委托的机关' })
  if (wrong.length > 0) throw invalidFields(wrong)
  return organ!
}

type Wanted = { owner: Owner; kind: SealKind; name: string; powerOf: string | null; replaces: string | null; reason: string }

/** Writes an application down, in the caller's transaction. */
export async function writeApplication(ctx: Ctx, { owner, kind, name, powerOf, replaces, reason }: Wanted): Promise<string> {
  const id = ctx.id()
  const { purpose = null } = sealKinds[kind]
  const row: Parameters<typeof addSeal>[1] = {
    id,
    kind,
    ownerKind: owner.kind,
    owner: owner.id,
    ownerName: owner.name,
    uscc: owner.uscc,
    division: owner.division,
    name,
    purpose,
    diameter: diameterOf(kind, owner.kind),
    powerOf,
    replaces,
    demo: owner.demo,
    appliedBy: ctx.who.id,
    appliedAt: ctx.now,
  }
  await addSeal(ctx.tx, row)
  await ctx.emit({
    name: 'seal.applied',
    about: aboutSeal(id),
    readers: readersOf(row),
    data: { seal: id, kind, name, [owner.kind]: owner.id, reason, replaces, byName: ctx.who.name },
  })
  return id
}

/** Refuses an application for what an owner has or has applied for; otherwise writes it down. Runs as the house. */
export async function applyOnce(ctx: Ctx, wanted: Omit<Wanted, 'replaces'>): Promise<{ id: string }> {
  const { owner, kind, powerOf } = wanted
  const told = { organ: owner.name, kind: sealKinds[kind].title }
  if (await hasOpen(ctx.tx, owner.id, kind, powerOf)) throw refuse('seal.applied-already', told)
  if (await findStanding(ctx.tx, owner.id, kind, powerOf)) throw refuse('seal.has-already', told)
  return { id: await writeApplication(ctx, { ...wanted, replaces: null }) }
}

/** An organ applies for a seal that it has not. */
export const applyForSeal: Action<ApplySeal, { id: string }> = async (ctx, asked) => {
  const organs = await listOrgans(ctx.tx)
  const organ = checkInput(asked, organs)
  if (!may(ctx.who, 'seal.manage', { organ: organ.id, division: organ.division })) throw refuse('seal.may-not-apply', { organ: organ.name })
  const powerOf = asked.kind === 'delegated' ? asked.powerOf! : null
  const name = sealKinds[asked.kind].shape === 'square' ? asked.person! : powerOf ? organs.find((o) => o.id === powerOf)!.name : organ.name
  const { kind, reason } = asked
  return asSystem(ctx.tx, () => applyOnce(ctx, { owner: organOwner(organ), kind, name, powerOf, reason }))
}
