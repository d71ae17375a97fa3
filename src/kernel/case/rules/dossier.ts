/** What is shown of a case: its row, its papers and materials, its clocks, and what may be done. */

import type { CalendarGrid } from '#kernel/clock/rules/grid.ts'
import type { DayGroup } from '#kernel/clock/rules/table.ts'
import type { Reading as ClockReading } from '#kernel/clock/schema.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Material } from '../schema.ts'
import type { Reading } from './clocks.ts'
import type { CaseState } from './fold.ts'
import type { VerbState } from './open.ts'

/** The projection of a case: one row a case, written in the transaction of each act. Days as 'YYYY-MM-DD'. */
export type CaseFile = {
  id: string
  no: string
  queryCode: string
  item: string
  itemVersion: number
  itemName: string
  handleCode: string
  taskType: string
  organ: string
  division: string
  applicant: string
  applicantName: string
  applicantKind: string
  agent: string | null
  channel: string
  status: string
  turn: string
  seq: number
  holder: string | null
  holderName: string | null
  pending: string | null
  submittedAt: Date
  acceptedAt: Date | null
  endedAt: Date | null
  decidedAt: Date | null
  deliveredAt: Date | null
  result: string | null
  clock: string | null
  dueOn: string | null
  warnOn: string | null
  paused: boolean
  promiseDueOn: string | null
  legalDueOn: string | null
  promiseDays: number | null
  legalDays: number | null
  usedDays: number | null
  tolerantMissing: number
  notices: number
  proposer: string | null
  demo: boolean
  updatedAt: Date
}

export type MaterialRow = Material & { version: number; at: Date; by: string }
export type Card = { caseId: string; colour: 'yellow' | 'red'; at: Date; reason: string; withdrawnAt: Date | null }
export type PaperLine = { id: string; kind: string; title: string; no: string | null; checkCode: string; madeAt: Date }

/** Everything about a case but the applicant's answers and files. */
export type Dossier = {
  file: CaseFile
  item: HandlingItem
  state: CaseState
  organ: { id: string; name: string; shortName: string; phone: string; complaintPhone: string; hours: string }
  clocks: Reading[]
  pressing: string | undefined
  materials: MaterialRow[]
  papers: PaperLine[]
  cards: Card[]
  verbs: VerbState[]
}

/** One clock opened day by day. */
export type Explained = { name: string; reading: ClockReading; grid: CalendarGrid; groups: DayGroup[]; moved: string | undefined }
