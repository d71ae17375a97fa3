/** Reading a foreign catalogue line by line: every line that holds a row comes out imported or rejected, in order. */
import type { ImportedItem, ImportOutcome } from '../../schema/imported.ts'
import type { Mapping } from '../../schema/mapping.ts'
import { mapRow } from './row.ts'
import { cut } from './transform.ts'

type Lines = AsyncIterable<string> | Iterable<string>

/**
 * Outcomes for the lines of a JSON-lines file, one for each line that is not blank. Nothing is kept but the codes seen and the
 * line each stood in; a second row of a code is turned away with the line of the first.
 */
export async function* importPlan(lines: Lines, mapping: Mapping): AsyncGenerator<ImportOutcome> {
  const once = repeatWatch(mapping)
  let line = 0
  for await (const text of lines) {
    line += 1
    if (text.trim() !== '') yield once(mapLine(text, line, mapping))
  }
}

function mapLine(text: string, line: number, mapping: Mapping): ImportOutcome {
  const rejected = (rule: string, message: string): ImportOutcome => ({ rejected: { line, rule, message } })
  if (text.length > mapping.maxLine) return rejected('line.too-long', `这一行超过 ${mapping.maxLine} 个字符，没有读`)
  if (text.includes('\0')) return rejected('line.nul', nul)
  const row = parse(text.replace(/^\uFEFF/, ''))
  if (row === undefined) return rejected('line.json', `这一行不是完整的 JSON：${cut(text.trim())}`)
  const strings = [...stringsIn(row)]
  if (strings.some((s) => s.includes('\0'))) return rejected('line.nul', nul)
  if (strings.some((s) => /\p{Surrogate}/u.test(s)))
    return rejected('line.surrogate', '这一行有半个字（不成对的 UTF-16 编码），数据库存不下，请在来源处改正')
  return mapRow(mapping, row, line)
}

const nul = '这一行有空字符（NUL），数据库存不下，请在来源处去掉'

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      yield key
      yield* stringsIn(inner)
    }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Remembers in which line each code stood first, and turns away or marks what comes again, as the mapping says. */
function repeatWatch(mapping: Mapping): (outcome: ImportOutcome) => ImportOutcome {
  const severity = mapping.checks.find((c) => c.check === 'repeated')?.severity
  const seen = new Map<string, number>()
  return (outcome) => {
    if (!severity || 'rejected' in outcome) return outcome
    const { code, line, name } = outcome.ok
    const first = seen.get(code)
    if (first === undefined) seen.set(code, line)
    return first === undefined ? outcome : repeated(outcome.ok, `编码 ${code} 在第 ${first} 行已经出现过`, severity, { line, code, name })
  }
}

function repeated(
  item: ImportedItem,
  message: string,
  severity: 'reject' | 'warn',
  where: { line: number; code: string; name: string },
): ImportOutcome {
  if (severity === 'reject') return { rejected: { ...where, rule: 'code.repeated', field: 'code', message } }
  return { ok: { ...item, warnings: [...item.warnings, { rule: 'code.repeated', field: 'code', sentence: message }] } }
}

/** Counts of a run: how many came in, how many were turned away by which rule, which warnings were kept how often. */
export type ImportSummary = {
  read: number
  imported: number
  rejected: number
  rejectedBy: Record<string, number>
  warnings: Record<string, number>
}

/** Sums outcomes up. */
export function summarise(outcomes: Iterable<ImportOutcome>): ImportSummary {
  const sum: ImportSummary = { read: 0, imported: 0, rejected: 0, rejectedBy: {}, warnings: {} }
  for (const outcome of outcomes) {
    sum.read += 1
    if ('rejected' in outcome) {
      sum.rejected += 1
      count(sum.rejectedBy, outcome.rejected.rule)
    } else {
      sum.imported += 1
      for (const { rule } of outcome.ok.warnings) count(sum.warnings, rule)
    }
  }
  return sum
}

const count = (into: Record<string, number>, rule: string) => {
  into[rule] = (into[rule] ?? 0) + 1
}

/** Cuts a stream of text into lines. A line longer than `max` is handed on cut short, one character too long, so that it never fills the memory. */
export async function* linesOf(chunks: AsyncIterable<string> | Iterable<string>, max: number): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      yield bounded(rest, chunk.slice(from, end), max).replace(/\r$/, '')
      rest = ''
      from = end + 1
    }
    rest = bounded(rest, chunk.slice(from), max)
  }
  if (rest !== '') yield rest.replace(/\r$/, '')
}

const bounded = (rest: string, more: string, max: number): string => (rest.length > max ? rest : (rest + more).slice(0, max + 2))
