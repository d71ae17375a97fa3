/** Other implementations of SM2 signatures, each with an arithmetic of its own, under one face. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sm2 as jsbn } from 'sm-crypto'
import { sm2 as noble } from 'sm-crypto-v2'
import { fromHex, toHex, utf8 } from '../src/bytes.ts'
import { writePem } from '../src/certificate/certificate.ts'
import { sm3 } from '../src/digest/digest.ts'
import { encodePrivateKey, encodePublicKey } from '../src/sm2/engine.ts'
import type { PrivateKey, PublicKey } from '../src/sm2/keys.ts'
import { signAffine, verifyAffine } from './affine.ts'
import { openssl } from './openssl.ts'

/** Signatures are DER; identities are text. */
export type Witness = {
  name: string
  sign(key: PrivateKey, message: Uint8Array, userId: string): Uint8Array
  verify(key: PublicKey, message: Uint8Array, userId: string, signature: Uint8Array): boolean
}

/** sm-crypto: the big numbers of jsbn, Jacobian coordinates. */
export const smCrypto: Witness = {
  name: 'sm-crypto (jsbn)',
  sign(key, message, userId) {
    const options = { der: true, hash: true, publicKey: toHex(key.publicKey.point), userId }
    return fromHex(jsbn.doSignature([...message], toHex(key.export()), options))
  },
  verify: (key, message, userId, signature) =>
    jsbn.doVerifySignature([...message], toHex(signature), toHex(key.point), { der: true, hash: true, userId }),
}

/** sm-crypto-v2, called as it stands: BigInt, projective coordinates of @noble/curves. */
export const smCryptoV2: Witness = {
  name: 'sm-crypto-v2 (noble)',
  sign(key, message, userId) {
    const options = { der: true, hash: true, publicKey: toHex(key.publicKey.point), userId }
    return fromHex(noble.doSignature(message, toHex(key.export()), options))
  },
  verify: (key, message, userId, signature) =>
    noble.doVerifySignature(message, toHex(signature), toHex(key.point), { der: true, hash: true, userId }),
}

/** The formulas of GB/T 32918 letter by letter in affine coordinates: slow, and nobody's optimisation. */
export const affine: Witness = {
  name: 'affine, by the letter',
  sign: (key, message, userId) => signAffine(key.export(), message, utf8(userId), sm3(key.export())),
  verify: (key, message, userId, signature) => verifyAffine(key.coordinates, message, utf8(userId), signature),
}

/** The openssl command with its `distid` option, through files in `folder`. */
export function opensslCommand(folder: string): Witness {
  const file = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const run = (key: string[], message: Uint8Array, userId: string, ...rest: string[]) =>
    openssl('pkeyutl', '-rawin', '-digest', 'sm3', '-in', file('message', message), '-pkeyopt', `distid:${userId}`, ...key, ...rest)
  return {
    name: 'openssl command',
    sign(key, message, userId) {
      const secret = file('secret.pem', writePem('PRIVATE KEY', encodePrivateKey(key)))
      const out = join(folder, 'signature')
      run(['-sign', '-inkey', secret], message, userId, '-out', out)
      rmSync(secret)
      return new Uint8Array(readFileSync(out))
    },
    verify(key, message, userId, signature) {
      const point = file('point.pem', writePem('PUBLIC KEY', encodePublicKey(key)))
      try {
        return run(['-verify', '-pubin', '-inkey', point], message, userId, '-sigfile', file('signature', signature)).includes('Verified')
      } catch {
        return false
      }
    },
  }
}
