/** Everything that must hold before a change is handed in, at most two at a time; what fails is printed whole. */
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The longest first, so that the short ones fill the second place. */
const checks: readonly (readonly [name: string, command: string])[] = [
  ['types', 'tsc -p . --noEmit --incremental --tsBuildInfoFile .tmp/types.tsbuildinfo'],
  ['the law', 'vitest run --config test/law/vitest.config.ts'],
  ['unused code', 'knip --no-progress'],
  ['style', 'biome check --error-on-warnings'],
]

type Result = { name: string; ok: boolean; seconds: number; output: string }

function run(name: string, command: string): Promise<Result> {
  const started = performance.now()
  const env = { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) }
  const child = spawn(command, { cwd: root, env, shell: true })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ name, ok: code === 0, seconds: (performance.now() - started) / 1000, output }))
  })
}

function report({ name, ok, seconds, output }: Result): void {
  process.stdout.write(`${ok ? 'holds' : 'FAILS'}  ${name} (${seconds.toFixed(1)} s)\n`)
  if (!ok) process.stdout.write(`${output.trimEnd()}\n`)
}

const waiting = [...checks]
let failed = 0

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const result = await run(...next)
    report(result)
    if (!result.ok) failed++
  }
}

await Promise.all([work(), work()])
process.exitCode = failed === 0 ? 0 : 1
