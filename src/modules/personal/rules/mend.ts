/** What a request to correct personal information can come to, by how its class is put right. */
import type { Mending } from '#kernel/module.ts'
import type { Outcome } from '../schema.ts'

export const outcomes: Record<Outcome, { label: string; hint: string }> = {
  corrected: { label: '已更正', hint: '查实有误，登记已经改过来' },
  noted: { label: '原文不改，已加注', hint: '查实有误；原来的记录是档案，不改，在旁边写明正确的' },
  kept: { label: '不更正', hint: '查实没有错，或者依法不能改；要写明理由' },
}

/** A register is corrected; what was written when something was decided is annotated and never changed (档案法). */
export const outcomesOf = ({ by }: Pick<Mending, 'by'>): readonly Outcome[] => (by === 'note' ? ['noted', 'kept'] : ['corrected', 'kept'])

/** The Law gives no days; where a city sets none it is fifteen working days, the most of 《App违法违规收集使用个人信息行为认定方法》第六条. */
export const usualDays = 15
