/** Large files in bounded memory: in a process of its own, since a test runner has a memory of its own. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const script = fileURLToPath(new URL('ofd-large.ts', import.meta.url))

type Told = { valid: boolean; pages: number; drawn: boolean; bytes: number; peak: number; lines: string[] }

test('500 pages and an attachment of 100 MB are written, signed, verified and drawn within 300 MB of memory', async () => {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script])
  const told = JSON.parse(stdout) as Told
  process.stdout.write(`${told.lines.join('\n')}\n`)
  expect(told).toMatchObject({ valid: true, pages: 500, drawn: true })
  expect(told.bytes).toBeGreaterThan(100 * 1024 ** 2)
  expect(told.peak).toBeLessThan(300)
}, 300_000)
