/** The signing itself: where the seal goes, the signature around it, and the digests that the log keeps. */
import { preparePdf, readSeal, signatureFrom, signatureToSign } from '@haoban/gm'
import type { Prepared } from '@haoban/gm/ofd'
import { sm3 } from '#base/digest.ts'
import { once } from '#base/once.ts'
import type { Ctx } from '#kernel/module.ts'
import { press, type Asked as ToSign } from '../gateway/press.ts'
import { storeOf } from '../gateway/stores.ts'
import { placesOf } from '../rules/places.ts'
import type { SealPlace } from '../schema/use.ts'
import { findKey } from '../store/key.ts'
import type { Held } from '../store/seal.ts'
import { authority, certificateOf } from './authority.ts'
import { pdfSigner } from './pdf-key.ts'

/** The sealed file; `dataHash` of what the signature covers, `signatureHash` of the signature, SM3 in hex. */
export type Made = { bytes: Uint8Array; dataHash: string; signatureHash: string }
type Asked = { title: string; places: readonly SealPlace[]; lock?: boolean; apart?: boolean }

const seals = new WeakMap<Buffer, Uint8Array>()

/** The seal as it goes into every file: the very same bytes, which are read, packed and digested once. */
function eslOf({ esl }: Held): Uint8Array {
  const bytes = seals.get(esl) ?? new Uint8Array(esl)
  seals.set(esl, bytes)
  return bytes
}

/** An OFD with the seal of GB/T 38540-2020 and a time stamp; `apart` in the thread of the press, for batches. */
export async function sealOfd(ctx: Ctx, seal: Held, input: Prepared, { places, lock = false, apart }: Asked): Promise<Made> {
  const key = await once(ctx.tx, `seal.key:${seal.key}`, () => findKey(ctx.tx, seal.key!))
  const { stamp } = await authority(ctx)
  const certificate = certificateOf(seal.certificate)
  const told = { dataHash: '', signatureHash: '' }
  const esl = eslOf(seal)
  const sign = async ({ dataHash, propertyInfo, at }: ToSign): Promise<Uint8Array> => {
    const toSign = signatureToSign({ seal: esl, certificate, dataHash, propertyInfo, at })
    const value = await storeOf(ctx.keys, key!).sign(key!, toSign, 'sm2')
    const signed = signatureFrom(toSign, certificate, value, stamp(value))
    told.dataHash = Buffer.from(dataHash).toString('hex')
    told.signatureHash = sm3(signed)
    return signed
  }
  if (apart) {
    const pressed = await press({ bytes: input.bytes, esl, places, side: seal.diameter, at: ctx.now, lock }, sign)
    return { bytes: pressed, ...told }
  }
  const where = await placesOf(input.bytes, places, seal.diameter)
  const bytes = await input.sign({ provider: { name: 'haoban', company: '好办' }, at: ctx.now, seal: esl, places: where, lock, sign })
  return { bytes, ...told }
}

/** What the last revision of a signed PDF covers, and its signature (ISO 32000-1 section 12.8.1). */
function digestsOf(bytes: Uint8Array, from: number): Omit<Made, 'bytes'> {
  const tail = Buffer.from(bytes.subarray(from)).toString('latin1')
  const [open, close] = /\/ByteRange \[0 (\d+) (\d+) /.exec(tail)!.slice(1).map(Number) as [number, number]
  const covered = Buffer.concat([bytes.subarray(0, open), bytes.subarray(close)])
  return { dataHash: sm3(covered), signatureHash: sm3(bytes.subarray(open, close)) }
}

/** A PDF with the seal's picture and a signature that readers abroad check (PAdES B-B). */
export async function sealPdf(ctx: Ctx, seal: Held, input: Uint8Array, { title, places }: Asked): Promise<Made> {
  const { key, certificate, certificates } = await pdfSigner(ctx, seal)
  const [place] = places
  if (places.length !== 1 || !place || !('page' in place)) throw new Error('a PDF takes one seal, at a page and a point')
  const side = seal.diameter
  const visible = {
    picture: readSeal(new Uint8Array(seal.esl)).info.picture.data,
    page: place.page,
    x: place.x - side / 2,
    y: place.y - side / 2,
    width: side,
    height: side,
  }
  const { toSign, finish } = preparePdf(input, { certificate, certificates, at: ctx.now, reason: title, visible })
  const bytes = finish(await storeOf(ctx.keys, key).sign(key, toSign, 'ecdsa'))
  return { bytes, ...digestsOf(bytes, input.length) }
}
