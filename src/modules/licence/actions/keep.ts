/** One licence opened, changed and told to the kernel: what every act of this room goes through. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { keepHolding } from '#kernel/holding/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { placesReaching } from '#kernel/who.ts'
import { elementsOf } from '../rules/face.ts'
import type { FaceValue, Licence, LicenceType, Version } from '../schema/licence.ts'
import { findLicence, findType, listVersions, lockLicence } from '../store/licence.ts'

const refuse = refusals({ 'licence.unknown': [404, '没有找到这张证照，可能网址不完整，或者不在您能看的范围里'] })

const context = 'licence.face'
const register = '电子证照库'

export const about = (id: string) => `licence:${id}`
export const readersOf = (l: Pick<Licence, 'party' | 'organ' | 'division'>): string[] => [
  `party:${l.party}`,
  ...placesReaching(l.organ, l.division).map((place) => `place:${place}`),
]

export const sealFace = (ctx: Ctx, face: readonly FaceValue[]): Buffer => ctx.keys.seal(JSON.stringify(face), context)
export const openFace = (ctx: Ctx, version: Pick<Version, 'face'>): FaceValue[] =>
  JSON.parse(ctx.keys.open(version.face, context)) as FaceValue[]

/** A licence that whoever asks may see. */
export async function getLicence(ctx: Ctx, id: string): Promise<Licence> {
  const found = await findLicence(ctx.tx, id)
  if (!found) throw refuse('licence.unknown')
  return found
}

export type Whole = { licence: Licence; type: LicenceType; versions: Version[]; face: FaceValue[] }

/** A licence held until the transaction is over, as the house reads it. */
export const hold = (ctx: Ctx, id: string): Promise<Whole> =>
  asSystem(ctx.tx, async () => {
    const licence = await lockLicence(ctx.tx, id)
    if (!licence) throw refuse('licence.unknown')
    return whole(ctx, licence)
  })

export async function whole(ctx: Ctx, licence: Licence): Promise<Whole> {
  const versions = await listVersions(ctx.tx, licence.id)
  return { licence, type: (await findType(ctx.tx, licence.type))!, versions, face: openFace(ctx, versions[0]!) }
}

/** Tells the kernel how a licence stands, in the transaction that changed it. */
export function tellHolding(ctx: Ctx, type: LicenceType, l: Licence, face: readonly FaceValue[]): Promise<void> {
  const { party, no, identifier, organ, organName, state, fromOn, toOn, demo } = l
  return keepHolding(
    ctx,
    { id: about(l.id), party, type: l.type, register, no, identifier, organ, organName, state, fromOn, toOn, demo },
    elementsOf(type, face, no),
  )
}
