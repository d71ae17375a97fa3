import type { Kind } from '../schema.ts'

/** What each kind is called and on what duty it is published. Periods for objections come with each publication: other rooms know their own rules. */
export const kinds: Record<Kind, { label: string; basis: string }> = {
  licence: {
    label: '行政许可公示',
    basis: '行政许可法第四十条；作出决定之日起 7 个工作日内公开（发改办财金〔2018〕424 号“双公示”）',
  },
  payout: { label: '惠企资金兑付公示', basis: '政府信息公开条例第二十条' },
  selection: { label: '中介选取结果公示', basis: '政府信息公开条例第二十条' },
  rating: { label: '示范大厅评定公示', basis: '政府信息公开条例第二十条' },
}

/** 双公示 (A5.5): within 7 working days of the decision; the house asks the same of every kind. */
export const publishWithin = 7

/** An objection is answered within 5 working days of its day; a rule of this house. */
export const answerWithin = 5
