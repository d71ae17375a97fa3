/**
 * Standing approvals. An electronic seal is used on the same approval as the physical one (江西省电子印章管理暂行办法, 赣府厅字
 * 〔2021〕61号). Where the law binds the seal to an act, whoever was entitled to the act has approved its seal with it: the paper
 * of acceptance or its refusal bears the organ's special seal (行政许可法 第三十二条第二款), the decision is given in writing (第三十八
 * 条), the licence bears the organ's seal (第三十九条). No further approval is asked for, and none is invented: the fact in the
 * ledger is the approval, with the name of the one who acted.
 */

type Standing = { title: string; basis: string }

const paper = (title: string, article: string): Standing => ({ title, basis: `行政许可法${article}` })
const licence = (title: string): Standing => ({ title, basis: '行政许可法第三十九条' })

/** Facts that approve the seal on their own paper. Facts of a licence come from the room that keeps licences, and name their organ. */
export const standing: Readonly<Record<string, Standing>> = {
  'case.submitted': paper('收件', '第三十二条第二款'),
  'case.received': paper('收件', '第三十二条第二款'),
  'case.pre-returned': paper('一次性告知', '第三十二条'),
  'case.supplement-requested': paper('一次性告知', '第三十二条'),
  'case.accepted': paper('受理', '第三十二条第二款'),
  'case.not-accepted': paper('不予受理', '第三十二条第二款'),
  'case.suspended': paper('特别程序告知', '第四十五条'),
  'case.resumed': paper('恢复办理', '第四十五条'),
  'case.extended': paper('延期', '第四十二条'),
  'case.approved': paper('准予决定', '第三十八条第一款'),
  'case.refused': paper('不予决定', '第三十八条第二款'),
  'case.delivered': paper('送达', '第四十四条'),
  'case.withdrawn': paper('撤回', '第三十二条'),
  'case.terminated': paper('终止', '第三十二条'),
  'licence.issued': licence('颁发证照'),
  'licence.imported': licence('历史证照入库'),
  'licence.changed': licence('变更证照'),
  'licence.annotated': licence('加注件'),
}

/** Why a use may not rely on a fact, in one word; undefined where it may. `caseOrgan` is the organ of the fact's case. */
export function whyNotStanding(
  fact: { name: string; about: string; data: Record<string, unknown> },
  asked: { subject: string; owner: string; caseOrgan?: string },
): 'no-standing' | 'other-subject' | 'other-organ' | undefined {
  if (!Object.hasOwn(standing, fact.name)) return 'no-standing'
  const aboutCase = fact.name.startsWith('case.')
  // A decision is also the approval for the licence that it grants; everything else stands for its own subject alone.
  const grants = fact.name === 'case.approved' && asked.subject.startsWith('licence:')
  if (fact.about !== asked.subject && !grants) return 'other-subject'
  return (aboutCase ? asked.caseOrgan : fact.data.organ) === asked.owner ? undefined : 'other-organ'
}
