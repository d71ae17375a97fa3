/** The key inside a certificate, and what it can check. */
import type { KeyObject } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { equal, toHex } from '../bytes.ts'
import { Asn1Error, type Node, read } from '../der/read.ts'
import { asBits, asOid, asSequence, asSmall, inside, is, isTagged } from '../der/values.ts'
import { bitString, nothing, octetString, oid, sequence } from '../der/write.ts'
import { type DigestName, digestNamed, sm3, weakDigests } from '../digest/digest.ts'
import { native } from '../native.ts'
import { oids } from '../oid.ts'
import { KeyError, PublicKey } from '../sm2/keys.ts'
import { verify as verifySm2 } from '../sm2/sm2.ts'

/** `other` are kinds of keys that nothing here can use: certificates that hold them are read all the same. */
export type PublicKeyInfo =
  | { kind: 'sm2'; key: PublicKey; der: Uint8Array; bits: Uint8Array }
  | { kind: 'rsa' | 'ec'; der: Uint8Array; bits: Uint8Array }
  | { kind: 'other'; algorithm: string; der: Uint8Array; bits: Uint8Array }

/** Reads a SubjectPublicKeyInfo. SM2 keys come under the general EC identifier with the curve's, or under the curve's alone. */
export function readPublicKey(node: Node | undefined): PublicKeyInfo {
  const [algorithm, key] = asSequence(node)
  const [id, parameters] = asSequence(algorithm)
  const [der, bits, name] = [node!.whole, asBits(key), asOid(id)]
  const curve = is(parameters, 'oid') ? asOid(parameters) : undefined
  if (name === oids.sm2 || (name === oids.ecPublicKey && curve === oids.sm2)) return { kind: 'sm2', key: pointOf(bits), der, bits }
  // A curve that is spelled out could be any, that of a forger too.
  if (name === oids.ecPublicKey && curve) return { kind: 'ec', der, bits }
  return name === oids.rsaEncryption ? { kind: 'rsa', der, bits } : { kind: 'other', algorithm: name, der, bits }
}

/** The key of a point of P-256 (04 ‖ x ‖ y), as a machine gives it; throws a `KeyError` where it is none. */
export function p256PublicKey(point: Uint8Array): PublicKeyInfo {
  try {
    p256.Point.fromBytes(point).assertValidity()
  } catch {
    throw new KeyError('This is no point of the curve P-256.')
  }
  return readPublicKey(read(sequence(sequence(oid(oids.ecPublicKey), oid(oids.p256)), bitString(point))))
}

function pointOf(bits: Uint8Array): PublicKey {
  try {
    return PublicKey.fromPoint(bits)
  } catch {
    throw new Asn1Error('A certificate holds no point of the SM2 curve.')
  }
}

type Scheme = { kind: 'rsa' | 'ec'; digest: DigestName }

/** SM2 with SM3 (GM/T 0006-2012). Some makers name the key or the digest where the scheme belongs; with an SM2 key there is but one. */
const sm2Names = new Set<string>([oids.sm2WithSm3, oids.sm2Signature, oids.sm2, oids.sm3, oids.ecPublicKey])

