/** Values as a model's author writes them (`80`, `"yes"`, `date("2023-06-01")`), and as the house keeps them. */
import { compileExpression, parseDate } from '@haoban/dmn'
import type { FactValue } from '../schema/assessment.ts'

/** What a FEEL literal is worth; undefined where it cannot be read or names something. */
export function literal(text: string): unknown {
  const expression = compileExpression(text, { names: [] })
  if (expression.problems.some((p) => p.severity === 'error')) return undefined
  const value = expression.evaluate({})
  return value === null && text.trim() !== 'null' ? undefined : plain(value)
}

/** A value of FEEL as plain data: what it writes for itself, where it is more than that. */
export const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

/** A kept value as the model wants it; undefined where it is not of the input's type. */
export function valueFor(type: string, value: FactValue | undefined): unknown {
  if (value === undefined) return undefined
  if (type === 'date') return typeof value === 'string' ? parseDate(value) : undefined
  if (type === 'number' || type === 'string' || type === 'boolean') return typeof value === type ? value : undefined
  return value
}

/** Whether two results are the same as they are kept. */
export const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(plain(a) ?? null) === JSON.stringify(plain(b) ?? null)
