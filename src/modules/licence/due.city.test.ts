/** Decisions become licences many in a transaction: each once, whatever dies; what cannot be made stands in nobody's way. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { copyCase } from '#test/many.ts'
import { met } from '#test/restaurant.ts'
import { nextNames } from './actions/number.ts'
import type { LicenceType } from './schema/licence.ts'

const at = '2023-06-15T10:00:00+08:00'
let city: TestCity
let approved: string
const workers: ChildProcess[] = []

/** One application up to its decision. */
async function approve(): Promise<string> {
  const citizen = await city.citizen('钟家明')
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body as { id: string }
  const steps = [
    ['liufang', 'accept', {}],
    ['zengwei', 'examine', {}],
    ['zengwei', 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件，建议准予' }],
    ['chenguodong', 'approve', {}],
  ] as const
  for (const [login, verb, input] of steps) {
    const answer = await (await city.staff(login)).post(`/work/cases/${id}/${verb}`, { input })
    expect([verb, answer.status]).toEqual([verb, 200])
  }
  await city.drain()
  return id
}

beforeAll(async () => {
  city = await openTestCity(at)
  approved = await approve()
}, 120_000)
afterAll(async () => {
  for (const w of workers) if (w.exitCode === null) w.kill('SIGKILL')
  await city.close()
})

let made = 0
/** Decisions on as many copies of the case, due to become licences; their facts by their cases. */
async function due(count: number): Promise<{ fact: number; case: string }[]> {
  const no = () => `${'8'.repeat(31)}20230601${String(++made).padStart(4, '0')}`
  const ids = await copyCase(city.house.db.pool, approved, count, () => ({ no: no() }))
  await city.sql(
    `insert into cases.answers (case_id, version, sealed, hash, at)
      select id, version, sealed, hash, at from cases.answers, unnest($2::text[]) id where case_id = $1`,
    [approved, ids],
  )
  const facts = await city.sql<{ fact: string; case: string }>(
    "select id fact, data->>'case' \"case\" from ledger.fact where name = 'case.approved' and data->>'case' = any($1)",
    [ids],
  )
  await city.sql("insert into licence.due (fact, organ) select unnest($1::bigint[]), 'market-360702'", [facts.map((f) => f.fact)])
  return facts.map((f) => ({ ...f, fact: Number(f.fact) }))
}

const granted = async (facts: readonly { fact: number }[]) =>
  city.sql<{ no: string; file: string; used: number; issued: number }>(
    `select l.no, v.file, (select count(*)::int from ledger.fact f where f.name = 'seal.used' and f.data->>'resultHash' = v.file) used,
      (select count(*)::int from ledger.fact f where f.name = 'licence.issued' and f.about = 'licence:' || l.id) issued
      from licence.granted g join licence.licence l on l.id = g.licence join licence.version v on v.licence = l.id where g.fact = any($1)`,
    [facts.map((f) => f.fact)],
  )
const leftOf = (table: 'due' | 'waiting') => city.sql<{ fact: string }>(`select fact from licence.${table} order by fact`)

test('一次制很多张：一张出不来的单独等着，写明原因，别的照样制成', async () => {
  const facts = await due(40)
  const [bad] = facts
  await city.sql('delete from cases.answers where case_id = $1', [bad!.case])
  await city.run('licence.issue')
  const licences = await granted(facts)
  expect(licences).toHaveLength(39)
  expect(new Set(licences.map((l) => l.no)).size).toBe(39)
  for (const { used, issued } of licences) expect([used, issued]).toEqual([1, 1])
  expect(await leftOf('due')).toEqual([])
  expect(await city.sql('select fact::int, why from licence.waiting')).toEqual([
    { fact: bad!.fact, why: expect.stringContaining('对不上') },
  ])
})

test('制证的任务没了，夜里接着制', async () => {
  const facts = await due(3)
  await city.run('licence.nightly')
  await city.drain()
  expect(await granted(facts)).toHaveLength(3)
})

async function work(): Promise<ChildProcess> {
  const file = new URL('../../../test/worker-process.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', file, city.house.url, inject('database').dataDir, at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  workers.push(child)
  await once(child.stdout!, 'data')
  return child
}

test('制证的进程做到一半被杀：重来以后每项决定恰好一张，文件、用印记录、事实都恰好一份，账本对得上', async () => {
  const facts = await due(400)
  const wake = () => city.sql("select graphile_worker.add_job('licence.issue', '{}', job_key => 'licence.issue')")
  const count = async () => (await granted(facts)).length
  for (const wanted of [40, 200]) {
    await wake()
    const worker = await work()
    for (const from = Date.now(); (await count()) < wanted && Date.now() - from < 60_000; ) await sleep(5)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    expect(await count()).toBeGreaterThanOrEqual(wanted)
    expect(await count()).toBeLessThan(400)
    expect((await leftOf('due')).length + (await count())).toBe(400)
  }
  await wake()
  const last = await work()
  for (const from = Date.now(); (await count()) < 400 && Date.now() - from < 60_000; ) await sleep(100)
  const licences = await granted(facts)
  expect(licences).toHaveLength(400)
  for (const of of ['no', 'file'] as const) expect(new Set(licences.map((l) => l[of])).size).toBe(400)
  expect(licences.filter((l) => l.used !== 1 || l.issued !== 1)).toEqual([])
  for (const { file } of licences) expect(await city.house.storage.has(file)).toBe(true)
  last.kill('SIGKILL')
  await once(last, 'exit')
}, 180_000)

test('编号不写年份的证照，第二年接着往下编，不和去年的重号', async () => {
  city.clock.set('2024-01-03T10:00:00+08:00')
  const id = await approve()
  const [licence] = await city.sql<{ no: string; from_on: string }>(
    'select l.no, from_on::text from licence.licence l join licence.version v on v.licence = l.id where v.case_id = $1',
    [id],
  )
  expect(licence!.from_on).toBe('2024-01-03')
  expect(await city.sql("select 1 from licence.licence where no like 'JY2360702%' and no >= $1", [licence!.no])).toHaveLength(1)
  expect(await leftOf('waiting')).toHaveLength(1)
})

test('同一个县的两个机关发同一种证，号码不重；已经有人用的号跳过', async () => {
  const [type] = await city.sql<{ spec: LicenceType }>("select spec from licence.type where spec->>'number' = 'JY2{division}{serial:7}'")
  const [first, second, town] = ['360702000000', '360702000000', '360702102000'].map((division, n) => ({
    id: `organ-${n}`,
    uscc: `1136070201458230${n}X`,
    division,
  }))
  const names = (organs: (typeof first)[]) =>
    act(city.house, system, (ctx) => Promise.all(organs.map((organ) => nextNames(ctx, { type: type!.spec, organ: organ!, year: '2024' }))))
  const drawn = await names([first, second, town, first])
  expect(new Set(drawn.map(({ no }) => no)).size).toBe(4)
  expect(new Set(drawn.map(({ identifier }) => identifier)).size).toBe(4)
  const [last] = drawn.slice(-1)
  const next = last!.no.replace(/\d{7}$/, (serial) => String(Number(serial) + 1).padStart(7, '0'))
  await city.sql("update licence.licence set no = $1 where id = (select id from licence.licence where no like 'JY2360702%' limit 1)", [
    next,
  ])
  expect((await names([second])).map(({ no }) => no)).not.toContain(next)
})
