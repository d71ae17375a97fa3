/** `npm run bench -- [SUBJECT…] [--smoke] [--json]`: runs `bench/<subject>.bench.ts`, all of them where none is named. */
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench, Mode, Row } from './bench.ts'

// As `haoban start` does: React is measured as a city runs it, without its checks for developers.
process.env.NODE_ENV ||= 'production'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { smoke: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})
const mode: Mode = values.smoke ? 'smoke' : 'whole'
const suffix = '.bench.ts'
const subjects = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith(suffix))
  .map((name) => name.slice(0, -suffix.length))
  .sort()

const unknown = positionals.filter((name) => !subjects.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`No bench named ${unknown.join(', ')}. There are: ${subjects.join(', ')}.\n`)
  process.exit(2)
}

const figure = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 4 })
const misses = (row: Row) => row.atLeast !== undefined && row.ratio < row.atLeast

function line(row: Row): string {
  const promise = row.atLeast === undefined ? '' : ` (promised ≥ ${row.atLeast}${misses(row) ? ', MISSED' : ''})`
  const note = row.note ? ` · ${row.note}` : ''
  return `  ${row.name}: ${figure(row.value)} ${row.unit}; ${row.yardstick.name}: ${figure(row.yardstick.value)} → ${figure(row.ratio)}×${promise}${note}\n`
}

const rows: Row[] = []
for (const subject of positionals.length > 0 ? positionals : subjects) {
  const { default: bench } = (await import(`./${subject}${suffix}`)) as { default: Bench }
  if (!values.json) process.stdout.write(`${bench.title}\n`)
  for await (const row of bench.run(mode)) {
    rows.push(row)
    if (!values.json) process.stdout.write(line(row))
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`)
// A smoke run is too short to judge by: it fails only where a bench cannot run at all.
process.exitCode = mode === 'whole' && rows.some(misses) ? 1 : 0
