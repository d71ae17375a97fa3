import { z } from 'zod'

/** What can be published; each kind is a row of `rules/kinds.ts`. */
export const Kind = z.enum(['licence', 'payout', 'selection', 'rating'])
export type Kind = z.infer<typeof Kind>

export const State = z.enum(['waiting', 'open', 'closed', 'withdrawn'])
export type State = z.infer<typeof State>

export const Row = z.object({ name: z.string().min(1).max(60), value: z.string().min(1).max(2000) })
export type Row = z.infer<typeof Row>

/** One row of a list, such as one enterprise that is to be paid; an objection can concern it alone. */
export const Entry = z.object({ key: z.string().min(1).max(120), title: z.string().min(1).max(200), about: z.string().max(500).optional() })
export type Entry = z.infer<typeof Entry>

/**
 * What a room hands over to be published. `source` names what it comes from, and the same source is published once; `objection`
 * gives the working days within which anybody may object, and the rule that says so. Names of people come in masked.
 */
export const Draft = z.object({
  source: z.string().min(1).max(120),
  kind: Kind,
  title: z.string().min(2).max(200),
  facts: z.array(Row).min(1).max(40),
  entries: z.array(Entry).max(2000).default([]),
  organ: z.string(),
  division: z.string(),
  decidedAt: z.date(),
  objection: z.object({ workdays: z.number().int().min(1).max(60), basis: z.string().min(4) }).optional(),
  demo: z.boolean().default(false),
})
export type Draft = z.infer<typeof Draft>
export type DraftInput = z.input<typeof Draft>

/** A publication as it is kept; days as 'YYYY-MM-DD'. `dueOn` is the last day on which it is published in time, `endsOn` the last one for objections. */
export type Publication = Omit<Draft, 'objection'> & {
  id: string
  organName: string
  dueOn: string
  objectionDays: number | null
  objectionBasis: string | null
  state: State
  publishedAt: Date | null
  endsOn: string | null
  withdrawnAt: Date | null
  withdrawnReason: string | null
  madeAt: Date
}

/** A publication in a list: what it says stays in its own page. */
export type Listed = Pick<Publication, 'id' | 'kind' | 'title' | 'organName' | 'division' | 'state' | 'publishedAt' | 'endsOn' | 'demo'>

export type ObjectionState = 'open' | 'upheld' | 'rejected'
export type Objection = {
  id: string
  publication: string
  entry: string | null
  byName: string
  text: string
  state: ObjectionState
  madeAt: Date
  dueOn: string
  answer: string | null
  answeredAt: Date | null
}

const Blank = z.literal('').transform(() => undefined)
const optional = <T extends z.ZodType>(type: T) => type.or(Blank).optional()

export const AskList = z.object({
  kind: optional(Kind),
  state: optional(z.enum(['open', 'closed', 'withdrawn'])),
  division: optional(z.string().regex(/^\d{6,9}$/, '区划代码是 6 到 9 位数字')),
  q: optional(z.string().trim().max(60, '请写在 60 字以内')),
  /** cursors: rows behind this one, or rows in front of it */
  after: z.string().max(80).optional(),
  before: z.string().max(80).optional(),
})
export type AskList = z.infer<typeof AskList>

export const AskOne = z.object({ id: z.string().min(1).max(40) })
export type AskOne = z.infer<typeof AskOne>

export const NewObjection = AskOne.extend({
  entry: optional(z.string().max(120)),
  text: z.string().trim().min(10, '请写明哪里不对、实际情况是什么，至少 10 个字').max(1000, '请写在 1000 字以内'),
})
export type NewObjection = z.infer<typeof NewObjection>

export const Withdraw = AskOne.extend({
  reason: z.string().trim().min(4, '请写明为什么撤下，群众会看到这句话').max(200, '请写在 200 字以内'),
})
export type Withdraw = z.infer<typeof Withdraw>

export const AnswerObjection = AskOne.extend({
  verdict: z.enum(['upheld', 'rejected'], '请选异议成立还是不成立'),
  answer: z.string().trim().min(10, '请写明核实的情况和处理结果，至少 10 个字').max(1000, '请写在 1000 字以内'),
})
export type AnswerObjection = z.infer<typeof AnswerObjection>

export type Page = { rows: Listed[]; asked: AskList; next: string | null; previous: string | null }

/** The page of one publication for whoever opens it: their own objections, which rows wait for an answer, and what they may do. */
export type Opened = {
  publication: Publication
  mine: Objection[]
  frozen: string[]
  wholeFrozen: boolean
  mayObject: boolean
  mayHandle: boolean
}
export type OpenedObjection = { objection: Objection; publication: Publication }

/** An objection that waits for its answer, with the publication that it is about. */
export type Waiting = Objection & { title: string; organ: string; division: string }

export const AskOwn = z.object({ after: z.string().max(40).optional() })
export type AskOwn = z.infer<typeof AskOwn>
/** A publication as those who publish list it, with how many objections wait. */
export type OwnPublication = Listed & { organ: string; dueOn: string; waiting: number; withdrawnAt: Date | null }
