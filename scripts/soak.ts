/**
 * `npm run soak -- --kills N [--seed N] [--minutes N]`: an evening of kills, in cities of at most 250 kills each, so that what was
 * proved until then stands in the guide after each of them, whatever becomes of the machine. It ends with one line of JSON, and with 1
 * where anything is wrong; Ctrl-C ends the killing early, and what was done is audited. A run of a hundred kills or more is written.
 * `--failover N` kills the primary of two database servers instead (`soak-failover.ts`).
 */
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type Soaked, soak } from '../test/proof/soak.ts'
import { replaceBlock } from '../test/proof/written.ts'
import { soakFailover } from './soak-failover.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
    failover: { type: 'string' },
  },
})
const asked = Number(values.kills)
const mostInACity = 250
const enough = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => enough.abort())
setTimeout(() => enough.abort(), Number(values.minutes) * 60_000).unref()

const guide = new URL('../docs/guide/reliability.md', import.meta.url)
const say = (line: string) => void process.stderr.write(`${line}\n`)
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
const added = (a: Record<string, number>, b: Record<string, number>) =>
  Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]))
const table = (head: string, counts: Record<string, number>) =>
  [`| ${head} | |`, '|---|---|', ...Object.entries(counts).map(([name, n]) => `| ${name} | ${n} |`)].join('\n')

/** Several cities as one result. */
const together = (all: readonly Soaked[]): Soaked =>
  all.reduce((a, b) => ({
    kills: added(a.kills, b.kills) as Soaked['kills'],
    acts: added(a.acts, b.acts),
    cases: a.cases + b.cases,
    acknowledged: a.acknowledged + b.acknowledged,
    again: a.again + b.again,
    starts: a.starts + b.starts,
    seconds: a.seconds + b.seconds,
    secondsOfKilling: a.secondsOfKilling + b.secondsOfKilling,
    wrong: [...a.wrong, ...b.wrong],
  }))

const told = (r: Soaked, cities: number): string =>
  [
    `\`npm run soak -- --kills ${values.kills} --seed ${values.seed}\`, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load ${loadavg()[2]!.toFixed(1)} over a quarter of an hour, Node ${process.versions.node}:`,
    `**${sum(r.kills)} kills in ${r.secondsOfKilling} s (${r.seconds} s in all, ${cities} ${cities === 1 ? 'city' : 'cities'}); ${r.acknowledged} acknowledged acts on ${r.cases} cases; ${r.again} answers lost and asked for again; ${r.starts} starts of a process; ${r.wrong.length} things wrong.**${sum(r.kills) < asked ? ` It was ended before the ${asked} that were asked for.` : ''}`,
    table('killed', r.kills),
    table('acknowledged', r.acts),
    ...(r.wrong.length ? [r.wrong.map((w) => `- ${w}`).join('\n')] : []),
  ].join('\n\n')

if (values.failover !== undefined) {
  const [times, seed] = [Number(values.failover), Number(values.seed)]
  process.exit(await soakFailover({ times, seed, enough: enough.signal, tell: say }))
}

const done: Soaked[] = []
const killed = () => done.reduce((n, r) => n + sum(r.kills), 0)
while (killed() < asked && !enough.signal.aborted) {
  const seed = Number(values.seed) + done.length
  say(`city ${done.length + 1}, seed ${seed}`)
  done.push(await soak({ kills: Math.min(mostInACity, asked - killed()), seed, tell: say, enough: enough.signal }))
  const result = together(done)
  if (sum(result.kills) >= 100) await writeFile(guide, replaceBlock(await readFile(guide, 'utf8'), 'soak', told(result, done.length)))
  if (result.wrong.length) break
}
const result = together(done)
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = result.wrong.length === 0 ? 0 : 1
