/** Checks signatures without a seal: SignedData over a file, and bare SM2 values. Nothing throws. */
import { equal, fromBase64, toLatin1 } from '../bytes.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { isAuthority, maySign } from '../certificate/path.ts'
import { fitsKey, verifyWith } from '../certificate/public-key.ts'
import { readRevocationList } from '../certificate/revocation.ts'
import { digest, digestNamed, weakDigests } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { checkCertificate, checkRevocation, misfit, twoDigitYear } from '../seal/checks.ts'
import { collect, type Finding, holds, type Step } from '../seal/steps.ts'
import { issuersOf, rejected, type SealSignatureOptions, type SignatureReport, trustOf, unreadable } from '../seal/verify.ts'
import { readings } from '../sm2/signature.ts'
import { checkTimeStamp, type StampFinding } from '../timestamp/verify.ts'
import { readSignedData, type SignedData, type SignerInfo } from './read.ts'
import { certificatesOf, hasShortSigningYear, hasShortYear, messageDigestOf, signerOf, signingTimeOf, verifySigner } from './verify.ts'

const noSeal: Finding = [null, '签名不带印章，此项不适用']
export const sealSteps: readonly Step[] = ['sealEqual', 'certInSeal', 'sealSignature', 'sealValid']
export const withoutSeal = Object.fromEntries(sealSteps.map((name) => [name, noSeal]))

export type Options = Omit<SealSignatureOptions, 'seal'>

/** What SignedData may carry as its content when it signs `data`: the data, its digest, or that digest as base64. */
function isContentFor(content: Uint8Array, data: Uint8Array, hash: Uint8Array): boolean {
  const decoded = fromBase64(toLatin1(content))
  return equal(content, data) || equal(content, hash) || (decoded !== undefined && equal(decoded, hash))
}

/** Whether the signer's content is `data`; the signature then binds signer and content (GB/T 35275-2017 section 8). */
function checkContent(info: SignerInfo, { content }: SignedData, data: Uint8Array | undefined): Finding {
  if (!data) return [null, '没有给出被签名的原文，未核对']
  const name = digestNamed(info.digestAlgorithm)
  if (!name) return [null, '此处不认识签名所用的摘要算法']
  const changed: Finding = [false, '原文被改动：摘要与签名中记载的不一致']
  const hash = digest(name, data)
  if (content && !isContentFor(content, data, hash)) return changed
  if (info.signedAttributes) {
    const attribute = messageDigestOf(info)
    // By CMS the attribute is the digest of the content; makers who sign a digest as content put that digest itself.
    const allowed = content ? [hash, digest(name, content)] : [hash, digest(name, hash)]
    if (!attribute || !allowed.some((bytes) => equal(bytes, attribute))) return changed
  }
  return weakDigests.includes(name) ? [null, '摘要一致，但所用摘要算法已不安全，不能据此认定'] : [true, '原文与签名时一致']
}

const whyMissing = (signedData: SignedData): string =>
  hasShortYear(signedData) ? `签名人证书里的${twoDigitYear}，证书无法读取` : '签名中没有签名人证书'

type SignerReport = Partial<Record<Step, Finding>> & { certificateFound?: Certificate; at?: Date; authority?: Certificate }

function checkValue(info: SignerInfo, signer: Certificate | undefined, signedData: SignedData, data: Uint8Array | undefined): Finding {
  const { content } = signedData
  if (!signer) return [null, `${whyMissing(signedData)}，无法核对签名值`]
  if (fitsKey(signer.publicKey, info.signatureAlgorithm) === false) return [false, misfit(info.signatureAlgorithm)]
  const name = digestNamed(info.digestAlgorithm)
  const contents = content ? [content] : data ? [data, ...(name ? [digest(name, data)] : [])] : []
  if (contents.length === 0 && !info.signedAttributes) return [null, '没有给出被签名的原文，无法核对签名值']
  const verdict = verifySigner(info, signer, contents)
  if (verdict === null) return [null, `此处无法核对签名算法 ${info.signatureAlgorithm}`]
  return verdict ? [true, '签名值正确'] : [false, '签名值不正确：签名后内容被改动，或不是该证书所签']
}

/** Where neither content nor digest came along, a value that does not hold says not whether it was the data that changed. */
const unrecorded: Finding = [null, '签名里没有记载原文的摘要，原文是否一致由签名值决定']

function stampOn(info: SignerInfo, certificates: readonly Certificate[]): StampFinding {
  const [token] = info.unsignedAttributes?.values.get(oids.timeStampToken) ?? []
  return checkTimeStamp(token && { token: token.whole, stamped: [info.signature] }, certificates)
}

