/** What a check says of what it cannot judge, and of what does not fit: never that something was changed. */
import { describe, expect, test } from 'vitest'
import { readCertificate } from '../src/certificate/certificate.ts'
import { makeForeignDemoAuthority } from '../src/certificate/demo.ts'
import { ForeignKey } from '../src/certificate/foreign-key.ts'
import { fitsKey } from '../src/certificate/public-key.ts'
import { read } from '../src/der/read.ts'
import { asTime, TwoDigitYear, timeOf } from '../src/der/time.ts'
import { bitString, generalizedTime, octetString, oid, utcTime } from '../src/der/write.ts'
import { signOfd, verifyOfd, writeOfd } from '../src/ofd.ts'
import { oids } from '../src/oid.ts'
import { checkCertificate, unreadCertificate } from '../src/seal/checks.ts'
import { verifySeal, verifySealSignature } from '../src/seal/verify.ts'
import { corner, packFiles, sampleDraft, signing, trust, unpackFiles } from './ofd-kit.ts'
import { authority, data, period, signedAt, signer } from './office.ts'
import { buildSeal, buildSignature, newParts } from './variants.ts'

const check = (bytes: Uint8Array) => verifySealSignature(bytes, { data, ...trust })
const generalized = (text: string) => Uint8Array.of(24, text.length, ...new TextEncoder().encode(text))
/** A GeneralizedTime with the content of a UTCTime. */
const shortTime = (at: Date) => Uint8Array.of(24, ...utcTime(at).subarray(1))
const rsa = oid(oids.sha256WithRsa)

describe('an algorithm that does not fit', () => {
  test('the signer’s key is named, not a change of the content', () => {
    const { steps, reasons, valid } = check(buildSignature({ ...newParts, algorithm: rsa }, buildSeal(newParts)))
    expect([valid, steps.signature]).toEqual([false, false])
    expect(reasons.signature).toContain(`签名算法 ${oids.sha256WithRsa} 与证书的密钥不匹配`)
  })
  test('the seal maker’s key is named likewise', () => {
    const { steps, reasons } = verifySeal(buildSeal({ ...newParts, algorithm: rsa }), signedAt)
    expect([steps.sealSignature, reasons.sealSignature.includes('不匹配')]).toEqual([false, true])
  })
  test('a certificate that says to be signed by another kind of key is named', () => {
    const other = makeForeignDemoAuthority('ec', { organization: '好办', ...period, nextSerialNumber: () => 9n })
    const certificate = { ...signer.certificate, signatureAlgorithm: other.root.certificate.signatureAlgorithm }
    expect(checkCertificate(certificate, signedAt, authority.chain)).toEqual([false, expect.stringContaining('与颁发者的密钥不匹配')])
    expect(checkCertificate(signer.certificate, signedAt, authority.chain)[0]).toBe(true)
  })
  test('a signature that is merely wrong is said to be wrong', () => {
    const wrong = buildSignature({ ...newParts, signScope: (toSign) => toSign.subarray(1) })
    expect(check(wrong).reasons.signature).toBe('签名值不正确：签名后内容被改动，或不是该证书所签')
  })
  const p256 = ForeignKey.generate('ec').publicKey
  test.each([
    ['SM2 by SM2', signer.certificate.publicKey, oids.sm2WithSm3, true],
    ['SM2 by the name of its digest', signer.certificate.publicKey, oids.sm3, true],
    ['SM2 by RSA', signer.certificate.publicKey, oids.rsaEncryption, false],
    ['SM2 by PSS', signer.certificate.publicKey, oids.rsaPss, false],
    ['SM2 by ECDSA', signer.certificate.publicKey, oids.ecdsaWithSha256, false],
    ['SM2 by something unknown', signer.certificate.publicKey, '1.2.3', false],
    ['SM2 with SHA-256', signer.certificate.publicKey, '1.2.156.10197.1.503', null],
    ['P-256 by ECDSA', p256, oids.ecdsaWithSha256, true],
    ['P-256 by SM2', p256, oids.sm2WithSm3, false],
    ['P-256 by RSA', p256, oids.rsaEncryption, false],
    ['P-256 by something unknown', p256, '1.2.3', null],
  ] as const)('%s', (_, key, algorithm, expected) => expect(fitsKey(key, algorithm)).toBe(expected))
})

