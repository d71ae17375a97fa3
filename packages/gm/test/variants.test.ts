/** Files of other makers: every deviation that leaves the meaning clear is read, and verifies; what is signed is never guessed. */
import { createPrivateKey, privateEncrypt, sign as signWith } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { concat, toBase64, toHex, utf8 } from '../src/bytes.ts'
import { ForeignKey } from '../src/certificate/foreign-key.ts'
import { issueCertificate } from '../src/certificate/issue.ts'
import { verifyWith } from '../src/certificate/public-key.ts'
import { read as readSequence } from '../src/der/read.ts'
import {
  bitString,
  boolean,
  explicit,
  generalizedTime,
  ia5String,
  implicit,
  integer,
  nothing,
  octetString,
  oid,
  printableString,
  sequence,
  utcTime,
  utf8String,
} from '../src/der/write.ts'
import { digest } from '../src/digest/digest.ts'
import { oids } from '../src/oid.ts'
import { type SignatureReport, verifySealSignature } from '../src/seal/verify.ts'
import { signWithSeal } from '../src/seal/write.ts'
import {
  authority,
  content,
  data,
  maker,
  newSigner,
  period,
  seal,
  signed,
  signedAt,
  signer,
  signing,
  stampedAt,
  timeStamp,
} from './office.ts'
import { buildSeal, buildSignature, closedParts, newParts, oldParts, openLength, type Parts } from './variants.ts'

const trust = { roots: [authority.root.certificate], certificates: [authority.issuing.certificate] }
const check = (bytes: Uint8Array, sealFile?: Uint8Array): SignatureReport =>
  verifySealSignature(bytes, { data, ...(sealFile ? { seal: sealFile } : {}), ...trust })

const valid = {
  valid: true,
  trusted: true,
  steps: { format: true, signature: true, dataHash: true, certInSeal: true, sealSignature: true, sealValid: true, certificate: true },
}

const profile = { ...period, serialNumber: 99n, keyUsage: ['digitalSignature'] as const }
const extension = sequence(oid('1.2.3'), boolean(true), octetString(utf8('x')))
const extensions = sequence(extension)
const certificateDigest = (type: Uint8Array, value: Uint8Array) => [integer(2), sequence(sequence(type, octetString(value)))]
const sm3OfSigner = digest('sm3', signer.certificate.der)

const compact = (at: Date) => at.toISOString().replace(/[-:T]/g, '').slice(0, 14)
const china = (at: Date) => compact(new Date(at.getTime() + 8 * 3_600_000))
/** Under the tag of GeneralizedTime, and of UTCTime, whatever the text. */
const textTime = (text: string) => concat(Uint8Array.of(24, text.length), utf8(text))
const shortTime = (text: string) => concat(Uint8Array.of(23, text.length), utf8(text))
const fractional = (at: Date, fraction: string) => textTime(`${compact(at)}${fraction}Z`)
const pem = (der: Uint8Array) => `-----BEGIN CERTIFICATE-----\n${toBase64(der).replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`
const addressBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
/** ECCSignatureBlob: 64 bytes for each number (GM/T 0016). */
function block(der: Uint8Array): Uint8Array {
  const wide = (n: Uint8Array) => concat(new Uint8Array(64 - n.length), n)
  const [r, s] = readSequence(der).children.map((n) => wide(n.content[0] === 0 ? n.content.subarray(1) : n.content))
  return concat(r!, s!)
}

/**
 * A BIT STRING as OpenSSL writes one that it was not told to keep whole: a list of named bits. Zeros at the end of the
 * last byte count as unused, bytes of zeros are left out.
 */
function trimmedBits(bytes: Uint8Array): Uint8Array {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1
  const unused = end === 0 ? 0 : 31 - Math.clz32(bytes[end - 1]! & -bytes[end - 1]!)
  const content = concat(Uint8Array.of(unused), bytes.subarray(0, end))
  return concat(Uint8Array.of(3, content.length), content)
}

