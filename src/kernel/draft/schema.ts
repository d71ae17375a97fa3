/** What versions under way have in common, whatever they are versions of: where they stand, who does what, and what a rehearsal found. */
import { z } from 'zod'

const Id = z.string().min(1).max(40)
export const Why = z.string().trim().min(2, '请写明理由，至少 2 个字').max(500)
export const ByDraft = z.object({ draft: Id })
export const SayWhy = z.object({ draft: Id, reason: Why })
/** 发布; the reason why it was not rehearsed, where it was not. */
export const PublishDraft = z.object({ draft: Id, unrehearsed: z.string().trim().max(500).optional() })
export const ListChanges = z.object({ draft: Id, after: z.string().max(120).default('') })
export type ByDraft = z.infer<typeof ByDraft>
export type SayWhy = z.infer<typeof SayWhy>
export type PublishDraft = z.infer<typeof PublishDraft>
export type ListChanges = z.infer<typeof ListChanges>

export const statuses = ['drafting', 'submitted', 'published', 'abandoned'] as const
export type DraftStatus = (typeof statuses)[number]
export const verbs = ['edit', 'rehearse', 'submit', 'return', 'publish', 'abandon'] as const
export type DraftVerb = (typeof verbs)[number]
/** A step of a version, with the reason where it is barred. */
export type VerbLine = { verb: DraftVerb; title: string; open: boolean; why?: string }

/** What a rehearsal is of. */
export const rehearsalKinds = ['decision', 'limits', 'process'] as const
export type RehearsalKind = (typeof rehearsalKinds)[number]
export type RehearsalStatus = 'waiting' | 'running' | 'done' | 'failed' | 'stopped'
/** Changes by what they are: `what` changes from one outcome to another in so many cases. */
export type Tally = { what: string; before: string; after: string; count: number }
/** Of one organ: how many cases were looked at, and how many would be late under each version. */
export type Group = { name: string; looked: number; before: number; after: number }
/** One case that the new version would change, and how. */
export type Change = { subject: string; title: string; href: string; what: string; before: string; after: string; because: string }

export type RehearsalView = {
  kind: RehearsalKind
  status: RehearsalStatus
  sinceOn: string
  untilOn: string
  total: number | null
  looked: number
  /** of these nothing could be said */
  unread: number
  /** from the asking to the end, by the clock of the house; null while it is under way */
  seconds: number | null
  changed: number
  tally: Tally[]
  groups: Group[]
  why: string | null
  /** of the text as it stands now */
  fresh: boolean
}
export type ChangeList = { rows: Change[]; next: string | null }
