/**
 * `npm run bench -- [SUBJECT…] [--smoke] [--json] [--write]`: runs `bench/<subject>.bench.ts`, all of them where none is named. `--write` keeps
 * each subject's result as soon as it is there and writes `docs/guide/speed.md`, so that a run that was cut off goes on with the subjects
 * that are missing (`--missing`: those without a result of the last day).
 */
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench, Mode, Row } from './bench.ts'
import { figure, keepResult, misses, readResults, resultOf } from './report.ts'
import { installYardsticks } from './yardsticks.ts'

// As `haoban start` does: React is measured as a city runs it, without its checks for developers.
process.env.NODE_ENV ||= 'production'

const flag = { type: 'boolean', default: false } as const
const { values, positionals } = parseArgs({ allowPositionals: true, options: { smoke: flag, json: flag, write: flag, missing: flag } })
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
if (values.write && mode === 'smoke') {
  process.stderr.write('A smoke run is too short to be written down.\n')
  process.exit(2)
}

function line(row: Row): string {
  const promise = row.atLeast === undefined ? '' : ` (promised ≥ ${figure(row.atLeast)}${misses(row) ? ', MISSED' : ''})`
  const note = row.note ? ` · ${row.note}` : ''
  return `  ${row.name}: ${figure(row.value)} ${row.unit}; ${row.yardstick.name}: ${figure(row.yardstick.value)} → ${figure(row.ratio)}×${promise}${note}\n`
}

async function runOne(subject: string): Promise<Row[]> {
  const { default: bench } = (await import(`./${subject}${suffix}`)) as { default: Bench }
  const say = (text: string) => void (values.json || process.stdout.write(text))
  const rows: Row[] = []
  const started = performance.now()
  say(`${bench.title}\n`)
  for await (const row of bench.run(mode)) {
    rows.push(row)
    say(line(row))
  }
  if (values.write) keepResult(subject, resultOf(bench.title, rows, (performance.now() - started) / 1_000))
  return rows
}

installYardsticks()
const dayMs = 86_400_000
const results = readResults()
const isFresh = (subject: string) => Date.now() - Date.parse(`${results[subject]?.at}Z`) < dayMs
const wanted = (positionals.length > 0 ? positionals : subjects).filter((subject) => !(values.missing && isFresh(subject)))
const rows: Row[] = []
for (const subject of wanted) rows.push(...(await runOne(subject)))
if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`)
// A smoke run is too short to judge by: it fails only where a bench cannot run at all.
process.exitCode = mode === 'whole' && rows.some(misses) ? 1 : 0
