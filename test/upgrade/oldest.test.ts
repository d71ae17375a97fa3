/** A city of the oldest version is taken over whole: its facts, its cases, its keys; and its people work on where they stopped. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { restoreCity } from '#app/backup.ts'
import { act, type House, system } from '#app/context.ts'
import { openApp } from '#app/http/app.ts'
import { openHouse } from '#app/open.ts'
import { checkLists } from '#kernel/case/api.ts'
import { verify } from '#kernel/ledger/actions.ts'
import { checkDossier, dossierOf } from '#modules/dossier/api.ts'
import { Client, TestClock } from '../kit.ts'

const oldest = new URL('./oldest/city', import.meta.url).pathname
const approved = '11360702MB9A00030K4360131001000202611250001'
const submitted = '11360702MB9A00030K4360131001000202611250002'

let admin: pg.Client
let house: House
let restored: Awaited<ReturnType<typeof restoreCity>>
const dir = mkdtempSync(join(tmpdir(), 'haoban-upgrade-'))
const name = `upgraded_${process.pid}`

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('database').url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = new URL(inject('database').url)
  url.pathname = `/${name}`
  const place = { DATABASE_URL: url.href, HAOBAN_DATA: dir, HAOBAN_LOG: 'silent' }
  restored = await restoreCity(oldest, place)
  house = await openHouse(url.href, place, { clock: new TestClock('2026-11-26T09:30:00+08:00') })
}, 300_000)
afterAll(async () => {
  await house?.db.close()
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
  rmSync(dir, { recursive: true, force: true })
})

async function signIn(body: Record<string, unknown>): Promise<Client> {
  const client = new Client(openApp(house))
  expect((await client.post('/sign-in', body)).status).toBe(200)
  client.csrf = (await client.get('/session')).body.csrf
  return client
}
const staff = (login: string) => signIn({ as: 'staff', login, password: 'haoban-demo' })
const idOf = async (no: string): Promise<string> => (await house.db.pool.query('select id from cases.file where no = $1', [no])).rows[0].id

test('the old tables are brought to the present ones, and nothing is lost on the way', async () => {
  const { rows } = await house.db.pool.query('select count(*)::int n from public.haoban_migration')
  expect(rows[0].n).toBeGreaterThan(30)
  expect(restored.ledger).toMatchObject({ ok: true, facts: 1362 })
  expect(await verify(house.db)).toMatchObject({ ok: true, broken: [] })
})

test('every list still equals the fold of the old facts', async () => {
  const truth = await act(house, system, (ctx) => checkLists(ctx))
  expect(truth).toMatchObject({ cases: 2, untrue: [] })
})

describe('people work on where they stopped', () => {
  test('the citizen finds both cases, with the version they began with', async () => {
    const citizen = await signIn({ as: 'citizen', account: 'citizen:zhong-jiaming' })
    expect((await citizen.page('/me')).text.match(/食品经营许可/g)?.length).toBeGreaterThanOrEqual(2)
    expect((await citizen.page(`/cases/${await idOf(approved)}`)).status).toBe(200)
    const { rows } = await house.db.pool.query('select distinct item_version v from cases.file')
    expect(rows).toEqual([{ v: 1 }])
  })

  test('the answers of then open with the key of then', async () => {
    const answers = await (await staff('liufang')).get(`/work/cases/${await idOf(submitted)}/answers`)
    expect(answers.status).toBe(200)
    expect(answers.text).toContain('章贡区文清路 18 号一层')
  })

  test('the approved one is delivered, the submitted one accepted', async () => {
    const deliver = await (await staff('xiemin')).post(`/work/cases/${await idOf(approved)}/deliver`, {
      input: { way: 'window', receiver: '钟家明' },
    })
    expect([deliver.status, deliver.text]).toEqual([200, expect.any(String)])
    const accept = await (await staff('liufang')).post(`/work/cases/${await idOf(submitted)}/accept`, { input: {} })
    expect([accept.status, accept.text]).toEqual([200, expect.any(String)])
    expect(await act(house, system, (ctx) => checkLists(ctx))).toMatchObject({ untrue: [] })
  })

  test('their dossiers prove themselves', async () => {
    for (const no of [approved, submitted]) {
      const { bytes } = await act(house, system, (ctx) => dossierOf(ctx, no), 60_000)
      expect(checkDossier(bytes).steps.filter((s) => s.holds !== true)).toEqual([])
    }
  })
})

test('founding it a second time changes nothing', async () => {
  const count = async () => (await house.db.pool.query('select count(*)::int n from ledger.fact')).rows[0].n
  const before = await count()
  const again = await openHouse(
    house.url,
    { HAOBAN_DATA: dir, HAOBAN_LOG: 'silent' },
    { clock: new TestClock('2026-11-26T09:40:00+08:00') },
  )
  await again.db.close()
  expect(await count()).toBe(before)
})