const deviations: Record<string, Parts> = {
  'GM/T 0031-2014, version 1': oldParts,
  'version 2': { ...oldParts, version: 2 },
  'version 3': { ...oldParts, version: 3 },
  'version 3, the maker inside the information': closedParts,
  'version 3, the maker inside the information, with extensions': { ...closedParts, sealExtensions: [extensions] },
  'version 4': newParts,
  'version 5': { ...newParts, version: 5 },
  'old layout, times as GeneralizedTime': { ...oldParts, time: generalizedTime },
  'old layout, four digits of year under UTCTime': {
    ...oldParts,
    time: (at) => concat(Uint8Array.of(23), generalizedTime(at).subarray(1)),
  },
  'new layout, times as UTCTime': { ...newParts, time: utcTime },
  'times as PrintableString': {
    ...newParts,
    time: () => printableString('20270101080000+0800'),
    timeInfo: printableString('20270101080000+0800'),
  },
  'times as UTF8String in Chinese time': {
    ...oldParts,
    time: (at) => utf8String(at.getTime() > 1.8e12 ? '2028-01-01 00:00:00' : '2026-01-01 00:00:00'),
  },
  'old layout, time of signing in an OCTET STRING': { ...oldParts, timeInfo: octetString(utf8('260501020304Z')) },
  'old layout, time of signing as an encoded UTCTime': { ...oldParts, timeInfo: bitString(utcTime(signedAt)) },
  'old layout, time of signing as GeneralizedTime': { ...oldParts, timeInfo: generalizedTime(signedAt) },
  'digest in an OCTET STRING': { ...oldParts, dataHash: octetString(digest('sm3', data)) },
  'digest as base64 text': { ...newParts, dataHash: bitString(utf8(toBase64(digest('sm3', data)))) },
  'digest as hex text': { ...newParts, dataHash: octetString(utf8(toHex(digest('sm3', data)))) },
  'digest by SHA-256': { ...newParts, dataHash: bitString(digest('sha256', data)) },
  'signature value in an OCTET STRING': { ...newParts, pack: octetString },
  'signature value as 64 bytes': { ...newParts, encoding: 'raw' },
  'signature value as 64 bytes in an OCTET STRING': { ...oldParts, encoding: 'raw', pack: octetString },
  'signature value wrapped twice': { ...oldParts, pack: (der) => bitString(octetString(der)) },
  'algorithm with parameters': { ...newParts, algorithm: sequence(oid(oids.sm2WithSm3), nothing()) },
  'algorithm as the OID of GB/T 35275': { ...newParts, algorithm: oid(oids.sm2Signature) },
  'algorithm as the OID of the digest': { ...oldParts, algorithm: oid(oids.sm3) },
  'certificate bare': { ...newParts, certificate: signer.certificate.der },
  'certificates bare in the list': { ...newParts, certList: [integer(1), sequence(signer.certificate.der)] },
  'certificate list under a tag': { ...newParts, certList: [integer(1), explicit(0, sequence(octetString(signer.certificate.der)))] },
  'certificates by SM3 digest': { ...newParts, certList: certificateDigest(printableString('SM3'), sm3OfSigner) },
  'certificates by digest with OID as text': { ...newParts, certList: certificateDigest(printableString(oids.sm3), sm3OfSigner) },
  'certificates by digest with OID': { ...newParts, certList: certificateDigest(oid(oids.sm3), sm3OfSigner) },
  'certificates by SHA-256 digest': {
    ...newParts,
    certList: certificateDigest(utf8String('SHA-256'), digest('sha256', signer.certificate.der)),
  },
  'certificates by digest of unknown name': { ...newParts, certList: certificateDigest(printableString('?'), sm3OfSigner) },
  'words as PrintableString and UTF8String': {
    ...newParts,
    word: printableString('ES'),
    vendor: utf8String('厂商'),
    esId: utf8String('印-1'),
  },
  'property as UTF8String': { ...newParts, propertyInfo: utf8String('/Doc_0/Signs/签名/Signature.xml') },
  'labels of other types': { ...newParts, vendor: integer(7), esId: octetString(utf8('x')), propertyInfo: bitString(utf8('1')) },
  'a picture of odd size': { ...newParts, pictureSize: utf8String('4.2') },
  'one certificate in place of the list': { ...newParts, certList: [integer(1), octetString(signer.certificate.der)] },
  'property as OCTET STRING': { ...oldParts, propertyInfo: octetString(utf8('1')) },
  'extensions under their tag': { ...newParts, sealExtensions: [explicit(0, extensions)], signExtensions: [explicit(0, extensions)] },
  'extensions without a tag': { ...newParts, sealExtensions: [extensions], signExtensions: [extensions] },
  'extensions directly under the tag': { ...newParts, sealExtensions: [explicit(0, extension)] },
  'new layout, certificate and algorithm signed too': { ...newParts, sealScope: sequence, signScope: sequence },
  'times with a fraction of a second': { ...newParts, time: (at) => fractional(at, '.5'), timeInfo: fractional(signedAt, '.123') },
  'times with a comma and an offset': {
    ...newParts,
    time: (at) => textTime(`${china(at)},25+0800`),
    timeInfo: textTime(`${china(signedAt)}+08:00`),
  },
  'times without seconds': { ...newParts, time: (at) => textTime(`${compact(at).slice(0, 12)}Z`) },
  'new layout, UTCTime with an offset': { ...newParts, timeInfo: shortTime(`${china(signedAt).slice(2)}+0800`) },
  'a time of signing in an OCTET STRING, new layout': { ...newParts, timeInfo: octetString(utf8('20260501020304Z')) },
  'the seal without its kind of list, version 4': { ...newParts, certList: [sequence(octetString(signer.certificate.der))] },
  'the kind of list in the old layout': { ...oldParts, certList: [integer(1), sequence(octetString(signer.certificate.der))] },
  'kind 2 over whole certificates': { ...newParts, certList: [integer(2), sequence(octetString(signer.certificate.der))] },
  'kind 1 over digests': { ...newParts, certList: [integer(1), certificateDigest(printableString('SM3'), sm3OfSigner)[1]!] },
  'digests in BIT STRINGs': {
    ...newParts,
    certList: [integer(2), sequence(sequence(printableString('SM3'), bitString(sm3OfSigner)))],
  },
  'digests by the OID of SM3 without a key': {
    ...newParts,
    certList: certificateDigest(printableString('1.2.156.10197.1.401.1'), sm3OfSigner),
  },
  'certificates by digest in the old layout': { ...oldParts, certList: certificateDigest(printableString('SM3'), sm3OfSigner) },
  'certificate in a BIT STRING': { ...newParts, certificate: bitString(signer.certificate.der) },
  'certificate as PEM text in an OCTET STRING': { ...newParts, certificate: octetString(utf8(pem(signer.certificate.der))) },
  'an empty list of extensions': { ...newParts, sealExtensions: [explicit(0, sequence())], signExtensions: [explicit(0, sequence())] },
  'old layout with extensions before the certificate': { ...oldParts, signExtensions: [explicit(0, extensions)] },
  'signature value as the block of GM/T 0016': { ...newParts, pack: (der) => bitString(block(der)) },
  'signature value as an encoding inside an OCTET STRING in a BIT STRING': { ...newParts, pack: (der) => bitString(octetString(der)) },
  'a list of certificates in a list': { ...newParts, certList: [integer(1), sequence(sequence(octetString(signer.certificate.der)))] },
  'a list of certificates in a list, the signer’s second': {
    ...newParts,
    certList: [integer(1), sequence(sequence(octetString(maker.certificate.der), octetString(signer.certificate.der)))],
  },
  'digests bare in the list': { ...newParts, certList: [integer(2), sequence(octetString(sm3OfSigner))] },
  'a place for a time stamp with none in it': { ...newParts, signTail: () => [explicit(0, bitString(new Uint8Array()))] },
  'bit strings as lists of named bits': { ...newParts, dataHash: trimmedBits(digest('sm3', data)), pack: trimmedBits },
  'bit strings as lists of named bits, old layout': {
    ...oldParts,
    timeInfo: trimmedBits(utf8('20260501020304Z')),
    dataHash: trimmedBits(digest('sm3', data)),
    pack: trimmedBits,
  },
  'bit strings as lists of named bits around 64 bytes': { ...oldParts, encoding: 'raw', pack: trimmedBits },
  'digest as base64 for addresses': { ...newParts, dataHash: octetString(utf8(addressBase64(digest('sm3', data)))) },
  'algorithm as the OID of the key': { ...newParts, algorithm: oid(oids.ecPublicKey) },
  'extensions that are none': { ...newParts, sealExtensions: [sequence(integer(1))], signExtensions: [explicit(0, integer(1))] },
  'old layout, information signed alone': { ...oldParts, sealScope: (info) => info },
}

