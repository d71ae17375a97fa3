/** The single checks, one function a step. */
import { equal, fromBase64, toLatin1 } from '../bytes.ts'
import { type Certificate, readCertificate, unarmoured } from '../certificate/certificate.ts'
import { unknownCritical } from '../certificate/extensions.ts'
import { isForged, isMismatched, isValidAt, maySign } from '../certificate/path.ts'
import { digestOfScheme, fitsKey, type PublicKeyInfo, verifyWith } from '../certificate/public-key.ts'
import { type RevocationList, revocationOf } from '../certificate/revocation.ts'
import { read } from '../der/read.ts'
import { TwoDigitYear } from '../der/time.ts'
import { canonical } from '../der/values.ts'
import { type DigestName, digest, digestNamed, digestSize, weakDigests } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import type { SealInfo, SignerList } from './schema.ts'
import type { Finding } from './steps.ts'

/** A certificate, or `undefined` where the bytes are none. */
export function tryCertificate(bytes: Uint8Array): Certificate | undefined {
  try {
    return readCertificate(bytes)
  } catch {
    return undefined
  }
}

/** Why the bytes cannot be read as what they should be, where the reason is known. */
export const twoDigitYear = '时间（GeneralizedTime）只写了两位年份，应写四位'
export const whyUnread = (error: unknown): string | undefined => (error instanceof TwoDigitYear ? twoDigitYear : undefined)

/** What a certificate that cannot be read leaves open, and why. */
export function unreadCertificate(bytes: Uint8Array): Finding {
  try {
    readCertificate(bytes)
  } catch (error) {
    const why = whyUnread(error)
    if (why) return [null, `证书里的${why}，证书无法读取`]
  }
  return [null, '证书无法读取，无法核对']
}

/** Said where key and algorithm do not belong together: nothing need be changed for that. */
export const misfit = (algorithm: string): string => `签名算法 ${algorithm} 与证书的密钥不匹配，不能据此核对`

const isWeak = (name: DigestName | undefined) => name !== undefined && weakDigests.includes(name)

/** Whether a key signed one of several things; what stands first is likeliest. */
export function checkSignature(
  key: PublicKeyInfo | undefined,
  algorithm: string,
  parts: readonly Uint8Array[],
  value: Uint8Array,
): Finding {
  if (!key) return [null, '证书无法读取，无法核对签名值']
  if (fitsKey(key, algorithm) === false) return [false, misfit(algorithm)]
  const verdicts = parts.map((part) => () => verifyWith(key, algorithm, part, value))
  let open = false
  for (const verdict of verdicts) {
    const found = verdict()
    if (found === true)
      return isWeak(digestOfScheme(algorithm)) ? [null, '签名值相符，但所用摘要算法已不安全，不能据此认定'] : [true, '签名值正确']
    open ||= found === null
  }
  return open ? [null, `此处无法核对签名算法 ${algorithm}`] : [false, '签名值不正确：签名后内容被改动，或不是该证书所签']
}

const strongDigests: readonly DigestName[] = ['sm3', 'sha256', 'sha384', 'sha512', 'sha224']

const longestSpelling = 200

/** The digest as bytes, or as base64 or hex text of them, as some makers put it. */
function spellings(hash: Uint8Array): Uint8Array[] {
  if (hash.length > longestSpelling) return [hash]
  const text = toLatin1(hash)
  const hex = /^[0-9a-f]{64,128}$/i.test(text) ? Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16)) : undefined
  return [hash, fromBase64(text), hex].filter((bytes) => bytes !== undefined)
}

/** Whether `hash` is a digest of `data`, by the signature's own digest or another that no one can collide. */
export function isDigestOf(hash: Uint8Array, data: Uint8Array, first: DigestName = 'sm3'): DigestName | undefined {
  const names = [first, ...strongDigests, ...weakDigests]
  return names.find((name) => spellings(hash).some((bytes) => bytes.length === digestSize(name) && equal(bytes, digest(name, data))))
}

export function checkDataHash(hash: Uint8Array, data: Uint8Array | undefined, algorithm = ''): Finding {
  if (!data) return [null, '没有给出被签名的原文，未核对']
  const name = isDigestOf(hash, data, digestOfScheme(algorithm))
  if (!name) return [false, '原文被改动：摘要与签名中记载的不一致']
  return isWeak(name) ? [null, '摘要一致，但所用摘要算法已不安全，不能据此认定'] : [true, '原文与签名时一致']
}

export function checkSealEqual(inside: Uint8Array, file: Uint8Array | undefined): Finding {
  if (!file) return [null, '没有单独的印章文件，不需要比对']
  if (equal(inside, file) || equal(strict(inside), strict(file))) return [true, '印章文件与签名中的印章一致']
  return [false, '印章文件与签名中的印章不一致，印章文件被替换或改动']
}

function strict(bytes: Uint8Array): Uint8Array {
  try {
    return canonical(read(bytes))
  } catch {
    return bytes
  }
}

