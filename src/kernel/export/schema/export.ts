/** A list as a file: what is asked, and how far it is. Moments are ISO 8601 with offset. */
import { z } from 'zod'

export const sheetForms = { csv: 'CSV 文件', xlsx: 'Excel 文件' } as const
export type SheetForm = keyof typeof sheetForms

/**
 * `list` is the name of a declaration (`window.cases`), `asked` its filter. `unmaskedFor`: why names of natural persons are wanted whole;
 * without it they are masked.
 */
export const BeginExport = z.object({
  list: z.string().min(1).max(60),
  asked: z.record(z.string(), z.unknown()).default({}),
  as: z.enum(['csv', 'xlsx']).default('csv'),
  unmaskedFor: z.string().trim().min(2, '请写明为什么要完整姓名，至少 2 个字；每位当事人都能看到').max(200, '理由最多 200 个字').optional(),
})
export type BeginExport = z.infer<typeof BeginExport>

export const Nothing = z.object({})

export const ExportId = z.object({ id: z.string().min(1).max(60) })
export type ExportId = z.infer<typeof ExportId>

export type ExportState = 'running' | 'stopped' | 'done' | 'failed'
export const exportWords: Record<ExportState, string> = { running: '正在写', stopped: '停着', done: '写好了', failed: '没有写成' }

/** An export can be fetched for a week. */
export const keptMs = 7 * 86_400_000

/** `told`: rows written. `size` in bytes, once it is whole. `until`: the last moment at which it can be fetched. */
export type ExportView = {
  id: string
  title: string
  form: SheetForm
  masked: boolean
  /** who ordered it; and why names are whole, null where they are masked */
  by: string
  why: string | null
  state: ExportState
  /** why it stopped by itself */
  reason: string | null
  told: number
  size: number | null
  madeAt: string
  endedAt: string | null
  until: string
  expired: boolean
}
