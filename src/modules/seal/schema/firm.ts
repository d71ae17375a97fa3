/** Seals of firms (企业电子印章) as the firm's own people see and use them. */
import { z } from 'zod'
import { line, optional, SentFile } from './field.ts'
import type { HistoryEntry, RequestState, RequestVerb, SealSummary, SealVerb, UseRow, VerbState } from './life.ts'

/** What somebody is to a firm: its legal representative, one who keeps this seal, one it has authorised in everything or in some matters. */
export type FirmRole = 'representative' | 'keeper' | 'agent' | 'letter'

/** The kinds that a firm applies for (A8.3). */
export const firmKinds = ['official', 'contract', 'finance', 'representative'] as const
export const AskApply = z.object({ firm: z.string().max(80).optional() })
export const ApplyFirm = z.object({
  firm: line(80, '请选企业'),
  kind: z.enum(firmKinds, '请选印章的种类'),
  reason: line(500, '请写用来做什么'),
})
export type ApplyFirm = z.infer<typeof ApplyFirm>

/** What a firm's people do with its seal; checking, making and freezing are the city's. */
export const firmVerbs = ['lose', 'find', 'change', 'cancel', 'appoint', 'dismiss'] as const satisfies readonly SealVerb[]
export type FirmVerb = (typeof firmVerbs)[number]
export const AskFirmVerb = z.object({ id: z.string().max(100), verb: z.enum(firmVerbs) })
export type AskFirmVerb = z.infer<typeof AskFirmVerb>
/** `account`: whom the seal is entrusted to, by his identity number; taken back from, by his account. */
export const TakeFirmVerb = AskFirmVerb.extend({ reason: z.string().optional(), account: z.string().optional() })
export type TakeFirmVerb = z.infer<typeof TakeFirmVerb>

/** A file of one of the firm's own cases: a paper that this platform drew, or an OFD that is handed in. */
export const AskFirmUse = z.object({ id: z.string().max(100), case: optional(z.string().max(100)) })
const FirmUseFields = z.object({
  id: z.string().max(100),
  case: line(100, '请选是哪一件'),
  what: line(100, '请选要盖章的文件'),
  title: optional(z.string().trim().max(120, '最多 120 个字')),
  purpose: line(500, '请写用来做什么'),
  over: optional(z.string().trim().max(60, '最多 60 个字')),
  file: SentFile,
})
/** A file that is handed in needs its name too; this is said at once with all else that is missing. */
const withFile = (field: 'file' | 'title', message: string) => ({
  check: (asked: Partial<z.infer<typeof FirmUseFields>>) => asked.what !== 'file' || Boolean(asked[field]),
  told: { path: [field], message, when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null },
})
const [needsFile, needsTitle] = [withFile('file', '请选要盖章的文件（OFD）'), withFile('title', '请写文件叫什么')]
export const FirmUse = FirmUseFields.refine(needsFile.check, needsFile.told).refine(needsTitle.check, needsTitle.told)
export type FirmUse = z.infer<typeof FirmUse>

export const TakeFirmRequest = z.object({
  id: z.string().max(100),
  verb: z.enum(['approve', 'reject', 'withdraw']),
  opinion: z.string().optional(),
})
export type TakeFirmRequest = z.infer<typeof TakeFirmRequest>
export const AskFirmUses = z.object({ after: z.string().max(200).optional() })

export type Firm = { id: string; name: string; role: Exclude<FirmRole, 'keeper'> }
export type WaitingUse = {
  id: string
  title: string
  sealName: string
  state: RequestState
  askedName: string
  askedAt: string
  mine: boolean
}
export type FirmSealsView = {
  firms: (Firm & { seals: SealSummary[] })[]
  waiting: WaitingUse[]
}
export type ApplyView = { firms: { id: string; name: string; uscc: string; representative: string }[]; chosen: string | null }
export type FirmSealView = {
  seal: SealSummary & { uscc: string; purpose: string | null; diameter: number; reason: string | null }
  role: FirmRole
  keepers: { account: string; name: string; from: string }[]
  verbs: VerbState<SealVerb>[]
  history: HistoryEntry[]
  uses: number
  mayAsk: boolean
}
export type FirmVerbView = FirmSealView & { verb: FirmVerb }
type CaseOfUse = { id: string; no: string; itemName: string; submittedOn: string }
export type FirmUseView = {
  seal: SealSummary
  cases: CaseOfUse[]
  chosen: CaseOfUse | null
  papers: { id: string; title: string }[]
}
export type FirmRequestView = {
  request: {
    id: string
    seal: string
    sealName: string
    title: string
    purpose: string
    state: RequestState
    fileName: string
    pages: number
    /** pages to look at before deciding, from 1: the first ones, and those on which the seal stands */
    shown: number[]
    caseId: string | null
    caseNo: string | null
    documentHash: string
    resultHash: string | null
    askedName: string
    askedAt: string
    decidedName: string | null
    decidedAt: string | null
    opinion: string | null
    own: boolean
  }
  verbs: VerbState<RequestVerb>[]
  check: SealedFor['check'] | null
}
export type FirmUsesView = { rows: (UseRow & { caseId: string | null })[]; next: string | null }

/** A file of a case that bears the seal of its applicant, checked as it is now. */
export type SealedFor = {
  use: string
  title: string
  sealName: string
  at: string
  pages: number
  check: { holds: boolean; sentence: string; steps: { name: string; holds: boolean | null; sentence: string }[] }
}
