/** What the desk sends and what it is shown. Days are 'YYYY-MM-DD', moments ISO 8601 with offset. */

import { z } from 'zod'
import type { KeptPoint, PointState } from '#kernel/case/rules/points.ts'
import { Channel, GivenPoint, Material, Status, type StoredFile, type Verb, verbNames } from '#kernel/case/schema.ts'
import type { Said, Verdict } from '#kernel/decision/schema/assessment.ts'
import type { Change, SummarySection } from '#kernel/form/rules/summary.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { Holding } from '#kernel/holding/schema.ts'
import type { QuestionView } from './expert.ts'

export const lamps = ['red', 'yellow', 'green', 'paused'] as const
export type Lamp = (typeof lamps)[number]
export const lampWords: Record<Lamp, string> = { red: '超时', yellow: '临期', green: '正常', paused: '挂起' }

const id = z.string().min(1).max(60)
const hash = z.string().regex(/^[0-9a-f]{64}$/, '没有这份文件，请回到办件页重新打开')
const text = (max: number) => z.string().trim().max(max, `太长了，最多 ${max} 个字`)

export const Nothing = z.object({})
export const CaseId = z.object({ id })
export type CaseId = z.infer<typeof CaseId>

/** The orders of a list, in the words of its menu; each has an index. */
export const sortNames = {
  due: '快到期的在前',
  newest: '新提交的在前',
  oldest: '早提交的在前',
  moved: '最近有动作的在前',
  decided: '最近决定的在前',
} as const
export type SortName = keyof typeof sortNames
const sortIds = Object.keys(sortNames) as [SortName, ...SortName[]]

const blank = (max: number) =>
  text(max)
    .optional()
    .transform((t) => t || undefined)
/** Days from now, or back from now; they move with the day, so that a saved filter stays true. */
const days = z.coerce.number().int().min(0).max(3_660).optional().catch(undefined)

/** What narrows a queue: the address of a list is these parts, and so is a saved filter. */
export const Narrow = z.object({
  q: blank(60),
  lamp: z.enum(lamps).optional().catch(undefined),
  item: blank(80),
  status: Status.optional().catch(undefined),
  channel: Channel.optional().catch(undefined),
  /** `me`, `none`, or an account */
  holder: blank(80),
  /** submitted within so many days */
  since: days,
  /** due within so many days; 0: today or before */
  due: days,
  /** told what is missing so many times, or more */
  noticed: z.coerce.number().int().min(1).max(9).optional().catch(undefined),
  sort: z.enum(sortIds).optional().catch(undefined),
})
export type Narrow = z.infer<typeof Narrow>

export const CaseList = Narrow.extend({
  queue: z.string().max(30).default('mine'),
  /** the cursor of the page before, as the answer gave it */
  after: z.string().max(200).optional(),
})
export type CaseList = z.infer<typeof CaseList>

/** The ids of a whole list, for marking all of it. */
export const CaseIds = Narrow.extend({ queue: z.string().max(30).default('mine') })
export type CaseIds = z.infer<typeof CaseIds>

export const ReadFile = z.object({ id, hash })
export type ReadFile = z.infer<typeof ReadFile>

export const TakeVerb = z.object({
  id,
  verb: z.enum(verbNames as [Verb, ...Verb[]], '没有这个动作，请刷新页面再办'),
  seen: z.coerce.number().int().optional(),
  input: z.record(z.string(), z.unknown()).default({}),
})
export type TakeVerb = z.infer<typeof TakeVerb>

export const JudgePoints = z.object({ id, points: z.array(GivenPoint).min(1, '请先判一条审查要点').max(30) })
export type JudgePoints = z.infer<typeof JudgePoints>

/** `seq`: the place in the history of the act that is taken back. */
export const Recall = z.object({ id, seq: z.coerce.number().int() })
export type Recall = z.infer<typeof Recall>

/** `seen`: the place in the history that the one who writes has seen; whoever comes after an act takes no pen with what he saw before it. */
export const TakePen = z.object({ id, seen: z.coerce.number().int().optional() })
export type TakePen = z.infer<typeof TakePen>

