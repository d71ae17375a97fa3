/** Tables that are taken in: what is asked, and what is answered. */
import { z } from 'zod'

/** A line that was not taken: its number in the file, the rule by its code, and the sentence that says what to mend. */
export type Rejected = { line: number; rule: string; message: string }
export type Answer = { read: number; written: number; rejected: Rejected[] }

export type Kind = { id: string; title: string; about: string; columns: readonly { title: string; needed: boolean; hint: string }[] }

export const AskTemplate = z.object({ kind: z.string().max(40) })
export type AskTemplate = z.infer<typeof AskTemplate>

const Upload = z.custom<{ name: string; type: string; bytes: Uint8Array }>(
  (value) => value !== null && typeof value === 'object' && (value as { bytes?: unknown }).bytes instanceof Uint8Array,
  '请选一个 .xlsx 或 .jsonl 文件',
)
export const CheckFile = AskTemplate.extend({ file: Upload })
export type CheckFile = z.infer<typeof CheckFile>

const day = z.iso.date('日期写成 2021-07-01')
const optional = <T extends z.ZodType>(of: T) => z.preprocess((value) => (value === '' ? undefined : value), of.optional())

export const pastResults = { approved: '准予', refused: '不予', withdrawn: '撤回', ended: '终止' } as const
export type PastResult = keyof typeof pastResults

/** One row of the register of past cases, as a table gives it. */
export const PastRow = z
  .strictObject({
    no: z.string().trim().min(3, '编号照旧系统写，至少 3 个字').max(60),
    item: z.string().trim().min(2, '事项名称至少 2 个字').max(120),
    organ: z.string().trim().min(3, '写机构标识，例如 market-990101').max(60),
    applicantName: z.string().trim().min(2, '申请人姓名或名称至少 2 个字').max(100),
    applicantNo: z.string().trim().min(4, '写身份证号码或统一社会信用代码').max(30),
    submittedOn: day,
    decidedOn: day,
    result: z.enum(Object.values(pastResults), `结果写${Object.values(pastResults).join('、')}之一`),
    licenceNo: optional(z.string().trim().max(80)),
  })
  .superRefine((row, ctx) => {
    if (row.decidedOn < row.submittedOn)
      ctx.addIssue({ code: 'custom', path: ['decidedOn'], message: '办结日期早于申请日期，请核对这两天' })
  })
export type PastRow = z.infer<typeof PastRow>

/** A past case as it is kept and shown; the number of the applicant is kept as a digest alone. */
export type PastCase = {
  id: string
  no: string
  item: string
  organ: string
  organName: string
  applicantName: string
  submittedOn: string
  decidedOn: string
  result: PastResult
  licenceNo: string | null
}

export const ListPast = z.object({ q: z.string().trim().max(60).default(''), after: z.string().max(40).optional() })
export type ListPast = z.infer<typeof ListPast>
export const Nothing = z.object({})
