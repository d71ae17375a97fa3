import { z } from 'zod'

/** When somebody is asked: after advice, after handing in, after the end (GB/T 39735-2020). */
export const Moment = z.enum(['consult', 'handling', 'finish'])
export type Moment = z.infer<typeof Moment>
export const moments: Record<Moment, string> = { consult: '咨询', handling: '收件办理', finish: '办结' }

/** Online one rates the item alone, in the hall the item and who served. */
export const Mode = z.enum(['online', 'offline'])
export type Mode = z.infer<typeof Mode>

export const Grade = z.coerce.number('请选一个评价').int('请选一个评价').min(1, '请选一个评价').max(5, '请选一个评价')
export const isBad = (grade: number | null | undefined): boolean => grade !== null && grade !== undefined && grade <= 2

/** By which way a rating came; the numbers are those of the exchange. */
export const ways = { web: 1, mobile: 2, qr: 3, tablet: 4, terminal: 5, sms: 6, default: 7 } as const

const Tags = z.record(z.enum(['1', '2', '3', '4', '5']), z.array(z.string().min(2).max(20)).min(1))
/** The city's rules: days in working days, tags by place and grade. */
export const Rules = z.object({
  window: z.number().int().positive(),
  followUp: z.number().int().positive(),
  defaultGrade: z.number().int().min(3).max(5),
  tags: z.object({ online: Tags, offline: Tags }),
  verify: z.array(z.string()).default([]),
})
export type Rules = z.infer<typeof Rules>

/** A service that can be rated: whose case, at which moment, who served, until which day. `parties` are those who may rate. */
export type Service = {
  id: string
  caseId: string
  moment: Moment
  mode: Mode
  item: string
  itemName: string
  organ: string
  division: string
  parties: string[]
  staff: string | null
  staffName: string | null
  servedAt: Date
  closesOn: string
  followUntilOn: string | null
  demo: boolean
}

/** One rating. `nth` is 1 first, 2 follow-up. Who gave it stands elsewhere. */
export type Rating = {
  id: string
  serviceId: string
  nth: 1 | 2
  grade: number
  staffGrade: number | null
  tags: string[]
  way: number
  isDefault: boolean
  item: string
  itemName: string
  organ: string
  division: string
  mode: Mode
  ratedAt: Date
}

const optionalGrade = z.preprocess((v) => (v === '' ? undefined : v), Grade.optional())
const list = z.preprocess((v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]), z.array(z.string().max(20)).max(40))

export const OfCase = z.object({ id: z.string().min(1).max(80), moment: Moment.optional().catch(undefined) })
export type OfCase = z.infer<typeof OfCase>

export const Rate = z.object({
  id: z.string().min(1).max(80),
  moment: Moment,
  grade: optionalGrade,
  staffGrade: optionalGrade,
  tags: list,
  text: z.string().trim().max(500, '评价写在 500 字以内').optional(),
  from: z.enum(['web', 'mobile', 'qr', 'tablet', 'terminal', 'sms']).default('web').catch('web'),
})
export type Rate = z.infer<typeof Rate>

export const ById = z.object({ id: z.string().min(1).max(80) })
export type ById = z.infer<typeof ById>

export const ReviewWords = z.object({
  id: z.string().min(1).max(80),
  show: z.preprocess((v) => (v === 'true' || v === '1' ? true : v === 'false' || v === '0' ? false : v), z.boolean('请选公开还是不公开')),
  reason: z.string().trim().max(300).optional(),
})
export type ReviewWords = z.infer<typeof ReviewWords>

export const OpenContact = z.object({
  id: z.string().min(1).max(80),
  reason: z.string().trim().min(2, '请写明为什么要联系评价人，至少 2 个字').max(200),
})
export type OpenContact = z.infer<typeof OpenContact>

export const ListRatings = z.object({
  only: z.enum(['bad']).optional(),
  organ: z.string().max(80).optional(),
  item: z.string().max(80).optional(),
  after: z.string().max(80).optional(),
})
export type ListRatings = z.infer<typeof ListRatings>

export const Public = z.object({ item: z.string().max(80).optional(), organ: z.string().max(80).optional() })
export type Public = z.infer<typeof Public>

/** Counts behind an average; `average` to one decimal, null where nobody rated. */
export type Tally = { key: string; name: string; count: number; average: number | null; good: number }

/** A rating as staff see it: the day and no moment, and the words where the database lets them be seen. `shown`: the review, null before it. */
export type Listed = Omit<Rating, 'serviceId' | 'ratedAt'> & { ratedOn: string; words: string | null; shown: boolean | null }
export type RatingList = { rows: Listed[]; next?: string }

/** One rating with what followed: its work order, the other rating of the same service, and whether it was left out of the numbers. */
export type RatingPage = {
  rating: Listed & { organName: string }
  other: Listed | null
  order: { id: string; no: string; state: string; outcome: string | null } | null
  excluded: boolean
  /** whether the rater may be called back, which is for bad ratings alone */
  contact: boolean
}

/** The words of a grade, 1 to 5. */
export const gradeWords = ['', '非常不满意', '不满意', '基本满意', '满意', '非常满意'] as const
