/** SignedData names digest and signature algorithm apart; a signature scheme is both together. */
import type { PublicKeyInfo } from '../certificate/public-key.ts'
import { type DigestName, digestNamed } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import type { SignerInfo } from './read.ts'

const rsaWith: Partial<Record<DigestName, string>> = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
}
const ecdsaWith: Partial<Record<DigestName, string>> = {
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
}

/** The OID of the scheme; `undefined` where digest and algorithm make none that is known. */
export function schemeFor({ digestAlgorithm, signatureAlgorithm }: SignerInfo, key: PublicKeyInfo): string | undefined {
  if (key.kind === 'sm2') return digestNamed(digestAlgorithm) === 'sm3' ? signatureAlgorithm : undefined
  const name = digestNamed(digestAlgorithm)
  if (signatureAlgorithm === oids.rsaEncryption) return name && rsaWith[name]
  if (signatureAlgorithm === oids.ecPublicKey) return name && ecdsaWith[name]
  return signatureAlgorithm
}
