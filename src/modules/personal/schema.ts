import { z } from 'zod'
import type { HeldRecord, Mending, Standing } from '#kernel/module.ts'

export const Nothing = z.object({})

/** One kind of what the city holds of a person: how much, what for, how long. */
export type Held = { title: string; why: string; kept: string; rows: number; files: number }

/** What is deleted by itself, and when. */
export type Ending = { title: string; kept: string }

/** `taken`: when he took it along before, newest first. */
export type DataShown = { name: string; held: Held[]; endings: Ending[]; taken: Date[] }

/** Closing one's account: that one has read what goes and what stays. */
export const CloseAccount = z.object({ sure: z.literal('yes', '请先读完，再勾选这一项') })
export type CloseAccount = z.infer<typeof CloseAccount>

/** What closing an account comes to: what stands against it, what goes, what stays and how long. */
export type CloseShown = { name: string; stands: Standing[]; goes: string[]; stays: { title: string; kept: string }[] }

/** How a request to correct something ended: the register corrected, the record annotated, or kept as it is. */
export type Outcome = 'corrected' | 'noted' | 'kept'

/** What can be asked of one class: how it is put right, and which of its records can be named. */
export type Asking = { class: string; title: string; by: Mending['by']; how: string; href?: string; records: readonly HeldRecord[] }

const text = (min: number, what: string) =>
  z
    .string(what)
    .trim()
    .min(min, min > 1 ? `${what}，至少 ${min} 个字` : what)
    .max(1000, '太长了，请写在 1000 字以内')

export const AskClass = z.object({ class: z.string().max(60) })
export type AskClass = z.infer<typeof AskClass>

/** Asking that something be corrected: of which class and record, what is wrong, what is right, and what shows it. */
export const AskCorrection = AskClass.extend({
  /** left out where the class has no records to name; a form that has some sends it empty where none is chosen */
  record: z.string().min(1, '请选是哪一件').max(80).optional(),
  wrong: text(2, '请写明哪里不对'),
  right: text(1, '请写明正确的是什么'),
  why: text(2, '请写明凭什么，比如身份证、户口簿'),
})
export type AskCorrection = z.infer<typeof AskCorrection>

export const CorrectionId = z.object({ id: z.string().min(1).max(80) })
export type CorrectionId = z.infer<typeof CorrectionId>

export const AnswerCorrection = CorrectionId.extend({
  outcome: z.enum(['corrected', 'noted', 'kept'], '请选核实的结果'),
  answer: text(4, '请写明核实的情况和处理的结果'),
  ground: text(4, '请写明依据，比如“个人信息保护法第四十六条”'),
  value: z.string().trim().max(200).optional(),
})
export type AnswerCorrection = z.infer<typeof AnswerCorrection>

export type Asked = { wrong: string; right: string; why: string }

/** A request as its maker and the one who answers see it. */
export type Correction = {
  id: string
  byName: string
  class: string
  title: string
  record: string | null
  recordTitle: string | null
  organ: string
  organName: string
  division: string
  askedAt: Date
  dueOn: string
  outcome: Outcome | null
  ground: string | null
  answeredName: string | null
  answeredAt: Date | null
  asked: Asked
  answer: string | null
}

export type CorrectionsShown = { name: string; classes: Asking[]; made: Correction[]; days: number }
export type CorrectShown = { asking: Asking; days: number }
/** `value`: what the answer writes into the register, where it can. */
export type CorrectionOpened = { correction: Correction; outcomes: readonly Outcome[]; value: string | null }
