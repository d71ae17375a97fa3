import fc from 'fast-check'
import { sm2 as other } from 'sm-crypto'
import { describe, expect, test } from 'vitest'
import { bigToBytes, bytesToBig, concat, fromHex, toHex, utf8 } from '../bytes.ts'
import { integer, octetString, sequence } from '../der/write.ts'
import { identityDigest, messageDigest, n } from './curve.ts'
import { type Engine, engine, engines } from './engine.ts'
import { KeyError, PrivateKey, PublicKey } from './keys.ts'
import { type Signature, toDer, toRaw } from './signature.ts'
import { decrypt, encrypt, sign, verify } from './sm2.ts'

/** The example of GB/T 32918.5-2017 annex A.2. */
const example = {
  d: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  x: '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
  y: 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  z: 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
  e: 'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
}
const message = utf8('message digest')
const key = PrivateKey.import(fromHex(example.d))
const signature: Signature = { r: BigInt(`0x${example.r}`), s: BigInt(`0x${example.s}`) }

describe.each(Object.entries(engines))('%s', (_, by: Engine) => {
  const bytes = fc.uint8Array({ maxLength: 200 })

  test('accepts the example of the standard', () => {
    expect(verify(key.publicKey, message, toDer(signature), { engine: by })).toBe(true)
    expect(verify(key.publicKey, message, toRaw(signature), { engine: by })).toBe(true)
  })

  test('refuses it for another message, another signer, another identity', () => {
    expect(verify(key.publicKey, utf8('message digesu'), toDer(signature), { engine: by })).toBe(false)
    expect(verify(PrivateKey.generate().publicKey, message, toDer(signature), { engine: by })).toBe(false)
    expect(verify(key.publicKey, message, toDer(signature), { engine: by, userId: utf8('ALICE123@YAHOO.COM') })).toBe(false)
  })

  test('what it signs, every engine accepts, whatever the message and the identity', () => {
    const userId = fc.uint8Array({ maxLength: 80 })
    fc.assert(
      fc.property(bytes, userId, fc.constantFrom('der' as const, 'raw' as const), (text, id, encoding) => {
        const made = sign(key, text, { userId: id, encoding, engine: by })
        return Object.values(engines).every((engine) => verify(key.publicKey, text, made, { userId: id, engine }))
      }),
      { numRuns: 30 },
    )
  })

  test('one changed bit and the signature is none', () => {
    const made = sign(key, message, { encoding: 'raw' })
    fc.assert(
      fc.property(fc.nat({ max: 511 }), (bit) => {
        const changed = made.slice()
        changed[bit >> 3]! ^= 1 << (bit & 7)
        return !verify(key.publicKey, message, changed, { engine: by })
      }),
      { numRuns: 60 },
    )
  })
})

test('the digests of identity and message are those of the standard', () => {
  expect(toHex(identityDigest(key.publicKey.coordinates))).toBe(example.z)
  expect(toHex(messageDigest(key.publicKey.coordinates, message))).toBe(example.e)
  expect(toHex(key.publicKey.point)).toBe(`04${example.x}${example.y}`)
})

test('in Node the arithmetic is that of OpenSSL', () => expect(engine().name).toBe('openssl'))

