/** A demonstration authority with a seal maker and a signer, for tests; made once a file. */

import { utf8 } from '../src/bytes.ts'
import { makeDemoAuthority } from '../src/certificate/demo.ts'
import type { Signer } from '../src/certificate/issue.ts'
import { digest } from '../src/digest/digest.ts'
import { makeSeal, type SealContent, type SealSigning, signerList, signWithSeal } from '../src/seal/write.ts'
import { PrivateKey } from '../src/sm2/keys.ts'
import { issueTimeStamp } from '../src/timestamp/issue.ts'

export const period = { validFrom: new Date('2026-01-01T00:00:00Z'), validTo: new Date('2030-01-01T00:00:00Z') }
export const signedAt = new Date('2026-05-01T02:03:04Z')

let serial = 0n
export const authority = makeDemoAuthority({ organization: '好办', ...period, nextSerialNumber: () => ++serial })

export function newSigner(name: string): Signer {
  const key = PrivateKey.generate()
  return { key, certificate: authority.issue(key.publicKey, { C: 'CN', O: '好办', CN: name }) }
}

export const maker = newSigner('制章者（演示）')
export const signer = newSigner('市行政审批局（演示）')

export const content: SealContent = {
  vendor: 'haoban',
  id: '3607000000000001',
  type: 1,
  name: '演示专用章',
  signers: signerList([signer.certificate]),
  createdAt: period.validFrom,
  validFrom: period.validFrom,
  validTo: new Date('2028-01-01T00:00:00Z'),
  picture: { type: 'SVG', data: utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'), width: 42, height: 42 },
}

export const seal = makeSeal(content, maker)
export const data = utf8('<?xml version="1.0" encoding="UTF-8"?><ofd:Signature/>')
export const path = '/Doc_0/Signs/Sign_0/Signature.xml'

export const signing: SealSigning = {
  seal,
  ...signer,
  dataHash: digest('sm3', data),
  propertyInfo: path,
  at: signedAt,
}

export const signed = signWithSeal(signing)

/** What the demonstration authority stamps, one minute after the signer's own time. */
export const stampedAt = new Date(signedAt.getTime() + 60_000)
export const timeStamp = (bytes: Uint8Array): Uint8Array =>
  issueTimeStamp(bytes, { signer: authority.timeStamping, policy: '1.2.3.4', serialNumber: 7n, at: stampedAt })
