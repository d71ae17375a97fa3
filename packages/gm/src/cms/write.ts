/** Writes SignedData with one signer. */
import type { Certificate } from '../certificate/certificate.ts'
import type { Signer } from '../certificate/issue.ts'
import { algorithmOfKey, digestAlgorithm, digestOfKey, type SigningKey, signWithKey } from '../certificate/signing-key.ts'
import { explicit, implicit, integer, octetString, oid, sequence, setOf, time } from '../der/write.ts'
import { digest } from '../digest/digest.ts'
import { oids } from '../oid.ts'

export type Signing = {
  /** Whose identifiers: those of GB/T 35275 or of CMS. */
  family: 'gm' | 'cms'
  contentType: string
  content: Uint8Array
  /** Leaves the content out, as where it is a file of its own. */
  detached: boolean
  signer: Signer<SigningKey>
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
  const name = digestOfKey(signer.key)
  // SHA-256 is the default there, and DER leaves defaults out.
  const algorithm = name === 'sha256' ? [] : [digestAlgorithm(name)]
  const certificateId = sequence(...algorithm, octetString(digest(name, signer.certificate.der)))
  return [
    attribute(oids.contentType, oid(contentType)),
    attribute(oids.messageDigest, octetString(digest(name, content))),
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
  const value = signWithKey(signer.key, attributes)
  const digestedBy = digestAlgorithm(digestOfKey(signer.key))
  const { certificate } = signer
  const info = sequence(
    integer(1),
    sequence(certificate.issuer.der, integer(BigInt(`0x${certificate.serialNumber}`))),
    digestedBy,
    implicit(0, contentsOf(attributes), true),
    family === 'gm' ? sequence(oid(oids.sm2Signature)) : algorithmOfKey(signer.key),
    octetString(value),
    ...(timeStamp ? [implicit(1, attribute(oids.timeStampToken, timeStamp(value)), true)] : []),
  )
  const data = sequence(oid(contentType), ...(detached ? [] : [explicit(0, octetString(content))]))
  const signedData = sequence(
    // Version 3 where the content is no plain data (RFC 5652 section 5.1); GB/T 35275 knows version 1 alone.
    integer(family === 'cms' && contentType !== oids.data ? 3 : 1),
    setOf(digestedBy),
    data,
    implicit(0, contentsOf(setOf(...certificates.map((c) => c.der))), true),
    setOf(info),
  )
  return sequence(oid(family === 'gm' ? oids.gmSignedData : oids.signedData), explicit(0, signedData))
}

export type DataSigning = Pick<Signing, 'at' | 'timeStamp'> & { data: Uint8Array; signer: Signer }

/** A signature without a seal, as OFD files of `Type="Sign"` carry it (GB/T 35275-2017): the content stays outside. */
export function signData({ data, ...rest }: DataSigning): Uint8Array {
  const certificates = [rest.signer.certificate]
  return makeSignedData({ ...rest, family: 'gm', contentType: oids.gmData, content: data, detached: true, certificates })
}
