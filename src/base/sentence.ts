import type { z } from 'zod'
import type { FieldError } from './refusal.ts'

type Issue = z.core.$ZodIssue

const bound = (issue: Issue, least: boolean): string => {
  const { origin, minimum, maximum } = issue as { origin?: string; minimum?: number; maximum?: number }
  const n = least ? minimum : maximum
  if (origin === 'string') return least ? (n === 1 ? '请填写这一项' : `写得太短了，至少 ${n} 个字`) : `写得太长了，最多 ${n} 个字`
  if (origin === 'array') return least ? `至少要 ${n} 项` : `最多 ${n} 项`
  return least ? `请填 ${n} 或更大的数` : `请填 ${n} 或更小的数`
}

/** What zod found, by its code, as a sentence for people; a schema's own sentence is kept. */
const table: Partial<Record<string, (issue: Issue) => string>> = {
  invalid_type: (i) => ((i as { input?: unknown }).input === undefined ? '请填写这一项' : '这一项的格式不对，请照提示再填一遍'),
  too_small: (i) => bound(i, true),
  too_big: (i) => bound(i, false),
  invalid_format: (i) =>
    (i as { format?: string }).format === 'date'
      ? '请填日历上有的一天，年、月、日都要有，比如 2023-06-15'
      : '这一项的写法不对，请照提示再填一遍',
  invalid_value: () => '请从列出的选项里选一个',
  invalid_union: () => '请从列出的选项里选一个',
  unrecognized_keys: () => '多了这里用不到的内容，请刷新页面后再填',
}

const own = /[\u4e00-\u9fff]/

/** One sentence a field, in the order of the fields, each saying how to mend it. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    field: issue.path.join('.'),
    sentence: own.test(issue.message) ? issue.message : (table[issue.code]?.(issue) ?? '这一项填得不对，请照提示再填一遍'),
  }))
}
