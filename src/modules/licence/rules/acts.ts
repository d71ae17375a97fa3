/** What may happen to a licence after it was issued: one table, read by the server's check and the desk's buttons alike. */
import type { ActName, LicenceState } from '../schema/licence.ts'

type Act = {
  label: string
  from: readonly LicenceState[]
  to: LicenceState
  fact: string
  /** two people: who asks cannot grant */
  approver?: string
  article: string
}

export const acts: Record<ActName, Act> = {
  suspend: { label: '暂扣', from: ['valid'], to: 'suspended', fact: 'licence.suspended', article: '行政处罚法第九条' },
  resume: { label: '恢复', from: ['suspended'], to: 'valid', fact: 'licence.resumed', article: '行政处罚法第九条' },
  rescind: {
    label: '撤销',
    from: ['valid', 'suspended'],
    to: 'rescinded',
    fact: 'licence.rescinded',
    approver: 'licence.approve',
    article: '行政许可法第六十九条',
  },
  revoke: {
    label: '吊销',
    from: ['valid', 'suspended'],
    to: 'revoked',
    fact: 'licence.revoked',
    approver: 'licence.approve',
    article: '行政处罚法第九条',
  },
  cancel: {
    label: '注销',
    from: ['valid', 'suspended', 'expired', 'rescinded', 'revoked'],
    to: 'cancelled',
    fact: 'licence.cancelled',
    article: '行政许可法第七十条',
  },
}

/** Codes of the exchange: 01 有效 02 暂扣 03 撤销 04 注销 05 失效 07 吊销 (住建部电子证照规范). */
export const stateCodes: Record<LicenceState, { code: string; label: string }> = {
  valid: { code: '01', label: '有效' },
  suspended: { code: '02', label: '暂扣' },
  rescinded: { code: '03', label: '撤销' },
  cancelled: { code: '04', label: '注销' },
  expired: { code: '05', label: '失效' },
  revoked: { code: '07', label: '吊销' },
}

export const opensIn = (act: ActName, state: LicenceState): boolean => acts[act].from.includes(state)
