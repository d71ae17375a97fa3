/** The periods that the licensing law sets (行政许可法, 2019), and what follows from comparing a promise with them. */
import type { Limit, Standing } from '../schema.ts'

const wd = (amount: number, article: string, kind: Limit['kind'] = 'statutory'): Limit => ({
  amount,
  unit: 'workday',
  kind,
  basis: `行政许可法${article}`,
})

/** Periods by the law's own occasions. An extension is an amount to add, with the approval that its article asks for. */
export const statutory = {
  /** say what is missing, all at once, or have accepted */
  notice: wd(5, '第三十二条', 'notice'),
  decision: wd(20, '第四十二条'),
  /** 统一办理、联合办理、集中办理 */
  jointDecision: wd(45, '第四十二条'),
  /** the lower organ examines before it reports up */
  lowerExamination: wd(20, '第四十三条'),
  delivery: wd(10, '第四十四条', 'delivery'),
  hearingRequest: wd(5, '第四十七条'),
  hearing: wd(20, '第四十七条'),
} satisfies Record<string, Limit>

/** How far the decision may be put off once: by the head of the organ, or for joint handling by the head of the government. */
export const extension = { decision: 10, jointDecision: 15 } as const

const oneRoll = { rollBasis: '民法典第二百零三条' }

/** A period of calendar days whose last day moves on from a day off. */
export const calendarDays = (amount: number, basis: string, kind?: Limit['kind']): Limit => ({
  amount,
  unit: 'calendarDay',
  basis,
  kind,
  ...oneRoll,
})

/** Days only whole or half; undefined, or the sentence for whoever writes the item. */
export function checkLimit(limit: Limit): string | undefined {
  const hours = limit.unit === 'hour' || limit.unit === 'workhour'
  if (!hours && (limit.amount * 2) % 1 !== 0) return '按天算的期限只能写整天或半天，例如 5 或 0.5'
  return undefined
}

const clash = '承诺时限和法定时限要用同一种单位，才能比较'

/** A promise is never longer than the law allows. Undefined, or the sentence for whoever writes the item. */
export function checkPromise(promise: Limit, legal: Limit): string | undefined {
  if (promise.unit !== legal.unit) return clash
  if (promise.amount > legal.amount) return `承诺时限 ${promise.amount} 不能比法定时限 ${legal.amount} 长，请改成不超过 ${legal.amount}`
  return undefined
}

/** 压缩比 (legal − promise) / legal, 0 to 1; undefined where the law sets no time or counts in another unit. On the spot is 1. */
export function compression(promise: Limit, legal: Limit): number | undefined {
  if (promise.unit !== legal.unit || legal.amount === 0) return undefined
  return (legal.amount - promise.amount) / legal.amount
}

/**
 * The day on which silence has accepted an application: where the notice clock ran out unanswered, the day of receipt
 * (行政许可法 第三十二条第一款第四项); undefined while there is still time or an answer was given in time.
 */
export const deemedAcceptedOn = (notice: Standing): string | undefined => (notice.overdue ? notice.startedOn : undefined)
