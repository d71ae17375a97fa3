import { ImportedItem, type ImportOutcome, type ImportWarning, type Rejection } from '../../schema/imported.ts'
import type { Field, Mapping } from '../../schema/mapping.ts'
import { runCheck } from './check.ts'
import { cut, transform, Unreadable } from './transform.ts'

type Row = Readonly<Record<string, unknown>>
type Draft = Partial<ImportedItem>
class Rejected extends Error {
  readonly why: Omit<Rejection, 'line'>
  constructor(why: Omit<Rejection, 'line'>) {
    super(why.message)
    this.why = why
  }
}

/**
 * One row of a foreign catalogue as an item of ours, or the first reason why not. `line` is the row's line in its file, from 1.
 * Depends on its arguments alone.
 */
export function mapRow(mapping: Mapping, row: unknown, line: number): ImportOutcome {
  const draft: Draft = { imported: mapping.name, line, warnings: [] }
  try {
    if (!isRow(row)) throw new Rejected({ rule: 'line.object', message: '这一行不是一条记录（应是用花括号括起来的字段）' })
    for (const field of mapping.fields) fill(draft, field, row, mapping)
    check(draft, row, mapping)
    return { ok: finished(draft) }
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    return { rejected: { line, ...named(draft, row, mapping), ...error.why } }
  }
}

/** Reads one field into the draft. What cannot be read is left out with a warning, unless the field is required. */
function fill(draft: Draft, field: Field, row: Row, mapping: Mapping): void {
  const warn = (rule: string, sentence: string) => draft.warnings!.push({ rule, field: field.to, sentence })
  const sources = [field.from].flat()
  try {
    const reads = sources.map((path) => () => transform(valueAt(row, path), field.use, { mapping, warn }))
    const value = field.merge ? allOf(reads) : firstOf(reads)
    if (value !== undefined) Object.assign(draft, { [field.to]: fitting(field.to, value) })
    else if (field.required)
      throw new Rejected({ rule: 'field.missing', field: field.to, message: `来源没有给出 ${sources.join(' 或 ')}，缺了它不能入库` })
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    if (field.required) throw new Rejected({ rule: error.rule, field: field.to, message: `${sources.join('、')}：${error.message}` })
    warn(error.rule, `${error.message}，没有采用`)
  }
}

/** A value in the shape that the item asks for at this place; a list where a text should be is not passed on. */
function fitting(to: Field['to'], value: unknown): unknown {
  const parsed = ImportedItem.shape[to].safeParse(value)
  if (parsed.success) return parsed.data
  throw new Unreadable('field.shape', `“${cut(JSON.stringify(value))}”不合 ${to} 的格式`)
}

function firstOf(reads: (() => unknown)[]): unknown {
  for (const read of reads) {
    const value = read()
    if (value !== undefined) return value
  }
}

function allOf(reads: (() => unknown)[]): unknown[] | undefined {
  const values = [...new Set(reads.flatMap((read) => read() ?? []))]
  return values.length > 0 ? values : undefined
}

function check(draft: Draft, row: Row, mapping: Mapping): void {
  for (const { check: name, severity, against } of mapping.checks) {
    if (name === 'repeated') continue
    const beside = against === undefined ? undefined : valueAt(row, against)
    const fault = runCheck(name, draft, typeof beside === 'string' ? beside.trim() : undefined)
    if (!fault) continue
    if (severity === 'reject') throw new Rejected({ rule: fault.rule, field: fault.field, message: fault.sentence })
    draft.warnings!.push({ rule: fault.rule, field: fault.field, sentence: fault.sentence } satisfies ImportWarning)
  }
}

/** The last gate: whatever a mapping leaves out, what leaves here is an item of the schema. */
function finished(draft: Draft): ImportedItem {
  const parsed = ImportedItem.safeParse(draft)
  if (parsed.success) return parsed.data
  const field = String(parsed.error.issues[0]!.path[0])
  throw new Rejected({ rule: 'field.missing', field, message: `对照文件没有给出 ${field}，缺了它不能入库` })
}

/** Code and name of a rejected row as far as they are known, so that it can be found in its source. */
function named(draft: Draft, row: unknown, mapping: Mapping): { code?: string; name?: string } {
  const raw = (to: string) => {
    const from = mapping.fields.find((f) => f.to === to)?.from
    const value = isRow(row) && from !== undefined ? valueAt(row, [from].flat()[0]!) : undefined
    return typeof value === 'string' && value.trim() !== '' ? cut(value.trim()) : undefined
  }
  const [code, name] = [draft.code ?? raw('code'), draft.name ?? raw('name')]
  return { ...(code !== undefined && { code }), ...(name !== undefined && { name }) }
}

/** Own fields only: a source may call a field `constructor` or `__proto__`, and gets nothing by it. */
function valueAt(row: Row, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (isRow(at) && Object.hasOwn(at, key) ? at[key] : undefined), row)
}

const isRow = (v: unknown): v is Row => typeof v === 'object' && v !== null && !Array.isArray(v)