describe('valid, although it is written differently:', () => {
  test.each(Object.entries(deviations))('%s', (_, parts) => {
    const sealFile = buildSeal(parts)
    const report = check(buildSignature(parts, sealFile), sealFile)
    expect(report).toMatchObject(valid)
    expect(report.steps).toMatchObject({ sealEqual: true, revocation: null, timeStamp: null })
    expect(report.version).toBe(parts.version)
  })

  test('a seal of the old layout in a signature of the new, and the other way round', () => {
    expect(check(buildSignature(newParts, buildSeal(oldParts)))).toMatchObject({ ...valid, version: 4 })
    expect(check(buildSignature({ ...oldParts, version: 2 }, buildSeal(newParts)))).toMatchObject({ ...valid, version: 2 })
  })

  test('bit strings as lists of named bits, whatever the last byte is', () => {
    for (const hash of [0x80, 0x00]) {
      // a digest and a signature value whose last byte is this one
      const own = search(
        (i) => utf8(`<Signature n="${i}"/>`),
        (bytes) => digest('sm3', bytes).at(-1) === hash,
      )
      const bytes = search(
        () => buildSignature({ ...newParts, dataHash: trimmedBits(digest('sm3', own)), pack: trimmedBits }),
        (der) => {
          const value = readSequence(der).children[3]!.content
          return hash === 0 ? value.length < value[2]! + 3 : value[0] === 7
        },
      )
      expect(verifySealSignature(bytes, { data: own, ...trust })).toMatchObject(valid)
    }
  })

  test('lengths of open end outside', () =>
    expect(check(openLength(signed), openLength(seal))).toMatchObject({ ...valid, steps: { sealEqual: true } }))

  test('lengths of open end inside what DER signed', () => {
    const [toSign, rest] = split(signed)
    expect(check(rebuilt(concat(openLength(toSign), rest)))).toMatchObject(valid)
  })

  test('a seal of version 2 in a signature of version 4, one of version 4 in a signature of version 1, 2 and 3', () => {
    const old = buildSeal({ ...oldParts, version: 2 })
    expect(check(buildSignature(newParts, old), old)).toMatchObject({ ...valid, version: 4, steps: { sealEqual: true } })
    const young = buildSeal(newParts)
    for (const version of [1, 2, 3])
      expect(check(buildSignature({ ...oldParts, version }, young), young)).toMatchObject({ ...valid, version, steps: { sealEqual: true } })
  })

  test('of several listed certificates one is the signer’s', () => {
    const list = [integer(1), sequence(octetString(maker.certificate.der), octetString(signer.certificate.der))]
    expect(check(buildSignature({ ...newParts, certList: list }))).toMatchObject(valid)
  })
})

