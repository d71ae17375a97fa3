import { expect, test } from 'vitest'
import { utf8 } from '../bytes.ts'
import { issueCertificate, issueRoot } from '../certificate/issue.ts'
import { digest } from '../digest/digest.ts'
import { PrivateKey } from '../sm2/keys.ts'
import { verifySealSignature } from './verify.ts'
import { makeSeal, signerList, signWithSeal } from './write.ts'

const from = new Date('2026-01-01T00:00:00Z')
const to = new Date('2030-01-01T00:00:00Z')
const period = { validFrom: from, validTo: to }

const rootKey = PrivateKey.generate()
const root = issueRoot(rootKey, {
  subject: { C: 'CN', O: '演示', CN: '演示根' },
  ...period,
  serialNumber: 1n,
  keyUsage: ['keyCertSign', 'cRLSign'],
  authority: {},
})
const key = PrivateKey.generate()
const issuer = { key: rootKey, certificate: root }
const certificate = issueCertificate(issuer, key.publicKey, {
  subject: { C: 'CN', CN: '签名人' },
  ...period,
  serialNumber: 2n,
  keyUsage: ['digitalSignature'],
})

test('what is signed with a seal made here verifies here', () => {
  const picture = { type: 'SVG', data: utf8('<svg/>'), width: 42, height: 42 }
  const content = { vendor: 'haoban', id: '36070000000001', type: 1, name: '演示章', createdAt: from, ...period, picture }
  const seal = makeSeal({ ...content, signers: signerList([certificate]) }, issuer)
  const data = utf8('<Signature/>')
  const signed = { dataHash: digest('sm3', data), propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml', at: new Date('2026-05-01T00:00:00Z') }
  const bytes = signWithSeal({ seal, key, certificate, ...signed })
  expect(verifySealSignature(bytes, { data, seal, roots: [root] })).toMatchObject({ valid: true, trusted: true, version: 4 })
  expect(verifySealSignature(bytes, { data: utf8('<Signature />'), seal })).toMatchObject({ valid: false, steps: { dataHash: false } })
})
