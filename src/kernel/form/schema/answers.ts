import { z } from 'zod'

export type AnswerScalar = string | number | boolean
export type AnswerGroup = Record<string, AnswerScalar>[]
export type Answer = AnswerScalar | string[] | AnswerGroup
/** Answers by field name. Money in fen, days as 'YYYY-MM-DD', choices by value. */
export type Answers = Record<string, Answer>

const Scalar = z.union([z.string(), z.number(), z.boolean()])
export const Answer = z.union([Scalar, z.array(z.string()), z.array(z.record(z.string(), Scalar))])

/** What a person has typed so far. Answers of questions that are hidden now stay in it, and are left out when it is sent. */
export const Draft = z.object({
  answers: z.record(z.string(), Answer).default({}),
  /** fields whose known value the person has looked at and kept */
  confirmed: z.array(z.string()).default([]),
  /** questions that were saved at least once, so that one of optional fields alone counts as done */
  seen: z.array(z.string()).default([]),
  /** by question, the window that wrote it last */
  writers: z.record(z.string(), z.string()).optional(),
})
export type Draft = z.infer<typeof Draft>

export const emptyDraft: Draft = { answers: {}, confirmed: [], seen: [] }

/** A value the house has: from where, since when, and how to say so. */
export type Sourced = {
  value: Answer /** account, register:…, licence:… as the element lists it */
  kind?: string /** 营业执照 */
  from: string
  at?: string /** 2023-04-12 签发 */
  note?: string
}

/** What the house knows for a field: value, source, whether the person has still to look at it, and whether he typed something else. */
export type Filled = {
  value: Answer
  source: { from: string; at?: string; note?: string }
  confirm: boolean
  fixed: boolean
  typed: boolean
}
export type Known = Readonly<Record<string, Filled>>

/** One field to correct: its name (`shareholders[0][name]` inside a group) and the sentence that says how. */
export type FieldError = { field: string; sentence: string }
