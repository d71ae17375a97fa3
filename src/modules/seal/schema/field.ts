/** What the forms of seals have in common: a line, a reason, a place on a page, a file. */
import { z } from 'zod'

export const Day = z.iso.date('请写成 2023-06-15 这样的日期')
/** `missing`: the sentence where nothing was written. */
export const line = (most: number, missing: string) => z.string(missing).trim().min(1, missing).max(most, `最多 ${most} 个字`)
/** A line of a form comes as text, empty where nothing was typed. */
export const optional = <T extends z.ZodType>(type: T) => z.preprocess((v) => (v === '' ? undefined : v), type.optional())
export const Millimetre = z.coerce.number('请填数字').min(0, '请填 0 到 2000 的毫米数').max(2000, '请填 0 到 2000 的毫米数')
export const SentFile = z
  .custom<{ name: string; type: string; bytes: Uint8Array }>(
    (v) => (v as { bytes?: unknown } | undefined)?.bytes instanceof Uint8Array,
    '请选要盖章的文件',
  )
  .optional()
