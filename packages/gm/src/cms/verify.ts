/** Checks the signers of SignedData. */
import { concat, equal, toHex } from '../bytes.ts'
import { type Certificate, readCertificate } from '../certificate/certificate.ts'
import { isSameName } from '../certificate/name.ts'
import { verifyWith } from '../certificate/public-key.ts'
import type { Node } from '../der/read.ts'
import { asTime, TwoDigitYear } from '../der/time.ts'
import { asOctets, asOid, asSequence, canonical, is } from '../der/values.ts'
import { lengthOf, setOf } from '../der/write.ts'
import { digest, digestNamed } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import type { Attributes, SignedData, SignerInfo } from './read.ts'
import { schemeFor } from './scheme.ts'

/** Whether a certificate that came along cannot be read because a year in it has two digits. */
export const hasShortYear = ({ certificates }: SignedData): boolean =>
  certificates.some((bytes) => {
    try {
      return !readCertificate(bytes)
    } catch (error) {
      return error instanceof TwoDigitYear
    }
  })

/** The certificates that came along and can be read. */
export function certificatesOf({ certificates }: SignedData): Certificate[] {
  return certificates.flatMap((bytes) => {
    try {
      return readCertificate(bytes)
    } catch {
      return []
    }
  })
}

export function signerOf({ signer }: SignerInfo, certificates: readonly Certificate[]): Certificate | undefined {
  if ('keyId' in signer) {
    const id = toHex(signer.keyId)
    return certificates.find((c) => c.extensions.subjectKeyIdentifier === id)
  }
  return certificates.find((c) => c.serialNumber === signer.serialNumber && isSameName(c.issuer, signer.issuer))
}

/** What a signature with attributes covers: the SET OF them (RFC 5652 section 5.4), in the order found and in that of DER. */
function attributesSigned({ node }: Attributes): Uint8Array[] {
  const asFound = concat(Uint8Array.of(0x31), lengthOf(node.content.length), node.content)
  const inOrder = setOf(...node.children.map(canonical))
  return equal(asFound, inOrder) ? [asFound] : [asFound, inOrder]
}

/**
 * Whether the signature value is the signer's: over the signed attributes, or, where there are none, over one of
 * `contents`. `null` where the algorithm cannot be checked here.
 */
export function verifySigner(info: SignerInfo, certificate: Certificate, contents: readonly Uint8Array[]): boolean | null {
  const { signedAttributes } = info
  if (signedAttributes && !namesCertificate(signedAttributes, certificate)) return false
  const scheme = schemeFor(info, certificate.publicKey)
  if (!scheme) return null
  const parts = signedAttributes ? attributesSigned(signedAttributes) : contents
  const verdicts = parts.map((part) => verifyWith(certificate.publicKey, scheme, part, info.signature, info.signatureParameters))
  return verdicts.includes(true) || (verdicts.includes(null) ? null : false)
}

export function messageDigestOf({ signedAttributes }: SignerInfo): Uint8Array | undefined {
  const [value] = signedAttributes?.values.get(oids.messageDigest) ?? []
  return value && is(value, 'octetString') ? asOctets(value) : undefined
}

/** Whether the signer's time cannot be read because its year has two digits. */
export function hasShortSigningYear({ signedAttributes }: SignerInfo): boolean {
  const [value] = signedAttributes?.values.get(oids.signingTime) ?? []
  try {
    return value !== undefined && !asTime(value)
  } catch (error) {
    return error instanceof TwoDigitYear
  }
}

export function signingTimeOf({ signedAttributes }: SignerInfo): Date | undefined {
  const [value] = signedAttributes?.values.get(oids.signingTime) ?? []
  try {
    return value && asTime(value)
  } catch {
    return undefined
  }
}

/** A signer may name the certificate by digest (RFC 5035), so that no other with the same key can take its place. */
function namesCertificate({ values }: Attributes, certificate: Certificate): boolean {
  const named = [...(values.get(oids.signingCertificateV2) ?? []), ...(values.get(oids.signingCertificate) ?? [])]
  return named.every((value) => {
    const [list] = asSequence(value)
    const [first] = asSequence(list)
    return certificateDigestFits(first!, certificate, values.has(oids.signingCertificateV2) ? 'sha256' : 'sha1')
  })
}

function certificateDigestFits(id: Node, certificate: Certificate, byDefault: 'sha256' | 'sha1'): boolean {
  const parts = [...asSequence(id)]
  const name = is(parts[0], 'sequence') ? digestNamed(asOid(asSequence(parts.shift())[0])) : byDefault
  return name !== undefined && equal(asOctets(parts[0]), digest(name, certificate.der))
}
