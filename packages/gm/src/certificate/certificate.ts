/** Reads X.509 certificates (RFC 5280, GB/T 20518-2018): those of SM2 as well as RSA and ECDSA ones, which old seals still carry. */
import { fromBase64, fromHex, toBase64, toLatin1 } from '../bytes.ts'
import { Asn1Error, type Node, read } from '../der/read.ts'
import { asTime } from '../der/time.ts'
import { asBits, asInteger, asOid, asSequence, inside, isTagged } from '../der/values.ts'
import { type Extensions, readExtensions } from './extensions.ts'
import { type Name, readName } from './name.ts'
import { type PublicKeyInfo, readPublicKey } from './public-key.ts'

export type AlgorithmIdentifier = { oid: string; parameters: Node | undefined; der: Uint8Array }

export type Certificate = {
  /** The certificate as it stands in the file. */
  der: Uint8Array
  /** What its issuer signed. */
  tbs: Uint8Array
  version: number
  /** Upper-case hex without leading zeros. */
  serialNumber: string
  issuer: Name
  subject: Name
  validFrom: Date
  validTo: Date
  publicKey: PublicKeyInfo
  signatureAlgorithm: AlgorithmIdentifier
  signature: Uint8Array
  extensions: Extensions
}

export function readAlgorithm(node: Node | undefined): AlgorithmIdentifier {
  const [id, parameters] = asSequence(node)
  return { oid: asOid(id), parameters, der: node!.whole }
}

/** Hex without leading zeros, upper case: how serial numbers are compared and shown. */
export const serialText = (value: bigint): string => value.toString(16).toUpperCase()

/** Reads DER, base64 of it, or PEM. Throws an `Asn1Error` where that is no certificate. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const node = read(unarmoured(bytes))
  const [tbs, algorithm, signature] = asSequence(node)
  const fields = [...asSequence(tbs)]
  const version = isTagged(fields[0], 0) ? Number(asInteger(inside(fields.shift()!))) + 1 : 1
  const [serial, inner, issuer, validity, subject, spki, ...optional] = fields
  const signatureAlgorithm = readAlgorithm(algorithm)
  // Both places must agree, or an attacker chooses how the signature is read (RFC 5280 section 4.1.1.2).
  if (readAlgorithm(inner).oid !== signatureAlgorithm.oid) throw new Asn1Error('A certificate names two signature algorithms.')
  const [from, to] = asSequence(validity)
  return {
    der: node.whole,
    tbs: tbs!.whole,
    version,
    serialNumber: serialText(asInteger(serial)),
    issuer: readName(issuer),
    subject: readName(subject),
    validFrom: asTime(from),
    validTo: asTime(to),
    publicKey: readPublicKey(spki),
    signatureAlgorithm,
    signature: asBits(signature),
    extensions: readExtensions(optional.find((field) => isTagged(field, 3))),
  }
}

const armour = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/

/** The bytes inside PEM or base64; bytes that are neither come back as they are. */
export function unarmoured(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x30 && bytes[1] !== undefined && !isPrintable(bytes)) return bytes
  const text = toLatin1(bytes)
  const plain = text.replace(/\s+/g, '')
  // 30: a sequence, as all that is armoured is one
  if (/^30([0-9a-f]{2})+$/i.test(plain)) return fromHex(plain)
  return fromBase64(armour.exec(text)?.[2] ?? text) ?? bytes
}

const isPrintable = (bytes: Uint8Array) => bytes.subarray(0, 64).every((byte) => byte < 127)

/** All blocks of one label in a PEM file. */
export function readPem(text: string, label: string): Uint8Array[] {
  return [...text.matchAll(new RegExp(armour, 'g'))].flatMap(([, found, body]) =>
    found === label ? [fromBase64(body!) ?? []] : [],
  ) as Uint8Array[]
}

/** RFC 7468: lines of 64 characters. */
export function writePem(label: string, der: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${toBase64(der).replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`
}
