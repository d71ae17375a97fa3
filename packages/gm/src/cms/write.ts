/** Writes SignedData with one signer. */
import type { Certificate } from '../certificate/certificate.ts'
import type { Signer } from '../certificate/issue.ts'
import {
  algorithmOfKind,
  digestAlgorithm,
  digestOfKind,
  type KeyKind,
  kindOfKey,
  type SigningKey,
  signWithKey,
} from '../certificate/signing-key.ts'
import { explicit, implicit, integer, octetString, oid, sequence, setOf, time } from '../der/write.ts'
import { type DigestName, digest } from '../digest/digest.ts'
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

/** What is to be signed by a key that lies elsewhere: its kind and its certificate stand for it. */
export type Unsigned = Omit<Signing, 'signer' | 'timeStamp'> & { kind: KeyKind; certificate: Certificate }

/** `toSign` goes to the key; `finish` takes its signature (DER) and a time stamp token on it. */
export type PreparedData = { toSign: Uint8Array; finish(signature: Uint8Array, timeStamp?: Uint8Array): Uint8Array }

/** What every signature by one certificate says of it: its digest (RFC 5035), its issuer and number. */
type Named = { byDigest: Uint8Array; byNumber: Uint8Array }

function namedAfresh(certificate: Certificate, by: DigestName): Named {
  // SHA-256 is the default there, and DER leaves defaults out.
  const algorithm = by === 'sha256' ? [] : [digestAlgorithm(by)]
  const certificateId = sequence(...algorithm, octetString(digest(by, certificate.der)))
  return {
    byDigest: attribute(oids.signingCertificateV2, sequence(sequence(certificateId))),
    byNumber: sequence(certificate.issuer.der, integer(BigInt(`0x${certificate.serialNumber}`))),
  }
}

/** Of each certificate once: whoever signs a thousand papers names the same one a thousand times. */
const known = new WeakMap<Certificate, Map<DigestName, Named>>()

function named(certificate: Certificate, by: DigestName): Named {
  const names = known.get(certificate) ?? new Map<DigestName, Named>()
  const found = names.get(by) ?? namedAfresh(certificate, by)
  known.set(certificate, names.set(by, found))
  return found
}

/** The signed attributes (RFC 5652 section 11), with the signer's certificate named by digest. */
function attributesOf({ contentType, content, kind, certificate, at }: Unsigned): Uint8Array[] {
  const name = digestOfKind(kind)
  return [
    attribute(oids.contentType, oid(contentType)),
    attribute(oids.messageDigest, octetString(digest(name, content))),
    named(certificate, name).byDigest,
    ...(at ? [attribute(oids.signingTime, time(at))] : []),
  ]
}

/** The content of a constructed value: what stands behind its tag and length. */
function contentsOf(set: Uint8Array): Uint8Array {
  const first = set[1]!
  return set.subarray(first < 128 ? 2 : 2 + (first & 127))
}

/** SignedData but for the signature, so that a key in a machine can make it in its own time. */
export function prepareSignedData(unsigned: Unsigned): PreparedData {
  const { family, contentType, content, detached, certificates, kind, certificate } = unsigned
  const attributes = setOf(...attributesOf(unsigned))
  const digestedBy = digestAlgorithm(digestOfKind(kind))
  const infoOf = (value: Uint8Array, timeStamp: Uint8Array | undefined) =>
    sequence(
      integer(1),
      named(certificate, digestOfKind(kind)).byNumber,
      digestedBy,
      implicit(0, contentsOf(attributes), true),
      family === 'gm' ? sequence(oid(oids.sm2Signature)) : algorithmOfKind(kind),
      octetString(value),
      ...(timeStamp ? [implicit(1, attribute(oids.timeStampToken, timeStamp), true)] : []),
    )
  const finish = (value: Uint8Array, timeStamp?: Uint8Array) => {
    const data = sequence(oid(contentType), ...(detached ? [] : [explicit(0, octetString(content))]))
    const signedData = sequence(
      // Version 3 where the content is no plain data (RFC 5652 section 5.1); GB/T 35275 knows version 1 alone.
      integer(family === 'cms' && contentType !== oids.data ? 3 : 1),
      setOf(digestedBy),
      data,
      implicit(0, contentsOf(setOf(...certificates.map((c) => c.der))), true),
      setOf(infoOf(value, timeStamp)),
    )
    return sequence(oid(family === 'gm' ? oids.gmSignedData : oids.signedData), explicit(0, signedData))
  }
  return { toSign: attributes, finish }
}

export function makeSignedData({ signer, timeStamp, ...rest }: Signing): Uint8Array {
  const { toSign, finish } = prepareSignedData({ ...rest, kind: kindOfKey(signer.key), certificate: signer.certificate })
  const value = signWithKey(signer.key, toSign)
  return finish(value, timeStamp?.(value))
}

export type DataSigning = Pick<Signing, 'at' | 'timeStamp'> & { data: Uint8Array; signer: Signer }

/** A signature without a seal, as OFD files of `Type="Sign"` carry it (GB/T 35275-2017): the content stays outside. */
export function signData({ data, ...rest }: DataSigning): Uint8Array {
  const certificates = [rest.signer.certificate]
  return makeSignedData({ ...rest, family: 'gm', contentType: oids.gmData, content: data, detached: true, certificates })
}
