/** RSA and ECDSA keys, for readers abroad who know no SM2. They need Node. */
import type { KeyObject } from 'node:crypto'
import { read } from '../der/read.ts'
import { nothing, oid, sequence } from '../der/write.ts'
import { native } from '../native.ts'
import { oids } from '../oid.ts'
import { KeyError } from '../sm2/keys.ts'
import { type PublicKeyInfo, readPublicKey } from './public-key.ts'

export type ForeignKind = 'rsa' | 'ec'

const hidden = '[private key]'

/** A private key whose secret leaves through `export()` alone; RSA of 3072 bits, or ECDSA on P-256, with SHA-256. */
export class ForeignKey {
  readonly #secret: KeyObject
  readonly publicKey: PublicKeyInfo
  readonly kind: ForeignKind

  private constructor(secret: KeyObject, kind: ForeignKind) {
    this.#secret = secret
    this.kind = kind
    const der = native!.createPublicKey(secret).export({ format: 'der', type: 'spki' })
    this.publicKey = readPublicKey(read(new Uint8Array(der)))
  }

  static generate(kind: ForeignKind): ForeignKey {
    if (!native) throw new KeyError('RSA and ECDSA need Node.')
    const { privateKey } =
      kind === 'rsa'
        ? native.generateKeyPairSync('rsa', { modulusLength: 3072 })
        : native.generateKeyPairSync('ec', { namedCurve: 'P-256' })
    return new ForeignKey(privateKey, kind)
  }

  /** Takes PKCS #8 (RFC 5208), unencrypted. Errors name no byte of it. */
  static import(pkcs8: Uint8Array): ForeignKey {
    if (!native) throw new KeyError('RSA and ECDSA need Node.')
    const secret = readSecret(native, pkcs8)
    if (secret?.asymmetricKeyType !== 'rsa' && secret?.asymmetricKeyType !== 'ec') throw new KeyError('This is no RSA or ECDSA key.')
    return new ForeignKey(secret, secret.asymmetricKeyType)
  }

  /** PKCS #8, unencrypted. Whoever calls this answers for where it goes. */
  export(): Uint8Array {
    return new Uint8Array(this.#secret.export({ format: 'der', type: 'pkcs8' }))
  }

  /** RSASSA-PKCS1-v1_5 or ECDSA, over SHA-256. */
  sign(message: Uint8Array): Uint8Array {
    return new Uint8Array(native!.sign('sha256', message, this.#secret))
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

function readSecret(crypto: NonNullable<typeof native>, pkcs8: Uint8Array): KeyObject | undefined {
  try {
    return crypto.createPrivateKey({ key: pkcs8 as Buffer, format: 'der', type: 'pkcs8' })
  } catch {
    return undefined
  }
}

/** The AlgorithmIdentifier of each kind's signatures (RFC 4055, RFC 5758). */
export const foreignAlgorithms: Record<ForeignKind, Uint8Array> = {
  rsa: sequence(oid(oids.sha256WithRsa), nothing()),
  ec: sequence(oid(oids.ecdsaWithSha256)),
}
