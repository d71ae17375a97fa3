/** Jobs of a killed worker go on within seconds; jobs of one that lives are left to it, however long they take. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startWorker } from '#base/job.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { Wire } from '#test/proof/wire.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const enqueue = (task: string) => city.sql(`select graphile_worker.add_job($1)`, [task])
const log = { info() {}, warn() {}, error() {} }

test('a job that takes long is not begun a second time by another worker', async () => {
  let runs = 0
  const work = async () => {
    runs++
    await sleep(12_000)
  }
  const workers = [
    await startWorker(city.house.url, [{ name: 'slow', work }], log),
    await startWorker(city.house.url, [{ name: 'slow', work }], log),
  ]
  await enqueue('slow')
  await sleep(11_500)
  await Promise.all(workers.map((w) => w.stop()))
  expect(runs).toBe(1)
}, 60_000)

test('a job held by nobody that lives is done within seconds', async () => {
  await enqueue('left')
  await city.sql("update graphile_worker._private_jobs set locked_at = now() - interval '6 seconds', locked_by = 'pool-dead', attempts = 1")
  let done = false
  const work = async () => {
    done = true
  }
  const worker = await startWorker(city.house.url, [{ name: 'left', work }], log)
  for (let n = 0; n < 60 && !done; n++) await sleep(100)
  await worker.stop()
  expect(done).toBe(true)
}, 30_000)

test('a job whose taker lives and never heard of it is done within seconds; the one he is at is not begun again', async () => {
  let [runs, done] = [0, false]
  const tasks = [
    {
      name: 'at',
      work: async () => {
        runs++
        await sleep(14_000)
      },
    },
    {
      name: 'lost',
      work: async () => {
        done = true
      },
    },
  ]
  const worker = await startWorker(city.house.url, tasks, log)
  await enqueue('at')
  const taker = async () =>
    (await city.sql<{ by: string | null }>('select locked_by "by" from graphile_worker.jobs where task_identifier = \'at\''))[0]?.by
  while (!(await taker())) await sleep(50)
  await city.sql("select graphile_worker.add_job('lost', run_at => now() + interval '1 hour')")
  await city.sql(
    `update graphile_worker._private_jobs set run_at = now(), locked_at = now() - interval '6 seconds', locked_by = $1, attempts = 1
     where id = (select id from graphile_worker.jobs where task_identifier = 'lost')`,
    [await taker()],
  )
  for (let n = 0; n < 120 && !done; n++) await sleep(100)
  expect(done).toBe(true)
  const left = () => city.sql("select 1 from graphile_worker.jobs where task_identifier in ('at', 'lost')")
  for (let n = 0; n < 200 && (await left()).length > 0; n++) await sleep(100)
  expect([runs, (await left()).length]).toEqual([1, 0])
  await worker.stop()
}, 60_000)

test('a worker whose connections are all cut holds on to the job it is at, also against one that comes new', async () => {
  let runs = 0
  const work = async () => {
    runs++
    await sleep(12_000)
  }
  const workers = [
    await startWorker(city.house.url, [{ name: 'cut', work }], log),
    await startWorker(city.house.url, [{ name: 'cut', work }], log),
  ]
  await enqueue('cut')
  await sleep(6_000)
  await city
    .sql('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()')
    .catch(() => undefined)
  workers.push(await startWorker(city.house.url, [{ name: 'cut', work }], log))
  await sleep(11_500)
  await Promise.all(workers.map((w) => w.stop()))
  expect(runs).toBe(1)
}, 90_000)

test('a worker that is stopped while the word that its job is done was lost says it again before it goes', async () => {
  const url = new URL(city.house.url)
  const wire = await Wire.to(Number(url.port))
  url.port = String(wire.port)
  let done = false
  const work = async () => {
    wire.cutAfter(0)
    done = true
  }
  const worker = await startWorker(url.href, [{ name: 'unsaid', work }], log, 1)
  await enqueue('unsaid')
  while (!done) await sleep(20)
  await worker.stop()
  wire.close()
  expect(await city.sql("select 1 from graphile_worker.jobs where task_identifier = 'unsaid'")).toEqual([])
}, 60_000)

test('a database that goes away again and again, while jobs begin and end, ends neither the worker nor the process; every job is done', async () => {
  const done = new Set<number>()
  const work = async (payload: unknown) => {
    await sleep(20)
    done.add((payload as { n: number }).n)
  }
  const worker = await startWorker(city.house.url, [{ name: 'gone', work }], log)
  await city.sql("select graphile_worker.add_job('gone', json_build_object('n', n)) from generate_series(1, 200) n")
  const admin = new pg.Client({ connectionString: inject('database').url })
  await admin.connect()
  const cut = 'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = $1'
  for (let n = 0; n < 40; n++) {
    await admin.query(cut, [new URL(city.house.url).pathname.slice(1)])
    await sleep(25 + ((n * 37) % 50))
  }
  await admin.end()
  const left = async () => (await city.sql("select 1 from graphile_worker.jobs where task_identifier = 'gone'")).length
  for (let n = 0; n < 600 && (await left()) > 0; n++) {
    await city.sql('update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null')
    await sleep(100)
  }
  expect([done.size, await left()]).toEqual([200, 0])
  await worker.stop()
}, 120_000)
