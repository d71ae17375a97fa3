/** Batches: one approval over many files, stamped one by one; stopped, resumed, cut off in the middle: none twice, none lost. */
import { verifyOfd } from '@haoban/gm/ofd'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { stepBatch } from '#kernel/batch/actions/step.ts'
import { blob } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { ofdOf } from '#test/sealed.ts'

let city: TestCity
let [keeper, approver]: Client[] = []
const count = 40
let archive: Uint8Array

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  ;[keeper, approver] = await Promise.all(['xiemin', 'laizhiqiang'].map(city.staff))
  const files: Record<string, Uint8Array> = {}
  for (let n = 1; n <= count; n++) files[`通知${n}.ofd`] = await ofdOf(`第${n}号通知`)
  archive = zipSync(files, { level: 0 })
})
afterAll(() => city.close())

async function ask(file: Uint8Array): Promise<{ status: number; body: { id: string; title: string } }> {
  const form = new FormData()
  const fields = { seal: 'seed-market-360702-official', title: '检查通知', purpose: '发文', where: 'text', text: '通知' }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', blob(file, 'application/zip'), '通知.zip')
  return keeper!.post('/seals/batches', form)
}
const take = (who: Client, id: string, verb: string, input: object = {}) => who.post(`/seals/batches/${id}/${verb}`, { input })
const view = async (id: string) => (await keeper!.get(`/seals/batches/${id}`)).body.batch
const usesOf = (id: string) =>
  city.sql<{ request: string; result_hash: string }>(
    'select u.request, u.result_hash from seal.use u join seal.request r on r.id = u.request where r.batch = $1',
    [id],
  )

const isRunning = async (id: string): Promise<boolean> =>
  city
    .sql("select 1 from seal.batch where id = $1 and state = 'running'", [id])
    .then((rows) => rows.length === 1)
    .catch(() => true)

/** The jobs that wait are run; what was cut off is due again at once. */
async function drainAll(id: string): Promise<void> {
  for (let i = 0; i < 200 && (await isRunning(id)); i++) {
    await city
      .sql('update graphile_worker._private_jobs set run_at = now(), locked_at = null, locked_by = null, attempts = 0 where attempts > 0')
      .catch(() => undefined)
    await city.drain().catch(() => undefined)
  }
}

test('没有批准不能开始；批准一次，份份有批准人和摘要；停下、接着盖', async () => {
  const { id } = (await ask(archive)).body
  expect(await take(keeper!, id, 'begin')).toMatchObject({ status: 409 })
  expect(await take(keeper!, id, 'approve', { opinion: '同意' })).toMatchObject({ status: 403 })
  expect(await take(approver!, id, 'approve')).toMatchObject({ status: 422, body: { code: 'seal.no-opinion' } })
  expect((await take(approver!, id, 'approve', { opinion: '同意' })).status).toBe(200)
  expect(await take(approver!, id, 'begin')).toMatchObject({ status: 403 })
  expect((await take(keeper!, id, 'begin')).status).toBe(200)
  const running = city.drain()
  await expect.poll(async () => (await view(id)).used, { timeout: 30_000, interval: 20 }).toBeGreaterThan(2)
  expect((await take(keeper!, id, 'stop')).status).toBe(200)
  await running
  const stopped = await view(id)
  expect(stopped).toMatchObject({ state: 'stopped', failed: 0 })
  expect(stopped.used).toBeLessThan(count)
  expect((await take(keeper!, id, 'resume')).status).toBe(200)
  await city.drain()
  expect(await view(id)).toMatchObject({ state: 'done', used: count, failed: 0 })
  const uses = await usesOf(id)
  expect(new Set(uses.map((u) => u.request)).size).toBe(count)
  for (const { result_hash } of uses.slice(0, 5))
    expect(await verifyOfd(new Uint8Array(await city.house.storage.read(result_hash)))).toMatchObject({ valid: true })
}, 120_000)

