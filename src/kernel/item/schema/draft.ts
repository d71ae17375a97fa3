import { z } from 'zod'
import { CatalogueCode, ItemSlug } from './item.ts'
import { type VersionStatus, type VersionVerb, versionVerbs } from './life.ts'

/** Where a version may stand that is not published yet. */
export const underWay = ['claimed', 'drafting', 'departmentReview', 'reformReview', 'approved'] as const satisfies readonly VersionStatus[]
export const isUnderWay = (status: VersionStatus): boolean => (underWay as readonly VersionStatus[]).includes(status)

/** A version under way. `file` and `form` are as they were typed: what is wrong with them, the findings say. `base` is the version it began from. */
export type Draft = {
  id: string
  code: string
  name: string
  base: number | null
  status: VersionStatus
  file: Record<string, unknown>
  form: unknown
  revision: number
  reason: string | null
  editors: string[]
  openedAt: Date
  savedAt: Date
  savedBy: string
  version: number | null
}

/** One step of a version's life. `hash` is that of what was handed on, so that what is approved is what was written. */
export type Step = { seq: number; verb: VersionVerb; by: string; byName: string; at: Date; reason: string | null; hash: string | null }

/** A power of 基本目录 that an organ may take over. */
export const Offer = z.strictObject({
  code: CatalogueCode,
  name: z.string().min(2),
  subName: z.string().min(2).optional(),
  taskType: z.string().length(2),
  /** the branch that usually carries it out */
  branch: z.string(),
  basis: z.array(z.strictObject({ law: z.string(), article: z.string(), text: z.string() })).default([]),
  demo: z.boolean().default(false),
})
export type Offer = z.infer<typeof Offer>
export const Offers = z.array(Offer)

/** Which items the list shows: all, those with a version under way, those that wait for the one who looks. */
export const itemShows = ['all', 'underWay', 'waiting', 'suspended', 'offered'] as const
export const ListVersions = z.object({ show: z.enum(itemShows).catch('all').default('all'), q: z.string().trim().max(80).default('') })
export type ListVersions = z.infer<typeof ListVersions>

export const ByItem = z.object({ code: ItemSlug })
export type ByItem = z.infer<typeof ByItem>
export const ByDraft = z.object({ draft: z.string().min(1).max(40) })
export type ByDraft = z.infer<typeof ByDraft>

/** A published version by its number, or `draft` for the one under way. */
const Side = z.union([z.literal('draft'), z.coerce.number().int().positive()], '请选两个版本来对照')
export const Compare = z.object({ code: ItemSlug, from: Side, to: Side })
export type Compare = z.infer<typeof Compare>

export const Claim = z.object({
  offer: CatalogueCode,
  code: ItemSlug,
  name: z.string('请填写事项名称').trim().min(2, '事项名称至少 2 个字').max(80, '事项名称写在 80 字以内'),
})
export type Claim = z.infer<typeof Claim>

const reason = z.string().trim().max(500, '理由写在 500 字以内').optional()

/** A place in an item file: `materials.2.name`. */
export const Place = z.string().regex(/^[a-zA-Z]+(\.(\d{1,3}|[a-zA-Z]+)){0,6}$/, '不认识这一栏，请刷新页面')
/** What was changed, place by place; a change without a value takes the place out. `revision` is the one that was changed. */
export const EditDraft = z.object({
  draft: z.string().min(1).max(40),
  revision: z.number().int().positive(),
  changes: z.array(z.object({ path: Place, value: z.json().optional() })).max(100, '一次改得太多，请分几次保存'),
  /** the form's file as text */
  form: z.string().max(500_000).optional(),
})
export type EditDraft = z.infer<typeof EditDraft>
export type Change = EditDraft['changes'][number]

export const TakeDraft = z.object({ draft: z.string().min(1).max(40), verb: z.enum(versionVerbs), reason })
export type TakeDraft = z.infer<typeof TakeDraft>
export const TakeItem = z.object({ code: ItemSlug, verb: z.enum(['change', 'suspend', 'resume', 'cancel']), reason })
export type TakeItem = z.infer<typeof TakeItem>