describe('what cannot be judged is open', () => {
  test('a signature whose certificate cannot be read', () => {
    const broken = octetString(signer.certificate.der.subarray(0, 60))
    const { valid, steps } = check(buildSignature({ ...newParts, certificate: broken }, buildSeal(newParts)))
    expect([valid, steps.signature, steps.certificate]).toEqual([false, null, null])
  })
  test('a signature by an algorithm that nobody here knows', () => {
    const { valid, steps, reasons } = check(buildSignature({ ...newParts, algorithm: oid('1.2.156.10197.1.503') }, buildSeal(newParts)))
    expect([valid, steps.signature, reasons.signature]).toEqual([false, null, '此处无法核对签名算法 1.2.156.10197.1.503'])
  })
})

describe('two digits of year in a GeneralizedTime', () => {
  test('are named where a time is read, and four are read', () => {
    expect(() => asTime(read(generalized('260501020304Z')))).toThrow(TwoDigitYear)
    expect(() => asTime(read(generalized('2605010203Z')))).toThrow(TwoDigitYear)
    expect(() => asTime(read(generalized('991231235959Z')))).toThrow(TwoDigitYear)
    expect(() => asTime(read(generalized('260501020304+0800')))).toThrow(TwoDigitYear)
    expect(asTime(read(generalizedTime(signedAt)))).toEqual(signedAt)
    expect(asTime(read(utcTime(signedAt)))).toEqual(signedAt)
    expect(asTime(read(generalized('202605010203Z'))).toISOString()).toBe('2026-05-01T02:03:00.000Z')
    expect(asTime(read(generalized('99991231235959Z'))).getUTCFullYear()).toBe(9999)
  })
  test('are named for the time of signing, which stays open', () => {
    for (const timeInfo of [shortTime(signedAt), bitString(shortTime(signedAt))]) {
      const { valid, steps, reasons, signedAt: at } = check(buildSignature({ ...newParts, timeInfo }))
      expect([valid, at, steps.sealValid, steps.certificate]).toEqual([false, null, null, null])
      expect(reasons.sealValid).toContain('只写了两位年份')
      expect(reasons.certificate).toContain('只写了两位年份')
    }
  })
  test('are named for the times of a seal', () => {
    const bytes = buildSeal({ ...newParts, time: shortTime })
    expect(verifySeal(bytes, signedAt).reasons.format).toContain('只写了两位年份')
    expect(check(buildSignature(newParts, bytes)).reasons.format).toContain('只写了两位年份')
  })
  test('are named for the times of a certificate', () => {
    const der = signer.certificate.der.slice()
    const at = Buffer.from(der).indexOf(Buffer.from(utcTime(period.validFrom)))
    der[at] = 24
    expect(() => readCertificate(der)).toThrow(TwoDigitYear)
    expect(unreadCertificate(der)).toEqual([null, expect.stringContaining('只写了两位年份')])
    const { steps, reasons } = check(buildSignature({ ...newParts, certificate: octetString(der) }, buildSeal(newParts)))
    expect([steps.signature, reasons.signature.includes('只写了两位年份')]).toEqual([null, true])
  })
})

test.each([
  ['2026050112.5Z', '2026-05-01T12:30:00.000Z'],
  ['202605011200.5Z', '2026-05-01T12:00:30.000Z'],
  ['20260501120000,25Z', '2026-05-01T12:00:00.250Z'],
  ['20260501200000+08', '2026-05-01T12:00:00.000Z'],
  ['20260501173000+0530', '2026-05-01T12:00:00.000Z'],
])('the time %s of DER and BER is read', (text, expected) => expect(timeOf(text)?.toISOString()).toBe(expected))

test('what a signature protects is compared where its value is missing', async () => {
  const files = unpackFiles(await signOfd(await writeOfd(sampleDraft()), { ...signing(), places: [corner] }))
  const { 'Doc_0/Signs/Sign_0/SignedValue.dat': _value, ...rest } = files
  const missing = (await verifyOfd(packFiles(rest), trust)).signatures[0]!
  expect([missing.valid, missing.steps.format, missing.steps.references]).toEqual([false, false, true])
  expect(missing.reasons.format).toBe('签名值文件不在包里')
  const page = 'Doc_0/Pages/Page_0/Content.xml'
  const changed = { ...rest, [page]: new TextEncoder().encode(new TextDecoder().decode(rest[page]!).replace('小杨', '小羊')) }
  const found = (await verifyOfd(packFiles(changed), trust)).signatures[0]!
  expect([found.steps.references, found.reasons.references]).toEqual([false, `${page} 在签名后被改动`])
})
