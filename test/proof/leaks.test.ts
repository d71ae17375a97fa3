/** Personal data and secrets are where they belong, and nowhere else: not in logs, errors, metrics, traces, jobs, nor in lists taken along without the right. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { register } from '#base/trace/export.ts'
import { answers, fillDraft, sendDraft } from '../food.ts'
import { type Answer, type Client, openTestCity, type TestCity } from '../kit.ts'

let city: TestCity
let citizen: Client
let clerk: Client
let tracing: { stop(): Promise<void> }
const spans = new InMemorySpanExporter()
let code = ''
const logged: string[] = []
const refused: Answer[] = []
/** what opened something, or showed somebody's number, and was told once */
const looked: Answer[] = []

const personal = ['钟家明', '360702199003070017', answers.operator!.phone!, '文清路', '92360702MA9A00125A']
/** What opens something: passwords, sessions, the database, the keys, a case by its code. */
const secrets: string[] = ['haoban-demo', 'Falsches-Passwort-2023']

const holds = (text: string, what: readonly string[]) => what.filter((w) => text.includes(w))
const tell = (data: object, message?: string) =>
  void logged.push(`${message} ${JSON.stringify(data)} ${String((data as { err?: Error }).err?.stack)}`)

/** A whole life, and everything that can be refused or go wrong on the way. */
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  Object.assign(city.house, { log: { info: tell, warn: tell, error: tell } })
  tracing = register(new SimpleSpanProcessor(spans), 'haoban-test')
  citizen = await city.citizen('钟家明')
  clerk = await city.staff('liufang')
  const { dataDir, url } = inject('database')
  secrets.push(decodeURIComponent(new URL(url).password), readFileSync(join(dataDir, 'master.key'), 'utf8').trim())
  for (const who of [citizen, clerk]) secrets.push(who.csrf, ...who.jar().map(([, value]) => value))
  const { id, queryCode } = (await sendDraft(citizen, await fillDraft(citizen))).body as { id: string; queryCode: string }
  secrets.push(queryCode)
  code = queryCode
  await clerk.get(`/work/cases/${id}`)
  await city.drain()
  const admin = await city.staff('sysadmin')
  const examiner = await city.staff('zengwei')
  looked.push(
    await clerk.post(`/work/cases/${id}/unmask`, { field: 'operatorId', reason: '核对执照' }, 'leak-look'),
    await clerk.post(`/work/applicants`, { kind: 'natural', idNo: '360702199003070017' }, 'leak-applicant'),
    await admin.post('/accounts/staff:zhoutao/password', {}, 'leak-reset'),
    await examiner.post('/account/totp', {}, 'leak-enrol'),
  )
  secrets.push(looked[2]!.body.password, looked[3]!.body.secret)
  refused.push(
    await admin.post('/accounts/staff:zhoutao/password', {}, 'leak-reset'),
    await examiner.post('/account/totp', {}, 'leak-enrol'),
    await city.anyone().get(`/work/cases/${id}`),
    await citizen.get(`/work/cases/${id}`),
    await (await city.staff('liwenjing')).get(`/work/cases/${id}`),
    await city.anyone().post('/sign-in', { as: 'staff', login: 'liufang', password: 'Falsches-Passwort-2023' }),
    await city.anyone().post('/lookup', { code: queryCode, tail: '0000' }),
    await clerk.post('/parties/find', { no: '360702199003070017', purpose: '收件' }),
    await clerk.post(`/work/cases/${id}/approve`, { input: {} }),
  )
  await city.sql('alter table cases.file rename to file_away')
  refused.push(await citizen.get('/me'), await clerk.get('/work/queues'), await clerk.post(`/work/cases/${id}/accept`, { input: {} }))
  await city.sql('alter table cases.file_away rename to file')
}, 300_000)
afterAll(async () => {
  await tracing.stop()
  await city.close()
})