export const SaveDraft = TakePen.extend({
  verb: z.enum(verbNames as [Verb, ...Verb[]], '没有这个动作，请刷新页面再办'),
  values: z.record(z.string(), z.unknown()),
})
export type SaveDraft = z.infer<typeof SaveDraft>

export const AskPen = z.object({ id, note: text(200).optional() })
export type AskPen = z.infer<typeof AskPen>

/** `field` is an answer of the form, or of the applicant himself idNo, phone, address or name. */
export const UnmaskField = z.object({
  id,
  field: z.string().min(1).max(80),
  reason: z.string().trim().min(2, '请写明为什么要看完整信息，至少 2 个字；当事人能看到这条理由').max(200),
})
export type UnmaskField = z.infer<typeof UnmaskField>

export const SupplyMaterials = z.object({
  id,
  verb: z.enum(['supplement', 'resubmit', 'supplyTolerant']),
  materials: z.array(Material).max(50).default([]),
  note: text(500).optional(),
})
export type SupplyMaterials = z.infer<typeof SupplyMaterials>

export const FindItems = z.object({ q: text(60).default('') })
export type FindItems = z.infer<typeof FindItems>

export const CounterItemId = z.object({ code: z.string().min(1).max(80), division: z.string().regex(/^\d{6}(\d{3})?$/) })
export type CounterItemId = z.infer<typeof CounterItemId>

export const Applicant = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('natural'),
    idNo: text(30),
    idType: z.string().length(3).default('111'),
    name: text(100).default(''),
    phone: text(20).optional(),
    address: text(200).optional(),
  }),
  z.object({
    kind: z.literal('legal'),
    uscc: text(30),
    name: text(100).default(''),
    type: text(50).default('企业'),
    phone: text(20).optional(),
    address: text(200).optional(),
  }),
])
export type Applicant = z.infer<typeof Applicant>

export const Receive = z.object({
  item: z.string().min(1).max(80),
  division: z.string().regex(/^\d{6}(\d{3})?$/),
  applicant: z.string({ error: '请先找到或登记申请人' }).min(1, '请先找到或登记申请人'),
  answers: z.record(z.string(), z.unknown()),
  materials: z.array(Material).max(100).default([]),
  declared: z.literal(true, '请申请人确认“以上内容真实”，再勾选'),
  pledged: z.boolean().optional(),
})
export type Receive = z.infer<typeof Receive>

export const Scan = z.object({
  file: z.custom<{ name: string; type: string; bytes: Uint8Array }>(
    (v) => typeof v === 'object' && v !== null && (v as { bytes?: unknown }).bytes instanceof Uint8Array,
    '请选要上传的文件',
  ),
})
export type Scan = z.infer<typeof Scan>

/** `to`: hand a case over, or name those who looked at the place. */
export const Colleagues = z.object({ case: id, to: z.enum(['handOver', 'survey']).default('handOver') })
export type Colleagues = z.infer<typeof Colleagues>

/** Notices as they come, or all at once in the morning. */
export const digests = { each: '来一条提醒一条', daily: '每天早上九点汇总提醒' } as const
export type Digest = keyof typeof digests

/** `columns`: ids of the columns shown, in their order; `filters`: named searches. */
export const Preference = z.discriminatedUnion('key', [
  z.object({ key: z.literal('columns'), value: z.array(z.string().max(30)).max(20) }),
  z.object({ key: z.literal('digest'), value: z.enum(['each', 'daily']) }),
  z.object({
    key: z.literal('filters'),
    value: z.array(z.object({ name: z.string().trim().min(1, '请给筛选起个名字').max(20), search: z.string().max(300) })).max(30),
  }),
])
export type Preference = z.infer<typeof Preference>

export const Retry = z.object({ ids: z.array(z.coerce.number().int()).min(1, '请先选要重试的').max(500) })
export type Retry = z.infer<typeof Retry>

