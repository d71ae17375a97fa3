import { z } from 'zod'
import type { FormSheet } from '#kernel/form/rules/sheet.ts'
import { codeOf, specialProcedures, taskTypes } from '#kernel/item/schema/dictionary.ts'

/** The papers of a case (文书, A5.4). */
export const PaperKind = z.enum([
  'receipt',
  'supplementNotice',
  'acceptance',
  'nonAcceptance',
  'toleranceNotice',
  'tolerancePledge',
  'commitment',
  'suspensionNotice',
  'resumption',
  'extensionNotice',
  'approval',
  'refusal',
  'deliveryReceipt',
  'withdrawal',
  'termination',
])
export type PaperKind = z.infer<typeof PaperKind>

/**
 * Each paper's title, the word it puts into its number (受 in 某市行审受〔2023〕第12号), and whether it bears a number at all:
 * what the applicant signs has none. `other` is the title where the item is no licence, so that no other paper calls itself one.
 */
export const paperKinds: Record<PaperKind, { title: string; other?: string; word: string; numbered: boolean }> = {
  receipt: { title: '收件凭证', word: '收', numbered: true },
  supplementNotice: { title: '申请材料补正一次性告知书', word: '补', numbered: true },
  acceptance: { title: '受理通知书', word: '受', numbered: true },
  nonAcceptance: { title: '不予受理通知书', word: '不受', numbered: true },
  toleranceNotice: { title: '容缺受理告知书', word: '容', numbered: true },
  tolerancePledge: { title: '容缺受理承诺书', word: '', numbered: false },
  commitment: { title: '告知承诺书', word: '', numbered: false },
  suspensionNotice: { title: '特别程序告知书', word: '特', numbered: true },
  resumption: { title: '恢复办理通知书', word: '恢', numbered: true },
  extensionNotice: { title: '延期办理通知书', word: '延', numbered: true },
  approval: { title: '准予行政许可决定书', other: '办理结果通知书', word: '准', numbered: true },
  refusal: { title: '不予行政许可决定书', other: '不予办理通知书', word: '不准', numbered: true },
  deliveryReceipt: { title: '送达回证', word: '送', numbered: true },
  withdrawal: { title: '撤回确认书', word: '撤', numbered: true },
  termination: { title: '终止办理通知书', word: '终', numbered: true },
}

const Text = z.string().trim().min(1).max(5000)
const Day = z.iso.date()
const Article = z.object({ law: Text, article: z.string().trim().max(200).default('') })
const Remedies = z.object({ reconsideration: Text, court: Text })
/** A limit as it is told, '5 个工作日', and the last day of it. */
const Until = z.object({ time: Text, dueOn: Day.optional() })

