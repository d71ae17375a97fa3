/** From a row of a table to what an importer takes: columns by their titles or their names, empty cells left out. */
import type { ImportColumn } from '#kernel/module.ts'

type Cells = Readonly<Record<string, unknown>>

const listed = (columns: readonly ImportColumn[]) => columns.map((c) => c.title).join('、')

/** What is wrong with the columns of a row as a whole, before any cell is read; undefined where nothing is. */
export function columnFault(columns: readonly ImportColumn[], cells: Cells): string | undefined {
  const known = new Set(columns.flatMap((c) => [c.name, c.title]))
  const strange = Object.keys(cells).filter((name) => !known.has(name))
  if (strange.length > 0) return `不认识的列：${strange.join('、')}。可以用的列：${listed(columns)}`
  const missing = columns.filter((c) => c.needed && !filled(cells, c))
  return missing.length > 0 ? `缺少：${listed(missing)}。请填上再导入` : undefined
}

const cellOf = (cells: Cells, { name, title }: ImportColumn): unknown => cells[name] ?? cells[title]
const filled = (cells: Cells, column: ImportColumn): boolean => {
  const value = cellOf(cells, column)
  return value !== undefined && value !== null && value !== ''
}

/** The cells that are filled in, by the names of their columns. */
export const rowOf = (columns: readonly ImportColumn[], cells: Cells): Record<string, unknown> =>
  Object.fromEntries(columns.filter((c) => filled(cells, c)).map((c) => [c.name, cellOf(cells, c)]))

/** A template as rows of a sheet: the titles, and one example that passes. */
export const templateRows = (columns: readonly ImportColumn[]): string[][] => [columns.map((c) => c.title), columns.map((c) => c.example)]

/** Control characters, halves of surrogate pairs, what turns the text around it round (Unicode UAX 9, 2), and blanks without width. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u

function hiddenIn(value: unknown): string | undefined {
  if (typeof value === 'string') return hidden.exec(value)?.[0]
  if (value === null || typeof value !== 'object') return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = hidden.exec(key)?.[0] ?? hiddenIn(inner)
    if (found !== undefined) return found
  }
  return undefined
}

/** The first cell that holds a character nobody can see, and which: names with one pass for others, and the database takes some of them not at all. */
export function hiddenFault(columns: readonly ImportColumn[], cells: Cells): string | undefined {
  for (const column of columns) {
    const found = hiddenIn(cellOf(cells, column))
    const code = found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    if (code) return `“${column.title}”里有看不见的字符（U+${code}），会让文字倒过来或者认错。请删掉重打一遍`
  }
  return undefined
}

const runs = (lines: readonly number[]): string => {
  const parts: [number, number][] = []
  for (const line of lines) {
    const last = parts.at(-1)
    if (last && line === last[1] + 1) last[1] = line
    else parts.push([line, line])
  }
  return parts.map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}、${to}` : `${from}–${to}`)).join('、')
}

/** Lines that are refused for the same reason, told once: `第 2–9、12 行`, in the order of the first of each. */
export function told(rejected: readonly { line: number; message: string }[]): { lines: string; message: string }[] {
  const byMessage = new Map<string, number[]>()
  for (const { line, message } of rejected) byMessage.set(message, [...(byMessage.get(message) ?? []), line])
  return [...byMessage].map(([message, lines]) => ({ lines: `第 ${runs(lines)} 行`, message }))
}

/** What is wrong with a cell, told with the title of its column. */
export function cellFault(columns: readonly ImportColumn[], field: string, sentence: string): string {
  const column = columns.find((c) => field === c.name || field.startsWith(`${c.name}.`))
  if (!column) return sentence
  const inside = field.slice(column.name.length + 1)
  return `“${column.title}”${inside ? `的 ${inside}` : ''}：${sentence}`
}
