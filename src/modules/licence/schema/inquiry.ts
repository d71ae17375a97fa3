/** 协查: one organ asks another what its register says, within three working days, instead of asking the citizen. */
import { z } from 'zod'

export type Inquiry = {
  id: string
  caseId: string
  material: string
  materialName: string
  holderName: string
  asking: string
  askingName: string
  division: string
  /** null until somebody says whom to ask */
  asked: string | null
  askedName: string | null
  at: Date
  dueOn: string
  state: 'open' | 'confirmed' | 'denied'
  answer: string | null
  answeredName: string | null
  answeredAt: Date | null
}

export const AnswerInquiry = z.object({
  id: z.string().min(1).max(80),
  verdict: z.enum(['confirmed', 'denied'], '请选核实的结果'),
  answer: z.string('请写明核实的情况').trim().min(4, '请写明核实的情况，至少 4 个字').max(300, '请写在 300 字以内'),
})
export type AnswerInquiry = z.infer<typeof AnswerInquiry>
export const SendInquiry = z.object({ id: z.string().min(1).max(80), organ: z.string('请选机关').min(1, '请选机关') })
export type SendInquiry = z.infer<typeof SendInquiry>
export type InquiriesView = {
  rows: (Inquiry & { lamp: 'green' | 'yellow' | 'red'; mine: boolean })[]
  organs: { value: string; label: string }[]
}