function search<T>(make: (i: number) => T, fits: (made: T) => boolean): T {
  for (let i = 0; i < 100_000; i++) {
    const made = make(i)
    if (fits(made)) return made
  }
  throw new Error('Nothing fits')
}

describe('never valid, however it is written:', () => {
  const other = newSigner('别人（演示）')
  const otherDigest = digest('sm3', other.certificate.der)
  test.each<[what: string, parts: Parts, step: keyof SignatureReport['steps'], verdict: false | null]>([
    [
      'a signer whose digest is not on the list',
      { ...newParts, certList: certificateDigest(printableString('SM3'), otherDigest) },
      'certInSeal',
      false,
    ],
    ['a list that is empty', { ...newParts, certList: [integer(1), sequence()] }, 'certInSeal', false],
    [
      'a signer’s certificate by its SHA-1',
      { ...newParts, certList: certificateDigest(printableString('SHA1'), digest('sha1', signer.certificate.der)) },
      'certInSeal',
      null,
    ],
    [
      'half a digest on the list',
      { ...newParts, certList: certificateDigest(printableString('SM3'), sm3OfSigner.subarray(0, 16)) },
      'certInSeal',
      false,
    ],
    [
      'an empty digest on the list',
      { ...newParts, certList: certificateDigest(printableString('SM3'), new Uint8Array()) },
      'certInSeal',
      false,
    ],
    ['a digest of the data by SHA-1', { ...newParts, dataHash: bitString(digest('sha1', data)) }, 'dataHash', null],
    ['an empty digest of the data', { ...newParts, dataHash: bitString(new Uint8Array()) }, 'dataHash', false],
    ['half a digest of the data', { ...newParts, dataHash: bitString(digest('sm3', data).subarray(0, 16)) }, 'dataHash', false],
    ['a value by another key', { ...newParts, signer: { ...other, certificate: signer.certificate } }, 'signature', false],
    ['a seal signed by another key', { ...newParts, maker: { ...other, certificate: maker.certificate } }, 'sealSignature', false],
    [
      'a seal signed by another key, the maker inside the information',
      { ...closedParts, maker: { ...other, certificate: maker.certificate } },
      'sealSignature',
      false,
    ],
    ['a value of zeros', { ...newParts, pack: () => bitString(new Uint8Array(64)) }, 'signature', false],
    ['an empty value', { ...newParts, pack: () => bitString(new Uint8Array()) }, 'signature', false],
    ['a time of signing before the seal', { ...newParts, timeInfo: textTime('20250501020304Z') }, 'sealValid', false],
    ['a time of signing behind the seal', { ...newParts, timeInfo: textTime('20280501020304Z') }, 'sealValid', false],
    ['a time of signing that is none', { ...newParts, timeInfo: textTime('20261301020304Z') }, 'sealValid', null],
  ])('%s', (_, parts, step, verdict) => {
    const report = check(buildSignature(parts))
    expect([report.valid, report.steps[step]]).toEqual([false, verdict])
  })

  test('a seal that was changed in a tag alone is not the one that was signed', () => {
    const own = buildSeal(newParts)
    const renamed = own.slice()
    renamed[Buffer.from(own).indexOf(ia5String('other'))] = 12
    expect(check(buildSignature(newParts, renamed))).toMatchObject({ valid: false, steps: { sealSignature: false } })
  })
})

