/**
 * Acts on a case that approve the seal on their own paper. An electronic seal is used on the same approval as the physical one (江西省电子
 * 印章管理暂行办法, 赣府厅字〔2021〕61号). Where the law binds the seal to an act, whoever was entitled to the act has approved its seal
 * with it: the paper of acceptance or its refusal bears the organ's special seal (行政许可法 第三十二条第二款), the decision is given in
 * writing (第三十八条). No further approval is asked for, and none is invented: the fact in the ledger is the approval, with the name of
 * the one who acted.
 */
import type { Ctx, Recorded, SealAct } from '#kernel/module.ts'
import { findFile } from '../store/file.ts'

/** The organ that has the case. */
const organ = async (ctx: Ctx, { about }: Recorded): Promise<string | undefined> =>
  (await findFile(ctx.tx, about.slice(about.indexOf(':') + 1)))?.organ

const paper = (title: string, article: string, more: Pick<SealAct, 'grants' | 'beside'> = {}): SealAct => ({
  title,
  basis: `行政许可法${article}`,
  organ,
  ...more,
})

export const sealActs = {
  'case.submitted': paper('收件', '第三十二条第二款', { beside: ['case.assessed'] }),
  'case.received': paper('收件', '第三十二条第二款'),
  'case.pre-returned': paper('一次性告知', '第三十二条'),
  'case.supplement-requested': paper('一次性告知', '第三十二条'),
  'case.accepted': paper('受理', '第三十二条第二款'),
  'case.not-accepted': paper('不予受理', '第三十二条第二款'),
  'case.suspended': paper('特别程序告知', '第四十五条'),
  'case.resumed': paper('恢复办理', '第四十五条'),
  'case.extended': paper('延期', '第四十二条'),
  // the decision is also the approval for the licence that it grants (第三十九条)
  'case.approved': paper('准予决定', '第三十八条第一款', { grants: ['licence'] }),
  'case.refused': paper('不予决定', '第三十八条第二款'),
  'case.delivered': paper('送达', '第四十四条'),
  'case.withdrawn': paper('撤回', '第三十二条'),
  'case.terminated': paper('终止', '第三十二条'),
} satisfies Record<string, SealAct>