describe('after a whole application, with refusals and faults', () => {
  test('a number was unmasked, a password reset and an authenticator enrolled', () => {
    expect(looked.map((a) => a.status)).toEqual([200, 200, 200, 200])
    expect([looked[0]!.body.value, looked[2]!.body.password, looked[3]!.body.secret].every((s) => s.length >= 12)).toBe(true)
  })

  test('the log knows nobody by name or number, and no secret', () => {
    expect(logged.length).toBeGreaterThan(0)
    expect(holds(logged.join('\n'), [...personal, ...secrets])).toEqual([])
  })

  test('what is refused tells a stranger nothing about anybody', () => {
    expect(refused.filter((r) => r.status >= 500).length).toBeGreaterThan(0)
    for (const { status, text } of refused) expect([status, holds(text, [...personal, ...secrets])]).toEqual([status, []])
  })

  test('metrics count by the patterns of routes, and hold no address, name or number', async () => {
    const { text } = await city.anyone().get('/metrics')
    expect(text).toContain('/work/cases/:id')
    expect(holds(text, [...personal, ...secrets])).toEqual([])
    expect(text).not.toMatch(/[0-9a-z]{26}/)
  })

  test('traces name routes, transactions and jobs, and nobody', () => {
    const told = spans.getFinishedSpans().map((s) => JSON.stringify([s.name, s.attributes, s.events, s.status]))
    expect(told.length).toBeGreaterThan(50)
    expect(holds(told.join('\n'), [...personal, ...secrets])).toEqual([])
  })

  test('jobs that wait, and facts, hold numbers of things and no personal data', async () => {
    const jobs = await city.sql<{ t: string }>('select payload::text t from graphile_worker._private_jobs')
    const facts = await city.sql<{ t: string }>("select data::text t from ledger.fact where about like 'case%'")
    expect(facts.length).toBeGreaterThan(1)
    const said = [...jobs, ...facts].map((r) => r.t).join('\n')
    expect(holds(said, [...secrets, ...personal.filter((p) => p !== '钟家明')])).toEqual([])
  })

  test('sealed columns are sealed: no number, telephone, address, password or session lies open in any table about people', async () => {
    // form.element holds the city's made-up examples; the code of a case is no secret of a person, and stands beside the case
    const tables = await city.sql<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) "name" from information_schema.tables
       where table_schema in ('cases', 'party', 'form', 'permission', 'base') and table_type = 'BASE TABLE' and table_name <> 'element'`,
    )
    expect(tables.length).toBeGreaterThan(10)
    const words = ['360702199003070017', answers.operator!.phone!, '文清路', ...secrets.filter((s) => s !== code)]
    const open: string[] = []
    for (const { name } of tables)
      for (const word of words)
        if ((await city.sql(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${word}%`])).length)
          open.push(`${name} holds ${word}`)
    expect(open).toEqual([])
  })
})

/** Addresses that the house calls, each from the configuration and none from what anybody sends (SSRF, also through callbacks). */
test('the house calls the gateway of messages, the platforms of the city, the store of files and its witnesses, and no address that somebody gives it', () => {
  const src = new URL('../../src/', import.meta.url).pathname
  const server = (readdirSync(src, { recursive: true }) as string[]).filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.|fixture\/|^ui\/|\/web\/|^app\/web/.test(path),
  )
  const calling = server.filter((path) =>
    /\bfetch\(|'openid-client'|\bhttps?\.(get|request)\(|node:https?'|createConnection\(/.test(readFileSync(join(src, path), 'utf8')),
  )
  expect(calling.sort()).toEqual([
    'app/server.ts',
    'base/storage/s3.ts',
    'kernel/ledger/gateway.ts',
    'kernel/permission/gateway/membership.ts',
    'kernel/permission/gateway/oidc.ts',
    'kernel/permission/gateway/platform.ts',
    'modules/message/gateway/webhook.ts',
  ])
})
