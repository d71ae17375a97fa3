/** A process that is frozen holds nobody up for longer than fifteen seconds, and writes nothing any more when it is woken. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { openDb } from './db.ts'
import { startWorker } from './job.ts'

let city: TestCity
const children: ChildProcess[] = []
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await city.close()
})

const log = { info() {}, warn() {}, error() {} }

/** Starts the process, and waits until it has said so many lines. */
async function started(mode: 'server' | 'worker', lines: number): Promise<{ child: ChildProcess; said(): string[] }> {
  const script = new URL('./fixture/to-be-frozen.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', script, mode, city.house.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let text = ''
  child.stdout!.on('data', (data) => {
    text += data
  })
  const said = () => text.split('\n').filter(Boolean)
  for (let n = 0; n < 600 && said().length < lines; n++) await sleep(50)
  return { child, said }
}

const counted = () =>
  city.sql<{ key: string; n: number }>("select key, n::int from base.counter where key in ('held', 'a', 'b', 'c') order by key")

test('a server frozen in the middle of a transaction: whoever waits for its row goes on, and it cannot end what was begun', async () => {
  const { child, said } = await started('server', 1)
  child.kill('SIGSTOP')
  const frozen = performance.now()
  const db = openDb(city.house.url, { max: 1 })
  await db.tx({ role: 'system' }, async (tx) => {
    await tx.sql`insert into base.counter (key, n) values ('held', 10) on conflict (key) do update set n = base.counter.n + 10`
  })
  await db.close()
  expect(performance.now() - frozen).toBeLessThan(15_000)
  child.kill('SIGCONT')
  for (let n = 0; n < 100 && said().length < 2; n++) await sleep(100)
  expect(said()).toEqual(['at held', 'broken'])
  expect(await counted()).toEqual([{ key: 'held', n: 10 }])
}, 60_000)

test('a worker frozen with three jobs: another does them, and each is done once, also when the first is woken', async () => {
  await city.sql("delete from base.counter where key in ('held')")
  for (const [task, key] of [
    ['written', 'a'],
    ['written', 'b'],
    ['taken', 'c'],
  ])
    await city.sql('select graphile_worker.add_job($1, $2::json)', [task, JSON.stringify({ key })])
  const { child, said } = await started('worker', 3)
  expect(said().sort()).toEqual(['at a', 'at b', 'at c'])
  await sleep(500)
  child.kill('SIGSTOP')
  const frozen = performance.now()
  const db = openDb(city.house.url, { max: 3 })
  const work = (payload: unknown) =>
    db.tx({ role: 'system' }, async (tx) => {
      const { key } = payload as { key: string }
      await tx.sql`insert into base.counter (key, n) values (${key}, 1) on conflict (key) do update set n = base.counter.n + 1`
    })
  const tasks = ['written', 'taken'].map((name) => ({ name, work }))
  const worker = await startWorker(city.house.url, tasks, log)
  while ((await counted()).length < 3 && performance.now() - frozen < 40_000) await sleep(100)
  const tookMs = performance.now() - frozen
  child.kill('SIGCONT')
  await sleep(6_000)
  await worker.stop()
  await db.close()
  expect(await counted()).toEqual(['a', 'b', 'c'].map((key) => ({ key, n: 1 })))
  expect(await city.sql("select 1 from graphile_worker.jobs where task_identifier in ('written', 'taken')")).toEqual([])
  expect(tookMs).toBeLessThan(15_000)
}, 90_000)
