/** Certificate revocation lists (RFC 5280 section 5, GB/T 20518-2018): read, checked, and asked whether they hold a certificate. */
import { type Node, read } from '../der/read.ts'
import { asTime } from '../der/time.ts'
import { asBits, asInteger, asSequence, asSmall, is, isTagged } from '../der/values.ts'
import { oids } from '../oid.ts'
import { type AlgorithmIdentifier, type Certificate, readAlgorithm, serialText, unarmoured } from './certificate.ts'
import { type Extensions, readExtension, readExtensions } from './extensions.ts'
import { isSameName, type Name, readName } from './name.ts'
import { verifyWith } from './public-key.ts'

/** Reasons of RFC 5280 section 5.3.1 by their number. */
export const revocationReasons = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const
export type RevocationReason = NonNullable<(typeof revocationReasons)[number]>

export type Revoked = { serialNumber: string; at: Date; reason?: RevocationReason }

export type RevocationList = {
  der: Uint8Array
  tbs: Uint8Array
  issuer: Name
  issuedAt: Date
  nextAt?: Date
  revoked: Map<string, Revoked>
  signatureAlgorithm: AlgorithmIdentifier
  signature: Uint8Array
  extensions: Extensions
}

/** Lists of large authorities hold hundreds of thousands of entries of five values each. */
const limits = { nodes: 20_000_000, depth: 16 }

/** Reads DER, base64 of it, or PEM. Throws an `Asn1Error` where that is no revocation list. */
export function readRevocationList(bytes: Uint8Array): RevocationList {
  const node = read(unarmoured(bytes), limits)
  const [tbs, algorithm, signature] = asSequence(node)
  const fields = [...asSequence(tbs)]
  if (is(fields[0], 'integer')) fields.shift()
  const [, issuer, issued, ...rest] = fields
  const next = rest[0] && (is(rest[0], 'utcTime') || is(rest[0], 'generalizedTime')) ? asTime(rest.shift()) : undefined
  const entries = is(rest[0], 'sequence') ? asSequence(rest[0]).map(readRevoked) : []
  return {
    der: node.whole,
    tbs: tbs!.whole,
    issuer: readName(issuer),
    issuedAt: asTime(issued),
    ...(next ? { nextAt: next } : {}),
    revoked: new Map(entries.map((entry) => [entry.serialNumber, entry])),
    signatureAlgorithm: readAlgorithm(algorithm),
    signature: asBits(signature),
    extensions: readExtensions(rest.find((field) => isTagged(field, 0))),
  }
}

function readRevoked(node: Node): Revoked {
  const [serial, at, extensions] = asSequence(node)
  const found =
    extensions &&
    asSequence(extensions)
      .map(readExtension)
      .find((e) => e.oid === oids.crlReason)
  const reason = found ? revocationReasons[asSmall(read(found.value))] : undefined
  return { serialNumber: serialText(asInteger(serial)), at: asTime(at), ...(reason ? { reason } : {}) }
}

/** Whether the list is the authority's own; `null` where its signature cannot be checked here. */
export function isListOf(list: RevocationList, issuer: Certificate): boolean | null {
  const { keyUsage } = issuer.extensions
  if (!isSameName(list.issuer, issuer.subject) || (keyUsage && !keyUsage.includes('cRLSign'))) return false
  return verifyWith(issuer.publicKey, list.signatureAlgorithm.oid, list.tbs, list.signature, list.signatureAlgorithm.parameters)
}

/** Critical extensions that narrow a list to some certificates: of such a list silence proves nothing. */
const isWhole = ({ extensions }: RevocationList) => extensions.all.every((e) => !e.critical)

export type Revocation = { revoked: boolean | null; entry?: Revoked }

/**
 * Whether a certificate was revoked at a time. `null` where no list can tell: none of its issuer whose signature holds
 * under one of `issuers`, none young enough (`nextAt` at or after the time), or none that covers all certificates.
 */
export function revocationOf(
  certificate: Certificate,
  at: Date,
  lists: readonly RevocationList[],
  issuers: readonly Certificate[],
): Revocation {
  const own = lists.filter(
    (list) => isSameName(list.issuer, certificate.issuer) && issuers.some((issuer) => isListOf(list, issuer) === true),
  )
  for (const list of own) {
    const entry = list.revoked.get(certificate.serialNumber)
    if (entry && entry.reason !== 'removeFromCRL') return { revoked: entry.at <= at, entry }
  }
  const current = own.some((list) => isWhole(list) && (list.nextAt ?? list.issuedAt) >= at)
  return { revoked: current ? false : null }
}
