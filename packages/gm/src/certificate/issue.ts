/** Issues certificates and revocation lists (GB/T 20518-2018 on RFC 5280): with SM2, or with RSA and ECDSA for readers abroad. */
import { utf8 } from '../bytes.ts'
import { bitString, boolean, enumerated, explicit, implicit, integer, namedBits, octetString, oid, sequence, time } from '../der/write.ts'
import { digest } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { encodePublicKey } from '../sm2/engine.ts'
import { type PrivateKey, PublicKey } from '../sm2/keys.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { type KeyUsage, keyUsages } from './extensions.ts'
import { makeName, type Name } from './name.ts'
import type { PublicKeyInfo } from './public-key.ts'
import { type RevocationList, type RevocationReason, type Revoked, readRevocationList, revocationReasons } from './revocation.ts'
import { algorithmOfKey, publicKeyOf, type SigningKey, signWithKey } from './signing-key.ts'

/** A key and the certificate that goes with it; an SM2 key unless said otherwise. */
export type Signer<Key extends SigningKey = PrivateKey> = { key: Key; certificate: Certificate }

export type Profile = {
  subject: Record<string, string>
  validFrom: Date
  validTo: Date
  /** At least one byte, at most 20; unique at its issuer (RFC 5280 section 4.1.2.2). */
  serialNumber: bigint
  keyUsage: readonly KeyUsage[]
  /** OIDs; those of time stamping are critical (RFC 3161 section 2.3). */
  extendedKeyUsage?: readonly string[]
  /** Given for authorities alone: how many authorities may stand beneath. */
  authority?: { pathLength?: number }
  /** Where the revocation list lies. */
  revocationListAt?: string
}

/** An SM2 key, or a SubjectPublicKeyInfo as certificates and foreign keys show it. */
export type SubjectKey = PublicKey | PublicKeyInfo

type Issued = Profile & { publicKey: SubjectKey; issuer: Name; issuerKeyId?: Uint8Array }

/** The key identifier: SM3 of the key's bits, its first 20 bytes (RFC 5280 section 4.2.1.2 with another digest). */
const keyId = (bits: Uint8Array): Uint8Array => digest('sm3', bits).subarray(0, 20)

const bitsOf = (key: SubjectKey): Uint8Array => (key instanceof PublicKey ? key.point : key.bits)
const infoOf = (key: SubjectKey): Uint8Array => (key instanceof PublicKey ? encodePublicKey(key) : key.der)

const extension = (id: string, value: Uint8Array, critical = false): Uint8Array =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value))

function extensionsFor({ publicKey, issuerKeyId, keyUsage, extendedKeyUsage = [], authority, revocationListAt }: Issued): Uint8Array[] {
  const limit = authority?.pathLength === undefined ? [] : [integer(authority.pathLength)]
  const point = (address: string) => sequence(sequence(explicit(0, implicit(0, implicit(6, utf8(address)), true))))
  return [
    extension(oids.basicConstraints, authority ? sequence(boolean(true), ...limit) : sequence(), true),
    extension(oids.keyUsage, namedBits(keyUsage.map((use) => keyUsages.indexOf(use))), true),
    ...(extendedKeyUsage.length > 0
      ? [extension(oids.extendedKeyUsage, sequence(...extendedKeyUsage.map(oid)), extendedKeyUsage.includes(oids.timeStamping))]
      : []),
    extension(oids.subjectKeyIdentifier, octetString(keyId(bitsOf(publicKey)))),
    ...(issuerKeyId ? [extension(oids.authorityKeyIdentifier, sequence(implicit(0, issuerKeyId)))] : []),
    ...(revocationListAt ? [extension(oids.crlDistributionPoints, point(revocationListAt))] : []),
  ]
}

function issue(issued: Issued, key: SigningKey): Certificate {
  const algorithm = algorithmOfKey(key)
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(issued.serialNumber),
    algorithm,
    issued.issuer.der,
    sequence(time(issued.validFrom), time(issued.validTo)),
    makeName(issued.subject).der,
    infoOf(issued.publicKey),
    explicit(3, sequence(...extensionsFor(issued))),
  )
  return readCertificate(sequence(tbs, algorithm, bitString(signWithKey(key, tbs))))
}

/** A root: signed by itself. */
export function issueRoot(key: SigningKey, profile: Profile): Certificate {
  const issuerKeyId = keyId(publicKeyOf(key).bits)
  return issue({ ...profile, publicKey: key.publicKey, issuer: makeName(profile.subject), issuerKeyId }, key)
}

export function issueCertificate(issuer: Signer<SigningKey>, publicKey: SubjectKey, profile: Profile): Certificate {
  const issuerKeyId = keyId(publicKeyOf(issuer.key).bits)
  return issue({ ...profile, publicKey, issuer: issuer.certificate.subject, issuerKeyId }, issuer.key)
}

export type RevocationListContent = {
  issuedAt: Date
  nextAt: Date
  /** Grows with each list (RFC 5280 section 5.2.3). */
  number: bigint
  revoked: readonly Revoked[]
}

export function issueRevocationList(issuer: Signer<SigningKey>, content: RevocationListContent): RevocationList {
  const { issuedAt, nextAt, number, revoked } = content
  const algorithm = algorithmOfKey(issuer.key)
  const tbs = sequence(
    integer(1),
    algorithm,
    issuer.certificate.subject.der,
    time(issuedAt),
    time(nextAt),
    ...(revoked.length > 0 ? [sequence(...revoked.map(encodeRevoked))] : []),
    explicit(
      0,
      sequence(
        extension(oids.authorityKeyIdentifier, sequence(implicit(0, keyId(publicKeyOf(issuer.key).bits)))),
        extension(oids.crlNumber, integer(number)),
      ),
    ),
  )
  return readRevocationList(sequence(tbs, algorithm, bitString(signWithKey(issuer.key, tbs))))
}

const reasonNumber = (reason: RevocationReason) => revocationReasons.indexOf(reason)

function encodeRevoked({ serialNumber, at, reason }: Revoked): Uint8Array {
  const reasons = reason ? [sequence(extension(oids.crlReason, enumerated(reasonNumber(reason))))] : []
  return sequence(integer(BigInt(`0x${serialNumber}`)), time(at), ...reasons)
}
