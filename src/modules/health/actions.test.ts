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

test('城市体检：演示城市说得出为什么不能开放，每一条写明怎么办；备份过就不再提', async () => {
  const sysadmin = await city.staff('sysadmin')
  const { ok, findings, passed } = (await sysadmin.get('/health/doctor')).body as {
    ok: boolean
    findings: { check: string; sentence: string; then: string }[]
    passed: string[]
  }
  const found = findings.map((f) => f.check)
  expect(ok).toBe(false)
  expect(found).toEqual(expect.arrayContaining(['demo', 'tls', 'backup', 'ports', 'gateways']))
  expect(passed).toEqual(expect.arrayContaining(['officers', 'storage', 'jobs']))
  expect(findings.every((f) => f.then.length > 4)).toBe(true)
  await city.sql('insert into base.backup (at, rows, files) values ($1, 1, 0)', [city.clock.now()])
  const again = (await sysadmin.get('/health/doctor')).body as { findings: { check: string }[] }
  expect(again.findings.map((f) => f.check)).not.toContain('backup')
  expect((await (await city.staff('liufang')).get('/health/doctor')).status).toBe(403)
})
