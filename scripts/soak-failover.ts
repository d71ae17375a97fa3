/** `npm run soak -- --failover N`: the primary of two database servers under Patroni is killed N times. Ten and more are written into the guide. */
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { answersWithinS, type FailedOver, failOverAndOver } from '../test/proof/failover.ts'
import { missingPrograms } from '../test/proof/patroni.ts'
import { replaceBlock } from '../test/proof/written.ts'

const guide = new URL('../docs/guide/reliability.md', import.meta.url)
const writtenFrom = 10
/** EX_UNAVAILABLE of sysexits.h: nothing is wrong, and nothing was proved. */
const notThere = 69

type Asked = { times: number; seed: number; enough: AbortSignal; tell: (line: string) => void }

/** Each figure of a column, from the smallest to the greatest, as a sentence has them. */
const spread = (numbers: readonly number[]): string => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return `${sorted[0]} to ${sorted.at(-1)} s, in the middle ${sorted[Math.floor(sorted.length / 2)]} s`
}

const told = (r: FailedOver, { times, seed }: Asked): string =>
  [
    `\`npm run soak -- --failover ${times} --seed ${seed}\`, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load ${loadavg()[2]!.toFixed(1)} over a quarter of an hour, Node ${process.versions.node}:`,
    `**${r.failovers.length} primaries killed in ${r.seconds} s, the founding of the city included; both servers had acknowledged a new act after ${spread(r.failovers.map((f) => f.answered))} (at most ${answersWithinS} s are allowed); ${r.acknowledged} acknowledged acts on ${r.cases} cases; ${r.again} answers lost and asked for again; ${r.rewinds} times pg_rewind; ${r.restarts} processes of the city started again; ${r.wrong.length} things wrong.**`,
    [
      '| | commits under way | answered after | the killed node whole again after | load |',
      '|---|---|---|---|---|',
      ...r.failovers.map((f, n) => `| ${n + 1} | ${f.commits} | ${f.answered} s | ${f.back} s | ${f.load} |`),
    ].join('\n'),
    ...(r.wrong.length ? [r.wrong.map((w) => `- ${w}`).join('\n')] : []),
  ].join('\n\n')

/** Answers the code to end with. */
export async function soakFailover(asked: Asked): Promise<number> {
  const missing = missingPrograms()
  if (missing.length) {
    asked.tell(
      `not on this machine: ${missing.join(', ')}. No failover was tried. On Debian: apt-get install patroni etcd-server python3-etcd postgresql-17`,
    )
    return notThere
  }
  const result = await failOverAndOver(asked)
  if (result.failovers.length >= writtenFrom)
    await writeFile(guide, replaceBlock(await readFile(guide, 'utf8'), 'failover', told(result, asked)))
  process.stdout.write(`${JSON.stringify(result)}\n`)
  return result.wrong.length === 0 && result.failovers.length === asked.times ? 0 : 1
}