/** What every paper of a case says. Personal numbers come masked by the caller where the reader need not see them whole. */
export const PaperBase = z.object({
  no: z.string().max(100).optional(),
  /** the moment of the act: the date on the paper and the creation time in the file */
  madeAt: z.iso.datetime({ offset: true }),
  checkCode: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/),
  /** address of the page that checks papers; the code is put behind it */
  checkPage: z.url(),
  demo: z.boolean(),
  /** false leaves the place of the seal empty instead of drawing its dotted outline */
  sealMark: z.boolean().default(true),
  organ: z.object({
    name: Text,
    phone: Text.optional(),
    address: Text.optional(),
    hours: Text.optional(),
    complaintPhone: Text.optional(),
  }),
  applicant: z.object({ name: Text, kind: z.enum(['natural', 'legal']), idNo: Text.optional() }),
  agent: z.object({ name: Text, idNo: Text.optional() }).optional(),
  item: z.object({ name: Text, taskType: codeOf(taskTypes), code: Text.optional() }),
  /** 办件编号 and the code to look it up with */
  case: z.object({ no: Text, queryCode: Text.optional(), submittedOn: Day, acceptedOn: Day.optional() }),
  /** the checkpoint of the ledger that was the newest when the paper was drawn: whoever keeps the paper proves later that history was changed */
  ledger: z.object({ size: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
})
export type PaperBase = z.infer<typeof PaperBase>

const Material = z.object({ name: Text, how: Text, copies: z.number().int().positive().optional() })
const tolerant = { missing: z.array(z.object({ name: Text, note: Text.optional() })).min(1), dueOn: Day }

/** What each paper says besides. */
export const paperData = {
  /** `noticeDueOn`: by when the organ must say whether it accepts or what is missing (第三十二条: five working days) */
  receipt: PaperBase.extend({ channel: Text.optional(), materials: z.array(Material), noticeDueOn: Day.optional() }),
  /** `newFact`: why a second notice was allowed, with a chief's approval */
  supplementNotice: PaperBase.extend({
    items: z.array(z.object({ what: Text, why: Text.optional() })).min(1),
    answerBy: Day.optional(),
    how: Text.optional(),
    newFact: Text.optional(),
  }),
  /** `deemed`: accepted by silence, from the day of receipt; `tolerant`: what may still follow */
  acceptance: PaperBase.extend({
    deemed: z.boolean().default(false),
    legal: Until.optional(),
    promise: Until.optional(),
    fee: Text.optional(),
    tolerant: z.object(tolerant).optional(),
  }),
  nonAcceptance: PaperBase.extend({ reason: Text, article: Text, referTo: Text.optional(), remedies: Remedies }),
  toleranceNotice: PaperBase.extend(tolerant),
  tolerancePledge: PaperBase.extend(tolerant),
  commitment: PaperBase.extend({
    basis: z.array(Article).min(1),
    conditions: z.array(Text).min(1),
    materials: z.array(Text).default([]),
    checkWithin: Text.default('60 日'),
    signedOn: Day.optional(),
  }),
  /** `basis`: the law that takes this procedure out of the limit, where it is not one of 第四十五条 */
  suspensionNotice: PaperBase.extend({
    procedure: codeOf(specialProcedures),
    time: Text,
    fromOn: Day,
    endsOn: Day.optional(),
    reason: Text,
    basis: Text.optional(),
  }),
  resumption: PaperBase.extend({
    procedure: codeOf(specialProcedures),
    suspendedOn: Day,
    resumedOn: Day,
    result: Text,
    paused: Text.optional(),
    legalDueOn: Day.optional(),
    promiseDueOn: Day.optional(),
  }),
  /** `unified`: 统一、联合、集中办理, extended by the head of the government (第四十二条第二款) */
  extensionNotice: PaperBase.extend({ time: Text, reason: Text, dueOn: Day, newDueOn: Day, unified: z.boolean().default(false) }),
  /** `authority`: the grant the act relied on; `silent`: made by the lapse of time, 超时默许 */
  approval: PaperBase.extend({
    basis: z.array(Article),
    content: Text.optional(),
    authority: Text.optional(),
    silent: z.boolean().default(false),
    results: z.array(z.object({ name: Text, no: Text.optional(), validFrom: Day.optional(), validTo: Day.optional() })),
    deliverBy: Day.optional(),
    remedies: Remedies.optional(),
  }),
  refusal: PaperBase.extend({ reason: Text, article: Text, authority: Text.optional(), remedies: Remedies }),
  /** what is not known yet stays an empty line, to be filled in by hand */
  deliveryReceipt: PaperBase.extend({
    papers: z.array(z.object({ title: Text, no: Text.optional() })).min(1),
    way: Text.optional(),
    place: Text.optional(),
    receiver: Text.optional(),
    server: Text.optional(),
    deliveredOn: Day.optional(),
  }),
  withdrawal: PaperBase.extend({ withdrawnOn: Day, reason: Text.optional() }),
  termination: PaperBase.extend({ reason: Text, article: Text.optional(), remedies: Remedies }),
} satisfies Record<PaperKind, z.ZodType>

/** The data of a paper as it is handed in (defaults may be left out), and as it is after the check. */
export type PaperInput<K extends PaperKind> = z.input<(typeof paperData)[K]>
export type PaperData<K extends PaperKind> = z.output<(typeof paperData)[K]>

/** An item's form on paper: what stands in it, and the page where it can be filled in instead. */
export type BlankForm = FormSheet & {
  title: string
  organ: string
  lead: string
  sample: boolean
  /** `bring`: the applicant has to bring it himself */
  materials: { name: string; note: string; bring: boolean }[]
  url: string
}

/** A piece of a line: plain, or strong because it is what the reader looks for. */
export type Run = string | { strong: string }

/** What a paper is made of, whatever draws it: a PDF, a page of the portal, an OFD file. */
export type Block =
  | { is: 'para'; text: Run[] }
  | { is: 'head'; text: string }
  | { is: 'list'; items: Run[][] }
  | { is: 'facts'; rows: { label: string; value: string; tall?: boolean }[] }
  | { is: 'table'; columns: { title: string; width: 'number' | 'narrow' | 'half' | 'rest' }[]; rows: string[][] }

/** Who signs: the organ under its name with a place for the seal, or a person on a line. */
export type Signature = { role?: string; name?: string; on?: string; seal: boolean }

/** A paper written out in words, before it is drawn. */
export type Paper = {
  kind: PaperKind
  title: string
  organ: string
  no?: string
  addressee?: string
  blocks: Block[]
  signatures: Signature[]
  contact: string[]
  check: { url: string; page: string; code: string }
  caseNo: string
  demo: boolean
  sealMark: boolean
  madeAt: string
}
