import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client, openTestCity, type TestCity } from '#test/kit.ts'
import { openApp } from './app.ts'
import { admitting } from './crowd.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

type Panel = { title: string; targets: { expr: string }[] }
const dashboard = JSON.parse(readFileSync(new URL('../../../docs/guide/grafana.json', import.meta.url), 'utf8')) as { panels: Panel[] }
const expressions = dashboard.panels.flatMap((p) => p.targets.map((t) => [p.title, t.expr] as const))

const text = async () => (await city.anyone().get('/metrics')).text
/** The value of one line; labels as they stand. */
const figure = (of: string, line: string) =>
  Number(
    of
      .split('\n')
      .find((l) => l.startsWith(`${line} `))
      ?.slice(line.length + 1),
  )

describe('the numbers of the house', () => {
  test.each(expressions)('“%s” of the dashboard draws what is there: %s', async (_, expression) => {
    const there = await text()
    const names = expression.match(/\b(haoban|nodejs|process)_[a-z0-9_]+/g) ?? []
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(there).toMatch(new RegExp(`^# TYPE ${name.replace(/_(bucket|count|sum)$/, '')} `, 'm'))
  })

  test('a refusal is counted under its code', async () => {
    const line = 'haoban_refusals_total{code="sign-in.first",status="401"}'
    const before = figure(await text(), line) || 0
    await city.anyone().get('/me')
    expect(figure(await text(), line)).toBe(before + 1)
  })

  test('a request is counted under its route’s pattern, and no number of a case reaches the metrics', async () => {
    await city.anyone().get('/cases/0123456789abcdefghjkmnpqrs')
    expect(await text()).toContain('route="/cases/:id"')
    expect(await text()).not.toContain('0123456789abcdefghjkmnpqrs')
  })

  test('when the ledger was last recomputed, and that it was whole', async () => {
    await city.run('ledger.verify')
    const there = await text()
    expect(figure(there, 'haoban_ledger_verified_timestamp_seconds')).toBe(city.clock.now().getTime() / 1000)
    expect(figure(there, 'haoban_ledger_intact')).toBe(1)
  })

  test('jobs that wait are counted', async () => {
    await city.sql("select graphile_worker.add_job('case.sweep', '{}'::json, run_at => now() - interval '5 minutes')")
    expect(figure(await text(), 'haoban_jobs{state="late"}')).toBeGreaterThan(0)
  })
})

describe('who reads the numbers', () => {
  const from = (headers: Record<string, string>) => city.anyone().send('GET', '/metrics', { headers })
  const bearer = (token: string) => from({ 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${token}` })

  test('the machine itself, and nobody who comes through a proxy', async () => {
    expect((await from({})).status).toBe(200)
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']) {
      const answer = await from({ [name]: '127.0.0.1' })
      expect([name, answer.status, answer.body.code]).toEqual([name, 401, 'metrics.closed'])
      expect(answer.text).not.toContain('haoban_')
    }
    expect((await bearer('')).status).toBe(401)
    expect((await bearer('undefined')).status).toBe(401)
  })

  test('whoever shows the token', async () => {
    process.env.HAOBAN_METRICS_TOKEN = 'the-token-of-the-watchers'
    try {
      expect((await bearer('the-token-of-the-watchers')).status).toBe(200)
      expect((await bearer('another')).status).toBe(401)
    } finally {
      delete process.env.HAOBAN_METRICS_TOKEN
    }
  })
})

test('where the city is reached by https, a browser is told to come by no other way (HSTS)', async () => {
  expect((await city.anyone().page('/')).headers.get('strict-transport-security')).toBeNull()
  const app = openApp({ ...city.house, site: 'https://haoban.example.gov.cn' })
  expect((await new Client(app).page('/')).headers.get('strict-transport-security')).toBe('max-age=31536000')
})

describe('when more come than the house can serve', () => {
  /** A house with one place and one waiting, whose place is taken by a request that a lock in the database holds. */
  const crowded = async (look: (client: Client) => Promise<void>) => {
    let free = () => {}
    const held = new Promise<void>((resolve) => {
      free = resolve
    })
    const app = new Hono()
    app.use('*', admitting(city.house, { working: 1, waiting: 0, waitMs: { write: 10, read: 10 } }))
    app.get('/held', async (c) => {
      await held
      return c.text('done')
    })
    app.get('/health', (c) => c.json({ ok: true }))
    const holding = app.request('/held')
    await look(new Client(app))
    free()
    expect(await (await holding).text()).toBe('done')
  }

  test('a program is told in Chinese to come again, when, and that nothing was done', () =>
    crowded(async (client) => {
      const told = await client.get('/items')
      expect(told.status).toBe(503)
      expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(told.body).toMatchObject({ code: 'house.busy', title: expect.stringContaining('请过几秒再试') })
    }))

  test('a person gets a page with a way on', () =>
    crowded(async (client) => {
      const told = await client.page('/items')
      expect([told.status, told.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
      expect(told.text).toContain('现在人多，请稍等')
      expect(told.text).toContain('再试一次')
    }))

  test('who sent a form is told that nothing is lost, and how to send it again', () =>
    crowded(async (client) => {
      const told = await client.submit('/items', {})
      expect(told.text).toContain('您填的内容不会丢')
      expect(told.text).toContain('再按一次提交')
    }))

  test('those who watch the house are always let in', () =>
    crowded(async (client) => expect((await client.get('/health')).status).toBe(200)))

  test('each refusal is counted', async () => {
    const line = 'haoban_refusals_total{code="house.busy",status="503"}'
    const before = figure(await text(), line) || 0
    await crowded(async (client) => void (await client.get('/items')))
    expect(figure(await text(), line)).toBe(before + 1)
  })
})
