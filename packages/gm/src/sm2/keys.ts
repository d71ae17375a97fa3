/** SM2 keys: a public one that shows itself, a private one that does not. */
import { sm2 } from 'sm-crypto-v2'
import { bytesToBig, concat, equal, fromHex, toHex } from '../bytes.ts'
import { randomBytes } from '../native.ts'
import { isOnCurve, n } from './curve.ts'

export class KeyError extends Error {
  override name = 'KeyError'
}

/** A point of the curve that is known to lie on it. */
export class PublicKey {
  /** x ‖ y, 32 bytes each. */
  readonly coordinates: Uint8Array

  private constructor(coordinates: Uint8Array) {
    this.coordinates = coordinates
  }

  /** Reads 04 ‖ x ‖ y, x ‖ y, or 02/03 ‖ x. Throws a `KeyError` where that is no point of the curve. */
  static fromPoint(bytes: Uint8Array): PublicKey {
    if (bytes.length === 33 && (bytes[0] === 2 || bytes[0] === 3)) return PublicKey.#decompress(bytes)
    const plain = bytes.length === 65 && bytes[0] === 4 ? bytes.subarray(1) : bytes
    const known = recent.get(toHex(plain))
    if (known) return known
    if (plain.length !== 64) throw new KeyError('A public key of SM2 is a point of 65, 64 or 33 bytes.')
    if (!isOnCurve(bytesToBig(plain.subarray(0, 32)), bytesToBig(plain.subarray(32)))) {
      throw new KeyError('The public key is no point of the SM2 curve.')
    }
    return remember(new PublicKey(plain.slice()))
  }

  static #decompress(bytes: Uint8Array): PublicKey {
    try {
      return PublicKey.fromPoint(fromHex(sm2.precomputePublicKey(toHex(bytes)).toHex(false)))
    } catch {
      throw new KeyError('The public key is no point of the SM2 curve.')
    }
  }

  /** 04 ‖ x ‖ y */
  get point(): Uint8Array {
    return concat(Uint8Array.of(4), this.coordinates)
  }

  equals(other: PublicKey): boolean {
    return equal(this.coordinates, other.coordinates)
  }
}

/**
 * The keys met last, by their coordinates. Files come in rows from the same few signers, and what an engine makes of a
 * key costs more than a signature.
 */
const recent = new Map<string, PublicKey>()
const mostRecent = 256

function remember(key: PublicKey): PublicKey {
  const [oldest] = recent.keys()
  if (oldest !== undefined && recent.size >= mostRecent) recent.delete(oldest)
  recent.set(toHex(key.coordinates), key)
  return key
}

const hidden = '[SM2 private key]'

/** The secret leaves this object through `export()` and by no other way: not printed, not serialised, not compared. */
export class PrivateKey {
  readonly #secret: Uint8Array
  readonly publicKey: PublicKey

  private constructor(secret: Uint8Array) {
    this.#secret = secret
    this.publicKey = PublicKey.fromPoint(fromHex(sm2.getPublicKeyFromPrivateKey(toHex(secret))))
  }

  static generate(): PrivateKey {
    for (;;) {
      const secret = randomBytes(32)
      if (isSecret(secret)) return new PrivateKey(secret)
    }
  }

  /** Takes the 32 bytes of d, 1 ≤ d ≤ n − 2 (GB/T 32918.1-2016 section 6.1). Errors name no byte of them. */
  static import(secret: Uint8Array): PrivateKey {
    if (secret.length !== 32 || !isSecret(secret)) throw new KeyError('A private key of SM2 is a number of 32 bytes from 1 to n − 2.')
    return new PrivateKey(secret.slice())
  }

  /** The secret number d, 32 bytes. Whoever calls this answers for where it goes. */
  export(): Uint8Array {
    return this.#secret.slice()
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden
  }
}

const isSecret = (bytes: Uint8Array) => {
  const d = bytesToBig(bytes)
  return d >= 1n && d <= n - 2n
}
