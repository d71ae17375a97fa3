/** What the desk's pages of items show. Moments are ISO 8601. */
import type { RehearsalView } from '#kernel/draft/schema.ts'
import type { DataElement } from '#kernel/form/schema/element.ts'
import type { Offer } from './draft.ts'
import type { VersionStatus, VersionVerb } from './life.ts'

/** `path` is the place in the item; `part` its section on the guide; texts are as the guide says them. */
export type DiffRow = { path: string; part: string; kind: 'added' | 'removed' | 'changed'; before?: string; after?: string }

/** A breach found: which rule, how grave, what to do in one sentence, and where in the item (`materials.2.name`). */
export type Finding = { rule: string; severity: 'error' | 'warning'; sentence: string; path: string }

export type VerbState = { verb: VersionVerb; title: string; open: boolean; why?: string; reason: boolean }

/** One item in the list: what is in force, and what is under way. `waiting`: the next step may be taken by the one who looks. */
export type ItemLine = {
  code: string
  name: string
  state: VersionStatus | null
  version: number
  updatedAt: string
  draft: { id: string; status: VersionStatus; savedAt: string; savedBy: string } | null
  waiting: boolean
}
export type ItemList = {
  items: ItemLine[]
  offers: Offer[]
  counts: Record<'all' | 'underWay' | 'waiting' | 'suspended' | 'offered', number>
  mayClaim: boolean
}

export type HistoryLine = { title: string; at: string; by: string | null; reason: string | null }
export type VersionLine = { version: number; publishedAt: string; by: string; note: string | null; current: boolean }

export type ItemPage = {
  code: string
  name: string
  state: VersionStatus | null
  reason: string | null
  catalogue: { code: string; name: string; type: string } | null
  organs: string[]
  versions: VersionLine[]
  draft: { id: string; status: VersionStatus; savedAt: string; savedBy: string; reason: string | null } | null
  verbs: VerbState[]
  history: HistoryLine[]
}

/** What changes in the limits of a version under way, and its rehearsal. `why`: why it cannot be rehearsed now. */
export type LimitsPart = { changed: boolean; rehearsed: boolean; why: string | null; rehearsal: RehearsalView | null }

export type DraftPage = {
  id: string
  code: string
  name: string
  base: number | null
  status: VersionStatus
  reason: string | null
  revision: number
  savedAt: string
  savedBy: string
  file: Record<string, unknown>
  form: unknown
  writable: boolean
  whyNotWritable: string | null
  findings: Finding[]
  verbs: VerbState[]
  history: HistoryLine[]
  changes: DiffRow[]
  limits: LimitsPart
  organs: { value: string; label: string }[]
  branches: { value: string; label: string }[]
  /** what a question of the form may ask for by the city's own name for it */
  elements: DataElement[]
  places: { code: string; name: string }[]
}

export type ComparePage = { code: string; name: string; from: string; to: string; rows: DiffRow[]; versions: number[]; draft: boolean }

/** The answer to a saved change: the revision to change next, all that is wrong now, and what may be done. */
export type Saved = { revision: number; savedAt: string; findings: Finding[]; verbs: VerbState[] }
