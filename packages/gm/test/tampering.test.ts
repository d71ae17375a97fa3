/** What was changed after signing is named by the step that it touches, and no change goes unseen. */
import { describe, expect, test } from 'vitest'
import { utf8 } from '../src/bytes.ts'
import { issueRevocationList } from '../src/certificate/issue.ts'
import { bitString, ia5String, integer, octetString, oid, printableString, sequence } from '../src/der/write.ts'
import { digest } from '../src/digest/digest.ts'
import { readSealSignature } from '../src/seal/read-signature.ts'
import { type SealSignatureOptions, verifySeal, verifySealSignature } from '../src/seal/verify.ts'
import { encodeUse, makeSeal, SealError, type SealSigning, signatureFrom, signerList, signWithSeal } from '../src/seal/write.ts'
import { sign } from '../src/sm2/sm2.ts'
import { authority, content, data, maker, newSigner, seal, signed, signer, signing } from './office.ts'
import { buildSeal, buildSignature, newParts, oldParts } from './variants.ts'

const { roots, certificates } = { roots: [authority.root.certificate], certificates: [authority.issuing.certificate] }
const check = (bytes: Uint8Array, options: Partial<SealSignatureOptions> = {}) =>
  verifySealSignature(bytes, { data, seal, roots, certificates, ...options })
/** Signs without asking whether the seal may be used so. */
function force({ key, ...use }: SealSigning): Uint8Array {
  const toSign = encodeUse(use)
  return signatureFrom(toSign, use.certificate, sign(key, toSign))
}

const stranger = newSigner('旁人（演示）')

describe('a valid signature stays so only as long as', () => {
  test.each([
    ['the data are the same', { data: utf8('other') }, 'dataHash'],
    ['the seal file is the same', { seal: makeSeal({ ...content, name: '另一枚章' }, maker) }, 'sealEqual'],
  ] as const)('%s', (_, options, step) => {
    const report = check(signed, options)
    expect(report).toMatchObject({ valid: false, steps: { [step]: false, signature: true } })
    expect(report.reasons[step]).toMatch(/改动|替换/)
  })

  test('no bit of it changes', () => {
    // the byte before the value counts unused bits, which is how it is packed and not what it is
    const packing = signed.length - readSealSignature(signed).signature.length - 1
    for (let at = 0; at < signed.length; at += 5) {
      if (at === packing) continue
      const changed = signed.slice()
      changed[at]! ^= 1 << (at % 8)
      const report = check(changed, { roots: undefined })
      expect(report.valid, `byte ${at}`).toBe(false)
      expect(Object.values(report.steps), `byte ${at}`).toContain(false)
    }
  })

  test('it is whole', () => {
    for (let length = 0; length < signed.length; length += 7) expect(check(signed.subarray(0, length)).steps.format).toBe(false)
  })

  test('nothing follows it', () => expect(check(Uint8Array.from([...signed, 0])).steps.format).toBe(false))
})

describe('the step that fails is', () => {
  const changed = (step: string, bytes: Uint8Array, others: object = {}) =>
    expect(check(bytes, { seal: undefined })).toMatchObject({ valid: false, steps: { format: true, [step]: false, ...others } })

  test('signature, where another key signed', () => {
    changed('signature', force({ ...signing, key: stranger.key }), { dataHash: true, certInSeal: true, sealSignature: true })
  })

  test('certInSeal, where the signer is not on the list', () => {
    changed('certInSeal', force({ ...signing, ...stranger }), { signature: true })
    const byDigest = makeSeal({ ...content, signers: signerList([signer.certificate], 'digests') }, maker)
    changed('certInSeal', force({ ...signing, seal: byDigest, ...stranger }), { signature: true })
    expect(check(force({ ...signing, seal: byDigest }), { seal: byDigest })).toMatchObject({ valid: true })
  })

  test('sealSignature, where the seal was made by nobody', () => {
    const forged = makeSeal(content, { ...maker, key: stranger.key })
    changed('sealSignature', force({ ...signing, seal: forged }), { signature: true, certInSeal: true })
  })

  test.each([
    ['before it was valid', new Date('2025-12-31T23:59:59Z')],
    ['after it was valid', new Date('2028-01-01T00:00:01Z')],
  ])('sealValid, where the seal was used %s', (_, at) => changed('sealValid', force({ ...signing, at }), { signature: true }))

  test('certificate, where it was not valid yet or any more', () => {
    const period = { validFrom: new Date('2026-06-01T00:00:00Z'), validTo: new Date('2027-06-01T00:00:00Z') }
    const late = { key: signer.key, certificate: authority.issue(signer.key.publicKey, { CN: '短期' }, period) }
    const own = makeSeal({ ...content, signers: signerList([late.certificate]) }, maker)
    const at = (date: string) => force({ ...signing, seal: own, ...late, at: new Date(date) })
    changed('certificate', at('2026-05-31T23:59:59Z'), { signature: true, sealValid: true })
    changed('certificate', at('2027-06-01T00:00:01Z'), { signature: true, sealValid: true })
    expect(check(at('2026-06-01T00:00:00Z'), { seal: own }).valid).toBe(true)
  })

  test('certificate, where it is not for signing', () => {
    const own = makeSeal({ ...content, signers: signerList([authority.issuing.certificate]) }, maker)
    changed('certificate', force({ ...signing, seal: own, ...authority.issuing }), { signature: true })
  })
})

