/** The packages that benches are measured against: installed beside the benches when they are first wanted, and for nothing else. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

export function installYardsticks(): void {
  if (existsSync(`${here}node_modules`)) return
  process.stderr.write('Installing what the benches are measured against into bench/node_modules, once.\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('npm ci in bench/ failed: the benches cannot be run without their yardsticks')
}
