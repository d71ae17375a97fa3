/** The second key of a seal, for PDFs: ECDSA on P-256 under the demo's authority for readers abroad. */
import { type Certificate, issueCertificate, p256PublicKey } from '@haoban/gm'
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import type { KeptKey } from '../gateway/key-store.ts'
import { storeForNew } from '../gateway/stores.ts'
import { sealKinds } from '../rules/kinds.ts'
import type { SealRow } from '../schema/seal.ts'
import { addKey, findKey } from '../store/key.ts'
import { addPdfKey, findPdfKey, type Held, lockSeal, queueForPdfKey } from '../store/seal.ts'
import { certificateOf, foreignIssuing, serialNumber } from './authority.ts'

/** The key lies in its store and signs there; the certificates go into the file. */
type PdfSigner = { key: KeptKey; certificate: Certificate; certificates: Certificate[] }

/** The seal's signer for PDFs. */
export async function pdfSigner(ctx: Ctx, seal: Held): Promise<PdfSigner> {
  const issuing = await foreignIssuing(ctx)
  const known = await findPdfKey(ctx.tx, seal.id)
  if (!known) throw new Error(`the seal ${seal.id} has no key for PDFs`)
  const key = (await findKey(ctx.tx, known.key))!
  return { key, certificate: certificateOf(known.certificate), certificates: [issuing.certificate] }
}

/**
 * Gives a seal that was made before seals had two keys its second one. Asked before the seal is held, one after the other: of
 * twenty papers that come at once the first makes the key, and nobody waits for a row that another holds.
 */
export async function mustHavePdfKey(ctx: Ctx, id: string): Promise<void> {
  if (await findPdfKey(ctx.tx, id)) return
  await queueForPdfKey(ctx.tx, id)
  if (await findPdfKey(ctx.tx, id)) return
  const seal = await lockSeal(ctx.tx, id)
  if (seal?.certificate && seal.status === 'valid') await makePdfKey(ctx, seal, certificateOf(seal.certificate))
}

/** Makes the second key of a seal that is held for it, with a certificate that holds as long as the first one's. */
export async function makePdfKey(
  ctx: Ctx,
  seal: Pick<SealRow, 'id' | 'kind' | 'name' | 'ownerName' | 'uscc' | 'code'>,
  { validFrom, validTo }: Pick<Certificate, 'validFrom' | 'validTo'>,
): Promise<void> {
  const key = await storeForNew(ctx.keys).generate(ctx.id(), 'ecdsa')
  const subject = { C: 'CN', O: seal.ownerName, OU: seal.uscc, CN: `${seal.name}${sealKinds[seal.kind].title}${seal.code}` }
  const certificate = issueCertificate(await foreignIssuing(ctx), p256PublicKey(key.publicKey), {
    validFrom,
    validTo,
    subject,
    serialNumber: serialNumber(ctx),
    keyUsage: ['digitalSignature', 'nonRepudiation'],
  })
  await asSystem(ctx.tx, async () => {
    await addKey(ctx.tx, key, ctx.now)
    await addPdfKey(ctx.tx, seal.id, key.id, Buffer.from(certificate.der))
  })
}
