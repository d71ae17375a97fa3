/** The console as a process of its own, that a test can kill, and a ring of master keys that was changed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { findRing, type Keys, ringOf } from '#base/secret.ts'
import type { TestCity } from './kit.ts'

const bin = fileURLToPath(new URL('../bin/haoban.mjs', import.meta.url))

export type Console = {
  start(...args: string[]): ChildProcess
  /** runs a command to its end: its exit code and what it printed */
  run(...args: string[]): Promise<{ code: number; text: string }>
  /** kills what still runs */
  stop(): void
}

/** `env` is added to the environment of the test. */
export function consoleOf(env: Record<string, string>): Console {
  const children: ChildProcess[] = []
  const start = (...args: string[]): ChildProcess => {
    const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    return child
  }
  return {
    start,
    async run(...args) {
      let text = ''
      const child = start(...args)
      child.stdout!.on('data', (bytes) => (text += bytes))
      const [code] = await once(child, 'close')
      return { code, text }
    },
    stop() {
      for (const child of children) if (child.exitCode === null) child.kill('SIGKILL')
    },
  }
}

/** A new master key in front of the old one of a test city: the environment with both, and the keys with both and with the new one alone. */
export function changedRing(city: TestCity): { env: Record<string, string>; both: Keys; fresh: Keys } {
  const { dataDir } = inject('database')
  const old = Buffer.from(findRing(dataDir, {})!.text.trim(), 'hex')
  const added = randomBytes(32)
  const ring = `${added.toString('hex')},${old.toString('hex')}`
  const env = { DATABASE_URL: city.house.url, HAOBAN_DATA: dataDir, HAOBAN_KEY: ring }
  return { env, both: ringOf([added, old]), fresh: ringOf([added]) }
}
