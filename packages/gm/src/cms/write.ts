/** Writes SignedData with one SM2 signer. */
import type { Certificate } from '../certificate/certificate.ts'
import type { Signer } from '../certificate/issue.ts'
import { explicit, implicit, integer, octetString, oid, sequence, setOf, time } from '../der/write.ts'
import { digest } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { sign } from '../sm2/sm2.ts'

const sm3Algorithm = sequence(oid(oids.sm3))

export type Signing = {
  /** Whose identifiers: those of GB/T 35275 or of CMS. */
  family: 'gm' | 'cms'
  contentType: string
  content: Uint8Array
  /** Leaves the content out, as where it is a file of its own. */
  detached: boolean
  signer: Signer
  /** Certificates that come along, the signer's first. */
  certificates: readonly Certificate[]
  /** Given where the signer says when. */
  at?: Date
  /** Asks an authority for a time stamp token on the signature value. */
  timeStamp?: (signature: Uint8Array) => Uint8Array
}

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value))

/** The signed attributes (RFC 5652 section 11), with the signer's certificate named by digest (RFC 5035). */
function attributesOf({ contentType, content, signer, at }: Signing): Uint8Array[] {
  const certificateId = sequence(sm3Algorithm, octetString(digest('sm3', signer.certificate.der)))
  return [
    attribute(oids.contentType, oid(contentType)),
    attribute(oids.messageDigest, octetString(digest('sm3', content))),
    attribute(oids.signingCertificateV2, sequence(sequence(certificateId))),
    ...(at ? [attribute(oids.signingTime, time(at))] : []),
  ]
}

/** The content of a constructed value: what stands behind its tag and length. */
function contentsOf(set: Uint8Array): Uint8Array {
  const first = set[1]!
  return set.subarray(first < 128 ? 2 : 2 + (first & 127))
}

export function makeSignedData(signing: Signing): Uint8Array {
  const { family, contentType, content, detached, signer, certificates, timeStamp } = signing
  const attributes = setOf(...attributesOf(signing))
  const value = sign(signer.key, attributes)
  const { certificate } = signer
  const info = sequence(
    integer(1),
    sequence(certificate.issuer.der, integer(BigInt(`0x${certificate.serialNumber}`))),
    sm3Algorithm,
    implicit(0, contentsOf(attributes), true),
    sequence(oid(family === 'gm' ? oids.sm2Signature : oids.sm2WithSm3)),
    octetString(value),
    ...(timeStamp ? [implicit(1, attribute(oids.timeStampToken, timeStamp(value)), true)] : []),
  )
  const data = sequence(oid(contentType), ...(detached ? [] : [explicit(0, octetString(content))]))
  const signedData = sequence(
    // Version 3 where the content is no plain data (RFC 5652 section 5.1); GB/T 35275 knows version 1 alone.
    integer(family === 'cms' && contentType !== oids.data ? 3 : 1),
    setOf(sm3Algorithm),
    data,
    implicit(0, contentsOf(setOf(...certificates.map((c) => c.der))), true),
    setOf(info),
  )
  return sequence(oid(family === 'gm' ? oids.gmSignedData : oids.signedData), explicit(0, signedData))
}

/** A signature without a seal, as OFD files of `Type="Sign"` carry it (GB/T 35275-2017): the content stays outside. */
export function signData(
  signing: Omit<Signing, 'family' | 'contentType' | 'content' | 'detached' | 'certificates'> & { data: Uint8Array },
): Uint8Array {
  const { data, ...rest } = signing
  return makeSignedData({
    ...rest,
    family: 'gm',
    contentType: oids.gmData,
    content: data,
    detached: true,
    certificates: [signing.signer.certificate],
  })
}
