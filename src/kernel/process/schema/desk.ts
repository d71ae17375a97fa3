/** What the desk asks of processes, and what it is shown. Moments are ISO 8601, stays in milliseconds. */
import { z } from 'zod'
import { type RehearsalView, type VerbLine, Why } from '#kernel/draft/schema.ts'
import type { Subject } from './process.ts'

/** One element that two versions of a model have otherwise, and what of it. */
export type Difference = { element: string; name: string; change: 'added' | 'removed' | 'changed'; what: string }

const Key = z.string().min(1).max(120)
export const Nothing = z.object({})
export const ByKey = z.object({ key: Key, version: z.coerce.number().int().positive().optional() })
export const ByInstance = z.object({ instance: z.string().min(1).max(60) })
export const ByAbout = z.object({ about: z.string().min(1).max(120) })
const Id = z.string().min(1).max(40)
export const BeginDraft = z.object({ key: Key, reason: Why })
export const EditModel = z.object({ draft: Id, revision: z.coerce.number().int(), xml: z.string().min(1).max(2_000_000) })
const Version = z.coerce.number().int().positive()
export const ByMove = z.object({ key: Key, from: Version.optional(), to: Version.optional() })
/** At most as many as one commit holds for a moment; the page sends more one after the other. */
export const mostAtOnce = 100
export const MoveMany = z.object({
  key: Key,
  from: Version,
  to: Version,
  instances: z.array(z.string().min(1).max(60)).min(1, '请先选要换的件').max(mostAtOnce),
  reason: Why,
})
export type ByKey = z.infer<typeof ByKey>
export type ByMove = z.infer<typeof ByMove>
export type MoveMany = z.infer<typeof MoveMany>
export type ByInstance = z.infer<typeof ByInstance>
export type ByAbout = z.infer<typeof ByAbout>
export type BeginDraft = z.infer<typeof BeginDraft>
export type EditModel = z.infer<typeof EditModel>

/** One step that waits for somebody's opinion. */
export type WorkLine = {
  instance: string
  record: number
  name: string
  title: string
  /** the page of the case, which whoever is asked may read as long as he is */
  href: string
  openedAt: string
  dueAt: string | null
  late: boolean
  reminders: number
}
export type WorkList = { work: WorkLine[] }

export type ModelLine = {
  key: string
  title: string
  version: number
  running: number
  stopped: number
  publishedAt: string
  draft: { id: string; status: string; savedBy: string } | null
}
export type ModelList = { models: ModelLine[] }

export type VersionLine = {
  version: number
  publishedAt: string
  note: string | null
  running: number
  ended: number
  stopped: number
  withdrawn: boolean
  current: boolean
}

/** Where something stands in a diagram, and how long things stayed there. */
export type Mark = { element: string; standing: 'active' | 'waiting' | 'joining' | 'stopped'; count: number }
export type Spot = { element: string; name: string; passed: number; mean: number; longest: number }

export type ModelPage = {
  key: string
  title: string
  version: number
  xml: string
  versions: VersionLine[]
  marks: Mark[]
  /** of the newest `counted` instances */
  spots: Spot[]
  counted: number
  draft: string | null
  mayEdit: boolean
  mayMove: boolean
}

/** One running instance in the plan of a move: where it stands, and what holds it where it is. */
export type MoveRow = { instance: string; title: string; href: string; stands: string[]; cannot: string[] }
export type MovePage = {
  key: string
  title: string
  from: number
  to: number
  versions: { version: number; running: number; withdrawn: boolean; note: string | null }[]
  differences: Difference[]
  /** the first that run by `from`; `running` says how many there are */
  rows: MoveRow[]
  running: number
}
export type MovedMany = { rows: { instance: string; moved: boolean; why: string }[] }

export type StepLine = { at: string; says: string }
/** `missing`: the branch of the step, where it has no organ in the place of the instance, so that the organ that decides has it. */
export type OpenStep = { name: string; organ: string; missing: string | null; openedAt: string; dueAt: string | null; late: boolean }
export type InstanceView = {
  instance: string
  key: string
  version: number
  title: string
  href: string
  xml: string
  ended: boolean
  marks: Mark[]
  spots: Spot[]
  open: OpenStep[]
  timers: { name: string; dueAt: string }[]
  waits: string[]
  steps: StepLine[]
}
export type AboutView = { process: InstanceView | null }

export type IncidentLine = {
  instance: string
  record: number
  title: string
  href: string
  step: string
  what: string
  sentence: string
  at: string
}
export type IncidentList = { incidents: IncidentLine[] }

export type Finding = { rule: string; kind: string; element: string; sentence: string; path: readonly string[] }
export type DraftPage = {
  id: string
  key: string
  title: string
  base: number
  status: string
  statusName: string
  reason: string
  xml: string
  revision: number
  savedAt: string
  savedBy: string
  findings: Finding[]
  /** running instances of the version in force that could move to this one, and what holds others where they are */
  moves: { can: number; cannot: { title: string; why: string }[] }
  /** what the model may govern, for checks and play in the browser */
  subject: Subject | null
  /** the branches that organs belong to, for checks in the browser; null where the model asks none */
  branches: readonly string[] | null
  rehearsal: RehearsalView | null
  verbs: VerbLine[]
}
