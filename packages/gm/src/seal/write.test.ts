/** What is written, byte for byte, against the encodings that OpenSSL's own encoder makes of GB/T 38540-2020 section 6 and 7. */
import { describe, expect, test } from 'vitest'
import { maker, period, signer } from '../../test/office.ts'
import { fromHex, toHex } from '../bytes.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { integer, sequence } from '../der/write.ts'
import { digest } from '../digest/digest.ts'
import { PrivateKey } from '../sm2/keys.ts'
import { verify } from '../sm2/sm2.ts'
import { readSeal } from './read.ts'
import { verifySeal } from './verify.ts'
import { encodeUse, makeSeal, type SealContent, sealFrom, sealToSign, signatureFrom, signerList } from './write.ts'

const joined = (...lines: string[]) => lines.join('')
const hash = Uint8Array.from({ length: 32 }, (_, i) => i + 1)

const content: SealContent = {
  vendor: 'haoban',
  id: '3607000000000001',
  type: 1,
  name: '好办',
  signers: { kind: 'digests', digests: [{ type: 'SM3', value: hash }] },
  createdAt: new Date('2026-01-01T00:00:00Z'),
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validTo: new Date('2027-12-31T23:59:59Z'),
  picture: { type: 'PNG', data: fromHex('89504e47'), width: 42, height: 128 },
  extensions: [
    { oid: '1.2.156.112600.4', critical: false, value: fromHex('0500') },
    { oid: '1.2.156.112600.5', critical: true, value: fromHex('0c0161') },
  ],
}

test('the information of a seal', () => {
  expect(toHex(sealToSign(content))).toBe(
    joined(
      '3081cb',
      '300f160245530201041606',
      '68616f62616e',
      '1610',
      '33363037303030303030303030303031',
      '306c020101',
      '0c06e5a5bde58a9e',
      '020102',
      '302930271303534d330420',
      toHex(hash),
      '180f',
      '32303236303130313030303030305a',
      '180f',
      '32303236303130313030303030305a',
      '180f',
      '32303237313233313233353935395a',
      '30121603504e47',
      '040489504e47',
      '02012a',
      '02020080',
      'a0243022',
      '300d06072a811c86ef580404020500',
      '301106072a811c86ef58050101ff04030c0161',
    ),
  )
})

test('what is signed when a seal is used', () => {
  const use = {
    seal: sequence(integer(7)),
    certificate: signer.certificate,
    dataHash: hash,
    propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml',
  }
  expect(toHex(encodeUse({ ...use, at: new Date('2026-05-01T02:03:04.999Z') }))).toBe(
    joined(
      '305f',
      '020104',
      '3003020107',
      '180f32303236303530313032303330345a',
      '032100',
      toHex(hash),
      '1621',
      '2f446f635f302f5369676e732f5369676e5f302f5369676e61747572652e786d6c',
    ),
  )
})

test('a signature with its certificate, algorithm, value and time stamp', () => {
  const certificate = { der: fromHex('3003020101') } as Certificate
  const [tbs, value, stamp] = ['3003020104', '30060201050201ff', '3003020109'].map(fromHex) as [Uint8Array, Uint8Array, Uint8Array]
  const expected = joined('302b', '3003020104', '04053003020101', '06082a811ccf55018375', '03090030060201050201ff')
  expect(toHex(signatureFrom(tbs, certificate, value, stamp))).toBe(`${expected}a0080306003003020109`)
  expect(toHex(signatureFrom(tbs, certificate, value))).toBe(expected.replace('302b', '3021'))
})

describe('a seal', () => {
  const whole = makeSeal({ ...content, ...period, signers: signerList([signer.certificate]) }, maker)

  test('is its information, the maker’s certificate, the algorithm and a signature over the information alone', () => {
    const { signature, signedParts } = readSeal(whole)
    expect(verify(maker.key.publicKey, signedParts[0]!, signature)).toBe(true)
    expect(toHex(sealFrom(signedParts[0]!, maker.certificate, signature))).toBe(toHex(whole))
  })

  test('comes back as it was made', () => {
    const { info } = readSeal(whole)
    expect(info).toEqual({ ...content, ...period, version: 4, signers: { kind: 'certificates', certificates: [signer.certificate.der] } })
  })

  test('made with a key that lives elsewhere is the same', () => {
    const key = PrivateKey.import(digest('sm3', hash))
    const info = sealToSign({ ...content, ...period })
    expect(toHex(info)).toBe(toHex(readSeal(makeSeal({ ...content, ...period }, { ...maker, key })).signedParts[0]!))
    expect(verifySeal(whole, period.validFrom).valid).toBe(true)
  })
})
