/** What the public pages of a case are given. Words are made in the rules, so that a page and a program read the same. */

import type { CalendarGrid } from '#kernel/clock/rules/grid.ts'
import type { DayGroup } from '#kernel/clock/rules/table.ts'
import type { Lamp } from '#kernel/clock/schema.ts'
import type { Said } from '#kernel/decision/schema/assessment.ts'
import type { MaterialLine } from '#kernel/form/rules/materials.ts'
import type { Meter, Plan, PlanTask } from '#kernel/form/rules/plan.ts'
import type { SummarySection } from '#kernel/form/rules/summary.ts'
import type { Answers, FieldError, Known } from '#kernel/form/schema/answers.ts'
import type { Form, Question } from '#kernel/form/schema/form.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'

export type Applicant = { party: string; name: string; kind: 'natural' | 'legal'; as: 'self' | 'legal-rep' | 'agent' }
export type DraftLine = { id: string; item: string; itemName?: string; applicant: string; savedAt: Date; expiresOn: string }

/** A page about one matter names whom it acts for, unless it is the person himself, and the division whose matter it is. */
type InName = { client?: string | undefined; division: string }

export type StartView = InName & {
  item: HandlingItem
  answers: Record<string, string>
  applicants: Applicant[]
  acting: string | null
  drafts: DraftLine[]
  wouldEndOn: string
  held: string[]
  meter: Meter
}

export type TaskListView = InName & {
  id: string
  item: HandlingItem
  plan: Plan
  applicantName: string
  savedAt: Date
  expiresOn: string
  stop?: { sentence: string; item?: string }
}

export type QuestionView = InName & {
  id: string
  from?: 'check'
  itemName: string
  question: Question
  form: Form
  known: Known
  all: Answers
  savedAt: Date
  step: string
  before?: PlanTask
  stop?: { sentence: string; item?: string }
  places: { code: string; name: string }[]
  /** the window that wrote this question last; empty where nobody has */
  writer: string
}

/** What the applicant handed in before and may use here again; `key` is what the button sends. */
export type EarlierFiles = {
  key: string
  caseId: string
  on: string
  itemName: string
  files: { hash: string; name: string; size: number }[]
}

export type MaterialView = InName & {
  id: string
  from?: 'check'
  itemName: string
  line: MaterialLine
  savedAt: Date
  step: string
  before?: PlanTask
  followBy?: string
  earlier: EarlierFiles[]
}

export type CheckView = InName & {
  id: string
  item: HandlingItem
  savedAt: Date
  ready: boolean
  errors: FieldError[]
  lines: MaterialLine[]
  sections: SummarySection[]
  step: string
  /** what the rules say of it as it stands */
  said: Said[]
}

export type DropView = InName & { id: string; itemName: string; savedAt: Date }

export type ClockView = {
  name: string
  /** what runs out: 送达的期限 */
  limit: string
  title: string
  sentence: string
  moved?: string
  due?: string
  grid: CalendarGrid
  groups: DayGroup[]
  basis: string
}

export type ProgressView = InName & {
  said: Said[]
  id: string
  no: string
  queryCode: string
  item: { code: string; name: string }
  applicantName: string
  /** whether the applicant can have a seal of its own */
  firm: boolean
  submittedAt: Date
  status: { word: string; step: string }
  steps: { name: string; when?: string }[]
  at: number
  turn: { who: string; note: string; mine: boolean }
  due?: { ask: string; on?: string; lamp: Lamp; note: string }
  todo?: {
    title: string
    sentence: string
    items: { id: string; what: string; why?: string; material: boolean }[]
    act: { text: string; href: string }
  }
  clocks: ClockView[]
  track: { at: string; when: string; what: string; more?: string; held: boolean }[]
  papers: { id: string; title: string; about: string; checkCode: string }[]
  corrections: { when: string; changes: Change[] }[]
  looks: { when: string; who: string; what: string }[]
  materials: { name: string; how: string; files: { hash: string; name: string }[] }[]
  outcome?: { good: boolean; sentence: string; reason?: string; remedies?: string }
  verbs: { verb: string; label: string }[]
  organ: { name: string; phone: string; hours: string; complaintPhone: string }
  rate: boolean
  demo: boolean
}

export type Change = { field: string; label: string; before: string[]; after: string[] }

/** What was asked for afterwards: questions to correct, what was changed already, materials to bring. */
export type SupplyView = InName & {
  id: string
  itemName: string
  todo: NonNullable<ProgressView['todo']>
  /** `said`: what the notice says about it */
  fixes: { id: string; title: string; state: 'done' | 'todo' | 'wrong'; said: string[] }[]
  /** what the notice says besides materials and questions */
  others: string[]
  changes: Change[]
  /** `asked` false: the corrected answers alone make it necessary */
  /** `earlier`: files handed in for the same material in another case */
  materials: { id: string; name: string; formats: string[]; maxMb: number; asked: boolean; earlier: EarlierFiles[] }[]
}

/** One question to correct; `said` is what the notice says about it. */
export type FixView = InName &
  Pick<QuestionView, 'id' | 'itemName' | 'question' | 'form' | 'known' | 'all' | 'step' | 'places'> & { said: string[] }

export type MineRow = {
  id: string
  itemName: string
  applicantName: string
  word: string
  turn: string
  due?: string
  submittedAt: Date
  href: string
}
export type MineView = { yours: MineRow[]; running: MineRow[]; closed: MineRow[]; drafts: DraftLine[]; more: boolean }

/** One look at something of mine: when, which office, at what, for what, in which case. */
export type LookRow = { when: string; who: string; what: string; case?: { href: string; name: string } }
export type ReadsView = { looks: LookRow[]; more: boolean }

export type WithdrawView = InName & { id: string; itemName: string; why?: string }

export type DoneView = InName & {
  id: string
  no: string
  queryCode: string
  itemName: string
  organ: string
  phone: string
  hours: string
  submittedAt: Date
  receipt?: string
  noticeOn?: string
  resultOn?: string
  steps: { on?: string; when: string; what: string; more?: string }[]
}

export type FoundView =
  | { found: false }
  | {
      found: true
      division: string
      itemName: string
      word: string
      turn: string
      due?: string
      steps: { name: string; when?: string }[]
      at: number
      submittedOn: string
    }

export type CheckedView =
  | { asked: false }
  | {
      asked: true
      title: string
      /** what this kind of paper is called, and what of the city brings it: '受理通知书（办件）' */
      kind: string
      no: string | null
      /** whose act it tells of, and what that act is called */
      organ: string
      act: string | null
      madeOn: string
      /** digests of the PDF and the OFD; null until they are drawn */
      file: string | null
      ofd: string | null
      /** the paper's id, for those who may open it */
      open: string | null
      standing: string
    }
