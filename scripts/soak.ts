/**
 * `npm run soak -- --kills N [--seed N] [--minutes N]`: an evening of kills. It ends with one line of JSON, and with 1 where anything
 * is wrong; Ctrl-C ends the killing early, and what was done is audited. A run of a hundred kills or more is written into the guide.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type Soaked, soak } from '../test/proof/soak.ts'
import { replaceBlock } from '../test/proof/written.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
  },
})
const enough = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => enough.abort())
setTimeout(() => enough.abort(), Number(values.minutes) * 60_000).unref()

const guide = new URL('../docs/guide/reliability.md', import.meta.url)
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
const table = (head: string, counts: Record<string, number>) =>
  [`| ${head} | |`, '|---|---|', ...Object.entries(counts).map(([name, n]) => `| ${name} | ${n} |`)].join('\n')

const told = (r: Soaked): string =>
  [
    `\`npm run soak -- --kills ${values.kills} --seed ${values.seed}\`, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, Node ${process.versions.node}:`,
    `**${sum(r.kills)} kills in ${r.secondsOfKilling} s; ${r.acknowledged} acknowledged acts on ${r.cases} cases; ${r.again} answers lost and asked for again; ${r.starts} starts of a process; ${r.wrong.length} things wrong.**`,
    table('killed', r.kills),
    table('acknowledged', r.acts),
    ...(r.wrong.length ? [r.wrong.map((w) => `- ${w}`).join('\n')] : []),
  ].join('\n\n')

const result = await soak({
  kills: Number(values.kills),
  seed: Number(values.seed),
  tell: (line) => void process.stderr.write(`${line}\n`),
  enough: enough.signal,
})
process.stdout.write(`${JSON.stringify(result)}\n`)
if (sum(result.kills) >= 100) await writeFile(guide, replaceBlock(await readFile(guide, 'utf8'), 'soak', told(result)))
process.exitCode = result.wrong.length === 0 ? 0 : 1
