/** The second key of a seal, for PDFs: ECDSA on P-256 under the demo's authority for readers abroad. */
import { type Certificate, ForeignKey, issueCertificate, type Signer, type SigningKey } from '@haoban/gm'
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { openForeignKey, sealForeignKey } from '../gateway/software.ts'
import { sealKinds } from '../rules/kinds.ts'
import { addKey, findKey } from '../store/key.ts'
import { addPdfKey, findPdfKey, type Held } from '../store/seal.ts'
import { certificateOf, foreignIssuing, serialNumber } from './authority.ts'

type PdfSigner = { signer: Signer<SigningKey>; certificates: Certificate[] }

/** The seal's signer for PDFs; the key is made with the first PDF. Of two that make it at once, the second takes the first one's. */
export async function pdfSigner(ctx: Ctx, seal: Held): Promise<PdfSigner> {
  const issuing = await foreignIssuing(ctx)
  const known = (await findPdfKey(ctx.tx, seal.id)) ?? (await makePdfKey(ctx, seal, issuing))
  const key = openForeignKey(ctx.keys, (await findKey(ctx.tx, known.key))!)
  return { signer: { key, certificate: certificateOf(known.certificate) }, certificates: [issuing.certificate] }
}

async function makePdfKey(ctx: Ctx, seal: Held, issuing: Signer<SigningKey>): Promise<{ key: string; certificate: Buffer }> {
  const key = ForeignKey.generate('ec')
  const subject = { C: 'CN', O: seal.ownerName, OU: seal.uscc, CN: `${seal.name}${sealKinds[seal.kind].title}${seal.code}` }
  const { validFrom, validTo } = certificateOf(seal.certificate)
  const certificate = issueCertificate(issuing, key.publicKey, {
    validFrom,
    validTo,
    subject,
    serialNumber: serialNumber(ctx),
    keyUsage: ['digitalSignature', 'nonRepudiation'],
  })
  const id = ctx.id()
  return asSystem(ctx.tx, async () => {
    await addKey(
      ctx.tx,
      { id, store: 'software', publicKey: key.publicKey.bits, sealed: sealForeignKey(ctx.keys, id, key), label: null },
      ctx.now,
    )
    await addPdfKey(ctx.tx, seal.id, id, Buffer.from(certificate.der))
    return (await findPdfKey(ctx.tx, seal.id))!
  })
}
