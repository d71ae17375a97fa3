/** Writes seals and signatures as GB/T 38540-2020 has them (version 4), in DER. */

import type { Certificate } from '../certificate/certificate.ts'
import type { Extension } from '../certificate/extensions.ts'
import type { Signer } from '../certificate/issue.ts'
import {
  bitString,
  boolean,
  explicit,
  generalizedTime,
  ia5String,
  integer,
  octetString,
  oid,
  printableString,
  sequence,
  utf8String,
} from '../der/write.ts'
import { digest } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import type { PrivateKey } from '../sm2/keys.ts'
import { sign } from '../sm2/sm2.ts'
import { checkCertInSeal, checkCertificate, checkSealValid } from './checks.ts'
import { readSeal } from './read.ts'
import type { Picture, SealInfo, SignerList } from './schema.ts'

const version = 4

export type SealContent = Omit<SealInfo, 'version' | 'signers' | 'extensions'> & {
  extensions?: readonly Extension[]
  /** Who may sign with the seal. */
  signers: SignerList
}

/** A list of certificates as seals carry it: whole, or as SM3 digests. */
export function signerList(certificates: readonly Certificate[], as: SignerList['kind'] = 'certificates'): SignerList {
  if (as === 'certificates') return { kind: 'certificates', certificates: certificates.map((c) => c.der) }
  return { kind: 'digests', digests: certificates.map((c) => ({ type: 'SM3', value: digest('sm3', c.der) })) }
}

/** What the maker of a seal signs: for keys that live elsewhere, with `sealFrom`. */
export const sealToSign = (content: SealContent): Uint8Array => encodeInfo(content)

/** The content of Seal.esl, from what was signed and the signature (DER). */
export function sealFrom(signed: Uint8Array, maker: Certificate, signature: Uint8Array): Uint8Array {
  return sequence(signed, octetString(maker.der), oid(oids.sm2WithSm3), bitString(signature))
}

/** Makes a seal: the maker signs its information. Gives the content of Seal.esl. */
export function makeSeal(content: SealContent, maker: Signer): Uint8Array {
  const info = sealToSign(content)
  return sealFrom(info, maker.certificate, sign(maker.key, info))
}

function encodeInfo({ vendor, id, picture, extensions = [], ...property }: SealContent): Uint8Array {
  return sequence(
    sequence(ia5String('ES'), integer(version), ia5String(vendor)),
    ia5String(id),
    encodeProperty(property),
    encodePicture(picture),
    ...encodeExtensions(extensions),
  )
}

function encodeProperty(property: Pick<SealContent, 'type' | 'name' | 'signers' | 'createdAt' | 'validFrom' | 'validTo'>): Uint8Array {
  return sequence(
    integer(property.type),
    utf8String(property.name),
    integer(property.signers.kind === 'certificates' ? 1 : 2),
    encodeSigners(property.signers),
    generalizedTime(property.createdAt),
    generalizedTime(property.validFrom),
    generalizedTime(property.validTo),
  )
}

function encodeSigners(list: SignerList): Uint8Array {
  if (list.kind === 'certificates') return sequence(...list.certificates.map(octetString))
  return sequence(...list.digests.map(({ type, value }) => sequence(printableString(type), octetString(value))))
}

const encodePicture = ({ type, data, width, height }: Picture): Uint8Array =>
  sequence(ia5String(type), octetString(data), integer(width), integer(height))

function encodeExtensions(extensions: readonly Extension[]): Uint8Array[] {
  if (extensions.length === 0) return []
  // DER leaves a default out: critical is written only where it is true (X.690 section 11.5).
  const list = extensions.map((e) => sequence(oid(e.oid), ...(e.critical ? [boolean(true)] : []), octetString(e.value)))
  return [explicit(0, sequence(...list))]
}

export type SealUse = {
  /** The seal's bytes: they stand in the signature as they are. */
  seal: Uint8Array
  /** The signer's. */
  certificate: Certificate
  /** SM3 of what is signed; for OFD of Signature.xml. */
  dataHash: Uint8Array
  /** What is protected; for OFD the path of Signature.xml. ASCII. */
  propertyInfo: string
  at: Date
  extensions?: readonly Extension[]
}

export type SealSigning = SealUse & {
  key: PrivateKey
  /** Asks an authority for a time stamp token on the signature value. */
  timeStamp?: (signature: Uint8Array) => Uint8Array
}

/** What is signed when a seal is used, whether it may be used or not. */
export function encodeUse({ seal, dataHash, propertyInfo, at, extensions = [] }: SealUse): Uint8Array {
  const property = ia5String(propertyInfo)
  return sequence(integer(version), seal, generalizedTime(at), bitString(dataHash), property, ...encodeExtensions(extensions))
}

/**
 * What the signer signs: for keys that live elsewhere, with `signatureFrom`. Throws a `SealError` where the seal may not
 * be used so (GB/T 38540-2020 section 7.2): not by this certificate, or not at this time.
 */
export function signatureToSign(use: SealUse): Uint8Array {
  refuseMisuse(use)
  return encodeUse(use)
}

/** The content of SignedValue.dat, from what was signed, the signature (DER) and, where there is one, a time stamp token on it. */
export function signatureFrom(signed: Uint8Array, signer: Certificate, signature: Uint8Array, timeStamp?: Uint8Array): Uint8Array {
  const stamp = timeStamp ? [explicit(0, bitString(timeStamp))] : []
  return sequence(signed, octetString(signer.der), oid(oids.sm2WithSm3), bitString(signature), ...stamp)
}

/** Signs with a seal. Gives the content of SignedValue.dat. Throws a `SealError` where the seal may not be used so. */
export function signWithSeal({ key, timeStamp, ...use }: SealSigning): Uint8Array {
  const signed = signatureToSign(use)
  const value = sign(key, signed)
  return signatureFrom(signed, use.certificate, value, timeStamp?.(value))
}

/** A seal that may not be used so; the message says why, for whoever wanted to use it. */
export class SealError extends Error {
  override name = 'SealError'
}

/** Whoever signs a thousand papers hands over the same seal: it is read once, and judged anew for each. */
const known = new WeakMap<Uint8Array, SealInfo>()

function infoOf(seal: Uint8Array): SealInfo {
  const info = known.get(seal) ?? readSeal(seal).info
  known.set(seal, info)
  return info
}

function refuseMisuse({ seal, certificate, dataHash, at }: SealUse): void {
  if (dataHash.length !== 32) throw new RangeError('The digest of what is signed has 32 bytes (SM3).')
  const info = infoOf(seal)
  const checks = [checkCertInSeal(info.signers, certificate.der), checkSealValid(info, at), checkCertificate(certificate, at)]
  for (const [verdict, reason] of checks) if (verdict !== true) throw new SealError(reason)
}