/** `more`: the list is longer than it was counted. */
export type QueueCount = { id: string; title: string; count: number; more: boolean }
/** Saved filters by name with what each finds now. */
export type SavedCounts = { counts: { name: string; count: number; more: boolean }[] }
export type Choice = { value: string; label: string }
/** What the filter panel of one's desk offers. */
export type FilterChoices = { items: Choice[]; people: Choice[] }
export type Queues = {
  queues: QueueCount[]
  at: string
  today: string
  demo: boolean
  /** notices not seen yet; of one who wants them once a day, those up to this morning */
  unread: number
  preferences: { columns?: string[]; filters?: { name: string; search: string }[]; digest?: Digest }
  may: string[]
  office: string
  rest: { on: string; days: number } | null
}

export type CaseRow = {
  id: string
  no: string
  itemName: string
  item: string
  applicant: string
  status: string
  statusLabel: string
  turn: string
  mine: boolean
  holder: string | null
  holderId: string | null
  lamp: Lamp | null
  days: number | null
  dueOn: string | null
  makeUp: boolean
  clock: string | null
  clockLabel: string | null
  submittedAt: string
  decidedAt: string | null
  tolerantMissing: number
  pending: string | null
  seq: number
  channel: string
}
export type CaseRows = { rows: CaseRow[]; total: number; more: boolean; next: string | null; at: string; title: string; sort: SortName }

/** Who writes on a case, and until when. */
export type PenView = { name: string; mine: boolean; since: string; until: string }
/** Who else has the case's page open, whoever came first before the others; and whose the pen is, who is not among them. */
export type Onlookers = { pen: PenView | null; names: string[] }
export type DraftView = { verb: Verb; by: string; mine: boolean; at: string; values: Record<string, unknown> | null }

export type SealedFile = {
  use: string
  title: string
  sealName: string
  at: string
  pages: number
  check: { holds: boolean; sentence: string; steps: { name: string; holds: boolean | null; sentence: string }[] }
}

