/** Writes seals and signatures as GB/T 38540-2020 has them (version 4), in DER. */

import type { Certificate } from '../certificate/certificate.ts'
import type { Extension } from '../certificate/extensions.ts'
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

/** Makes a seal: the maker signs its information. Gives the content of Seal.esl. */
export function makeSeal(content: SealContent, maker: { key: PrivateKey; certificate: Certificate }): Uint8Array {
  const info = encodeInfo(content)
  return sequence(info, octetString(maker.certificate.der), oid(oids.sm2WithSm3), bitString(sign(maker.key, info)))
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

export type SealSigning = {
  /** The seal's bytes: they stand in the signature as they are. */
  seal: Uint8Array
  key: PrivateKey
  certificate: Certificate
  /** SM3 of what is signed; for OFD of Signature.xml. */
  dataHash: Uint8Array
  /** What is protected; for OFD the path of Signature.xml. ASCII. */
  propertyInfo: string
  at: Date
  extensions?: readonly Extension[]
  /** Asks an authority for a time stamp token on the signature value. */
  timeStamp?: (signature: Uint8Array) => Uint8Array
}

/** Signs with a seal. Gives the content of SignedValue.dat. */
export function signWithSeal(signing: SealSigning): Uint8Array {
  const { seal, key, certificate, dataHash, propertyInfo, at, extensions = [], timeStamp } = signing
  const toSign = sequence(
    integer(version),
    seal,
    generalizedTime(at),
    bitString(dataHash),
    ia5String(propertyInfo),
    ...encodeExtensions(extensions),
  )
  const value = sign(key, toSign)
  const stamp = timeStamp ? [explicit(0, bitString(timeStamp(value)))] : []
  return sequence(toSign, octetString(certificate.der), oid(oids.sm2WithSm3), bitString(value), ...stamp)
}
