/** What an issuer or signer needs of a key, whatever its kind. */
import { oid, sequence } from '../der/write.ts'
import { type DigestName, digestOid } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { encodePublicKey } from '../sm2/engine.ts'
import { PrivateKey } from '../sm2/keys.ts'
import { sign } from '../sm2/sm2.ts'
import { ForeignKey, type ForeignKind, foreignAlgorithms } from './foreign-key.ts'

export type SigningKey = PrivateKey | ForeignKey

/** Algorithm identifiers of SM2 signatures carry no parameters (GM/T 0006-2012). */
const sm2Algorithm = sequence(oid(oids.sm2WithSm3))

export const signWithKey = (key: SigningKey, message: Uint8Array): Uint8Array =>
  key instanceof PrivateKey ? sign(key, message) : key.sign(message)

/** Kinds of keys that sign, wherever they lie. */
export type KeyKind = 'sm2' | ForeignKind
export const kindOfKey = (key: SigningKey): KeyKind => (key instanceof ForeignKey ? key.kind : 'sm2')

/** The encoded AlgorithmIdentifier of a key's signatures. */
export const algorithmOfKind = (kind: KeyKind): Uint8Array => (kind === 'sm2' ? sm2Algorithm : foreignAlgorithms[kind])
export const algorithmOfKey = (key: SigningKey): Uint8Array => algorithmOfKind(kindOfKey(key))

export const digestOfKind = (kind: KeyKind): DigestName => (kind === 'sm2' ? 'sm3' : 'sha256')

export const digestOfKey = (key: SigningKey): DigestName => digestOfKind(kindOfKey(key))

const digestAlgorithms = new Map<DigestName, Uint8Array>()

/** The encoded AlgorithmIdentifier of a digest. */
export function digestAlgorithm(name: DigestName): Uint8Array {
  const encoded = digestAlgorithms.get(name) ?? sequence(oid(digestOid(name)))
  digestAlgorithms.set(name, encoded)
  return encoded
}

/** SubjectPublicKeyInfo and the point or number inside, by which keys are told apart. */
export function publicKeyOf(key: SigningKey): { info: Uint8Array; bits: Uint8Array } {
  if (key instanceof PrivateKey) return { info: encodePublicKey(key.publicKey), bits: key.publicKey.point }
  return { info: key.publicKey.der, bits: key.publicKey.bits }
}
