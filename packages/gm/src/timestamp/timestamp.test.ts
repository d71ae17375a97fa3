import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { authority, signer, stampedAt } from '../../test/office.ts'
import { hasOpenssl, openssl } from '../../test/openssl.ts'
import { toHex, utf8 } from '../bytes.ts'
import { Asn1Error } from '../der/read.ts'
import { integer, octetString, oid, sequence } from '../der/write.ts'
import { digest } from '../digest/digest.ts'
import { answerTimeStamp, issueTimeStamp, readTimeStampRequest, requestTimeStamp, type TimeStampAuthority } from './issue.ts'
import { readTimeStampToken } from './token.ts'
import { checkTimeStamp } from './verify.ts'

const office: TimeStampAuthority = { signer: authority.timeStamping, policy: '1.2.3.4', serialNumber: 9n, at: stampedAt }
const data = utf8('what is to be stamped')
const folder = mkdtempSync(join(tmpdir(), 'haoban-gm-'))
afterAll(() => rmSync(folder, { recursive: true }))

const verdict = (token: Uint8Array, stamped = data, certificates = authority.chain) =>
  checkTimeStamp({ token, stamped: [stamped] }, certificates).finding[0]

describe('a request', () => {
  test('is answered with a token over its digest and nonce', () => {
    const answer = answerTimeStamp(requestTimeStamp(data, 42n), office)
    expect(readTimeStampToken(answer).info).toMatchObject({
      policy: '1.2.3.4',
      digest: 'sm3',
      imprint: digest('sm3', data),
      serialNumber: 9n,
      nonce: 42n,
      at: stampedAt,
    })
    expect(verdict(answer)).toBe(true)
  })

  test.runIf(hasOpenssl)('is one that OpenSSL understands', () => {
    writeFileSync(join(folder, 'request.tsq'), requestTimeStamp(data, 42n))
    const out = openssl('ts', '-query', '-in', join(folder, 'request.tsq'), '-text')
    expect(out).toContain('Hash Algorithm: sm3')
    expect(out).toContain('Nonce: 0x2A')
  })

  test('for an unknown digest, or one that is none, is refused', () => {
    const odd = sequence(integer(1), sequence(sequence(oid('1.2.3')), octetString(utf8('x'))))
    for (const request of [odd, utf8('hello')]) {
      expect(toHex(answerTimeStamp(request, office))).toBe('30053003020102')
      expect(() => readTimeStampRequest(request)).toThrow(Asn1Error)
    }
    expect(() => readTimeStampToken(answerTimeStamp(odd, office))).toThrow('status 2')
  })

  test('that wants no certificate gets a token that needs one given', () => {
    const imprint = sequence(sequence(oid('1.2.156.10197.1.401')), octetString(digest('sm3', data)))
    const answer = answerTimeStamp(sequence(integer(1), imprint), office)
    expect(verdict(answer)).toBe(null)
    expect(verdict(answer, data, [authority.timeStamping.certificate])).toBe(true)
  })
})

test.runIf(hasOpenssl)('OpenSSL reads the token', () => {
  writeFileSync(join(folder, 'token.der'), issueTimeStamp(data, office))
  const out = openssl('ts', '-reply', '-token_in', '-in', join(folder, 'token.der'), '-token_out', '-text')
  expect(out).toContain('Policy OID: 1.2.3.4')
  expect(out).toContain('May  1 02:04:04 2026')
})

describe('a token', () => {
  test('on other data does not hold', () => expect(verdict(issueTimeStamp(data, office), utf8('other'))).toBe(false))

  test('by a certificate that is not for time stamps does not hold, or stays open', () => {
    const own = issueTimeStamp(data, { ...office, signer })
    expect(verdict(own)).toBe(null)
  })

  test('from outside the validity of its authority does not hold', () => {
    expect(verdict(issueTimeStamp(data, { ...office, at: new Date('2031-01-01T00:00:00Z') }))).toBe(false)
  })

  test('no bit of it changes and it still holds with another time', () => {
    const token = issueTimeStamp(data, office)
    for (let at = 0; at < token.length; at += 3) {
      const changed = token.slice()
      changed[at]! ^= 1 << (at % 8)
      const { finding, at: time } = checkTimeStamp({ token: changed, stamped: [data] }, authority.chain)
      if (finding[0] === true) expect(time, `byte ${at}`).toEqual(stampedAt)
    }
  })
})
