/** Whether a certificate may be relied on: at a time, for a use, up to an authority that the caller trusts (RFC 5280 section 6). */
import { equal } from '../bytes.ts'
import { weakDigests } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { verify } from '../sm2/sm2.ts'
import type { Certificate } from './certificate.ts'
import { unknownCritical } from './extensions.ts'
import { isSameName } from './name.ts'
import { digestOfScheme, fitsKey, verifyWith } from './public-key.ts'

export const isValidAt = (c: Certificate, at: Date): boolean => at >= c.validFrom && at <= c.validTo

/** Whether the certificate lets its key sign documents. One that does not restrict its key lets it do all. */
export function maySign({ extensions: { keyUsage } }: Certificate): boolean {
  return !keyUsage || keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation')
}

/** Whether the certificate is an authority's. Certificates before version 3 cannot say so, and are believed as roots only. */
export function isAuthority({ extensions: { basicConstraints, keyUsage, unreadable } }: Certificate): boolean {
  const maySignCertificates = keyUsage ? keyUsage.includes('keyCertSign') : !unreadable.includes(oids.keyUsage)
  return basicConstraints?.isAuthority === true && maySignCertificates
}

/** Whether `issuer` signed `certificate`: name and signature; `null` where the signature cannot be checked here. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean | null {
  if (!isSameName(certificate.issuer, issuer.subject)) return false
  const { signatureAlgorithm: algorithm, tbs, signature } = certificate
  return verifyWith(issuer.publicKey, algorithm.oid, tbs, signature, algorithm.parameters)
}

/** Some tools sign certificates with no identity: that lends no trust, but is no forgery either. */
function mayHaveSigned(issuer: Certificate, certificate: Certificate): boolean {
  const { publicKey } = issuer
  if (digestOfScheme(certificate.signatureAlgorithm.oid) === undefined || isIssuedBy(certificate, issuer) !== false) return true
  return publicKey.kind === 'sm2' && verify(publicKey.key, certificate.tbs, certificate.signature, { userId: new Uint8Array() })
}

const fitsKeyId = (
  { extensions: { authorityKeyIdentifier: wanted } }: Certificate,
  { extensions: { subjectKeyIdentifier: own } }: Certificate,
) => wanted === undefined || own === undefined || wanted === own

const issuersAmong = (certificate: Certificate, others: readonly Certificate[]): Certificate[] =>
  [certificate, ...others].filter((c) => isSameName(certificate.issuer, c.subject) && fitsKeyId(certificate, c))

/** Whether a certificate says to be signed by an algorithm that is for none of its issuers' keys. */
export function isMismatched(certificate: Certificate, others: readonly Certificate[]): boolean {
  const issuers = issuersAmong(certificate, others)
  return issuers.length > 0 && issuers.every(({ publicKey }) => fitsKey(publicKey, certificate.signatureAlgorithm.oid) === false)
}

/** Whether a certificate shows itself to be changed: others at hand, or it itself, bear its issuer's name, and none of them signed it. */
export function isForged(certificate: Certificate, others: readonly Certificate[]): boolean {
  const issuers = issuersAmong(certificate, others)
  return issuers.length > 0 && !issuers.some((issuer) => mayHaveSigned(issuer, certificate))
}

export type PathOptions = {
  /** Certificates that are trusted as they are. */
  roots: readonly Certificate[]
  /** Further certificates that a path may go through. */
  intermediates?: readonly Certificate[]
  at: Date
}

const longestPath = 8

/** The path from a certificate to a root, the root last; `undefined` where there is none that holds at the time. */
export function findPath(certificate: Certificate, options: PathOptions): Certificate[] | undefined {
  return climb([certificate], options)
}

function climb(path: readonly Certificate[], options: PathOptions): Certificate[] | undefined {
  const top = path.at(-1)!
  if (!holds(top, options.at)) return undefined
  if (options.roots.some((root) => equal(root.der, top.der))) return [...path]
  if (path.length >= longestPath) return undefined
  for (const issuer of [...options.roots, ...(options.intermediates ?? [])]) {
    if (path.includes(issuer) || !mayIssue(issuer, path.length, options) || !isFirmlyIssuedBy(top, issuer)) continue
    const found = climb([...path, issuer], options)
    if (found) return found
  }
  return undefined
}

/** Issued with a digest that nobody can collide: under SHA-1 or MD5 an authority may have signed another certificate than it saw. */
function isFirmlyIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  const name = digestOfScheme(certificate.signatureAlgorithm.oid)
  return (name === undefined || !weakDigests.includes(name)) && isIssuedBy(certificate, issuer) === true
}

/** What every certificate of a path must be, whatever its place. */
const holds = (c: Certificate, at: Date) => isValidAt(c, at) && unknownCritical(c.extensions).length === 0

/** `below` counts the certificates beneath the issuer; the last of them is not counted by pathLenConstraint (section 4.2.1.9). */
function mayIssue(issuer: Certificate, below: number, { roots }: PathOptions): boolean {
  const isOldRoot = issuer.version < 3 && roots.includes(issuer)
  const limit = issuer.extensions.basicConstraints?.pathLength
  return (isAuthority(issuer) || isOldRoot) && (limit === undefined || below - 1 <= limit)
}