/** The first value inside a sequence, and the others. */
function split(der: Uint8Array): [Uint8Array, Uint8Array] {
  const inner = contents(der)
  const length = inner.length - contents(inner, true).length
  return [inner.subarray(0, length), inner.subarray(length)]
}

function contents(der: Uint8Array, behind = false): Uint8Array {
  const count = der[1]! < 128 ? 0 : der[1]! & 127
  const length = count === 0 ? der[1]! : der.subarray(2, 2 + count).reduce((n, byte) => n * 256 + byte, 0)
  return behind ? der.subarray(2 + count + length) : der.subarray(2 + count, 2 + count + length)
}

const rebuilt = (content: Uint8Array) =>
  concat(Uint8Array.of(0x30, 0x83, content.length >> 16, (content.length >> 8) & 255, content.length & 255), content)

describe('time stamps', () => {
  const stamped = (parts: Parts, tail: (token: Uint8Array) => Uint8Array) =>
    buildSignature({ ...parts, signTail: (value) => [tail(timeStamp(value))] })
  const holds = { ...valid, signedAt: stampedAt, steps: { timeStamp: true } }

  test.each([
    ['as the standard has it', (token: Uint8Array) => explicit(0, bitString(token))],
    ['under an implicit tag', (token: Uint8Array) => implicit(0, concat(Uint8Array.of(0), token))],
    ['without its tag', (token: Uint8Array) => bitString(token)],
    ['bare under the tag', (token: Uint8Array) => explicit(0, token)],
    ['in an OCTET STRING', (token: Uint8Array) => explicit(0, octetString(token))],
    ['inside the answer of the authority', (token: Uint8Array) => explicit(0, bitString(sequence(sequence(integer(0)), token)))],
  ])('%s, proves the time of signing', (_, tail) => expect(check(stamped(newParts, tail))).toMatchObject(holds))

  test('made here is verified here', () => expect(check(signWithSeal({ ...signing, timeStamp }))).toMatchObject(holds))

  test('on the encoding of the signature value is on the signature value', () => {
    expect(
      check(buildSignature({ ...newParts, signTail: (value) => [explicit(0, bitString(timeStamp(bitString(value))))] })),
    ).toMatchObject(holds)
  })

  test('in the place of the time (old layout) are on the digest of the data', () => {
    const token = timeStamp(data)
    expect(check(buildSignature({ ...oldParts, timeInfo: bitString(token) }))).toMatchObject(holds)
    expect(check(buildSignature({ ...oldParts, timeInfo: bitString(timeStamp(digest('sm3', data))) }))).toMatchObject(holds)
  })

  test('on the seal (variant of 2026) must hold too', () => {
    const on = (token: (value: Uint8Array) => Uint8Array): Parts => ({
      ...newParts,
      version: 5,
      sealTail: (value) => [explicit(0, bitString(token(value)))],
    })
    expect(check(buildSignature(on(timeStamp)))).toMatchObject({ ...valid, version: 5, signedAt, steps: { timeStamp: true } })
    expect(check(buildSignature(on(() => timeStamp(utf8('other')))))).toMatchObject({ valid: false, steps: { timeStamp: false } })
  })

  test.each([
    ['on something else', timeStamp(utf8('something else'))],
    ['cut short', timeStamp(data).subarray(0, 200)],
    ['that was refused', sequence(sequence(integer(2)))],
    ['that is no token', utf8('20260501020304Z')],
  ])('%s does not hold, and the signature with it', (_, token) => {
    expect(check(stamped(newParts, () => explicit(0, bitString(token))))).toMatchObject({
      valid: false,
      steps: { signature: true, timeStamp: false },
    })
  })
})

