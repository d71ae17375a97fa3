/** Checks signatures made with seals, step by step. Whatever bytes come in, a report comes out: nothing throws. */
import type { Certificate } from '../certificate/certificate.ts'
import { findPath } from '../certificate/path.ts'
import { fitsKey } from '../certificate/public-key.ts'
import type { RevocationList } from '../certificate/revocation.ts'
import { checkTimeStamp, type StampFinding } from '../timestamp/verify.ts'
import {
  checkCertInSeal,
  checkCertificate,
  checkDataHash,
  checkRevocation,
  checkSealEqual,
  checkSealValid,
  checkSignature,
  tryCertificate,
  twoDigitYear,
  unreadCertificate,
  whyUnread,
} from './checks.ts'
import { readSeal } from './read.ts'
import { readSealSignature } from './read-signature.ts'
import type { Seal, SealSignature } from './schema.ts'
import { collect, type Finding, holds, type Reasons, type Steps } from './steps.ts'

export type Trust = {
  /** Certificates the caller trusts; without them `trusted` stays `null`. */
  roots?: readonly Certificate[]
  /** Further certificates: authorities in between, or a signer's that stands nowhere in the file. */
  certificates?: readonly Certificate[]
  revocationLists?: readonly RevocationList[]
}

export type SealSignatureOptions = Trust & {
  /** What was signed: the bytes of Signature.xml. */
  data?: Uint8Array
  /** The seal that lies beside the signature: Seal.esl. */
  seal?: Uint8Array
  /** When it was signed, where the signature itself does not say. */
  claimedAt?: Date
}

export type SignatureReport = {
  /** All steps that are needed hold, and none is false. Trust in the authority is apart. */
  valid: boolean
  kind: 'seal' | 'signed-data' | 'bare' | 'unknown'
  /** 1 to 5 for signatures with a seal. */
  version: number | null
  steps: Steps
  reasons: Reasons
  /** Whether the signer's certificate, and that of whoever made the seal, lead to one of `roots`; `null` where none were given. */
  trusted: boolean | null
  /** When it was signed: by a time stamp that holds, else as the signer says. */
  signedAt: Date | null
  signer: Certificate | null
  seal: Seal | null
  propertyInfo: string | null
}

/** What cannot be read, and why where that is known. */
export function unreadable(error?: unknown, what = '签名文件不是可识别的电子签章数据'): Finding {
  const why = whyUnread(error)
  return [false, why ? `${what}：其中的${why}` : `${what}，或已损坏`]
}

export const rejected = (reason: Finding = unreadable()): SignatureReport => ({
  valid: false,
  kind: 'unknown',
  version: null,
  ...collect({ format: reason }),
  trusted: null,
  signedAt: null,
  signer: null,
  seal: null,
  propertyInfo: null,
})

export function verifySealSignature(bytes: Uint8Array, options: SealSignatureOptions = {}): SignatureReport {
  let signature: SealSignature
  try {
    signature = readSealSignature(bytes)
  } catch (error) {
    return rejected(unreadable(error))
  }
  return report(signature, options)
}

function report(signature: SealSignature, options: SealSignatureOptions): SignatureReport {
  const { seal } = signature
  const signer = tryCertificate(signature.certificate)
  const stamp = checkStamps(signature, issuersOf(options))
  const at = stamp.at ?? signature.claimedAt ?? options.claimedAt
  const why = signature.hasShortYear ? `签名${twoDigitYear}` : undefined
  const unread = signer ? undefined : unreadCertificate(signature.certificate)
  const { steps, reasons } = collect({
    format: [true, `电子签章数据格式正确（第 ${signature.version} 版）`],
    signature: unread ?? checkSignature(signer?.publicKey, signature.algorithm, signature.signedParts, signature.signature),
    dataHash: checkDataHash(signature.dataHash, options.data, signature.algorithm),
    sealEqual: checkSealEqual(seal.der, options.seal),
    certInSeal: checkCertInSeal(seal.info.signers, signature.certificate),
    sealSignature: checkSealSignature(seal),
    sealValid: checkSealValid(seal.info, at, why),
    certificate: unread ?? checkCertificate(signer, at, [], why),
    revocation: checkRevocation(signer, at, options.revocationLists ?? [], issuersOf(options)),
    timeStamp: stamp.finding,
  })
  return {
    valid: holds(steps),
    kind: 'seal',
    version: signature.version,
    steps,
    reasons,
    trusted: trustOf(stamp.authority ? [signer, stamp.authority] : [signer], at, options) && trustOfMaker(seal, at, options),
    signedAt: at ?? null,
    signer: signer ?? null,
    seal,
    propertyInfo: signature.propertyInfo,
  }
}

