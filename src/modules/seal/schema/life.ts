/** What people do with seals at the desk: the verbs of a seal and of a request, what each asks, and what the pages are given. */
import { z } from 'zod'
import { Day, line, Millimetre, optional, SentFile } from './field.ts'
import type { OwnerKind, SealKind, SealStatus } from './seal.ts'

const Reason = z.object({ reason: line(500, '请写明理由') })

export const SealVerb = z.enum(['check', 'reject', 'make', 'lose', 'find', 'freeze', 'unfreeze', 'change', 'cancel', 'appoint', 'dismiss'])
export type SealVerb = z.infer<typeof SealVerb>

/** What each verb asks. `identity`: what was compared to know who applies; `account`: whom a seal is entrusted to. */
export const sealInputs = {
  check: z.object({ identity: line(300, '请写核对了什么') }),
  reject: Reason,
  make: z.object({ validTo: Day }),
  lose: Reason,
  find: Reason,
  freeze: Reason,
  unfreeze: Reason,
  change: Reason,
  cancel: Reason,
  appoint: z.object({ account: line(100, '请填是谁') }),
  dismiss: z.object({ account: line(100, '请填是谁'), reason: line(500, '请写明理由') }),
} satisfies Record<SealVerb, z.ZodType>

export const ById = z.object({ id: z.string().max(100) })
export const TakeSeal = z.object({ id: z.string().max(100), verb: SealVerb, input: z.record(z.string(), z.unknown()).default({}) })
export type TakeSeal = z.infer<typeof TakeSeal>

/** An application of an organ. `person`: whose name stands on a square seal; `powerOf`: whose powers a 2号章 stamps. */
export const ApplySeal = z.object({
  organ: line(100, '请选单位'),
  kind: z.enum(['official', 'business', 'contract', 'finance', 'representative', 'office', 'delegated'], '请选印章的种类'),
  person: optional(z.string().trim().max(20)),
  powerOf: optional(z.string().max(100)),
  reason: line(500, '请写明理由'),
})
export type ApplySeal = z.infer<typeof ApplySeal>

/** What a file to be sealed comes with: where the seal goes is told in one of three ways. */
export const AskUse = z.object({
  seal: z.string().max(100),
  title: line(120, '请写文件叫什么'),
  purpose: line(500, '请写用途'),
  caseNo: optional(z.string().trim().max(60)),
  where: z.enum(['text', 'page', 'across'], '请选盖在哪里'),
  text: optional(z.string().trim().max(60)),
  page: optional(z.coerce.number().int().min(1, '页码从 1 开始').max(100_000)),
  x: optional(Millimetre),
  y: optional(Millimetre),
  top: optional(Millimetre),
  file: SentFile,
})
export type AskUse = z.infer<typeof AskUse>

export const RequestVerb = z.enum(['approve', 'reject', 'withdraw', 'stamp'])
export type RequestVerb = z.infer<typeof RequestVerb>
export const requestInputs = {
  approve: z.object({ opinion: line(500, '请写意见') }),
  reject: z.object({ opinion: line(500, '请写意见') }),
  withdraw: z.object({}),
  stamp: z.object({}),
} satisfies Record<RequestVerb, z.ZodType>
export const TakeRequest = z.object({ id: z.string().max(100), verb: RequestVerb, input: z.record(z.string(), z.unknown()).default({}) })
export type TakeRequest = z.infer<typeof TakeRequest>

export const ListSeals = z.object({
  show: z.enum(['', 'valid', 'open', 'ended']).default(''),
  after: z.string().max(200).optional(),
})
export type ListSeals = z.infer<typeof ListSeals>
export const ListRequests = z.object({
  show: z.enum(['', 'mine', 'done']).default(''),
  after: z.string().max(200).optional(),
})
export type ListRequests = z.infer<typeof ListRequests>
/** Uses are found by a word of the title, by the beginning of a digest, by the seal, and by days. */
export const ListUses = z.object({
  q: z.string().trim().max(100).optional(),
  seal: z.string().max(100).optional(),
  from: optional(Day),
  to: optional(Day),
  after: z.string().max(200).optional(),
})
export type ListUses = z.infer<typeof ListUses>

/** What may be done now, and why not where it may not; what nobody of this account's rights ever does is left out. */
export type VerbState<V extends string> = { verb: V; label: string; open: boolean; why: string | null }

export type SealSummary = {
  id: string
  kind: SealKind
  status: SealStatus
  name: string
  ownerName: string
  ownerKind: OwnerKind
  code: string | null
  validFrom: string | null
  validTo: string | null
  demo: boolean
  appliedAt: string
}
export type Keeper = { account: string; name: string; from: string; givenName: string }
export type HistoryEntry = { id: number; label: string; at: string; by: string | null; told: { label: string; value: string }[] }
export type SealView = {
  seal: SealSummary & {
    uscc: string
    purpose: string | null
    diameter: number
    reason: string | null
    identity: string | null
    replaces: string | null
    powerOf: string | null
    store: 'software' | 'device' | null
  }
  keepers: Keeper[]
  verbs: VerbState<SealVerb>[]
  history: HistoryEntry[]
  uses: number
  colleagues: { value: string; label: string }[]
  mayAsk: boolean
}

export type RequestState = 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'used'
export type RequestSummary = {
  id: string
  seal: string
  sealName: string
  title: string
  state: RequestState
  askedName: string
  askedAt: string
  decidedName: string | null
}
export type RequestView = {
  request: RequestSummary & {
    purpose: string
    fileName: string
    caseNo: string | null
    format: 'ofd' | 'pdf'
    pages: number
    documentHash: string
    where: string
    /** the first page on which the seal comes to stand, from 1 */
    firstPage: number
    decidedAt: string | null
    opinion: string | null
    use: string | null
    resultHash: string | null
  }
  verbs: VerbState<RequestVerb>[]
}

export type UseRow = {
  id: string
  at: string
  seal: string
  sealName: string
  title: string
  subject: string
  /** the page of what it belongs to, where the desk has one */
  href: string | null
  basis: string
  approver: string
  documentHash: string
  resultHash: string
  format: 'ofd' | 'pdf'
}

/** A share of a live count. */
export type Share = { part: number; whole: number }
export type Rates = { organs: Share; papers: Share }
