/** What is shown of a case: its row, its papers and materials, its clocks, and what may be done. */

import type { CalendarGrid } from '#kernel/clock/rules/grid.ts'
import type { DayGroup } from '#kernel/clock/rules/table.ts'
import type { Reading as ClockReading } from '#kernel/clock/schema.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Material } from '../schema.ts'
import type { Reading } from './clocks.ts'
import type { CaseState } from './fold.ts'
import type { VerbState } from './open.ts'
import type { PointState } from './points.ts'
import type { Projection } from './project.ts'

/** What is fixed when a case begins. */
type Begun = {
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
  submittedAt: Date
  demo: boolean
}

/** The row of a case, written in the transaction of each act. Days as 'YYYY-MM-DD'. */
export type CaseFile = Begun & Projection & { updatedAt: Date }

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
  points: PointState[]
  verbs: VerbState[]
}

/** One clock opened day by day. */
export type Explained = { name: string; reading: ClockReading; grid: CalendarGrid; groups: DayGroup[]; moved: string | undefined }
