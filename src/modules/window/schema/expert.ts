/** Experts asked about a case, and what they answer. */
import { z } from 'zod'
import type { StoredFile } from '#kernel/case/schema.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const name = (what: string, max: number) => z.string().trim().min(2, `请填${what}`).max(max)

export const AskExperts = z.object({
  id: z.string().min(1).max(60),
  text: z.string().trim().min(10, '请写清楚要问什么，至少 10 个字').max(2_000, '问题最多 2000 个字'),
  dueOn: z.iso.date('请填哪天前答复'),
  experts: z
    .array(z.object({ name: name('专家姓名', 30), office: name('专家单位', 60) }))
    .min(1, '请至少填一位专家')
    .max(20, '一次最多问 20 位'),
  files: z.array(hash).max(50).default([]),
})
export type AskExperts = z.infer<typeof AskExperts>

export const Token = z.object({ token: z.string().regex(/^[0-9a-f]{48}$/, '这个链接不完整，请从收到的消息里重新打开') })
export type Token = z.infer<typeof Token>
export const ExpertFile = Token.extend({ hash })
export type ExpertFile = z.infer<typeof ExpertFile>

export const verdictWords = { agree: '同意', disagree: '不同意', unsure: '现有材料判断不了' } as const
export type ExpertVerdict = keyof typeof verdictWords
export const AnswerExpert = Token.extend({
  verdict: z.enum(['agree', 'disagree', 'unsure'], '请选您的意见'),
  answer: z.string().trim().min(10, '请写明理由，至少 10 个字').max(5_000, '最多 5000 个字'),
})
export type AnswerExpert = z.infer<typeof AnswerExpert>

export const SeatId = z.object({ id: z.string().min(1).max(60), seat: z.string().min(1).max(60) })
export type SeatId = z.infer<typeof SeatId>

export type SeatState = 'open' | 'answered' | 'withdrawn'
export type SeatView = {
  id: string
  name: string
  office: string
  state: SeatState
  verdict: ExpertVerdict | null
  answer: string | null
  answeredAt: string | null
}
export type QuestionView = {
  id: string
  text: string
  dueOn: string
  late: boolean
  by: string
  at: string
  files: string[]
  seats: SeatView[]
}
/** The links are told once, to the one who asked; the house keeps their digests alone. */
export type AskedExperts = { links: { name: string; link: string }[] }

export type ExpertPageView = {
  token: string
  name: string
  itemName: string
  organ: string
  /** of the matter, for the head of the page */
  division: string
  phone: string
  question: string
  due: string
  files: Pick<StoredFile, 'hash' | 'name'>[]
  state: SeatState | 'late'
  answered: { verdict: string; answer: string; at: string } | null
}
