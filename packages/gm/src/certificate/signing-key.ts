/** What an issuer or signer needs of a key, whatever its kind. */
import { oid, sequence } from '../der/write.ts'
import { type DigestName, digestOid } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { encodePublicKey } from '../sm2/engine.ts'
import { PrivateKey } from '../sm2/keys.ts'
import { sign } from '../sm2/sm2.ts'
import { ForeignKey, foreignAlgorithms } from './foreign-key.ts'

export type SigningKey = PrivateKey | ForeignKey

/** Algorithm identifiers of SM2 signatures carry no parameters (GM/T 0006-2012). */
const sm2Algorithm = sequence(oid(oids.sm2WithSm3))

export const signWithKey = (key: SigningKey, message: Uint8Array): Uint8Array =>
  key instanceof PrivateKey ? sign(key, message) : key.sign(message)

/** The encoded AlgorithmIdentifier of the key's signatures. */
export const algorithmOfKey = (key: SigningKey): Uint8Array => (key instanceof ForeignKey ? foreignAlgorithms[key.kind] : sm2Algorithm)

export const digestOfKey = (key: SigningKey): DigestName => (key instanceof ForeignKey ? 'sha256' : 'sm3')

export const digestAlgorithm = (name: DigestName): Uint8Array => sequence(oid(digestOid(name)))

/** SubjectPublicKeyInfo and the point or number inside, by which keys are told apart. */
export function publicKeyOf(key: SigningKey): { info: Uint8Array; bits: Uint8Array } {
  if (key instanceof PrivateKey) return { info: encodePublicKey(key.publicKey), bits: key.publicKey.point }
  return { info: key.publicKey.der, bits: key.publicKey.bits }
}
