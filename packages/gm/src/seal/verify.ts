/** Checks signatures made with seals, step by step. Whatever bytes come in, a report comes out: nothing throws. */
import type { Certificate } from '../certificate/certificate.ts'
import { findPath } from '../certificate/path.ts'
import type { RevocationList } from '../certificate/revocation.ts'
import { checkTimeStamp } from '../timestamp/verify.ts'
import {
  checkCertInSeal,
  checkCertificate,
  checkDataHash,
  checkRevocation,
  checkSealEqual,
  checkSealValid,
  checkSignature,
  tryCertificate,
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
  /** Whether the signer's certificate leads to one of `roots`; `null` where none were given. */
  trusted: boolean | null
  /** When it was signed: by a time stamp that holds, else as the signer says. */
  signedAt: Date | null
  signer: Certificate | null
  seal: Seal | null
  propertyInfo: string | null
}

const unreadable: Finding = [false, '签名文件不是可识别的电子签章数据，或已损坏']

export const rejected = (reason: Finding = unreadable): SignatureReport => ({
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
  } catch {
    return rejected()
  }
  return report(signature, options)
}

function report(signature: SealSignature, options: SealSignatureOptions): SignatureReport {
  const { seal } = signature
  const signer = tryCertificate(signature.certificate)
  const stamp = checkTimeStamp(signature.timeStamp, options)
  const at = stamp.at ?? signature.claimedAt ?? options.claimedAt
  const { steps, reasons } = collect({
    format: [true, `电子签章数据格式正确（第 ${signature.version} 版）`],
    signature: checkSignature(signer?.publicKey, signature.algorithm, signature.signedParts, signature.signature),
    dataHash: checkDataHash(signature.dataHash, options.data, signature.algorithm),
    sealEqual: checkSealEqual(seal.der, options.seal),
    certInSeal: checkCertInSeal(seal.info.signers, signature.certificate),
    sealSignature: checkSealSignature(seal),
    sealValid: checkSealValid(seal.info, at),
    certificate: checkCertificate(signer, at),
    revocation: checkRevocation(signer, at, options.revocationLists ?? [], issuersOf(options)),
    timeStamp: stamp.finding,
  })
  return {
    valid: holds(steps),
    kind: 'seal',
    version: signature.version,
    steps,
    reasons,
    trusted: trustOf(signer, at, options),
    signedAt: at ?? null,
    signer: signer ?? null,
    seal,
    propertyInfo: signature.propertyInfo,
  }
}

const issuersOf = ({ roots = [], certificates = [] }: Trust): Certificate[] => [...roots, ...certificates]

export function checkSealSignature(seal: Seal): Finding {
  const maker = tryCertificate(seal.makerCertificate)
  const [verdict, reason] = checkSignature(maker?.publicKey, seal.algorithm, seal.signedParts, seal.signature)
  return [verdict, verdict === true ? '印章由制章者签名，未被改动' : verdict === false ? '印章本身的签名不正确，印章被改动或伪造' : reason]
}

export function trustOf(signer: Certificate | undefined, at: Date | undefined, { roots, certificates = [] }: Trust): boolean | null {
  if (!roots || roots.length === 0) return null
  return signer !== undefined && at !== undefined && findPath(signer, { roots, intermediates: certificates, at }) !== undefined
}

export type SealReport = {
  valid: boolean
  seal: Seal | null
  steps: Pick<Steps, 'format' | 'sealSignature' | 'sealValid'>
  reasons: Pick<Reasons, 'format' | 'sealSignature' | 'sealValid'>
  trusted: boolean | null
}

/** Checks a seal by itself, at a time (GB/T 38540-2020 section 6.3). */
export function verifySeal(bytes: Uint8Array, at: Date, trust: Trust = {}): SealReport {
  let seal: Seal
  try {
    seal = readSeal(bytes)
  } catch {
    const { steps, reasons } = collect({ format: [false, '印章文件不是可识别的电子印章数据，或已损坏'] })
    return { valid: false, seal: null, steps, reasons, trusted: null }
  }
  const { steps, reasons } = collect({
    format: [true, '电子印章数据格式正确'],
    sealSignature: checkSealSignature(seal),
    sealValid: checkSealValid(seal.info, at),
  })
  const valid = steps.sealSignature === true && steps.sealValid === true
  return { valid, seal, steps, reasons, trusted: trustOf(tryCertificate(seal.makerCertificate), at, trust) }
}
