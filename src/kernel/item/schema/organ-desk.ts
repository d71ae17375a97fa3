/** Organs at the desk: what an act on them takes, and what the pages show. Moments are ISO 8601, days `YYYY-MM-DD`. */
import { z } from 'zod'
import { DivisionCode } from '#kernel/party/schema.ts'
import { codeOf, organKinds } from './dictionary.ts'
import { type Organ, OrganBranch } from './organ.ts'

const line = (most: number) => z.string('请填写').trim().max(most, `写在 ${most} 字以内`)
const reason = z.string('请写明为什么').trim().min(2, '请写明为什么，至少 2 个字').max(500, '理由写在 500 字以内')
const OrganId = z.string().max(60)

/** How an organ is reached, and what it is called in a list: one person may change it, and it counts at once. */
export const Contact = z.object({
  shortName: line(40),
  phone: line(24),
  complaintPhone: line(24),
  hall: line(60),
  address: line(120),
  hours: line(120),
})
export type Contact = z.infer<typeof Contact>

/** What the contact data is to be. `seen` is what stood on the page: what another has changed since is not written over. */
export const ChangeContact = Contact.extend({ organ: OrganId, seen: Contact, reason })
export type ChangeContact = z.infer<typeof ChangeContact>

/** The document that an organ is founded, renamed or ended by. */
const Document = z.object({
  documentNo: z.string('请填写文号').trim().min(4, '文号照着文件写，例如 某市编〔2023〕12号').max(60, '文号写在 60 字以内'),
  documentOn: z.iso.date('请填写文件的日期，例如 2023-06-01'),
  reason,
})

export const FoundOrgan = Contact.extend({
  ...Document.shape,
  branch: OrganBranch,
  division: DivisionCode,
  name: line(60),
  uscc: z.string('请填写统一社会信用代码').trim().max(40),
  kind: codeOf(organKinds),
  parent: OrganId.optional(),
})
export type FoundOrgan = z.infer<typeof FoundOrgan>

/** One organ as a table gives it, on the founding of a city. */
export const OrganRowIn = FoundOrgan.omit({ documentNo: true, documentOn: true, reason: true }).extend({
  kind: codeOf(organKinds).optional(),
})
export type OrganRowIn = z.infer<typeof OrganRowIn>

export const RenameOrgan = Document.extend({ organ: OrganId, name: line(60), shortName: line(40) })
export type RenameOrgan = z.infer<typeof RenameOrgan>

export const EndOrgan = Document.extend({ organ: OrganId, successor: z.string('请选承接职责的机构').max(60) })
export type EndOrgan = z.infer<typeof EndOrgan>

export const ByOrgan = z.object({ organ: OrganId })
export type ByOrgan = z.infer<typeof ByOrgan>
export const ByOrganChange = z.object({ id: z.string().min(1).max(40) })
export type ByOrganChange = z.infer<typeof ByOrganChange>
export const TurnDownOrgan = ByOrganChange.extend({ reason })
export type TurnDownOrgan = z.infer<typeof TurnDownOrgan>

export const organStates = ['inForce', 'ended', 'all'] as const
export const ListOrgans = z.object({
  division: z.string().max(12).default(''),
  branch: z.string().max(40).default(''),
  state: z.enum(organStates).catch('inForce').default('inForce'),
  q: z.string().trim().max(40).default(''),
})
export type ListOrgans = z.infer<typeof ListOrgans>

export const organChangeKinds = { found: '设立', rename: '更名', end: '撤销' } as const
export type OrganChangeKind = keyof typeof organChangeKinds

/** One thing that an act changes, in the words of the page; null where there was, or will be, nothing. */
export type OrganDiff = { title: string; before: string | null; after: string | null }

/** An organ as the table keeps it. `revision`: that of the directory at its last change. */
export type OrganRow = { organ: Organ; revision: number; endedAt: Date | null; successor: string | null }

/** An act of two people, between the first and the second. `content` is what is to be done, `before` the organ as it was when it was asked for. */
export type OrganChange = {
  id: string
  kind: OrganChangeKind
  organ: string
  before: Organ | null
  content: { organ: Organ } | { name: string; shortName: string } | { successor: string }
  documentNo: string
  documentOn: string
  reason: string
  proposedBy: string
  proposedByName: string
  proposedAt: Date
  settledAt: Date | null
}

/** A change that waits: what it does, and what the one who looks may do with it. `why`: why he may not confirm it. */
export type WaitingChange = {
  id: string
  kind: OrganChangeKind
  organ: string
  name: string
  diffs: OrganDiff[]
  document: string
  reason: string
  proposedByName: string
  proposedAt: string
  mine: boolean
}

export type OrganLine = {
  id: string
  name: string
  shortName: string
  branchName: string
  divisionName: string
  uscc: string
  phone: string
  complaintPhone: string
  ended: boolean
}
type Option = { value: string; label: string }
export type OrganDirectory = {
  organs: OrganLine[]
  divisions: Option[]
  branches: Option[]
  waiting: WaitingChange[]
  mayPropose: boolean
  mayConfirm: boolean
}

/** What may be chosen where an organ is founded, or its duties handed on. */
export type OrganChoices = { divisions: Option[]; branches: Option[]; organs: Option[]; kinds: Option[] }

export type OrganHolding = { title: string; unit: string; n: number; page: string | null; first: string | null }
export type OrganHistoryLine = {
  title: string
  at: string
  by: string | null
  reason: string | null
  document: string | null
  diffs: OrganDiff[]
}

export type OrganPage = {
  organ: Organ
  /** 曾用名, oldest first */
  formerNames: string[]
  divisionName: string
  branchName: string
  levelName: string
  kindName: string
  parent: { id: string; name: string } | null
  children: { id: string; name: string }[]
  ended: { on: string; successor: { id: string; name: string } | null } | null
  holdings: OrganHolding[]
  /** what it carries out; `own`: the version says a place or a telephone of its own, which the directory does not reach */
  items: { code: string; name: string; own: boolean }[]
  mayOpenItems: boolean
  history: OrganHistoryLine[]
  waiting: WaitingChange | null
  mayEdit: boolean
  mayPropose: boolean
  mayConfirm: boolean
}
