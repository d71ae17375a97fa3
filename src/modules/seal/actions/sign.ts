/** The signing itself: where the seal goes, the signature around it, and the digests that the log keeps. */
import { preparePdf, readSeal, signatureFrom, signatureToSign } from '@haoban/gm'
import { type Draft, type Prepared, prepareOfd, signOfd } from '@haoban/gm/ofd'
import { sm3 } from '#base/digest.ts'
import { once } from '#base/once.ts'
import type { Ctx } from '#kernel/module.ts'
import { begin, type ToSign } from '../gateway/press.ts'
import { storeOf } from '../gateway/stores.ts'
import { placesOf } from '../rules/places.ts'
import type { SealPlace } from '../schema/use.ts'
import { findKey } from '../store/key.ts'
import type { Held } from '../store/seal.ts'
import { authority, certificateOf } from './authority.ts'
import { pdfSigner } from './pdf-key.ts'

/** SM3 in hex: `dataHash` of what the signature covers, `signatureHash` of the signature. */
type Digests = { dataHash: string; signatureHash: string }
/** The sealed file; `hash` is its SM3 where it is known already. */
export type Made = Digests & { bytes: Uint8Array; hash?: string }
/** A file that is ready to be signed; `documentHash` is the SM3 of what it is without the signature. */
export type ToSeal = { documentHash: string; sign(): Promise<Made>; leave?(): void }

type Asked = { title: string; places: readonly SealPlace[]; lock?: boolean; apart?: boolean }

const seals = new Map<string, Uint8Array>()
const sealsAtMost = 256

/** The seal as it goes into every file: the very same bytes, which are read, packed and digested once. */
function eslOf({ id, esl }: Held): Uint8Array {
  const known = seals.get(id)
  if (known && esl.equals(known)) return known
  const bytes = new Uint8Array(esl)
  if (seals.size >= sealsAtMost) seals.clear()
  seals.set(id, bytes)
  return bytes
}

/** What signs with a seal: SignedValue.dat (GB/T 38540-2020) with a time stamp, and the digests of it. */
async function signerOf(ctx: Ctx, seal: Held): Promise<{ value(asked: ToSign): Promise<Uint8Array>; digests: Digests }> {
  const key = await once(ctx.tx, `seal.key:${seal.key}`, () => findKey(ctx.tx, seal.key!))
  const { stamp } = await authority(ctx)
  const certificate = certificateOf(seal.certificate)
  const digests = { dataHash: '', signatureHash: '' }
  return {
    digests,
    async value({ dataHash, propertyInfo, at }) {
      const toSign = signatureToSign({ seal: eslOf(seal), certificate, dataHash, propertyInfo, at })
      const value = await storeOf(ctx.keys, key!).sign(key!, toSign, 'sm2')
      const signed = signatureFrom(toSign, certificate, value, stamp(value))
      digests.dataHash = Buffer.from(dataHash).toString('hex')
      digests.signatureHash = sm3(signed)
      return signed
    },
  }
}

/** The same file in this thread; a draft keeps its parts at hand for the signature. */
async function ofdHere(ctx: Ctx, seal: Held, ofd: Uint8Array | Draft, { places, lock = false }: Asked): Promise<ToSeal> {
  const { bytes, sign }: Prepared =
    ofd instanceof Uint8Array ? { bytes: ofd, sign: (signing) => signOfd(ofd, signing) } : await prepareOfd(ofd)
  return {
    documentHash: sm3(bytes),
    async sign() {
      const { value, digests } = await signerOf(ctx, seal)
      const where = await placesOf(bytes, places, seal.diameter)
      const provider = { name: 'haoban', company: '好办' }
      const made = await sign({ provider, at: ctx.now, seal: eslOf(seal), places: where, lock, sign: value })
      return { bytes: made, ...digests }
    },
  }
}

async function ofdApart(ctx: Ctx, seal: Held, document: Uint8Array | Draft, { places, lock = false }: Asked): Promise<ToSeal> {
  const { documentHash, toSign, finish, leave } = await begin({
    document,
    esl: eslOf(seal),
    places,
    side: seal.diameter,
    at: ctx.now,
    lock,
  })
  return {
    documentHash,
    leave,
    async sign() {
      const { value, digests } = await signerOf(ctx, seal)
      return { ...(await finish(await value(toSign))), ...digests }
    },
  }
}

/** An OFD up to its signature: with the seal of GB/T 38540-2020 and a time stamp; `apart` in the thread of the press, for batches. */
export const ofdToSeal = (ctx: Ctx, seal: Held, ofd: Uint8Array | Draft, asked: Asked): Promise<ToSeal> =>
  (asked.apart ? ofdApart : ofdHere)(ctx, seal, ofd, asked)

/** What the last revision of a signed PDF covers, and its signature (ISO 32000-1 section 12.8.1). */
function digestsOf(bytes: Uint8Array, from: number): Digests {
  const tail = Buffer.from(bytes.subarray(from)).toString('latin1')
  const [open, close] = /\/ByteRange \[0 (\d+) (\d+) /.exec(tail)!.slice(1).map(Number) as [number, number]
  const covered = Buffer.concat([bytes.subarray(0, open), bytes.subarray(close)])
  return { dataHash: sm3(covered), signatureHash: sm3(bytes.subarray(open, close)) }
}

/** A PDF with the seal's picture and a signature that readers abroad check (PAdES B-B). */
async function sealPdf(ctx: Ctx, seal: Held, input: Uint8Array, { title, places }: Asked): Promise<Made> {
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

export const pdfToSeal = (ctx: Ctx, seal: Held, pdf: Uint8Array, asked: Asked): ToSeal => ({
  documentHash: sm3(pdf),
  sign: () => sealPdf(ctx, seal, pdf, asked),
})