export function checkCertInSeal(list: SignerList, certificate: Uint8Array): Finding {
  const [found, open] = list.kind === 'certificates' ? [listsCertificate(list, certificate), false] : listsDigest(list, certificate)
  if (found === 'weak') return [null, '证书摘要一致，但所用摘要算法已不安全，不能据此认定']
  if (found) return [true, '签名人证书在印章授权的证书之列']
  if (open) return [null, '印章以不认识的摘要算法登记证书，无法核对']
  return [false, '签名人证书不在印章授权的证书之列，签名人无权使用该印章']
}

type Listed = boolean | 'weak'
type Certificates = Extract<SignerList, { kind: 'certificates' }>
type Digests = Extract<SignerList, { kind: 'digests' }>

/** Some makers put digests where certificates belong; those are told by their size. */
const listsCertificate = (list: Certificates, certificate: Uint8Array): Listed =>
  list.certificates.some((bytes) => sameCertificate(bytes, certificate) || (bytes.length === 32 && isStrongDigestOf(bytes, certificate)))

function isStrongDigestOf(hash: Uint8Array, certificate: Uint8Array): boolean {
  const name = isDigestOf(hash, unarmoured(certificate))
  return name !== undefined && !isWeak(name)
}

/** Whether a digest of the certificate is on the list, and whether some digest there is of a kind nobody here knows. */
function listsDigest({ digests }: Digests, certificate: Uint8Array): [found: Listed, open: boolean] {
  const der = unarmoured(certificate)
  const kinds = digests.map(({ type, value }) => ({ name: digestNamed(type), value }))
  const hits = kinds.flatMap(({ name, value }) => {
    const hit = isDigestOf(value, der, name)
    return hit && (!name || hit === name) ? [hit] : []
  })
  const isStrong = hits.some((hit) => !isWeak(hit))
  return [isStrong || (hits.length > 0 && 'weak'), kinds.some(({ name }) => !name)]
}

/** Byte for byte (GB/T 38540-2020); DER and PEM of one certificate are the same. */
const sameCertificate = (a: Uint8Array, b: Uint8Array) => equal(a, b) || equal(unarmoured(a), unarmoured(b))

/** The day in China; what is valid without end runs to the last day of 9999. */
const day = (at: Date): string => (at.getUTCFullYear() >= 9999 ? '长期' : new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10))

const isKnown = (at: Date | undefined): at is Date => at !== undefined && !Number.isNaN(at.getTime())

export function checkSealValid(info: SealInfo, at: Date | undefined, why = '签名时间无法读取'): Finding {
  if (!isKnown(at)) return [null, `${why}，不能判断当时印章是否有效`]
  if (at < info.validFrom) return [false, `签名时印章尚未生效（${day(info.validFrom)} 起有效）`]
  if (at > info.validTo) return [false, `签名时印章已过有效期（有效期至 ${day(info.validTo)}）`]
  return [true, `签名时印章在有效期内（${day(info.validFrom)} 至 ${day(info.validTo)}）`]
}

/** `others` are the certificates that came along with it. */
export function checkCertificate(
  certificate: Certificate | undefined,
  at: Date | undefined,
  others: readonly Certificate[] = [],
  why = '签名时间无法读取',
): Finding {
  if (!certificate) return [null, '签名人证书无法读取']
  if (isMismatched(certificate, others)) return [false, `证书的签名算法 ${certificate.signatureAlgorithm.oid} 与颁发者的密钥不匹配`]
  if (isForged(certificate, others)) return [false, '签名人证书不是其颁发者所签，证书被改动或伪造']
  if (!maySign(certificate)) return [false, '签名人证书不允许用于签名']
  if (unknownCritical(certificate.extensions).length > 0 || certificate.extensions.unreadable.includes(oids.keyUsage))
    return [null, '签名人证书含有此处不认识的限制，无法判断']
  if (!isKnown(at)) return [null, `${why}，不能判断当时证书是否有效`]
  if (!isValidAt(certificate, at)) return [false, `签名时证书不在有效期内（${day(certificate.validFrom)} 至 ${day(certificate.validTo)}）`]
  return [true, `签名时证书在有效期内（${day(certificate.validFrom)} 至 ${day(certificate.validTo)}）`]
}

export function checkRevocation(
  certificate: Certificate | undefined,
  at: Date | undefined,
  lists: readonly RevocationList[],
  issuers: readonly Certificate[],
): Finding {
  if (!certificate || !isKnown(at) || lists.length === 0) return [null, '没有可用的吊销列表，未核对证书是否被吊销']
  const { revoked, entry } = revocationOf(certificate, at, lists, issuers)
  if (revoked === null) return [null, '给出的吊销列表不足以判断该证书是否被吊销']
  if (revoked) return [false, `签名人证书已于 ${day(entry!.at)} 被吊销`]
  return [true, entry ? `签名时证书未被吊销（后于 ${day(entry.at)} 吊销）` : '签名时证书未被吊销']
}
