/** The seals of a document's signatures, ready to be laid over its pages. */

import { readSeal } from '../../seal/read.ts'
import { readSealSignature } from '../../seal/read-signature.ts'
import type { Seal } from '../../seal/schema.ts'
import type { Package } from '../package.ts'
import { type OfdDocument, openOfd } from '../read/document.ts'
import { parseSignatureFile, readSignatureList, type SignatureFile } from '../read/signatures.ts'
import { renderPage } from './page.ts'
import type { Stamp } from './stamp.ts'

/** Seal pictures that are OFD files themselves may not hold seals again. */
async function svgOf(bytes: Uint8Array): Promise<string | undefined> {
  try {
    const [document] = (await openOfd(bytes)).documents
    return document && (await renderPage(document, 0, { prefix: 'seal' })).svg
  } catch {
    return undefined
  }
}

/** The seal inside the signature is the one that was signed; the file beside it is taken where that cannot be read. */
async function sealOf(pack: Package, file: SignatureFile): Promise<Seal | undefined> {
  const readings = [
    async () => (file.value ? readSealSignature(await pack.read(file.value)).seal : undefined),
    async () => (file.seal ? readSeal(await pack.read(file.seal)) : undefined),
  ]
  for (const reading of readings) {
    const seal = await reading().catch(() => undefined)
    if (seal) return seal
  }
  return undefined
}

async function pictureOf(seal: Seal): Promise<Stamp['picture']> {
  const { type, data } = seal.info.picture
  const isOfd = type.trim().toUpperCase() === 'OFD'
  return { kind: type.trim(), bytes: data, svg: isOfd ? await svgOf(data) : undefined }
}

async function stampsOf(pack: Package, id: string, path: string): Promise<Stamp[]> {
  const file = parseSignatureFile(await pack.read(path), path, pack)
  const seal = file.stamps.length > 0 ? await sealOf(pack, file) : undefined
  if (!seal) return []
  const picture = await pictureOf(seal)
  return file.stamps.flatMap(({ page, boundary, clip }) =>
    boundary ? [{ page, signature: id, boundary, clip, picture, name: seal.info.name }] : [],
  )
}

/** Says nothing of validity: lay them over pages together with what `verifyOfd` says. Signatures that cannot be read have none. */
export async function readStamps({ pack, signatures }: OfdDocument): Promise<Stamp[]> {
  if (signatures === undefined || !pack.find(signatures)) return []
  const list = await readSignatureList(pack, signatures)
  const stamps: Stamp[] = []
  for (const { id, path } of list.signatures) if (path) stamps.push(...(await stampsOf(pack, id, path).catch(() => [])))
  return stamps
}