function reportSigner(info: SignerInfo, signedData: SignedData, options: Options): SignerReport {
  const certificates = [...certificatesOf(signedData), ...(options.certificates ?? []), ...(options.roots ?? [])]
  const signer = signerOf(info, certificates)
  const stamp = stampOn(info, certificates)
  const at = stamp.at ?? signingTimeOf(info) ?? options.claimedAt
  const why = hasShortSigningYear(info) ? `签名${twoDigitYear}` : undefined
  const lists = [...(options.revocationLists ?? []), ...listsOf(signedData)]
  const isRecorded = signedData.content !== undefined || info.signedAttributes !== undefined
  const signature = safely(() => checkValue(info, signer, signedData, options.data))
  return {
    signature,
    dataHash: isRecorded || signature[0] ? checkContent(info, signedData, options.data) : unrecorded,
    certificate: signer ? checkCertificate(signer, at, certificatesOf(signedData), why) : [null, `${whyMissing(signedData)}，无法判断`],
    revocation: checkRevocation(signer, at, lists, [...issuersOf(options), ...certificates]),
    timeStamp: stamp.finding,
    ...(signer ? { certificateFound: signer } : {}),
    ...(at ? { at } : {}),
    ...(stamp.authority ? { authority: stamp.authority } : {}),
  }
}

/** Attributes that cannot be read make a signature that cannot be right. */
function safely(check: () => Finding): Finding {
  try {
    return check()
  } catch {
    return [false, '签名属性无法读取']
  }
}

function listsOf({ revocationLists }: SignedData) {
  return revocationLists.flatMap((bytes) => {
    try {
      return readRevocationList(bytes)
    } catch {
      return []
    }
  })
}

/** A signature by several counts as its weakest. */
function weakest(reports: readonly SignerReport[], step: Step): Finding {
  const findings = reports.map((report) => report[step]!)
  return findings.find(([verdict]) => verdict === false) ?? findings.find(([verdict]) => verdict === null) ?? findings[0]!
}

const ownSteps: readonly Step[] = ['signature', 'dataHash', 'certificate', 'revocation', 'timeStamp']

export function verifySignedData(bytes: Uint8Array, options: Options = {}): SignatureReport {
  let signedData: SignedData
  let reports: SignerReport[]
  try {
    signedData = readSignedData(bytes)
    reports = signedData.signers.map((info) => reportSigner(info, signedData, options))
  } catch (error) {
    return rejected(unreadable(error))
  }
  if (reports.length === 0) return rejected([false, '签名数据里没有签名人'])
  const { steps, reasons } = collect({
    format: [true, signedData.family === 'gm' ? '签名数据格式正确（GB/T 35275）' : '签名数据格式正确（CMS）'],
    ...Object.fromEntries(ownSteps.map((step) => [step, weakest(reports, step)])),
    ...withoutSeal,
  })
  const trusts = reports.map((r) =>
    trustOf(r.authority ? [r.certificateFound, r.authority] : [r.certificateFound], r.at, {
      ...options,
      certificates: pool(signedData, options),
    }),
  )
  return {
    valid: holds(steps, sealSteps),
    kind: 'signed-data',
    version: null,
    steps,
    reasons,
    trusted: trusts.includes(false) ? false : trusts[0]!,
    signedAt: reports[0]!.at ?? null,
    signer: reports[0]!.certificateFound ?? null,
    seal: null,
    propertyInfo: null,
  }
}

const pool = (signedData: SignedData, { certificates = [] }: Options): Certificate[] => [...certificates, ...certificatesOf(signedData)]

/** A bare value is the signer's over the data or over their digest. */
function findBareSigner(bytes: Uint8Array, { data, certificates = [], roots = [] }: Options): { signer?: Certificate; finding: Finding } {
  const candidates = [...certificates, ...roots].filter((c) => c.publicKey.kind === 'sm2' && maySign(c) && !isAuthority(c))
  if (candidates.length === 0 || !data) return { finding: [null, '签名值之外没有证书或原文，无法核对'] }
  const parts = [data, digest('sm3', data)]
  const signer = candidates.find((c) => parts.some((part) => verifyWith(c.publicKey, oids.sm2WithSm3, part, bytes) === true))
  return signer ? { signer, finding: [true, '签名值正确'] } : { finding: [false, '签名值不正确，或不是所给证书所签'] }
}

function bareFindings({ signer, finding }: ReturnType<typeof findBareSigner>, options: Options): Partial<Record<Step, Finding>> {
  const { claimedAt, revocationLists = [] } = options
  return {
    format: [true, '只有签名值，没有证书'],
    signature: finding,
    dataHash: signer ? [true, '原文与签名时一致'] : [null, '只有签名值，原文是否一致由签名值决定'],
    certificate: signer ? checkCertificate(signer, claimedAt) : [null, '不知道签名人证书，无法判断'],
    revocation: checkRevocation(signer, claimedAt, revocationLists, issuersOf(options)),
    timeStamp: [null, '没有时间戳'],
    ...withoutSeal,
  }
}

/** A bare SM2 value says nothing of its signer: it is checked against the signers' certificates that are given. */
export function verifyBareSignature(bytes: Uint8Array, options: Options = {}): SignatureReport {
  if (readings(bytes).length === 0) return rejected()
  const found = findBareSigner(bytes, options)
  const { steps, reasons } = collect(bareFindings(found, options))
  return {
    valid: holds(steps, sealSteps),
    kind: 'bare',
    version: null,
    steps,
    reasons,
    trusted: found.signer ? trustOf([found.signer], options.claimedAt, options) : null,
    signedAt: options.claimedAt ?? null,
    signer: found.signer ?? null,
    seal: null,
    propertyInfo: null,
  }
}
