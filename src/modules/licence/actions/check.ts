/** What anybody may find out about a licence that is shown to him, and no more. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { drawOn } from '#kernel/holding/api.ts'
import { standingOn } from '#kernel/holding/rules.ts'
import type { Ctx } from '#kernel/module.ts'
import { maskName } from '#kernel/party/rules/mask.ts'
import { readIdentifier } from '../rules/identifier.ts'
import { maskFace } from '../rules/mask.ts'
import type { AskChecked, AskIdentifier, AskScan, Scan } from '../schema/holder.ts'
import type { Licence } from '../schema/licence.ts'
import type { CheckedView, ScanView, ToldView, VerifyView } from '../schema/view.ts'
import { findChecked, findShowing, spend } from '../store/holder.ts'
import { findByIdentifier, findLicence } from '../store/licence.ts'
import { about, whole } from './keep.ts'

const refuse = refusals({
  'licence.code-used': [410, '这个码已经失效：只有 60 秒，只能用一次。请对方换一个新的码再扫'],
  'licence.check-over': [410, '查验的结果只显示 10 分钟。要再看，请对方重新亮码'],
})

const resultMs = 600_000

/** What the code is for, before the checker has said who he is and why he looks. */
export async function scan(ctx: Ctx, { token }: AskScan): Promise<ScanView> {
  return asSystem(ctx.tx, async () => {
    const showing = await findShowing(ctx.tx, sm3(token))
    if (!showing || showing.usedAt || showing.until < ctx.now) throw refuse('licence.code-used')
    return { token, typeName: (await findLicence(ctx.tx, showing.licence))!.typeName }
  })
}

/** Uses the code up, and writes down for the holder who has looked and why. Of two who come at once, one sees it. */
export async function check(ctx: Ctx, { token, checker, purpose }: Scan): Promise<{ id: string }> {
  return asSystem(ctx.tx, async () => {
    const digest = sm3(token)
    const showing = await findShowing(ctx.tx, digest)
    if (!showing || !(await spend(ctx.tx, digest, ctx.now, checker))) throw refuse('licence.code-used')
    await drawOn(ctx, { kind: 'checked', purpose, organName: checker, of: [{ holding: about(showing.licence) }] })
    return { id: showing.id }
  })
}

const holderOf = (l: Licence) => (l.holderKind === 'natural' ? maskName(l.holderName) : l.holderName)
const toldOf = (l: Licence, today: string): ToldView => {
  const { typeName, no, identifier, organName, fromOn, toOn, demo } = l
  return { typeName, no, identifier, organName, fromOn, toOn, demo, holder: holderOf(l), standing: standingOn(l, today) }
}

/** The licence as it stands now, its face masked, for ten minutes after the code was used. */
export async function checked(ctx: Ctx, { id }: AskChecked): Promise<CheckedView> {
  return asSystem(ctx.tx, async () => {
    const showing = await findChecked(ctx.tx, id)
    if (!showing?.usedAt || ctx.now.getTime() - showing.usedAt.getTime() > resultMs) throw refuse('licence.check-over')
    const licence = (await findLicence(ctx.tx, showing.licence))!
    const { face } = await whole(ctx, licence)
    return { ...toldOf(licence, dayOf(ctx.now)), face: maskFace(face), at: showing.usedAt, checker: showing.checker }
  })
}

/** What the code printed on a licence tells anybody: which kind, whose, whether it is in force; not who holds it. */
export async function verify(ctx: Ctx, { identifier }: AskIdentifier): Promise<VerifyView> {
  const wellFormed = readIdentifier(identifier) !== undefined
  const licence = wellFormed ? await asSystem(ctx.tx, () => findByIdentifier(ctx.tx, identifier.trim())) : undefined
  if (!licence) return { identifier, wellFormed }
  const { typeName, organName, demo } = licence
  const standing = standingOn(licence, dayOf(ctx.now))
  return { identifier, wellFormed, found: { typeName, organName, demo, standing, current: licence.identifier === identifier.trim() } }
}
