/** The kinds of paper of a case, and what each one says. */
import { z } from 'zod'
import type { PaperHead } from '#kernel/document/schema.ts'
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

const Text = z.string().trim().min(1).max(5000)
const Day = z.iso.date()
const Article = z.object({ law: Text, article: z.string().trim().max(200).default('') })
const Remedies = z.object({ reconsideration: Text, court: Text })
/** A limit as it is told, '5 个工作日', and the last day of it. */
const Until = z.object({ time: Text, dueOn: Day.optional() })

/** What every paper of a case says besides its head. Personal numbers come masked by the caller where the reader need not see them whole. */
const OfCase = z.object({
  applicant: z.object({ name: Text, kind: z.enum(['natural', 'legal']), idNo: Text.optional() }),
  agent: z.object({ name: Text, idNo: Text.optional() }).optional(),
  item: z.object({ name: Text, taskType: codeOf(taskTypes), code: Text.optional() }),
  /** 办件编号 and the code to look it up with */
  case: z.object({ no: Text, queryCode: Text.optional(), submittedOn: Day, acceptedOn: Day.optional() }),
})
export type OfCase = z.input<typeof OfCase>
export type PaperBase = PaperHead & z.output<typeof OfCase>

const Material = z.object({ name: Text, how: Text, copies: z.number().int().positive().optional() })
const tolerant = { missing: z.array(z.object({ name: Text, note: Text.optional() })).min(1), dueOn: Day }

/** What each paper says besides. */
export const paperData = {
  /** `noticeDueOn`: by when the organ must say whether it accepts or what is missing (第三十二条: five working days) */
  receipt: OfCase.extend({ channel: Text.optional(), materials: z.array(Material), noticeDueOn: Day.optional() }),
  /** `newFact`: why a second notice was allowed, with a chief's approval */
  supplementNotice: OfCase.extend({
    items: z.array(z.object({ what: Text, why: Text.optional() })).min(1),
    answerBy: Day.optional(),
    how: Text.optional(),
    newFact: Text.optional(),
  }),
  /** `deemed`: accepted by silence, from the day of receipt; `tolerant`: what may still follow */
  acceptance: OfCase.extend({
    deemed: z.boolean().default(false),
    legal: Until.optional(),
    promise: Until.optional(),
    fee: Text.optional(),
    tolerant: z.object(tolerant).optional(),
  }),
  nonAcceptance: OfCase.extend({ reason: Text, article: Text, referTo: Text.optional(), remedies: Remedies }),
  toleranceNotice: OfCase.extend(tolerant),
  tolerancePledge: OfCase.extend(tolerant),
  commitment: OfCase.extend({
    basis: z.array(Article).min(1),
    conditions: z.array(Text).min(1),
    materials: z.array(Text).default([]),
    checkWithin: Text.default('60 日'),
    signedOn: Day.optional(),
  }),
  /** `basis`: the law that takes this procedure out of the limit, where it is not one of 第四十五条 */
  suspensionNotice: OfCase.extend({
    procedure: codeOf(specialProcedures),
    time: Text,
    fromOn: Day,
    endsOn: Day.optional(),
    reason: Text,
    basis: Text.optional(),
  }),
  resumption: OfCase.extend({
    procedure: codeOf(specialProcedures),
    suspendedOn: Day,
    resumedOn: Day,
    result: Text,
    paused: Text.optional(),
    legalDueOn: Day.optional(),
    promiseDueOn: Day.optional(),
  }),
  /** `unified`: 统一、联合、集中办理, extended by the head of the government (第四十二条第二款) */
  extensionNotice: OfCase.extend({ time: Text, reason: Text, dueOn: Day, newDueOn: Day, unified: z.boolean().default(false) }),
  /** `authority`: the grant the act relied on; `silent`: made by the lapse of time, 超时默许 */
  approval: OfCase.extend({
    basis: z.array(Article),
    content: Text.optional(),
    authority: Text.optional(),
    silent: z.boolean().default(false),
    results: z.array(z.object({ name: Text, no: Text.optional(), validFrom: Day.optional(), validTo: Day.optional() })),
    deliverBy: Day.optional(),
    remedies: Remedies.optional(),
  }),
  refusal: OfCase.extend({ reason: Text, article: Text, authority: Text.optional(), remedies: Remedies }),
  /** what is not known yet stays an empty line, to be filled in by hand */
  deliveryReceipt: OfCase.extend({
    papers: z.array(z.object({ title: Text, no: Text.optional() })).min(1),
    way: Text.optional(),
    place: Text.optional(),
    receiver: Text.optional(),
    server: Text.optional(),
    deliveredOn: Day.optional(),
  }),
  withdrawal: OfCase.extend({ withdrawnOn: Day, reason: Text.optional() }),
  termination: OfCase.extend({ reason: Text, article: Text.optional(), remedies: Remedies }),
} satisfies Record<PaperKind, z.ZodType>

/** The data of a paper as it is handed in (defaults may be left out), and as its words are written from. */
export type PaperInput<K extends PaperKind> = z.input<(typeof paperData)[K]> & z.input<typeof PaperHead>
export type PaperData<K extends PaperKind> = z.output<(typeof paperData)[K]> & PaperHead
