import { z } from 'zod'

const Id = z.string().min(1).max(80)
/** Everything a form page sends beside what its address says; which of it are answers, the form itself knows. */
export const loose = <S extends z.ZodRawShape>(shape: S) => z.looseObject(shape)

/** What was answered on the way here, by the ids of the item's scenarios; what does not fit is left out by the form. */
const Given = z.record(z.string().max(60), z.string().max(60)).default({})

export const StartPage = z.object({ code: Id, division: z.string().max(12).optional(), answers: Given })
export type StartPage = z.infer<typeof StartPage>

export const Start = z.object({ code: Id, division: z.string().min(6).max(12), applicant: Id, answers: Given })
export type Start = z.infer<typeof Start>

export const DraftId = z.object({ id: Id })
export type DraftId = z.infer<typeof DraftId>

export const AskQuestion = loose({ id: Id, question: Id, from: z.enum(['check']).optional() })
export type AskQuestion = z.infer<typeof AskQuestion>

export const AskMaterial = z.object({ id: Id, material: Id, from: z.enum(['check']).optional() })
export type AskMaterial = z.infer<typeof AskMaterial>

const UploadShape = z.custom<{ name: string; type: string; bytes: Uint8Array }>(
  (v) => typeof v === 'object' && v !== null && (v as { bytes?: unknown }).bytes instanceof Uint8Array,
)
const asList = (v: unknown) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v])

export const GiveMaterial = z.object({
  id: Id,
  material: Id,
  from: z.enum(['check']).optional(),
  provide: z.enum(['upload', 'later', 'paper', 'inquire']).default('upload'),
  remove: z.string().max(64).optional(),
  /** `case.code` of an earlier upload that is to be used here too */
  reuse: z.string().max(160).optional(),
  file: z.preprocess(asList, z.array(UploadShape).max(10, '一次最多传 10 个文件，其余的请再传一次')),
})
export type GiveMaterial = z.infer<typeof GiveMaterial>

export const SubmitDraft = z.object({
  id: Id,
  agree: z.preprocess((v) => v === 'on' || v === true || v === 'yes', z.literal(true, '请先勾选“以上内容真实”')),
  pledge: z.preprocess((v) => v === 'on' || v === true || v === 'yes', z.boolean()).default(false),
})
export type SubmitDraft = z.infer<typeof SubmitDraft>

export const CaseId = z.object({ id: Id, clock: z.string().max(20).optional() })
export type CaseId = z.infer<typeof CaseId>

export const Withdraw = z.object({ id: Id, reason: z.string().trim().max(500).optional() })
export type Withdraw = z.infer<typeof Withdraw>

export const Supply = z.looseObject({ id: Id, note: z.string().trim().max(2000).optional() })
export type Supply = z.infer<typeof Supply>

/** One question of the answers that are corrected; what else is sent, the form itself knows. */
export const AskFix = loose({ id: Id, question: Id })
export type AskFix = z.infer<typeof AskFix>

export const FileId = z.object({ id: Id, hash: z.string().regex(/^[0-9a-f]{64}$/, '没有这份文件') })
export type FileId = z.infer<typeof FileId>

export const LookUp = z.object({
  code: z.string().trim().max(20).default(''),
  tail: z.string().trim().max(8).default(''),
})
export type LookUp = z.infer<typeof LookUp>

export const CheckPaper = z.object({ code: z.string().trim().max(40).optional() })
export type CheckPaper = z.infer<typeof CheckPaper>
