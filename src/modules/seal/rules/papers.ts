/**
 * Which seal a paper of a case bears: a decision that of the organ itself (行政许可法 第三十八条, GB/T 9704-2012 7.3.5), everything on
 * the way to it the organ's special one (第三十二条第二款 “加盖本行政机关专用印章”). What the applicant signs bears none.
 */
import type { PaperKind } from '#kernel/document/schema.ts'
import type { SealKind } from '../schema/seal.ts'

const official: readonly PaperKind[] = ['approval', 'refusal']
const byApplicant: readonly PaperKind[] = ['tolerancePledge', 'commitment']
/** Of these the organ seals none: the applicant alone signs. */
const unsealed: readonly PaperKind[] = ['tolerancePledge']

/** Papers that the applicant signs, and may seal with a seal of his own. */
export const signedByApplicant = (kind: string): boolean => (byApplicant as readonly string[]).includes(kind)

/** The kinds that fit, the fitting one first: an organ that has but one seal uses that. */
export function sealsFor(kind: PaperKind): readonly SealKind[] {
  if (unsealed.includes(kind)) return []
  return official.includes(kind) ? ['official', 'business'] : ['business', 'official']
}
