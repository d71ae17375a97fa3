import { z } from 'zod'
import { Limit } from '#kernel/clock/schema.ts'
import { codeOf, serverTypes, taskTypes, useLevels } from './dictionary.ts'
import { CatalogueCode } from './item.ts'

/** Telephone numbers as far as they could be read; `note` is the source's own text where it says more than numbers. */
export const Phones = z.strictObject({ numbers: z.array(z.string()), note: z.string().optional() })
export type Phones = z.infer<typeof Phones>

/** Something odd but usable in a source row: kept for those who tend the catalogue, no reason to turn the row away. */
export const ImportWarning = z.strictObject({ rule: z.string(), field: z.string(), sentence: z.string() })
export type ImportWarning = z.infer<typeof ImportWarning>

/** An item of another place's catalogue: what its source says and nothing more. Absent means the source does not say. */
export const ImportedItem = z.strictObject({
  imported: z.string(),
  line: z.number().int().positive(),
  sourceId: z.string().optional(),
  /** 实施编码 (31) or 业务办理项编码 (33) */
  code: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}[1-6]\d{12}(\d{2})?$/),
  catalogueCode: CatalogueCode,
  /** the same item's code in the national exchange, where the source has both */
  nationalCode: z.string().optional(),
  name: z.string().min(1),
  catalogueName: z.string().optional(),
  mainName: z.string().optional(),
  subName: z.string().optional(),
  taskType: codeOf(taskTypes),
  useLevel: codeOf(useLevels),
  organName: z.string().min(1),
  uscc: z.string().length(18),
  division: z.string().regex(/^\d{6}$/),
  divisionName: z.string().optional(),
  jointOrgans: z.array(z.string()).default([]),
  legal: Limit.optional(),
  promise: Limit.optional(),
  conditions: z.array(z.string()).default([]),
  materials: z.array(z.strictObject({ name: z.string().min(1) })).default([]),
  audiences: z.array(codeOf(serverTypes)).default([]),
  themes: z.array(z.string()).default([]),
  keywords: z.array(z.string()).default([]),
  online: z.boolean().optional(),
  onlineUrl: z.string().optional(),
  platform: z.string().optional(),
  trips: z.number().int().min(0).optional(),
  express: z.boolean().optional(),
  bookingUrl: z.string().optional(),
  address: z.string().optional(),
  consult: Phones.optional(),
  complaint: Phones.optional(),
  warnings: z.array(ImportWarning).default([]),
})
export type ImportedItem = z.infer<typeof ImportedItem>

/** The rules by which a line or a row is turned away: its sentence says what the source has. */
export type Rejection = { line: number; rule: string; field?: string; message: string; code?: string; name?: string }

export type ImportOutcome = { ok: ImportedItem } | { rejected: Rejection }
