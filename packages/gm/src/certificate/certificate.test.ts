import { constants, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { hasOpenssl, openssl } from '../../test/openssl.ts'
import { concat, toBase64, utf8 } from '../bytes.ts'
import { Asn1Error, read } from '../der/read.ts'
import { bitString, boolean, explicit, integer, nothing, octetString, oid, sequence, setOf } from '../der/write.ts'
import { digestOid } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { checkCertificate } from '../seal/checks.ts'
import { PrivateKey } from '../sm2/keys.ts'
import { sign as signSm2 } from '../sm2/sm2.ts'
import { readCertificate, readPem, writePem } from './certificate.ts'
import { makeDemoAuthority } from './demo.ts'
import { unknownCritical } from './extensions.ts'
import { ForeignKey } from './foreign-key.ts'
import { issueCertificate, issueRevocationList, issueRoot, type Profile } from './issue.ts'
import { formatName, isSameName, makeName, shown } from './name.ts'
import { findPath, isIssuedBy } from './path.ts'
import { readPublicKey, verifyWith } from './public-key.ts'
import { readRevocationList, revocationOf } from './revocation.ts'

const period = { validFrom: new Date('2026-01-01T00:00:00Z'), validTo: new Date('2051-01-01T00:00:00Z') }
const at = new Date('2026-06-01T00:00:00Z')
let serial = 0x80n
const nextSerialNumber = () => ++serial
const authority = makeDemoAuthority({ organization: '好办', ...period, nextSerialNumber, revocationListAt: 'http://ca.example/list.crl' })
const key = PrivateKey.generate()
const expectedSerial = (serial + 1n).toString(16).toUpperCase()
const certificate = authority.issue(key.publicKey, { C: 'CN', O: '好办', CN: '签名人, "甲"' })
const options = { roots: [authority.root.certificate], intermediates: [authority.issuing.certificate], at }
const folder = mkdtempSync(join(tmpdir(), 'haoban-gm-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a certificate made here', () => {
  test('says what it was made of', () => {
    expect(certificate).toMatchObject({ version: 3, ...period, serialNumber: expectedSerial })
    expect(formatName(certificate.subject)).toBe('C=CN, O=好办, CN=签名人\\, \\"甲\\"')
    expect(shown(certificate.subject)).toBe('签名人, "甲"')
    expect(certificate.extensions).toMatchObject({
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      basicConstraints: { isAuthority: false },
      authorityKeyIdentifier: authority.issuing.certificate.extensions.subjectKeyIdentifier,
      crlDistributionPoints: ['http://ca.example/list.crl'],
    })
    expect(authority.timeStamping.certificate.extensions.extendedKeyUsage).toEqual([oids.timeStamping])
  })

  test('is read from DER, base64 and PEM alike', () => {
    const pem = writePem('CERTIFICATE', certificate.der)
    for (const form of [certificate.der, utf8(pem), utf8(toBase64(certificate.der)), utf8(pem.replaceAll('\n', '\r\n'))])
      expect(readCertificate(form).serialNumber).toBe(certificate.serialNumber)
    expect(readPem(pem + pem, 'CERTIFICATE')).toEqual([certificate.der, certificate.der])
    expect(readPem(pem, 'X509 CRL')).toEqual([])
  })

  test.each([0, 1, 20, 200])('cut to %i bytes it is none', (length) => {
    expect(() => readCertificate(certificate.der.subarray(0, length))).toThrow(Asn1Error)
  })

  test('with something behind it is none', () => expect(() => readCertificate(concat(certificate.der, utf8('x')))).toThrow(Asn1Error))

  test.runIf(hasOpenssl)('OpenSSL verifies its whole path', () => {
    const file = (name: string, der: Uint8Array) => {
      writeFileSync(join(folder, name), writePem('CERTIFICATE', der))
      return join(folder, name)
    }
    const [root, issuing, own] = [
      file('root.pem', authority.root.certificate.der),
      file('issuing.pem', authority.issuing.certificate.der),
      file('own.pem', certificate.der),
    ]
    const moment = String(at.getTime() / 1000)
    const identity = ['-vfyopt', 'distid:1234567812345678']
    // The identity is set on one certificate only: each step is verified alone.
    const verify = (issuer: string, subject: string) =>
      openssl('verify', '-partial_chain', '-attime', moment, ...identity, '-trusted', issuer, subject)
    expect(verify(issuing, own)).toContain('OK')
    expect(verify(root, issuing)).toContain('OK')
    const asOther = ['-vfyopt', 'distid:other']
    expect(() => openssl('verify', '-partial_chain', '-attime', moment, ...asOther, '-trusted', issuing, own)).toThrow()
  })
})

describe('a certificate that was changed shows it', () => {
  const own = PrivateKey.generate()
  const root = issueRoot(own, { subject: { CN: '自签名' }, ...period, serialNumber: 9n, keyUsage: ['digitalSignature'] })
  const renamed = (whole: Uint8Array, part: string) => {
    const der = whole.slice()
    der[Buffer.from(der).lastIndexOf(part)]! ^= 1
    return readCertificate(der)
  }
  const verdict = (c: typeof root, others: (typeof root)[] = []) => checkCertificate(c, at, others)[0]

  test('where it is its own authority’s', () => {
    expect([verdict(root), verdict(renamed(root.der, '000000Z'))]).toEqual([true, false])
  })

  test('where that of its authority came along, and not where one of the same name did', () => {
    expect([verdict(certificate, authority.chain), verdict(renamed(certificate.der, '签名人'), authority.chain)]).toEqual([true, false])
    const subject = { CN: '另一个' }
    const stranger = issueRoot(PrivateKey.generate(), { subject, ...period, serialNumber: 10n, keyUsage: ['keyCertSign'] })
    const leaf = issueCertificate(
      { key: own, certificate: issueRoot(own, { subject, ...period, serialNumber: 11n, keyUsage: ['keyCertSign'] }) },
      key.publicKey,
      { subject: { CN: '叶' }, ...period, serialNumber: 12n, keyUsage: ['digitalSignature'] },
    )
    expect(verdict(leaf, [stranger])).toBe(true)
  })

  test('which one is not that a tool signed without an identity', () => {
    const [, algorithm] = read(root.der).children
    const value = signSm2(own, root.tbs, { userId: new Uint8Array() })
    const anonymous = readCertificate(sequence(root.tbs, algorithm!.whole, bitString(value)))
    expect(verdict(anonymous)).toBe(true)
  })
})

describe('a path', () => {
  test('leads from the signer to the root', () => {
    expect(findPath(certificate, options)).toEqual([certificate, ...authority.chain])
    expect(findPath(authority.root.certificate, options)).toHaveLength(1)
  })

  const issued = (profile: Partial<Profile>, issuer = authority.issuing) =>
    issueCertificate(issuer, key.publicKey, {
      subject: { CN: 'x' },
      ...period,
      serialNumber: nextSerialNumber(),
      keyUsage: ['digitalSignature'],
      ...profile,
    })
  const below = { key: PrivateKey.generate(), certificate: certificate }
  const second = { key, certificate: issued({ keyUsage: ['keyCertSign'], authority: {} }) }

  test.each([
    ['before it is valid', certificate, { at: new Date('2025-12-31T23:59:59Z') }],
    ['after it was valid', certificate, { at: new Date('2051-01-01T00:00:01Z') }],
    ['without the authority in between', certificate, { intermediates: [] }],
    ['without a root', certificate, { roots: [] }],
    ['where the issuer is no authority', issued({}, { key, certificate }), { intermediates: [authority.issuing.certificate, certificate] }],
    ['where another key signed', issued({}, below), { intermediates: [authority.issuing.certificate, certificate] }],
    [
      'where too many authorities stand in between',
      issued({}, second),
      { intermediates: [authority.issuing.certificate, second.certificate] },
    ],
  ])('there is none %s', (_, from, change) => expect(findPath(from, { ...options, ...change })).toBeUndefined())

  test('does not go over SHA-1, under which an authority may have signed something else', () => {
    const weak = ForeignKey.generate('rsa')
    const profile: Profile = {
      subject: { CN: 'old' },
      ...period,
      serialNumber: nextSerialNumber(),
      keyUsage: ['keyCertSign'],
      authority: {},
    }
    const root = issueRoot(weak, profile)
    const leaf = issueCertificate({ key: weak, certificate: root }, key.publicKey, { ...profile, subject: { CN: 'new' } })
    expect(findPath(leaf, { roots: [root], at })).toHaveLength(2)
    const algorithm = sequence(oid('1.2.840.113549.1.1.5'), nothing())
    const tbs = sequence(...read(leaf.tbs).children.map(({ whole }, i) => (i === 2 ? algorithm : whole)))
    const secret = createPrivateKey({ key: Buffer.from(weak.export()), format: 'der', type: 'pkcs8' })
    const old = readCertificate(sequence(tbs, algorithm, bitString(sign('sha1', tbs, secret))))
    expect(isIssuedBy(old, root)).toBe(true)
    expect(findPath(old, { roots: [root], at })).toBeUndefined()
  })

  test('ends where two authorities certify each other', () => {
    const [a, b] = [PrivateKey.generate(), PrivateKey.generate()]
    const profile = (name: string): Profile => ({
      subject: { CN: name },
      ...period,
      serialNumber: nextSerialNumber(),
      keyUsage: ['keyCertSign'],
      authority: {},
    })
    const rootA = issueRoot(a, profile('A'))
    const rootB = issueRoot(b, profile('B'))
    const aByB = issueCertificate({ key: b, certificate: rootB }, a.publicKey, profile('A'))
    const bByA = issueCertificate({ key: a, certificate: rootA }, b.publicKey, profile('B'))
    expect(findPath(aByB, { roots: [], intermediates: [aByB, bByA], at })).toBeUndefined()
    expect(isIssuedBy(aByB, rootA)).toBe(false)
  })
})

describe('a revocation list', () => {
  const nextAt = new Date('2026-07-01T00:00:00Z')
  const revoked = [
    { serialNumber: certificate.serialNumber, at: new Date('2026-03-01T00:00:00Z'), reason: 'cessationOfOperation' as const },
  ]
  const list = issueRevocationList(authority.issuing, { issuedAt: at, nextAt, number: 3n, revoked })

  test('says who was revoked, when and why', () => {
    expect(revocationOf(certificate, at, [list], authority.chain)).toEqual({ revoked: true, entry: revoked[0] })
    expect(revocationOf(certificate, new Date('2026-02-01T00:00:00Z'), [list], authority.chain).revoked).toBe(false)
    expect(readRevocationList(utf8(writePem('X509 CRL', list.der))).revoked.size).toBe(1)
  })

  test.runIf(hasOpenssl)('is read by OpenSSL', () => {
    writeFileSync(join(folder, 'list.pem'), writePem('X509 CRL', list.der))
    writeFileSync(join(folder, 'issuing.pem'), writePem('CERTIFICATE', authority.issuing.certificate.der))
    const out = openssl('crl', '-in', join(folder, 'list.pem'), '-noout', '-text')
    expect(out).toContain('Cessation Of Operation')
  })
})

test.each([
  ['in other string types, case and spaces', { C: 'CN', O: ' 好办  市 ', CN: 'ROOT' }, true],
  ['in another order', { O: '好办 市', C: 'CN', CN: 'root' }, false],
  ['with less', { C: 'CN', O: '好办 市' }, false],
  ['with another word', { C: 'CN', O: '好办市', CN: 'root' }, false],
])('a name %s is the same or not', (_, parts: Record<string, string>, expected) => {
  expect(isSameName(makeName({ C: 'CN', O: '好办 市', CN: 'root' }), makeName(parts))).toBe(expected)
})

test('names are made from short names alone', () => {
  expect(formatName(makeName({ CN: 'a', '2.5.4.97': 'b' }))).toBe('CN=a, 2.5.4.97=b')
  expect(() => makeName({ XX: 'a' })).toThrow('no attribute')
})

describe('RSASSA-PSS', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const info = readPublicKey(read(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))))
  const message = utf8('message')
  const padding = constants.RSA_PKCS1_PSS_PADDING
  const parameters = (digest: 'sha256' | 'sha512', salt: number) =>
    read(sequence(explicit(0, sequence(oid(digestOid(digest)))), explicit(2, integer(salt))))

  test.each([
    ['sha256', 32],
    ['sha512', 64],
    ['sha256', 20],
  ] as const)('with %s and a salt of %i bytes holds with these parameters alone', (digest, saltLength) => {
    const signature = new Uint8Array(sign(digest, message, { key: privateKey, padding, saltLength }))
    const verify = (params?: ReturnType<typeof parameters>) => verifyWith(info, oids.rsaPss, message, signature, params)
    expect(verify(parameters(digest, saltLength))).toBe(true)
    expect(verify(parameters(digest, saltLength + 1))).toBe(false)
    expect(verify()).toBe(false)
    expect(verify(read(sequence(explicit(0, sequence(oid('1.2.3'))))))).toBe(null)
  })
})

