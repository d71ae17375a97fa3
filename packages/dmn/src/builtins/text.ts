/** Values as text, as `string()` gives them: what FEEL would write (DMN 1.5 §10.3.4.1, Table 65). */
import { take } from '../run/reasons.ts'
import { isNum, numberText } from '../values/number.ts'
import { type Context, FeelFunction, FeelRange, isContext, isList, type Value } from '../values/value.ts'

const maxDepth = 100

/** A text as a FEEL literal. */
export const quoted = (text: string) =>
  `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`

/** A value as FEEL writes it, texts in quotes. */
export function textOf(value: Value, depth = 0): string {
  take(1)
  if (value === null) return 'null'
  if (typeof value === 'string') return quoted(value)
  if (isNum(value)) return numberText(value)
  if (depth > maxDepth) return '…'
  if (isList(value)) return `[${value.map((item) => textOf(item, depth + 1)).join(', ')}]`
  if (value instanceof FeelRange) return rangeText(value, depth)
  if (value instanceof FeelFunction) return `function(${value.parameters.map((p) => p.name).join(', ')})`
  if (isContext(value)) return contextText(value, depth)
  return String(value)
}

function contextText(value: Context, depth: number): string {
  const entries = Object.entries(value).map(
    ([name, v]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : quoted(name)}: ${textOf(v, depth + 1)}`,
  )
  return `{${entries.join(', ')}}`
}

function rangeText(range: FeelRange, depth: number): string {
  const [start, end] = [textOf(range.start, depth + 1), textOf(range.end, depth + 1)]
  if (range.form === 'hole') return `(!= ${start})`
  if (range.form === 'half') return halfText(range, start, end)
  return `${range.startIncluded ? '[' : '('}${start}..${end}${range.endIncluded ? ']' : ')'}`
}

function halfText(range: FeelRange, start: string, end: string): string {
  if (range.start === null) return `(<${range.endIncluded ? '=' : ''} ${end})`
  if (range.end === null) return `(>${range.startIncluded ? '=' : ''} ${start})`
  return `(= ${start})`
}
