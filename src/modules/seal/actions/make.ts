/** Making a seal: a key that stays in its store, a certificate, a picture, and all of it signed by the maker (GB/T 38540-2020). */
import { makeSeal, signerList, type Typeface } from '@haoban/gm'
import { asSystem } from '#base/as-system.ts'
import { nextNumber } from '#base/counter.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { paperFace } from '#kernel/document/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { storeForNew } from '../gateway/stores.ts'
import { sealKinds } from '../rules/kinds.ts'
import { pictureOf } from '../rules/picture.ts'
import type { SealRow } from '../schema/seal.ts'
import { addKey } from '../store/key.ts'
import { setMade } from '../store/seal.ts'
import { authority, certify } from './authority.ts'
import { makePdfKey } from './pdf-key.ts'

const makerName = 'haoban'

/** Outlines for the characters on seals: bold Song, which reads at arm's length. The em box of ideographs is 0.88 above the line, 0.12 below. */
function typeface(): Typeface {
  const font = paperFace('bold')
  const em = font.unitsPerEm
  return {
    unitsPerEm: em,
    ascender: 0.88 * em,
    descender: -0.12 * em,
    outline: (character) => {
      const glyph = font.glyphOf(character.codePointAt(0)!)
      return glyph === 0 ? undefined : { path: font.outline(glyph), advance: font.advance(glyph) }
    },
  }
}

/** 公安印章编码: six digits of the division and seven of a running number. */
const codeOf = async (ctx: Ctx, division: string): Promise<string> =>
  `${division.slice(0, 6)}${String(await nextNumber(ctx.tx, `seal:code:${division.slice(0, 6)}`)).padStart(7, '0')}`

const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`)
const endOf = (day: string) => new Date(`${day}T23:59:59+08:00`)

/** The last day a seal can be made for: its certificate holds no longer than the one that issues it. */
export const lastDay = async (ctx: Ctx): Promise<string> =>
  dayOf(new Date((await authority(ctx)).issuing.certificate.validTo.getTime() - 1))

/** Makes a seal that was applied for and checked; from then on it can be used. */
export async function makeOne(ctx: Ctx, seal: SealRow, valid: { from: string; to: string }, by: string): Promise<void> {
  const code = await codeOf(ctx, seal.division)
  const period = { validFrom: startOf(valid.from), validTo: endOf(valid.to) }
  const key = await storeForNew(ctx.keys).generate(ctx.id(), 'sm2')
  const { issuing } = await authority(ctx)
  const title = sealKinds[seal.kind].title
  const certificate = certify(
    ctx,
    issuing,
    key.publicKey,
    { C: 'CN', O: seal.ownerName, OU: seal.uscc, CN: `${seal.name}${title}${code}` },
    period,
  )
  const content = {
    vendor: makerName,
    id: code,
    type: sealKinds[seal.kind].shape === 'round' ? 1 : 2,
    name: `${seal.name}${title}`,
    signers: signerList([certificate]),
    createdAt: ctx.now,
    ...period,
    picture: pictureOf({ ...seal, code }, typeface()),
  }
  const esl = makeSeal(content, issuing)
  await asSystem(ctx.tx, async () => {
    await addKey(ctx.tx, key, ctx.now)
    await setMade(ctx.tx, {
      id: seal.id,
      code,
      key: key.id,
      certificate: Buffer.from(certificate.der),
      esl: Buffer.from(esl),
      validFrom: valid.from,
      validTo: valid.to,
      by,
      at: ctx.now,
    })
    await makePdfKey(ctx, { ...seal, code }, certificate)
  })
}
