/** What is wrong with a model or an expression, and where. */
import type { TableFinding } from './table/check.ts'

export type Problem = {
  readonly severity: 'error' | 'warning'
  /** A word for programs: `syntax`, `unknown-name`, `type`, `arguments`, `overlap`, `gap`, `shadowed` … */
  readonly code: string
  readonly says: string
  /** Lines and columns count from 1. */
  readonly line: number
  readonly column: number
  /** The element of the model that it stands in, by name. */
  readonly in?: string | undefined
  /** What was found of a table, for those who say it in their own words; rules count from 0. */
  readonly found?: TableFinding | undefined
}

/** A place of a text, from an offset. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}
