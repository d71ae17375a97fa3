/** A seal that lies beside a signature without one: its picture is shown, so it is checked as strictly as one inside. */
import { checkCertInSeal } from '../../seal/checks.ts'
import { type Finding, holds, type Steps } from '../../seal/steps.ts'
import { type SignatureReport, type Trust, trustOfMaker, verifySeal } from '../../seal/verify.ts'

const unread: Finding = [false, '印章文件不是可识别的电子印章数据，或已损坏']

/** The signature with the steps of its seal filled in. */
export function withSealBeside(report: SignatureReport, bytes: Uint8Array, at: Date | undefined, trust: Trust): SignatureReport {
  const { seal, steps: own, reasons: why } = verifySeal(bytes, at ?? new Date(Number.NaN))
  const [inSeal, inSealWhy] = seal && report.signer ? checkCertInSeal(seal.info.signers, report.signer.der) : unread
  const added = seal
    ? { sealSignature: own.sealSignature, sealValid: at === undefined ? null : own.sealValid }
    : { sealSignature: false, sealValid: null }
  const steps: Steps = { ...report.steps, ...added, certInSeal: inSeal }
  const reasons = {
    ...report.reasons,
    sealSignature: seal ? why.sealSignature : unread[1],
    sealValid: why.sealValid,
    certInSeal: inSealWhy,
  }
  const trusted = report.trusted && (seal ? trustOfMaker(seal, at, trust) : false)
  return { ...report, seal, steps, reasons, trusted, valid: report.valid && holds(steps, ['sealEqual']) }
}
