/**
 * Who does the arithmetic. OpenSSL inside Node signs any digest of the right length with SM2 when it is given Z_A ‖ M to
 * hash; its own notion of the signer's identity, which is empty, never comes in. Elsewhere sm-crypto-v2 does it.
 */
import type { KeyObject } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import { bytesToBig, fromHex, toHex, utf8 } from '../bytes.ts'
import { bitString, explicit, integer, octetString, oid, sequence } from '../der/write.ts'
import { sm3 } from '../digest/digest.ts'
import { native } from '../native.ts'
import { oids } from '../oid.ts'
import { PrivateKey, type PublicKey } from './keys.ts'
import { readings, type Signature, toDer, toRaw } from './signature.ts'

/** `input` is Z_A ‖ M: what SM3 turns into the number that is signed. `sign` gives DER; signatures handed to `verify` are in range. */
export type Engine = {
  name: 'openssl' | 'sm-crypto-v2'
  sign(key: PrivateKey, input: Uint8Array): Uint8Array
  verify(key: PublicKey, input: Uint8Array, signature: Signature): boolean
}

const algorithm = sequence(oid(oids.ecPublicKey), oid(oids.sm2))

/** SubjectPublicKeyInfo (RFC 5480). */
export const encodePublicKey = (key: PublicKey): Uint8Array => sequence(algorithm, bitString(key.point))

/** PrivateKeyInfo (RFC 5208) around ECPrivateKey (RFC 5915), unencrypted. */
export function encodePrivateKey(key: PrivateKey): Uint8Array {
  const inner = sequence(integer(1), octetString(key.export()), explicit(1, bitString(key.publicKey.point)))
  return sequence(integer(0), algorithm, octetString(inner))
}

const secrets = new WeakMap<PrivateKey, KeyObject>()
const points = new WeakMap<PublicKey, KeyObject>()

function remembered<K extends object>(store: WeakMap<K, KeyObject>, key: K, make: () => KeyObject): KeyObject {
  const known = store.get(key)
  if (known) return known
  const made = make()
  store.set(key, made)
  return made
}

const openssl: Engine = {
  name: 'openssl',
  sign(key, input) {
    const secret = remembered(secrets, key, () =>
      native!.createPrivateKey({ key: encodePrivateKey(key) as Buffer, format: 'der', type: 'pkcs8' }),
    )
    return new Uint8Array(native!.createSign('sm3').update(input).sign(secret))
  },
  verify(key, input, signature) {
    const point = remembered(points, key, () =>
      native!.createPublicKey({ key: encodePublicKey(key) as Buffer, format: 'der', type: 'spki' }),
    )
    return native!.createVerify('sm3').update(input).verify(point, toDer(signature))
  },
}

const plain: Engine = {
  name: 'sm-crypto-v2',
  sign(key, input) {
    const raw = fromHex(sm2.doSignature(sm3(input), toHex(key.export())))
    return toDer({ r: bytesToBig(raw.subarray(0, 32)), s: bytesToBig(raw.subarray(32)) })
  },
  verify: (key, input, signature) => sm2.doVerifySignature(sm3(input), toHex(toRaw(signature)), toHex(key.point)),
}

/** Some builds of OpenSSL leave SM2 out, and some runtimes only look like Node: what it signs must verify elsewhere. */
function canSign(): boolean {
  if (!native) return false
  try {
    const key = PrivateKey.import(sm3(utf8('probe')))
    const input = utf8('Z and message')
    const [signature] = readings(openssl.sign(key, input)) as [Signature]
    return plain.verify(key.publicKey, input, signature) && openssl.verify(key.publicKey, input, signature)
  } catch {
    return false
  }
}

let chosen: Engine | undefined

/** The fastest engine that works here; found out once, on first use. */
export function engine(): Engine {
  chosen ??= canSign() ? openssl : plain
  return chosen
}

export const engines = { openssl, plain }
