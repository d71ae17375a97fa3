import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

test('系统管理员和审计员看得到，窗口人员看不到', async () => {
  const health = (await (await city.staff('sysadmin')).get('/health/standing')).body
  expect(health).toMatchObject({
    demo: true,
    storage: { ok: true },
    ledger: { verified: null },
    database: { version: expect.stringMatching(/^PostgreSQL \d+/) },
  })
  expect(health.ledger.facts).toBeGreaterThan(100)
  expect((await (await city.staff('auditor')).get('/health/standing')).status).toBe(200)
  expect((await (await city.staff('liufang')).get('/health/standing')).status).toBe(403)
})

test('按下核对，账本重算一遍，结果记下来', async () => {
  const sysadmin = await city.staff('sysadmin')
  await sysadmin.post('/health/verify')
  await city.drain()
  const { ledger, jobs } = (await sysadmin.get('/health/standing')).body
  expect(ledger.verified).toMatchObject({ ok: true, broken: 0 })
  expect(ledger.verified.facts).toBeGreaterThan(100)
  expect(jobs.reduce((n: number, j: { dead: number }) => n + j.dead, 0)).toBe(0)
})
