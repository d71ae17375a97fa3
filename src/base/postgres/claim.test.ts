import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claim, exclusively, findHolder } from './claim.ts'
import { findHouse, lockDataDir } from './lock.ts'
import { bornOf, identify, SILENCE_MS } from './process.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'haoban-claim-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** Writes a claim as another process would have left it. */
function leave(holder: object, ageMs = 0): void {
  const file = join(dir, 'haoban.lock.7')
  writeFileSync(file, JSON.stringify({ ...identify(), info: { port: 8080 }, ...holder }))
  const at = new Date(Date.now() - ageMs)
  utimesSync(file, at, at)
}

test('the second house is told in one sentence who lives here', async () => {
  const lock = await lockDataDir(dir, { port: 8080 })
  const sentence = `这个数据目录正在被使用：进程 ${process.pid}，端口 8080。请先停掉它，或换一个 HAOBAN_DATA。`
  await expect(lockDataDir(dir, { port: 8081 })).rejects.toMatchObject({ code: 'data.busy', status: 409, message: sentence })
  lock.update({ port: 9090 })
  expect(findHouse(dir)?.info.port).toBe(9090)
  lock.release()
  expect(findHouse(dir)).toBeUndefined()
  ;(await lockDataDir(dir, { port: 8081 })).release()
})

test('a data directory that does not exist yet has no house and can be taken', async () => {
  expect(findHouse(join(dir, 'new'))).toBeUndefined()
  ;(await lockDataDir(join(dir, 'new'), { port: 1 })).release()
})

test.for([
  ['a process that is gone', { pid: 2 ** 22 + 1, born: '1' }, 0],
  ['an earlier process with our own number', { born: '1' }, 0],
  ['a machine before its restart, silent since', { space: 'other', pid: 1 }, SILENCE_MS + 1],
  ['a process that left in good order', { left: true }, 0],
] as const)('the lock of %s is void', async ([, holder, age]) => {
  leave(holder, age)
  const lock = await lockDataDir(dir, { port: 1 })
  expect(readdirSync(dir)).toEqual(['haoban.lock.8'])
  lock.release()
})

test('a lock that a power cut tore is void', async () => {
  writeFileSync(join(dir, 'haoban.lock.3'), '')
  ;(await lockDataDir(dir, { port: 1 })).release()
})

test('a house in another container is believed once it shows life', async () => {
  leave({ space: 'other', host: 'node-b', pid: 1 })
  const beat = setInterval(() => leave({ space: 'other', host: 'node-b', pid: 1 }), 700)
  await expect(lockDataDir(dir, { port: 1 })).rejects.toMatchObject({ code: 'data.busy-elsewhere', data: { host: 'node-b' } })
  clearInterval(beat)
})

test('of twenty that come at once, one succeeds', async () => {
  leave({ born: '1' })
  const all = await Promise.all(Array.from({ length: 20 }, () => claim(join(dir, 'haoban.lock'), {})))
  expect(all.filter((c) => 'claim' in c)).toHaveLength(1)
})

test('work under a claim is done by one process at a time, though they are killed in the middle', async () => {
  const file = join(dir, 'turn')
  const inside = join(dir, 'inside')
  const script = new URL('./fixture/claimant.ts', import.meta.url).pathname
  const ends = [1, 2, 3, 4].map(
    () =>
      new Promise<NodeJS.Signals | null>((resolve, reject) => {
        const child = spawn(process.execPath, ['--import', 'tsx', script, file, inside, '40'], { stdio: ['ignore', 'ignore', 'inherit'] })
        child.on('error', reject).on('exit', (_, by) => resolve(by))
      }),
  )
  expect(await Promise.all(ends)).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGKILL'])
  expect(existsSync(inside)).toBe(false)
  expect(findHolder(file)).toBeUndefined()
  expect(await exclusively(file, async () => 'done')).toBe('done')
}, 60_000)

test('a process is known by its start, not by its number alone', () => {
  expect(bornOf(process.pid)).toBe(readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')[19])
  expect(bornOf(2 ** 22 + 1)).toBeUndefined()
  expect(bornOf(Number.NaN)).toBeUndefined()
})
