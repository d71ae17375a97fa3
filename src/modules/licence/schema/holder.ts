/** What the holder does with his licences: show, authorise, have corrected, copy; and what a checker does. */
import { z } from 'zod'

const id = z.string().min(1).max(80)

export const AskShown = z.object({ id, token: z.string().min(20).max(80) })
export type AskShown = z.infer<typeof AskShown>
export const AskScan = z.object({ token: z.string().min(20).max(80) })
export type AskScan = z.infer<typeof AskScan>
export const Scan = AskScan.extend({
  checker: z.string('请写您的单位').trim().min(2, '请写您的单位，至少 2 个字').max(60, '请写在 60 字以内'),
  purpose: z.string('请写为什么查验').trim().min(2, '请写为什么查验，至少 2 个字').max(100, '请写在 100 字以内'),
})
export type Scan = z.infer<typeof Scan>
export const AskChecked = z.object({ id })
export type AskChecked = z.infer<typeof AskChecked>
export const AskIdentifier = z.object({ identifier: z.string().trim().max(120).default('') })
export type AskIdentifier = z.infer<typeof AskIdentifier>

export const scopes = ['show', 'copy'] as const
export const scopeWords: Record<(typeof scopes)[number], string> = { show: '出示（亮码）', copy: '取加注件' }
/** A browser sends one box as a text, several as a list. */
const Scopes = z.preprocess(
  (v) => (typeof v === 'string' ? [v] : v),
  z.array(z.enum(scopes), '请勾选可以做什么').min(1, '请勾选可以做什么'),
)

export const Authorise = z.object({
  id,
  agentIdNo: z.string('请填对方的证件号码').trim().min(6, '请填对方的证件号码').max(30),
  purpose: z.string('请写明办什么用').trim().min(2, '请写明办什么用，至少 2 个字').max(100, '请写在 100 字以内'),
  scopes: Scopes,
  toOn: z.iso.date('请选到哪天为止'),
})
export type Authorise = z.infer<typeof Authorise>
export const Correct = z.object({
  id,
  text: z.string('请写明哪里不对').trim().min(4, '请写明哪里不对、应该是什么，至少 4 个字').max(500, '请写在 500 字以内'),
})
export type Correct = z.infer<typeof Correct>
export const AnswerCorrection = z.object({
  id,
  verdict: z.enum(['corrected', 'rejected'], '请选核实的结果'),
  answer: z.string('请写明答复').trim().min(4, '请写明答复，至少 4 个字').max(500, '请写在 500 字以内'),
  /** lines of the face to change: 名称=新的内容 */
  lines: z.array(z.string().trim().max(300)).max(30).optional(),
})
export type AnswerCorrection = z.infer<typeof AnswerCorrection>
export const Annotate = z.object({
  id,
  purpose: z.string('请写明办什么用').trim().min(2, '请写明办什么用，至少 2 个字').max(40, '请写在 40 字以内'),
})
export type Annotate = z.infer<typeof Annotate>

export type Correction = {
  id: string
  licence: string
  text: string
  by: string
  byName: string
  at: Date
  dueOn: string
  state: 'open' | 'corrected' | 'rejected'
  answer: string | null
  answeredAt: Date | null
}

/** One showing of a code: its token is kept as a digest. */
export type Showing = { id: string; licence: string; digest: string; by: string; at: Date; until: Date; usedAt: Date | null }

export type Authorisation = {
  id: string
  licence: string
  agent: string
  agentName: string
  purpose: string
  scopes: string[]
  fromOn: string
  toOn: string
  at: Date
  revokedAt: Date | null
}

/** A copy with a note, for one purpose and a short time. `file` is its SM3 in the store. */
export type Copy = { id: string; licence: string; purpose: string; toOn: string; file: string; byName: string; at: Date }
