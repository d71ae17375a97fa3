/** Old licences, put into the library in batches. */
import { z } from 'zod'

export const Import = z.object({
  type: z.string('请选证照类型').length(21, '请选证照类型'),
  rows: z.array(z.string().max(2000)).min(1, '请粘贴要导入的行').max(500, '一次最多 500 行'),
})
export type Import = z.infer<typeof Import>

/** One row of a batch: its place from 1, the number on it, and the licence it became or why it did not. */
export type ImportedRow = { n: number; no: string; licence?: string; why?: string }
export type Batch = { id: string; typeName: string; byName: string; at: Date; rows: ImportedRow[] }
export type ImportView = { types: { value: string; label: string; face: string }[]; batches: Batch[] }
