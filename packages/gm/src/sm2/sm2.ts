/** SM2 signatures (GB/T 32918.2-2016) and public key encryption (GB/T 32918.4-2016). */
import { sm2 } from 'sm-crypto-v2'
import { concat, equal, fromHex, toHex } from '../bytes.ts'
import { identityDigest } from './curve.ts'
import { type Engine, engine } from './engine.ts'
import type { PrivateKey, PublicKey } from './keys.ts'
import { readings, toRaw } from './signature.ts'

export type SignOptions = {
  /** The signer's identity; 1234567812345678 where none is agreed on. */
  userId?: Uint8Array
  encoding?: 'der' | 'raw'
  engine?: Engine
}

export function sign(key: PrivateKey, message: Uint8Array, options: SignOptions = {}): Uint8Array {
  const der = (options.engine ?? engine()).sign(key, concat(identityOf(key.publicKey, options.userId), message))
  return options.encoding === 'raw' ? toRaw(readings(der)[0]!) : der
}

const identities = new WeakMap<PublicKey, Uint8Array>()

/** Z_A, remembered where it is that of the default identity. */
function identityOf(key: PublicKey, userId: Uint8Array | undefined): Uint8Array {
  if (userId) return identityDigest(key.coordinates, userId)
  const known = identities.get(key)
  if (known) return known
  const made = identityDigest(key.coordinates)
  identities.set(key, made)
  return made
}

/** Whether the signature is this key's over this message. Bytes that are no signature at all are `false` too; nothing throws. */
export function verify(
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  options: Pick<SignOptions, 'userId' | 'engine'> = {},
): boolean {
  const candidates = readings(signature)
  if (candidates.length === 0) return false
  const input = concat(identityOf(key, options.userId), message)
  const by = options.engine ?? engine()
  return candidates.some((candidate) => by.verify(key, input, candidate))
}

/** C1 ‖ C3 ‖ C2 with C1 = 04 ‖ x ‖ y. Empty messages have no ciphertext. */
export function encrypt(key: PublicKey, message: Uint8Array): Uint8Array {
  if (message.length === 0) throw new RangeError('An empty message cannot be encrypted with SM2.')
  for (;;) {
    const out = fromHex(sm2.doEncrypt(message, toHex(key.point), 1))
    // A key stream of zeros would show the message; the standard starts anew then (section 6.1, step A5).
    if (!equal(out.subarray(96), message)) return concat(Uint8Array.of(4), out)
  }
}

/** The message, or `undefined` where the ciphertext is not for this key or was changed. */
export function decrypt(key: PrivateKey, ciphertext: Uint8Array): Uint8Array | undefined {
  if (ciphertext.length <= 97 || ciphertext[0] !== 4) return undefined
  try {
    const message = sm2.doDecrypt(toHex(ciphertext.subarray(1)), toHex(key.export()), 1, { output: 'array' })
    return message.length > 0 ? message : undefined
  } catch {
    return undefined
  }
}
