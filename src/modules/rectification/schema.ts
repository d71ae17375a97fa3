import { z } from 'zod'

/** Where an order stands. */
export const State = z.enum([
  'open',
  'claimed',
  'verifying',
  'rectifying',
  'answered',
  'reviewed',
  'closed',
  'rejecting',
  'rejected',
  'appealed',
  'returned',
])
export type State = z.infer<typeof State>

/** The word on the screen, and whose turn it is: the organ's, a second person's, or the supervisor's. */
export const states: Record<State, { label: string; turn: 'organ' | 'second' | 'supervisor' | 'nobody' }> = {
  open: { label: '待认领', turn: 'organ' },
  claimed: { label: '已认领', turn: 'organ' },
  verifying: { label: '核实中', turn: 'organ' },
  rectifying: { label: '整改中', turn: 'organ' },
  answered: { label: '已反馈，待复核', turn: 'second' },
  reviewed: { label: '复核通过', turn: 'second' },
  closed: { label: '办结', turn: 'nobody' },
  rejecting: { label: '拟不予采纳，待复核', turn: 'second' },
  rejected: { label: '不予采纳', turn: 'nobody' },
  appealed: { label: '申诉中', turn: 'supervisor' },
  returned: { label: '退回，待重派', turn: 'supervisor' },
}

/** 情况清楚、诉求合理的立行立改；情况复杂的说明理由、建立台账、限期整改 (国办发〔2019〕51号). */
export const Level = z.enum(['simple', 'complex'])
export type Level = z.infer<typeof Level>

/** How an order ended. */
export type Outcome = 'settled' | 'explained' | 'rejected'

/** Working days from opening; `verify` names what still has to be confirmed with the city. */
export const Limits = z.object({
  contact: z.number().int().positive(),
  simple: z.number().int().positive(),
  complex: z.number().int().positive(),
  verify: z.array(z.string()).default([]),
})
export type Limits = z.infer<typeof Limits>

const sentence = (min: number, what: string) =>
  z.string(`请写明${what}`).trim().min(min, `请写明${what}，至少 ${min} 个字`).max(2000, `${what}太长了，请写在 2000 字以内`)

const words: Record<string, boolean> = { true: true, yes: true, '1': true, false: false, no: false, '0': false }
/** Yes or no from a form or a program; nothing said is no answer. */
const yesNo = (what: string) => z.preprocess((v) => (typeof v === 'string' ? words[v] : v), z.boolean(`请选${what}`))

/** What each verb takes. */
export const inputs = {
  assign: z.object({
    organ: z.string('请选要派给哪个单位').min(1, '请选要派给哪个单位'),
    division: z.string().min(6).optional(),
    reason: sentence(2, '重派的理由'),
  }),
  claim: z.object({}),
  contact: z.object({ reached: yesNo('有没有联系上'), note: sentence(2, '回访的情况') }),
  explain: z.object({ answer: sentence(4, '解释说明'), article: sentence(4, '依据的条款') }),
  rectify: z.object({ measures: sentence(4, '整改措施'), level: Level.default('simple'), reason: z.string().trim().max(500).optional() }),
  feedback: z.object({ answer: sentence(4, '给对方的答复'), result: sentence(2, '整改结果') }),
  review: z.object({ passed: yesNo('复核通过还是不通过'), opinion: sentence(2, '复核意见') }),
  close: z.object({}),
  reject: z.object({
    reason: sentence(4, '不予采纳的理由'),
    evidence: z.array(sentence(2, '证据'), '误评、恶意差评要举证，请至少写一条证据').min(1, '误评、恶意差评要举证，请至少写一条证据'),
  }),
  confirmReject: z.object({ opinion: sentence(2, '复核意见') }),
  denyReject: z.object({ opinion: sentence(2, '复核意见') }),
  appeal: z.object({ reason: sentence(4, '申诉的理由') }),
  decideAppeal: z.object({ upheld: yesNo('申诉成立还是不成立'), opinion: sentence(2, '申诉的处理意见') }),
  sendBack: z.object({ reason: sentence(4, '退回的理由') }),
} satisfies Record<string, z.ZodType>
export type Verb = keyof typeof inputs
export const verbNames = Object.keys(inputs) as Verb[]

/** An order as its list shows it: the fold of its facts. `barred` are those complained about, who neither see nor handle it. */
export type Order = {
  id: string
  no: string
  source: string
  sourceId: string
  title: string
  summary: string
  organ: string
  division: string
  level: Level
  state: State
  holder: string | null
  holderName: string | null
  barred: string[]
  contactDueOn: string
  dueOn: string
  openedAt: Date
  contactedAt: Date | null
  answeredAt: Date | null
  closedAt: Date | null
  outcome: Outcome | null
  overdueAt: Date | null
  demo: boolean
}

/** What a room asks for. `source` and `sourceId` together name the matter: asked again, the same order answers. */
export type NewOrder = {
  source: string
  sourceId: string
  title: string
  summary: string
  organ: string
  division: string
  level?: Level
  barred?: readonly string[]
  demo?: boolean
}

export const ById = z.object({ id: z.string().min(1).max(80) })
export type ById = z.infer<typeof ById>

export const Take = z.object({
  id: z.string().min(1).max(80),
  verb: z.enum(verbNames as [Verb, ...Verb[]], '没有这个动作，请刷新后再试'),
  input: z.record(z.string(), z.unknown()).default({}),
})
export type Take = z.infer<typeof Take>

export const ListOrders = z.object({
  state: State.optional(),
  source: z.string().max(40).optional(),
  mine: z.stringbool().optional(),
  /** those that are over, or those that are not */
  ended: z.stringbool().optional(),
  overdue: z.stringbool().optional(),
  after: z.string().max(120).optional(),
})
export type ListOrders = z.infer<typeof ListOrders>

/** An order in the list: whose it is by name, and how its last day stands to today. */
export type OrderRow = Omit<Order, 'openedAt' | 'contactedAt' | 'answeredAt' | 'closedAt' | 'overdueAt'> & {
  organName: string
  lamp: 'green' | 'yellow' | 'red' | null
  /** working days left, or over where the lamp is red */
  days: number | null
}
export type OrderList = { rows: OrderRow[]; next?: string }

/** One fact of an order as a person reads it. */
export type HistoryEntry = { name: string; label: string; at: string; by: string | null; told: { label: string; value: string }[] }

/** A verb that the state knows, with the reason where it is barred. */
export type VerbState = { verb: Verb; label: string; open: boolean; why?: string }

/** The page of one order. `organs` are those it can be given to. */
export type OrderPage = {
  order: OrderRow & { openedAt: string }
  verbs: VerbState[]
  history: HistoryEntry[]
  organs: { value: string; label: string }[]
  limits: { simple: number; complex: number }
}