/** Signature algorithms by OID: RSA PKCS #1 (RFC 8017), ECDSA (RFC 5758). */
const schemes: Record<string, Scheme> = {
  '1.2.840.113549.1.1.4': { kind: 'rsa', digest: 'md5' },
  '1.2.840.113549.1.1.5': { kind: 'rsa', digest: 'sha1' },
  // As OIW named it before PKCS #1 did.
  '1.3.14.3.2.29': { kind: 'rsa', digest: 'sha1' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', digest: 'sha512' },
  '1.2.156.10197.1.504': { kind: 'rsa', digest: 'sm3' },
  '1.2.840.10045.4.3.2': { kind: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', digest: 'sha512' },
}

/** SM2 with SHA-1 and with SHA-256: registered in GM/T 0006-2012, used by nobody since. */
const unsupported: readonly string[] = ['1.2.156.10197.1.502', '1.2.156.10197.1.503']

/** What some makers put where the scheme belongs: the kind of key, which leaves the digest open. */
const keyNames = { rsa: oids.rsaEncryption, ec: oids.ecPublicKey } as const
const anyDigest: readonly DigestName[] = ['sha256', 'sm3', 'sha384', 'sha512', ...weakDigests]

/** The digest that a signature algorithm brings with it. */
export function digestOfScheme(algorithm: string): DigestName | undefined {
  if (sm2Names.has(algorithm)) return 'sm3'
  return Object.hasOwn(schemes, algorithm) ? schemes[algorithm]!.digest : undefined
}

/** Whether an algorithm of signing is for a kind of key; `null` where one of the two is not known here. With an SM2 key there is but one. */
export function fitsKey({ kind }: PublicKeyInfo, algorithm: string): boolean | null {
  if (kind === 'other' || unsupported.includes(algorithm)) return null
  if (kind === 'sm2') return sm2Names.has(algorithm)
  if (algorithm === keyNames[kind]) return true
  const scheme = Object.hasOwn(schemes, algorithm) ? schemes[algorithm]!.kind : undefined
  if (scheme) return scheme === kind
  if (algorithm === oids.rsaPss || algorithm === oids.rsaEncryption) return kind === 'rsa'
  return sm2Names.has(algorithm) ? false : null
}

/**
 * Whether a signature is the key's: `null` where that cannot be found out here, because the algorithm is unknown or
 * this runtime lacks it. A scheme that does not belong to the key is `false`. `parameters` are those of the algorithm.
 */
export function verifyWith(
  key: PublicKeyInfo,
  algorithm: string,
  message: Uint8Array,
  signature: Uint8Array,
  parameters?: Node,
): boolean | null {
  if (key.kind === 'other' || unsupported.includes(algorithm)) return null
  const fits = fitsKey(key, algorithm)
  if (!fits) return fits
  if (key.kind === 'sm2') return verifySm2(key.key, message, signature)
  if (algorithm === keyNames[key.kind]) return verifyByAnyDigest(key, message, signature)
  if (algorithm === oids.rsaPss) return verifyForeign(key, pssOf(parameters), message, signature)
  return verifyForeign(key, { digest: schemes[algorithm]!.digest }, message, signature)
}

/** With whatever digest fits; one that can be forged proves nothing. */
function verifyByAnyDigest(key: PublicKeyInfo, message: Uint8Array, signature: Uint8Array): boolean | null {
  if (!native) return null
  const verdicts = anyDigest.map((digest) => verifyForeign(key, { digest }, message, signature))
  const found = anyDigest[verdicts.indexOf(true)]
  if (verdicts.every((verdict) => verdict === null)) return null
  return found === undefined ? false : weakDigests.includes(found) ? null : true
}

type Foreign = { digest: string; saltLength?: number }

/** id-ecPublicKey with secp256r1, as every SubjectPublicKeyInfo of P-256 spells it. */
const p256Algorithm = '301306072a8648ce3d020106082a8648ce3d030107'

/** Without Node: ECDSA on P-256 with SHA-256, what demo authorities and most others use; RSA and other curves stay open. */
export function verifyPlainly(
  { der, bits }: PublicKeyInfo,
  { digest }: Foreign,
  message: Uint8Array,
  signature: Uint8Array,
): boolean | null {
  if (digest !== 'sha256' || !toHex(der).includes(p256Algorithm)) return null
  try {
    return p256.verify(signature, message, bits, { prehash: true, lowS: false, format: 'der' })
  } catch {
    return false
  }
}

/** A key that the runtime cannot open, such as one on a curve that it lacks, checks nothing. */
function opened({ der }: PublicKeyInfo): KeyObject | undefined {
  try {
    return native!.createPublicKey({ key: der as Buffer, format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

function verifyForeign(key: PublicKeyInfo, how: Foreign | undefined, message: Uint8Array, signature: Uint8Array): boolean | null {
  if (!how) return null
  if (!native) return verifyPlainly(key, how, message, signature)
  const object = opened(key)
  if (!object) return null
  try {
    if (how.digest === 'sm3' && key.kind === 'rsa' && how.saltLength === undefined) return holdsSm3(object, message, signature)
    const { RSA_PKCS1_PSS_PADDING: padding } = native.constants
    const by = how.saltLength === undefined ? object : { key: object, padding, saltLength: how.saltLength }
    return native.verify(how.digest, message, by, signature)
  } catch {
    return false
  }
}

/** OpenSSL signs no SM3 with RSA, but opens what was signed: a DigestInfo (RFC 8017 section 9.2), whose parameters may be NULL or missing. */
function holdsSm3(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const plain = native!.publicDecrypt({ key, padding: native!.constants.RSA_PKCS1_PADDING }, signature)
  const hash = octetString(sm3(message))
  return [[nothing()], []].some((parameters) => equal(plain, sequence(sequence(oid(oids.sm3), ...parameters), hash)))
}

/** RSASSA-PSS-params (RFC 4055 section 3.1): digest and length of salt; SHA-1 and 20 where nothing is said. `undefined` where a digest is unknown. */
function pssOf(parameters: Node | undefined): Foreign | undefined {
  try {
    const fields = is(parameters, 'sequence') ? parameters.children : []
    const [hash, salt] = [0, 2].map((tag) => fields.find((field) => isTagged(field, tag)))
    const digest = hash ? digestNamed(asOid(asSequence(inside(hash))[0])) : 'sha1'
    return digest && { digest, saltLength: salt ? asSmall(inside(salt)) : 20 }
  } catch {
    return undefined
  }
}
