/** Decisions over columns: a million rows at once, three-valued, here or in worker threads. */
import type { Value } from '../values/value.ts'
import { type Out, type Plan, scan, type Values } from './kernel.ts'
import { type Prepared, ScanError, type ScanInput, withCodes } from './plan.ts'

/**
 * The values of one input, by its kind: numbers (NaN is unknown); days since 1970-01-01 for dates (NaN is unknown);
 * 0, 1 and, for unknown, 2 for booleans; codes into a dictionary for texts (a code out of range is unknown).
 */
export type ColumnData = Float64Array | Uint8Array | { readonly codes: Int32Array; readonly names: readonly string[] }
export type Columns = Readonly<Record<string, ColumnData>>

export type ScanOptions = {
  /** Threads; 0 scans here and now. */
  readonly workers?: number | undefined
  readonly onProgress?: ((done: number, rows: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
  /** Leaves out the two arrays with an entry a row, where only the counts are wanted. */
  readonly countsOnly?: boolean | undefined
}

export type ScanResult = Out & { readonly rows: number }

export type Scanner = {
  readonly inputs: readonly ScanInput[]
  /** How many rules there are; `met`, `unknown` and `fired` go by their numbers from 0. */
  readonly rules: number
  readonly scan: (columns: Columns) => ScanResult
  readonly scanInBackground: (columns: Columns, options?: ScanOptions) => Promise<ScanResult>
}

const boolean: readonly Value[] = [false, true]

function valuesOf({ name, kind }: ScanInput, columns: Columns): { values: Values; names?: readonly Value[] } {
  const data = columns[name]
  if (data === undefined) throw new ScanError(`There is no column “${name}”.`)
  if (kind === 'string' && 'codes' in data) return { values: data.codes, names: data.names }
  if (kind === 'boolean' && data instanceof Uint8Array) return { values: data, names: boolean }
  if ((kind === 'number' || kind === 'date') && data instanceof Float64Array) return { values: data }
  throw new ScanError(`The column “${name}” must hold ${kind}s: ${wanted[kind]}.`)
}

const wanted = {
  string: '{ codes: Int32Array, names }',
  boolean: 'Uint8Array',
  number: 'Float64Array',
  date: 'Float64Array of days since 1970',
}

type Bound = { readonly plan: Plan; readonly data: readonly Values[]; readonly rows: number }

function bind({ plan, inputs, grid }: Prepared, columns: Columns): Bound {
  const given = inputs.map((input) => valuesOf(input, columns))
  const rows = given[0]?.values.length ?? 0
  if (given.some(({ values }) => values.length !== rows)) throw new ScanError('The columns are of different lengths.')
  const bound = plan.columns.map((column, i) => (given[i]!.names ? withCodes(column, grid.columns[i]!, given[i]!.names!) : column))
  return { plan: { ...plan, columns: bound }, data: given.map(({ values }) => values), rows }
}

/** Arrays of the result in shared memory, so that threads fill them in place. */
export function outFor(rules: number, rows: number, countsOnly: boolean): Out {
  return {
    verdicts: countsOnly ? undefined : new Uint8Array(new SharedArrayBuffer(rows)),
    fired: countsOnly ? undefined : new Int32Array(new SharedArrayBuffer(rows * 4)),
    met: new Float64Array(rules),
    unknown: new Float64Array(rules),
  }
}

export function scannerOf(prepared: Prepared): Scanner {
  const { inputs, plan } = prepared
  return {
    inputs,
    rules: plan.rules,
    scan(columns) {
      const { plan: bound, data, rows } = bind(prepared, columns)
      const out = outFor(plan.rules, rows, false)
      scan(bound, data, 0, rows, out)
      return { ...out, rows }
    },
    async scanInBackground(columns, options = {}) {
      const { plan: bound, data, rows } = bind(prepared, columns)
      const { inWorkers } = await import('./workers.ts')
      return inWorkers(bound, data, rows, options)
    },
  }
}