/** The stamp on the signature says when it was made; that on the seal, which the variant of 2026 knows, must hold besides. */
function checkStamps({ timeStamp, seal }: SealSignature, certificates: readonly Certificate[]): StampFinding {
  const own = checkTimeStamp(timeStamp, certificates)
  if (!seal.timeStamp || own.finding[0] === false) return own
  const { finding } = checkTimeStamp({ token: seal.timeStamp, stamped: [seal.signature] }, certificates)
  if (finding[0] !== true) return { ...own, finding: [finding[0], `印章上的时间戳：${finding[1]}`] }
  return timeStamp ? own : { finding: [true, '印章上的时间戳有效；签名时间以签名人所述为准'] }
}

export const issuersOf = ({ roots = [], certificates = [] }: Trust): Certificate[] => [...roots, ...certificates]

export function checkSealSignature(seal: Seal): Finding {
  const maker = tryCertificate(seal.makerCertificate)
  const [verdict, reason] = checkSignature(maker?.publicKey, seal.algorithm, seal.signedParts, seal.signature)
  if (!maker) return unreadCertificate(seal.makerCertificate)
  if (fitsKey(maker.publicKey, seal.algorithm) === false) return [false, reason]
  return [verdict, verdict === true ? '印章由制章者签名，未被改动' : verdict === false ? '印章本身的签名不正确，印章被改动或伪造' : reason]
}

/** Whether all of several certificates lead to a root; `null` where the caller trusts nobody in particular. A certificate that is not there does not. */
export function trustOf(certificates: readonly (Certificate | undefined)[], at: Date | undefined, trust: Trust): boolean | null {
  const { roots, certificates: intermediates = [] } = trust
  if (!roots || roots.length === 0) return null
  return at !== undefined && certificates.every((c) => c && findPath(c, { roots, intermediates, at }))
}

/** Whether whoever made a seal leads to a root: on the day on which it was made, for a seal may outlive its maker's certificate, or when it was used. */
export function trustOfMaker({ makerCertificate, info }: Seal, at: Date | undefined, trust: Trust): boolean | null {
  const [made, used] = [info.createdAt, at].map((moment) => trustOf([tryCertificate(makerCertificate)], moment, trust))
  return made || used!
}

type SealStep = 'format' | 'sealSignature' | 'sealValid'

export type SealReport = {
  valid: boolean
  seal: Seal | null
  steps: Pick<Steps, SealStep>
  reasons: Pick<Reasons, SealStep>
  trusted: boolean | null
}

/** Checks a seal by itself, at a time (GB/T 38540-2020 section 6.3). */
export function verifySeal(bytes: Uint8Array, at: Date, trust: Trust = {}): SealReport {
  let seal: Seal
  try {
    seal = readSeal(bytes)
  } catch (error) {
    const { steps, reasons } = collect({ format: unreadable(error, '印章文件不是可识别的电子印章数据') })
    return { valid: false, seal: null, steps, reasons, trusted: null }
  }
  const { steps, reasons } = collect({
    format: [true, '电子印章数据格式正确'],
    sealSignature: checkSealSignature(seal),
    sealValid: checkSealValid(seal.info, at),
  })
  const valid = steps.sealSignature === true && steps.sealValid === true
  return { valid, seal, steps, reasons, trusted: trustOf([tryCertificate(seal.makerCertificate)], at, trust) }
}
