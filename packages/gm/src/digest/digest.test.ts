import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8 } from '../bytes.ts'
import { decrypt, encrypt, plainSm4 } from '../sm4.ts'
import { type DigestName, digest, digestNamed, digestOid, digestSize, hasher, plainHasher, sm3 } from './digest.ts'

const names: DigestName[] = ['sm3', 'sha256', 'sha384', 'sha512', 'sha224', 'sha1', 'md5']

describe('SM3', () => {
  test.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('%s is the example of GB/T 32905-2016', (text, expected) => {
    expect(toHex(sm3(utf8(text)))).toBe(expected)
    expect(toHex(plainHasher('sm3').update(utf8(text)).digest())).toBe(expected)
  })
})

test.each(names)('%s in plain JavaScript, in pieces, is that of Node', (name) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat({ max: 400 }), { maxLength: 4 }), (data, cuts) => {
      const places = [0, ...cuts.map((cut) => Math.min(cut, data.length)).sort((a, b) => a - b), data.length]
      const [plain, native] = [plainHasher(name), hasher(name)]
      for (let i = 1; i < places.length; i++) {
        plain.update(data.subarray(places[i - 1], places[i]))
        native.update(data.subarray(places[i - 1], places[i]))
      }
      const expected = toHex(digest(name, data))
      return toHex(plain.digest()) === expected && toHex(native.digest()) === expected && expected.length === 2 * digestSize(name)
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['SM3', 'sm3'],
  ['1.2.156.10197.1.401', 'sm3'],
  ['1.2.156.10197.1.401.1', 'sm3'],
  ['OID.1.2.156.10197.1.401', 'sm3'],
  ['SHA-256', 'sha256'],
  [' sha_1 ', 'sha1'],
  ['MD5', 'md5'],
  ['SM4', undefined],
  ['constructor', undefined],
])('%s is found by name or OID', (text, expected) => expect(digestNamed(text)).toBe(expected))

test('every digest has an OID of its own', () => expect(new Set(names.map(digestOid)).size).toBe(names.length))

describe('SM4', () => {
  const key = fromHex('0123456789abcdeffedcba9876543210')

  test('encrypts the example of GB/T 32907-2016', () => {
    expect(toHex(encrypt(key, key, { mode: 'ecb', padding: false }))).toBe('681edf34d206965e86b3e94f536e4246')
  })

  test.each(['ecb', 'cbc', 'ctr'] as const)('opens again in mode %s', (mode) => {
    const options = { mode, ...(mode === 'ecb' ? {} : { iv: key }) }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (data) => toHex(decrypt(key, encrypt(key, data, options), options)) === toHex(data)),
    )
  })

  test.each(['ecb', 'cbc'] as const)('in plain JavaScript is that of Node, in mode %s', (mode) => {
    const options = { mode, ...(mode === 'ecb' ? {} : { iv: key }) }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
        const sealed = encrypt(key, data, options)
        return (
          toHex(plainSm4('encrypt', key, data, options)) === toHex(sealed) &&
          toHex(plainSm4('decrypt', key, sealed, options)) === toHex(data)
        )
      }),
    )
    expect(() => plainSm4('encrypt', key, key, { mode: 'ctr', iv: key })).toThrow('needs Node')
  })

  test('wants a whole key and a whole iv', () => {
    expect(() => encrypt(key.subarray(1), key, { mode: 'ecb' })).toThrow('16 bytes')
    expect(() => encrypt(key, key, { mode: 'cbc' })).toThrow('needs an iv')
  })
})
