/** How papers of a case speak of the applicant and his application. */
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import type { PaperBase } from '../../schema/paper.ts'

/** How the organ addresses the applicant, and how the applicant speaks of himself. */
export const you = (d: PaperBase): string => (d.applicant.kind === 'natural' ? '你' : '你单位')
export const we = (d: PaperBase): string => (d.applicant.kind === 'natural' ? '本人' : '本单位')

/** '“食品经营许可（新办）”申请' as the body speaks of it. */
export const application = (d: PaperBase): string => `“${d.item.name}”申请`
export const submitted = (d: PaperBase): string => `${you(d)}于${zhFullDate(d.case.submittedOn)}提交的${application(d)}`
