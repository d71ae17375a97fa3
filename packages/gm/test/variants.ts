/**
 * Seals and signatures as other makers write them: the layout of GM/T 0031-2014, the variant of 2026, and deviations in
 * tags, packings and scopes. Everything is put together value by value, so that a test may change any of them.
 */
import { concat, utf8 } from '../src/bytes.ts'
import { ForeignKey } from '../src/certificate/foreign-key.ts'
import type { Signer } from '../src/certificate/issue.ts'
import type { SigningKey } from '../src/certificate/signing-key.ts'
import { bitString, generalizedTime, ia5String, integer, octetString, oid, sequence, utcTime, utf8String } from '../src/der/write.ts'
import { digest } from '../src/digest/digest.ts'
import { oids } from '../src/oid.ts'
import { sign } from '../src/sm2/sm2.ts'
import { content, data, maker, path, signedAt, signer } from './office.ts'

export type Hand = Signer<SigningKey>

export type Parts = {
  /** `closed` is version 3 as one maker has it: the seal in an OCTET STRING, its maker's certificate and algorithm at the end of the information. */
  layout: 'old' | 'new' | 'closed'
  version: number
  word: Uint8Array
  vendor: Uint8Array
  esId: Uint8Array
  certList: readonly Uint8Array[]
  pictureSize: Uint8Array
  time: (at: Date) => Uint8Array
  timeInfo: Uint8Array
  dataHash: Uint8Array
  propertyInfo: Uint8Array
  certificate: Uint8Array
  algorithm: Uint8Array
  /** How a signature value is packed, from its DER. */
  pack: (der: Uint8Array) => Uint8Array
  encoding: 'der' | 'raw'
  /** What the maker signs, from information, certificate and algorithm. */
  sealScope: (info: Uint8Array, certificate: Uint8Array, algorithm: Uint8Array) => Uint8Array
  signScope: (toSign: Uint8Array, certificate: Uint8Array, algorithm: Uint8Array) => Uint8Array
  sealExtensions: readonly Uint8Array[]
  signExtensions: readonly Uint8Array[]
  /** Whose certificate and key make the seal and use it. */
  maker: Hand
  signer: Hand
  sealTail: (value: Uint8Array) => readonly Uint8Array[]
  signTail: (value: Uint8Array) => readonly Uint8Array[]
}

const shared = {
  word: ia5String('ES'),
  vendor: ia5String('other'),
  esId: ia5String('3607000000000002'),
  propertyInfo: ia5String(path),
  certificate: octetString(signer.certificate.der),
  algorithm: oid(oids.sm2WithSm3),
  dataHash: bitString(digest('sm3', data)),
  pack: bitString,
  encoding: 'der' as const,
  pictureSize: integer(40),
  maker,
  signer,
  sealExtensions: [],
  signExtensions: [],
  sealTail: () => [],
  signTail: () => [],
  signScope: (toSign: Uint8Array) => toSign,
}

export const oldParts: Parts = {
  ...shared,
  layout: 'old',
  version: 1,
  certList: [sequence(octetString(signer.certificate.der))],
  time: utcTime,
  timeInfo: bitString(utf8('20260501020304Z')),
  sealScope: sequence,
}

export const closedParts: Parts = {
  ...oldParts,
  layout: 'closed',
  version: 3,
  time: generalizedTime,
  timeInfo: octetString(utf8('20260501020304Z')),
  dataHash: octetString(digest('sm3', data)),
  encoding: 'raw',
  sealScope: (info) => info,
}

export const newParts: Parts = {
  ...shared,
  layout: 'new',
  version: 4,
  certList: [integer(1), sequence(octetString(signer.certificate.der))],
  time: generalizedTime,
  timeInfo: generalizedTime(signedAt),
  sealScope: (info) => info,
}

const signBy = ({ key }: Hand, message: Uint8Array, { encoding }: Parts): Uint8Array =>
  key instanceof ForeignKey ? key.sign(message) : sign(key, message, { encoding })

export function buildSeal(parts: Parts): Uint8Array {
  const { time } = parts
  const property = sequence(
    integer(1),
    utf8String('演示章'),
    ...parts.certList,
    time(content.createdAt),
    time(content.validFrom),
    time(content.validTo),
  )
  const picture = sequence(ia5String('PNG'), octetString(Uint8Array.of(0x89, 0x50)), parts.pictureSize, parts.pictureSize)
  const makerCertificate = octetString(parts.maker.certificate.der)
  const inside = parts.layout === 'closed' ? [makerCertificate, parts.algorithm] : []
  const header = sequence(parts.word, integer(parts.version), parts.vendor)
  const info = sequence(header, parts.esId, property, picture, ...inside, ...parts.sealExtensions)
  const value = signBy(parts.maker, parts.sealScope(info, makerCertificate, parts.algorithm), parts)
  if (parts.layout === 'closed') return sequence(info, parts.pack(value))
  if (parts.layout === 'old') return sequence(info, sequence(makerCertificate, parts.algorithm, parts.pack(value)))
  return sequence(info, makerCertificate, parts.algorithm, parts.pack(value), ...parts.sealTail(value))
}

export function buildSignature(parts: Parts, seal = buildSeal(parts)): Uint8Array {
  const common = [
    integer(parts.version),
    parts.layout === 'closed' ? octetString(seal) : seal,
    parts.timeInfo,
    parts.dataHash,
    parts.propertyInfo,
  ]
  const own = [parts.certificate, parts.algorithm]
  const toSign = sequence(...common, ...(parts.layout === 'new' ? [] : own), ...parts.signExtensions)
  const value = signBy(parts.signer, parts.signScope(toSign, parts.certificate, parts.algorithm), parts)
  if (parts.layout !== 'new') return sequence(toSign, parts.pack(value))
  return sequence(toSign, ...own, parts.pack(value), ...parts.signTail(value))
}

/** The first value of `der` written with a length of open end (BER), its inside unchanged. */
export function openLength(der: Uint8Array): Uint8Array {
  const head = der[1]! < 128 ? 2 : 2 + (der[1]! & 127)
  return concat(Uint8Array.of(der[0]!, 0x80), der.subarray(head), Uint8Array.of(0, 0))
}
