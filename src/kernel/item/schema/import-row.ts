/** One item of a table: what a folder of `items/` holds, in one row. */
import { z } from 'zod'
import { ItemFile } from './item.ts'

const text = (what: string) => z.string(`${what}写成文件的内容，是一段文字`).max(2_000_000, `${what}太长了`).optional()

export const ItemRowIn = z.object({ item: ItemFile, form: z.unknown(), decision: text('规则表'), process: text('流程图') })
export type ItemRowIn = z.infer<typeof ItemRowIn>