describe('packings of (r, s)', () => {
  const unpadded = (value: bigint) => concat(Uint8Array.of(2, 32), bigToBytes(value, 32))
  const block = (value: bigint) => concat(new Uint8Array(32), bigToBytes(value, 32))
  const { r, s } = signature

  test.each([
    ['DER', toDer(signature)],
    ['64 bytes', toRaw(signature)],
    ['DER without the zero before a high bit', concat(Uint8Array.of(0x30, 68), unpadded(r), unpadded(s))],
    ['DER inside an OCTET STRING', octetString(toDer(signature))],
    ['64 bytes inside an OCTET STRING', octetString(toRaw(signature))],
    ['the block of GM/T 0016', concat(block(r), block(s))],
    ['lengths longer than needed', concat(Uint8Array.of(0x30, 0x81, 70), integer(r), integer(s))],
  ])('%s is read', (_, bytes) => expect(verify(key.publicKey, message, bytes)).toBe(true))

  test.each([
    ['nothing', new Uint8Array()],
    ['a byte behind', concat(toDer(signature), Uint8Array.of(0))],
    ['a byte too few', toDer(signature).subarray(0, -1)],
    ['a third number', sequence(integer(r), integer(s), integer(1))],
    ['r = 0', toRaw({ r: 0n, s })],
    ['s = 0', toRaw({ r, s: 0n })],
    ['r + n', toDer({ r: r + n, s })],
    ['s + n', toDer({ r, s: s + n })],
    ['r + s = n', toRaw({ r, s: n - r })],
    ['the numbers exchanged', toRaw({ r: s, s: r })],
  ])('%s is no signature', (_, bytes) => expect(verify(key.publicKey, message, bytes)).toBe(false))
})

describe('keys', () => {
  const secret = example.d

  test('a private key shows itself nowhere but in export()', async () => {
    const { inspect } = await import('node:util')
    const shown = [
      String(key),
      JSON.stringify({ key }),
      inspect(key, { depth: 9, showHidden: true }),
      `${key}`,
      JSON.stringify(Object.entries(key)),
    ]
    for (const text of shown) expect(text).not.toContain(secret.slice(0, 8))
    expect(toHex(key.export())).toBe(secret)
  })

  test.each([
    ['zero', new Uint8Array(32)],
    ['n − 1', bigToBytes(n - 1n, 32)],
    ['n', bigToBytes(n, 32)],
    ['31 bytes', new Uint8Array(31).fill(1)],
  ])('%s is no private key, and the refusal does not repeat it', (_, bytes) => {
    expect(() => PrivateKey.import(bytes)).toThrow(KeyError)
    expect(() => PrivateKey.import(bytes)).toThrow(/^A private key of SM2 is a number of 32 bytes from 1 to n − 2\.$/)
  })

  test('n − 2 is the largest private key', () => {
    const largest = PrivateKey.import(bigToBytes(n - 2n, 32))
    expect(verify(largest.publicKey, message, sign(largest, message))).toBe(true)
  })

  test('a compressed point is the same key', () => {
    const { point } = key.publicKey
    const compressed = concat(Uint8Array.of(2 + (point[64]! & 1)), point.subarray(1, 33))
    expect(PublicKey.fromPoint(compressed).equals(key.publicKey)).toBe(true)
  })

  test('a point beside the curve is no public key', () => {
    const beside = key.publicKey.point
    beside[64]! ^= 1
    expect(() => PublicKey.fromPoint(beside)).toThrow('no point of the SM2 curve')
    expect(() => PublicKey.fromPoint(Uint8Array.of(0))).toThrow(KeyError)
  })
})

describe('encryption', () => {
  test('opens again, for the holder alone', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        (text) => toHex(decrypt(key, encrypt(key.publicKey, text))!) === toHex(text),
      ),
      { numRuns: 20 },
    )
    expect(decrypt(PrivateKey.generate(), encrypt(key.publicKey, message))).toBeUndefined()
  })

  test('a changed ciphertext does not open', () => {
    const sealed = encrypt(key.publicKey, message)
    for (const at of [0, 1, 40, 65, 96, 97, sealed.length - 1]) {
      const changed = sealed.slice()
      changed[at]! ^= 1
      expect(decrypt(key, changed), `byte ${at}`).toBeUndefined()
    }
    expect(decrypt(key, sealed.subarray(0, 97))).toBeUndefined()
  })

  test('is the C1 C3 C2 of another implementation, both ways', () => {
    const opened = other.doDecrypt(toHex(encrypt(key.publicKey, message)).slice(2), example.d, 1)
    expect(opened).toBe('message digest')
    expect(decrypt(key, fromHex(`04${other.doEncrypt('message digest', toHex(key.publicKey.point), 1)}`))).toEqual(message)
  })
})

test('a number of the message is that of its bytes', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: n }), (value) => bytesToBig(bigToBytes(value, 32)) === value))
})