describe('old seals made with', () => {
  test.each([
    ['RSA', 'rsa', oids.sha256WithRsa],
    ['ECDSA', 'ec', oids.ecdsaWithSha256],
  ] as const)('%s and SHA-256 are valid', (_, kind, algorithm) => {
    const key = ForeignKey.generate(kind)
    const hand = {
      key,
      certificate: issueCertificate(authority.issuing, key.publicKey, { ...profile, subject: { CN: '外国算法（演示）' } }),
    }
    const list = sequence(octetString(hand.certificate.der))
    const foreign = {
      maker: hand,
      signer: hand,
      certificate: octetString(hand.certificate.der),
      algorithm: oid(algorithm),
      dataHash: bitString(digest('sha256', data)),
    }
    expect(check(buildSignature({ ...oldParts, ...foreign, certList: [list] }))).toMatchObject(valid)
    expect(check(buildSignature({ ...newParts, ...foreign, certList: [integer(1), list] }))).toMatchObject(valid)
    const other = { ...newParts, ...foreign, certList: [integer(1), list], algorithm: oid(oids.sm2WithSm3) }
    expect(check(buildSignature(other))).toMatchObject({ valid: false, steps: { signature: false, sealSignature: false } })
  })
})

test('RSA that is named by its key alone is checked with every digest, of which those that can be forged prove nothing', () => {
  const key = ForeignKey.generate('rsa')
  const secret = createPrivateKey({ key: Buffer.from(key.export()), format: 'der', type: 'pkcs8' })
  const verdict = (value: Uint8Array, algorithm: string = oids.rsaEncryption, message = data) =>
    verifyWith(key.publicKey, algorithm, message, value)
  const by = (name: string) => signWith(name, data, secret)
  expect(['sha256', 'sha512', 'sha1', 'md5'].map((name) => verdict(by(name)))).toEqual([true, true, null, null])
  expect(verdict(by('sha256'), oids.rsaEncryption, utf8('other'))).toBe(false)
  const rsaWithSm3 = '1.2.156.10197.1.504'
  for (const parameters of [[nothing()], []]) {
    const bySm3 = privateEncrypt(secret, sequence(sequence(oid(oids.sm3), ...parameters), octetString(digest('sm3', data))))
    expect([verdict(bySm3), verdict(bySm3, rsaWithSm3), verdict(bySm3, rsaWithSm3, utf8('other'))]).toEqual([true, true, false])
  }
})

test('the seal that stands here is of version 4 and says what it was made of', () => {
  const { info } = check(signed).seal!
  const { signers: _, picture, ...plain } = content
  expect(info).toMatchObject({ ...plain, version: 4, extensions: [] })
  expect(info.picture).toEqual(picture)
})