test('盖到一半一再被杀，接着盖完：没有一份盖两次，没有一份漏掉', async () => {
  const { id } = (await ask(archive)).body
  await take(approver!, id, 'approve', { opinion: '同意' })
  await take(keeper!, id, 'begin')
  let killed = 0
  const axe = setInterval(() => {
    city
      .sql<{ n: number }>(
        `select count(pg_terminate_backend(pid))::int n from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`,
      )
      .then(([row]) => (killed += row!.n))
      .catch(() => undefined)
  }, 300)
  for (let i = 0; i < 400 && killed < 5 && (await isRunning(id)); i++) await drainAll(id)
  clearInterval(axe)
  await new Promise((resolve) => setTimeout(resolve, 500))
  await drainAll(id)
  expect(killed).toBeGreaterThan(0)
  expect(await view(id)).toMatchObject({ state: 'done', used: count, failed: 0 })
  const uses = await usesOf(id)
  expect(uses).toHaveLength(count)
  expect(new Set(uses.map((u) => u.request)).size).toBe(count)
}, 240_000)

test('印章中途挂失，整批停下说明原因；找回以后接着盖', async () => {
  const { id } = (await ask(archive)).body
  await take(approver!, id, 'approve', { opinion: '同意' })
  const manager = await city.staff('zengqiang')
  await manager.post('/seals/seed-market-360702-official/lose', { input: { reason: '丢了' } })
  await take(keeper!, id, 'begin')
  await city.drain()
  expect(await view(id)).toMatchObject({ state: 'stopped', used: 0, reason: expect.stringContaining('已挂失') })
  await manager.post('/seals/seed-market-360702-official/find', { input: { reason: '找到了' } })
  await take(keeper!, id, 'resume')
  await city.drain()
  expect(await view(id)).toMatchObject({ state: 'done', used: count })
}, 120_000)

test('用印人中途被免去：整批停下说明原因，换一位用印人接着盖，记录上写的是他', async () => {
  const { id } = (await ask(archive)).body
  await take(approver!, id, 'approve', { opinion: '同意' })
  await take(keeper!, id, 'begin')
  for (let n = 0; n < 3; n++) await act(city.house, system, (ctx) => stepBatch(ctx, { id }))
  await city.sql("update seal.keeper set to_at = now() where account = 'staff:xiemin' and to_at is null")
  await city.drain()
  expect(await view(id)).toMatchObject({ state: 'stopped', used: 3, failed: 0, reason: expect.stringContaining('不再是这枚印章的用印人') })
  await city.sql("update seal.keeper set to_at = null where account = 'staff:xiemin'")
  expect((await take(keeper!, id, 'resume')).status).toBe(200)
  await city.drain()
  expect(await view(id)).toMatchObject({ state: 'done', used: count, reason: null })
  const by = await city.sql('select distinct by_whom from seal.use u join seal.request r on r.id = u.request where r.batch = $1', [id])
  expect(by).toEqual([{ by_whom: 'staff:xiemin' }])
}, 120_000)

test('升级前盖到一半的一批，由当时开始的人的名义接着盖完；没有人叫它，扫一遍也接得过来', async () => {
  for (const called of [true, false]) {
    const { id } = (await ask(archive)).body
    await take(approver!, id, 'approve', { opinion: '同意' })
    await city.drain()
    // as the release before left it: running, two files sealed or failed, and its job in the queue, or gone
    await city.sql("update seal.batch set state = 'running', moved_at = '2023-06-15T09:00:00+08:00' where id = $1", [id])
    await city.sql("update seal.request set failure = '盖不成' where batch = $1 and batch_place = 2", [id])
    if (called) await act(city.house, system, (ctx) => ctx.later('seal.batch-step', { id }))
    else await city.run('seal.batch-sweep')
    await city.drain()
    expect(await view(id)).toMatchObject({ state: 'done', used: count - 1, failed: 1 })
    expect(new Set((await usesOf(id)).map((u) => u.request)).size).toBe(count - 1)
  }
}, 120_000)

test('压缩包里没有 OFD、有坏的 OFD、不是压缩包：说得出是哪一个、怎么办', async () => {
  expect(await ask(zipSync({ 'a.txt': new Uint8Array(3) }))).toMatchObject({ status: 422, body: { code: 'seal.empty-zip' } })
  const broken = zipSync({ '好的.ofd': await ofdOf('通知'), '坏的.ofd': new TextEncoder().encode('不是') })
  expect(await ask(broken)).toMatchObject({ status: 422, body: { title: expect.stringContaining('坏的.ofd') } })
  expect(await ask(new TextEncoder().encode('不是压缩包'))).toMatchObject({ status: 422 })
})