describe('revocation', () => {
  const issuedAt = new Date('2026-06-01T00:00:00Z')
  const nextAt = new Date('2026-07-01T00:00:00Z')
  const { serialNumber } = signer.certificate
  const list = (revokedAt: string | undefined, by = authority.issuing) =>
    issueRevocationList(by, {
      issuedAt,
      nextAt,
      number: 1n,
      revoked: revokedAt ? [{ serialNumber, at: new Date(revokedAt), reason: 'keyCompromise' }] : [],
    })
  const verdict = (lists: ReturnType<typeof list>[], at = signing.at) =>
    check(force({ ...signing, at }), { revocationLists: lists }).steps.revocation

  test.each([
    ['before signing', [list('2026-04-01T00:00:00Z')], false],
    ['after signing', [list('2026-05-15T00:00:00Z')], true],
    ['never', [list(undefined)], true],
    ['as a list says that another authority signed', [list('2026-04-01T00:00:00Z', authority.root)], null],
    ['as no list says', [], null],
  ])('%s', (_, lists, expected) => expect(verdict(lists)).toBe(expected))

  test('is open where the list was too old when it was signed', () => {
    expect(verdict([list(undefined)], new Date('2026-08-01T00:00:00Z'))).toBe(null)
  })

  test('is open where the list itself was forged', () => {
    const forged = list(undefined)
    forged.tbs = list('2026-04-01T00:00:00Z').tbs
    expect(verdict([forged])).toBe(null)
  })
})

describe('nothing is believed that cannot be told:', () => {
  test('without data the digest is open, and the signature does not count', () => {
    expect(check(signed, { data: undefined })).toMatchObject({ valid: false, steps: { dataHash: null, signature: true } })
  })

  test('without roots nobody is trusted and nobody distrusted', () => {
    expect(check(signed, { roots: undefined })).toMatchObject({ valid: true, trusted: null })
    expect(check(signed, { roots: [stranger.certificate] })).toMatchObject({ valid: true, trusted: false })
  })

  test.each([
    ['SM2 with another digest', { algorithm: oid('1.2.156.10197.1.503') }, 'signature'],
    ['a time that is none', { timeInfo: bitString(utf8('yesterday')) }, 'sealValid'],
    ['a digest by SHA-1', { dataHash: bitString(digest('sha1', data)) }, 'dataHash'],
    [
      'a certificate listed by SHA-1',
      { certList: [integer(2), sequence(sequence(printableString('SHA1'), octetString(digest('sha1', signer.certificate.der))))] },
      'certInSeal',
    ],
    [
      'a certificate listed by an unknown digest',
      { certList: [integer(2), sequence(sequence(printableString('X'), octetString(utf8('x'))))] },
      'certInSeal',
    ],
  ])('%s leaves its step open', (_, change, step) => {
    expect(check(buildSignature({ ...newParts, ...change }), { seal: undefined })).toMatchObject({ valid: false, steps: { [step]: null } })
  })

  test('a time the signature does not say may come from the file around it', () => {
    const bytes = buildSignature({ ...oldParts, timeInfo: bitString(utf8('yesterday')) })
    expect(check(bytes, { seal: undefined, claimedAt: signing.at }).valid).toBe(true)
  })
})

describe('the scopes of old and new layouts are not confused:', () => {
  test('a certificate put into a seal whose information it did not sign', () => {
    const parts = { ...newParts, sealScope: () => utf8('nothing of it') }
    expect(check(buildSignature(parts, buildSeal(parts)), { seal: undefined }).steps.sealSignature).toBe(false)
  })

  test('the letters ES are wanted', () => {
    expect(check(buildSignature({ ...newParts, word: ia5String('SE') })).steps.format).toBe(false)
  })
})

test('a seal without end says so', () => {
  const endless = makeSeal({ ...content, validTo: new Date('9999-12-31T23:59:59Z') }, maker)
  expect(verifySeal(endless, signing.at).reasons.sealValid).toContain('至 长期')
})

test('a seal alone is checked at a time', () => {
  const at = (date: string) => verifySeal(seal, new Date(date), { roots, certificates })
  expect(at('2026-05-01T00:00:00Z')).toMatchObject({ valid: true, trusted: true })
  expect(at('2028-06-01T00:00:00Z')).toMatchObject({ valid: false, steps: { sealSignature: true, sealValid: false } })
  expect(at('no date')).toMatchObject({ valid: false, steps: { sealValid: null } })
  expect(verifySeal(utf8('no seal'), signing.at)).toMatchObject({ valid: false, steps: { format: false, sealSignature: null } })
})

describe('whoever uses a seal as it may not be used is told why:', () => {
  const late = makeSeal({ ...content, signers: signerList([stranger.certificate]) }, maker)
  test.each([
    ['another certificate', { ...signing, ...stranger }, '不在印章授权的证书之列'],
    ['another seal', { ...signing, seal: late }, '不在印章授权的证书之列'],
    ['before the seal is valid', { ...signing, at: new Date('2025-12-31T00:00:00Z') }, '印章尚未生效'],
    ['after the seal was valid', { ...signing, at: new Date('2028-06-01T00:00:00Z') }, '印章已过有效期'],
  ])('%s', (_, use, reason) => {
    expect(() => signWithSeal(use)).toThrow(SealError)
    expect(() => signWithSeal(use)).toThrow(reason)
  })

  test('a digest that is none', () => {
    expect(() => signWithSeal({ ...signing, dataHash: digest('sha1', data) })).toThrow('32 bytes')
  })
})
