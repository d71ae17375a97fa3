import { describe, expect, test } from 'vitest'
import { authority, data, newSigner, signed, signedAt, signer, stampedAt, timeStamp } from '../../test/office.ts'
import { concat, toBase64, toHex, utf8 } from '../bytes.ts'
import { explicit, implicit, integer, nothing, octetString, oid, sequence, setOf } from '../der/write.ts'
import { digest } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { kindOfSignedValue, verifySignedValue } from '../signed-value.ts'
import { sign } from '../sm2/sm2.ts'
import { readSignedData } from './read.ts'
import { verifyBareSignature, verifySignedData } from './report.ts'
import { signData } from './write.ts'

const trust = { roots: [authority.root.certificate], certificates: [authority.issuing.certificate] }
const seals = { sealEqual: null, certInSeal: null, sealSignature: null, sealValid: null }
const good = {
  valid: true,
  trusted: true,
  signedAt,
  kind: 'signed-data',
  steps: { format: true, signature: true, dataHash: true, certificate: true, ...seals },
}
const stranger = newSigner('旁人（演示）')

describe('SignedData of GB/T 35275', () => {
  const value = signData({ data, signer, at: signedAt })

  test('made here verifies here', () => {
    expect(readSignedData(value)).toMatchObject({ family: 'gm', contentType: oids.gmData, signers: [{ digestAlgorithm: oids.sm3 }] })
    expect(verifySignedData(value, { data, ...trust })).toMatchObject(good)
  })

  test('with a time stamp says when it was signed at the latest', () => {
    const stamped = signData({ data, signer, at: signedAt, timeStamp })
    expect(verifySignedData(stamped, { data, ...trust })).toMatchObject({ ...good, signedAt: stampedAt, steps: { timeStamp: true } })
  })

  test('over other data is broken', () => {
    expect(verifySignedData(value, { data: utf8('other'), ...trust })).toMatchObject({
      valid: false,
      steps: { signature: true, dataHash: false },
    })
  })

  test('without the data is open', () => expect(verifySignedData(value)).toMatchObject({ valid: false, steps: { dataHash: null } }))

  test('by a signer whose key is another is broken', () => {
    const forged = signData({ data, signer: { ...signer, key: stranger.key }, at: signedAt })
    expect(verifySignedData(forged, { data, ...trust })).toMatchObject({ valid: false, steps: { signature: false, dataHash: true } })
  })

  test('no bit of it changes unseen', () => {
    for (let at = 0; at < value.length; at += 5) {
      const changed = value.slice()
      changed[at]! ^= 1 << (at % 8)
      expect(verifySignedData(changed, { data }).valid, `byte ${at}`).toBe(verifiesAllTheSame(at))
    }
  })

  /** Versions, the list of digest algorithms and the identifiers outside say nothing that is signed. */
  function verifiesAllTheSame(at: number): boolean {
    const changed = value.slice()
    changed[at]! ^= 1 << (at % 8)
    const [before, after] = [readSignedData(value), safely(() => readSignedData(changed))]
    if (!after) return false
    const said = (d: typeof before) =>
      JSON.stringify([
        d.certificates.map(toHex),
        d.signers.map((s) => [toHex(s.signature), s.digestAlgorithm, toHex(s.signedAttributes!.node.content)]),
      ])
    return said(before) === said(after) && verifySignedData(changed, { data }).steps.signature === true
  }

  function safely<T>(act: () => T): T | undefined {
    try {
      return act()
    } catch {
      return undefined
    }
  }
})

/** SignedData as PKCS #7 has it, without attributes. */
function simple(
  content: Uint8Array | undefined,
  message: Uint8Array,
  change: { certificates?: Uint8Array[]; encoding?: 'raw'; attributes?: Uint8Array[]; bare?: true; empty?: Uint8Array } = {},
): Uint8Array {
  const { certificate, key } = signer
  const attributes = change.attributes && setOf(...change.attributes)
  const info = sequence(
    integer(1),
    sequence(certificate.issuer.der, integer(BigInt(`0x${certificate.serialNumber}`))),
    sequence(oid(oids.sm3)),
    ...(attributes ? [implicit(0, attributes.subarray(attributes[1]! < 128 ? 2 : 3), true)] : []),
    sequence(oid(oids.sm2Signature)),
    octetString(sign(key, attributes ?? message, change.encoding ? { encoding: change.encoding } : {})),
  )
  const inner = sequence(oid(oids.gmData), ...(content ? [explicit(0, octetString(content))] : change.empty ? [change.empty] : []))
  const certificates = implicit(0, concat(...(change.certificates ?? [certificate.der])), true)
  const signedData = sequence(integer(1), setOf(sequence(oid(oids.sm3))), inner, certificates, setOf(info))
  return change.bare ? signedData : sequence(oid(oids.gmSignedData), explicit(0, signedData))
}

const hash = digest('sm3', data)
const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value))