export const trackKinds = { act: '办理', clock: '时钟', read: '查阅', paper: '文书', message: '消息', system: '系统' } as const
export type TrackKind = keyof typeof trackKinds
/** `paper`: its PDF; `clock`: the clock that it moved; `rows`: what the record itself holds. */
export type Evidence = { rows: { label: string; value: string }[]; paper?: string; clock?: string }
export type TrackEntry = {
  at: string
  seq: number | null
  kind: TrackKind
  who: string
  sentence: string
  detail?: string
  /** taken back later */
  recalled?: boolean
  evidence: Evidence
}
export type ClockDay = { on: string; counts: boolean; nth?: number; why: string; basis?: string; kind: string }
export type CaseClock = {
  name: string
  label: string
  limit: string
  dueOn: string | null
  makeUp: boolean
  lamp: Lamp | null
  days: number | null
  state: string
  pressing: boolean
  rows: ClockDay[]
}
export type NoticeItem = {
  id: string
  what: string
  why?: string
  state: 'open' | 'answered' | 'waived'
  endedAt: string | null
  waivedWhy?: string
}
export type NoticeView = { at: string; kind: string; items: NoticeItem[]; answeredAt: string | null; newFact?: string }
/** `live`: it stops there; `next`: it can be done meanwhile; `skipped`: the case went past it. `beside`: at the same time as the one before. */
export type Stage = { name: string; state: 'done' | 'live' | 'next' | 'later' | 'skipped'; beside?: true }
export type Stages = { stages: Stage[]; says: string }
/** One 审查要点 as the desk shows it. */
export type CasePoint = KeptPoint & {
  judgedBy: PointState['judgedBy']
  onSite: boolean
  material: string | null
  basis: string | null
  machine: Verdict | null
  at: string | null
}
export type CaseVerb = { verb: Verb; label: string; open: boolean; why?: string; needsApproval: boolean; byApplicant: boolean }
/** When the one who asks last looked at a file, and who else has. */
export type Looked = { mine: string | null; others: { name: string; at: string }[] }
export type CaseMaterial = {
  code: string
  name: string
  provide: string
  provideLabel: string
  source: string | null
  version: number
  at: string
  files: (StoredFile & { seen: Looked })[]
  standard: string | null
  /** what it was before it was replaced, the latest first */
  earlier: { version: number; at: string; files: StoredFile[] }[]
}
export type CasePage = {
  id: string
  no: string
  queryCode: string
  seq: number
  itemName: string
  status: string
  statusLabel: string
  channel: string
  demo: boolean
  applicant: {
    id: string
    kind: string
    name: string
    idNo: string | null
    uscc: string | null
    phone: string | null
    address: string | null
    legalRep: string | null
  }
  organ: string
  holder: { id: string; name: string } | null
  mine: boolean
  pending: { verb: string; label: string; by: string; at: string; input: { label: string; value: string }[] } | null
  clocks: CaseClock[]
  verbs: CaseVerb[]
  materials: CaseMaterial[]
  missing: { code: string; name: string; mayFollow: boolean }[]
  /** all materials the item lists, to choose from when something is missing */
  listed: { code: string; name: string; mayFollow: boolean; standard: string }[]
  papers: { id: string; title: string; no: string | null; at: string }[]
  /** files that bear the applicant's own seal, checked now */
  sealed: SealedFile[]
  notices: NoticeView[]
  questions: QuestionView[]
  /** may ask experts */
  mayAsk: boolean
  pen: PenView | null
  drafts: DraftView[]
  /** the last act, where this person can still take it back */
  recall: { seq: number; label: string; until: string } | null
  proposal: { verdict: string; opinion: string; by: string } | null
  /** 审查要点: as they stand while the case is looked at, afterwards as the opinion kept them */
  points: CasePoint[]
  /** the stages of every case, and where this one stands */
  course: Stages
  /** this person judges them now */
  judges: boolean
  decision: { result: string; by: string; at: string; reason?: string; article?: string } | null
  surveys: { on: string; people: { name: string; licence?: string }[]; result: string; passed: boolean }[]
  tolerantOpen: string[]
  /** what the decision model found, in words; null where the item has none. Its facts are opened on their own */
  assessed: { title: string; verdict: string; tone: 'ok' | 'hot' | 'soft' }[] | null
  bases: string[]
  procedures: { code: string; name: string }[]
  extensionDays: number
  cards: { colour: string; at: string; reason: string }[]
  track: TrackEntry[]
  now: string
}
/** A question of the form as the applicant read it, with what he answered, personal numbers masked. */
export type AskedQuestion = { id: string; section: string; title: string; given: string }
export type CaseAnswers = {
  sections: SummarySection[]
  questions: AskedQuestion[]
  /** what the applicant corrected later, each time with the old and the new */
  corrections: { at: string; changes: Change[] }[]
}
export type CaseAssessment = {
  at: string
  version: number
  hash: string
  said: Said[]
  facts: { name: string; value: string; from: string }[]
} | null
export type CounterItem = { code: string; division: string; name: string; organ: string; divisionName: string }
export type CounterForm = CounterItem & {
  version: number
  lead: string
  promise: string
  mode: string
  form: Form
  fees: { charged: boolean; rows: { name: string; standard: string }[] }
  audiences: string[]
  materials: {
    id: string
    name: string
    need: string
    note?: string
    acceptStandard: string
    formats: readonly string[]
    maxMb: number
    when?: unknown
    free?: { by: string; name: string; note?: string }
  }[]
  divisions: { code: string; name: string }[]
  pledge: boolean
  today: string
}
export type FoundApplicant = {
  found: boolean
  party: string | null
  name: string
  kind: 'natural' | 'legal'
  no: string
  sentence: string
  /** what the city holds of him, so that it is not asked for */
  holdings: Holding[]
}
export type Received = { id: string; no: string; queryCode: string; seq: number; status: string; papers: { id: string; title: string }[] }
export type Colleague = { id: string; name: string; title: string | null }
export type DeadLetter = {
  id: number
  task: string /** the task in words */
  title: string
  attempts: number
  error: string
  createdAt: string
  updatedAt: string
}
