/**
 * Processes outlive kills. `HAOBAN_KILLS=100 npx vitest run test/proof/process.test.ts` strikes as often as it says; a hundred strikes or
 * more are written into the guide on reliability, whatever came of them.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { expect, test } from 'vitest'
import { type Proved, proveProcesses } from './process-kills.ts'
import { replaceBlock } from './written.ts'

const asked = process.env.HAOBAN_KILLS
const kills = asked === undefined ? 20 : Number(asked)
const guide = new URL('../../docs/guide/reliability.md', import.meta.url)
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)

const told = (r: Proved): string =>
  [
    `\`HAOBAN_KILLS=${kills} npx vitest run test/proof/process.test.ts\`, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load ${loadavg()[2]!.toFixed(1)} over a quarter of an hour, Node ${process.versions.node}:`,
    `**${sum(r.kills)} kills in ${r.secondsOfKilling} s (${r.seconds} s in all); ${r.lives} lives of ${r.steps} steps and ${r.facts} facts beside the one without kills; ${r.again} answers lost and asked for again; ${r.starts} starts of a process; ${r.histories.length - 1} histories that differ; ${r.doubled} processes begun twice.**`,
    ['| killed | |', '|---|---|', ...Object.entries(r.kills).map(([name, n]) => `| ${name} | ${n} |`)].join('\n'),
  ].join('\n\n')

test(`${kills} kills: every history of a process is the same as without`, async () => {
  const result = await proveProcesses({ kills, seed: 20231212, tell: (line) => void process.stderr.write(`${line}\n`) })
  if (kills >= 100) await writeFile(guide, replaceBlock(await readFile(guide, 'utf8'), 'process', told(result)))
  const { histories, ...counts } = result
  process.stdout.write(`${JSON.stringify(counts)}\n`)
  expect(sum(result.kills)).toBe(kills)
  expect(result.lives).toBeGreaterThan(0)
  expect(histories).toEqual([histories[0]])
  expect(result.doubled).toBe(0)
}, 3_600_000)