describe('SignedData as makers put it:', () => {
  const options = { data, claimedAt: signedAt, ...trust }

  test.each([
    ['the digest as content', simple(hash, hash)],
    ['the data as content', simple(data, data)],
    ['the digest as base64 as content', simple(utf8(toBase64(hash)), utf8(toBase64(hash)))],
    ['no content, the data signed', simple(undefined, data)],
    ['no content, the digest signed', simple(undefined, hash)],
    ['no ContentInfo around', simple(hash, hash, { bare: true })],
    ['NULL as content', simple(undefined, data, { empty: explicit(0, nothing()) })],
    ['a content tag with nothing inside', simple(undefined, hash, { empty: implicit(0, new Uint8Array(), true) })],
    ['a value of 64 bytes', simple(hash, hash, { encoding: 'raw' })],
    [
      'a digest as content and that digest as attribute',
      simple(hash, hash, { attributes: [attribute(oids.messageDigest, octetString(hash))] }),
    ],
    [
      'a digest as content and its digest as attribute',
      simple(hash, hash, { attributes: [attribute(oids.messageDigest, octetString(digest('sm3', hash)))] }),
    ],
  ])('%s', (_, bytes) => expect(verifySignedValue(bytes, options)).toMatchObject(good))

  test('a certificate that was changed, where the authority’s came along', () => {
    const der = signer.certificate.der.slice()
    der[Buffer.from(der).lastIndexOf('演示）') + 2]! ^= 1
    const along = (...certificates: Uint8Array[]) => verifySignedValue(simple(hash, hash, { certificates }), options)
    expect(along(signer.certificate.der, authority.issuing.certificate.der)).toMatchObject(good)
    expect(along(der, authority.issuing.certificate.der)).toMatchObject({ valid: false, steps: { signature: true, certificate: false } })
    expect(along(der)).toMatchObject({ valid: true, trusted: false })
  })

  test('a content that is not of the data', () => {
    const other = digest('sm3', utf8('other'))
    expect(verifySignedData(simple(other, other), options)).toMatchObject({ valid: false, steps: { signature: true, dataHash: false } })
    const detached = verifySignedData(simple(undefined, utf8('other')), options)
    expect(detached).toMatchObject({ valid: false, steps: { signature: false, dataHash: null } })
  })

  test('attributes that hold no digest', () => {
    const bytes = simple(hash, hash, { attributes: [attribute(oids.contentType, oid(oids.gmData))] })
    expect(verifySignedData(bytes, options)).toMatchObject({ valid: false, steps: { dataHash: false } })
  })

  test('attributes that name another certificate', () => {
    const id = sequence(sequence(sequence(sequence(oid(oids.sm3)), octetString(digest('sm3', stranger.certificate.der)))))
    const named = [attribute(oids.messageDigest, octetString(hash)), attribute(oids.signingCertificateV2, id)]
    expect(verifySignedData(simple(hash, hash, { attributes: named }), options)).toMatchObject({
      valid: false,
      steps: { signature: false },
    })
  })

  test('no certificate: open, until it is given', () => {
    const bytes = simple(hash, hash, { certificates: [] })
    expect(verifySignedData(bytes, options)).toMatchObject({ valid: false, trusted: false, steps: { signature: null, certificate: null } })
    const given = { ...options, certificates: [authority.issuing.certificate, signer.certificate] }
    expect(verifySignedData(bytes, given)).toMatchObject(good)
  })

  test('no signer', () => {
    const empty = sequence(oid(oids.gmSignedData), explicit(0, sequence(integer(1), setOf(), sequence(oid(oids.gmData)), setOf())))
    expect(verifySignedData(empty, options)).toMatchObject({ valid: false, steps: { format: false } })
  })
})

describe('a time stamp in the place of a signature', () => {
  const token = timeStamp(data)
  const answer = sequence(sequence(integer(0)), token)
  const options = { data, ...trust }

  test('says when the data were there', () => {
    for (const bytes of [token, answer])
      expect(verifySignedValue(bytes, options)).toMatchObject({ ...good, signedAt: stampedAt, steps: { ...good.steps, timeStamp: true } })
  })

  test('on other data tells so, and a changed one too', () => {
    expect(verifySignedValue(token, { ...options, data: utf8('other') })).toMatchObject({
      valid: false,
      steps: { signature: true, dataHash: false },
    })
    const changed = token.slice()
    changed[changed.length - 4]! ^= 1
    expect(verifySignedValue(changed, options)).toMatchObject({ valid: false, steps: { signature: false, dataHash: true } })
  })

  test('refused by the authority is none', () => {
    expect(verifySignedValue(sequence(sequence(integer(2)), token), options)).toMatchObject({ valid: false })
  })
})

describe('a bare value', () => {
  const value = sign(signer.key, data)
  const given = { data, claimedAt: signedAt, roots: trust.roots, certificates: [authority.issuing.certificate, signer.certificate] }

  test('is open without the certificate', () => {
    expect(verifyBareSignature(value, { data, ...trust })).toMatchObject({
      valid: false,
      trusted: null,
      steps: { format: true, signature: null },
    })
  })

  test('is checked with it', () => {
    expect(verifyBareSignature(value, given)).toMatchObject({ valid: true, trusted: true, signer: signer.certificate })
    expect(verifyBareSignature(sign(signer.key, hash, { encoding: 'raw' }), given).valid).toBe(true)
    expect(verifyBareSignature(value, { data, claimedAt: signedAt, roots: [signer.certificate] })).toMatchObject({
      valid: true,
      trusted: true,
    })
    expect(verifyBareSignature(value, { ...given, data: utf8('other') })).toMatchObject({ valid: false, steps: { signature: false } })
    expect(verifyBareSignature(value, { ...given, certificates: [stranger.certificate] })).toMatchObject({
      valid: false,
      steps: { signature: false },
    })
  })
})

test.each([
  ['seal', signed],
  ['signed-data', signData({ data, signer })],
  ['bare', sign(signer.key, data)],
  ['bare', sign(signer.key, data, { encoding: 'raw' })],
  ['unknown', utf8('hello')],
  ['unknown', new Uint8Array()],
  ['unknown', integer(5)],
] as const)('what is %s is known by its shape', (kind, bytes) => {
  expect(kindOfSignedValue(bytes)).toBe(kind)
  expect(verifySignedValue(bytes).kind).toBe(kind)
  if (kind !== 'unknown') expect(verifySignedValue(utf8(toBase64(bytes))).kind).toBe(kind)
})