describe('a certificate that is odd but whole is read:', () => {
  const { tbs, signatureAlgorithm, signature, extensions, subject } = certificate
  /** The certificate with a part of what was signed replaced; its signature no longer fits, which reading does not ask. */
  const rewritten = (change: (fields: Uint8Array[]) => Uint8Array[]) => {
    const fields = read(tbs).children.map((node) => node.whole)
    return readCertificate(sequence(sequence(...change(fields)), signatureAlgorithm.der, bitString(signature)))
  }
  const withExtension = (id: string, critical: boolean) =>
    rewritten((fields) => [
      ...fields.slice(0, -1),
      explicit(3, sequence(sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(utf8('?'))))),
    ])

  test('a name with a bit string in it', () => {
    const name = sequence(setOf(sequence(oid('2.5.4.45'), bitString(Uint8Array.of(1, 2)))))
    expect(formatName(rewritten((f) => [...f.slice(0, 5), name, ...f.slice(6)]).subject)).toBe('2.5.4.45=000102')
    expect(subject.attributes).toHaveLength(3)
  })

  test('an extension that cannot be read is named, and not passed over where it is critical', () => {
    expect(extensions.unreadable).toEqual([])
    const odd = withExtension(oids.keyUsage, false)
    expect(odd.extensions).toMatchObject({ unreadable: [oids.keyUsage] })
    expect(odd.extensions.keyUsage).toBeUndefined()
    expect(unknownCritical(odd.extensions)).toEqual([])
    expect(unknownCritical(withExtension(oids.keyUsage, true).extensions)).toEqual([oids.keyUsage])
    expect(unknownCritical(withExtension('1.2.3', true).extensions)).toEqual(['1.2.3'])
    expect(checkCertificate(odd, at)[0]).toBe(null)
  })

  test('a curve spelled out is believed by nobody', () => {
    const spelled = sequence(sequence(oid(oids.ecPublicKey), sequence(integer(1))), bitString(key.publicKey.point))
    const { publicKey } = rewritten((f) => [...f.slice(0, 6), spelled, ...f.slice(7)])
    expect(publicKey.kind).toBe('other')
    expect(verifyWith(publicKey, oids.sm2WithSm3, tbs, signature)).toBe(null)
  })
})
