/** A city runs on a login that owns nothing: whatever a statement of a request tries, it reaches no further than the roles. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { runsAsOwner, runUrlOf } from '#base/run-login.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { Client, openTestCity, type TestCity } from '#test/kit.ts'
import type { House } from './context.ts'
import { openApp } from './http/app.ts'
import { openHouse } from './open.ts'
import { openWorker } from './worker.ts'

let city: TestCity
let house: House
const env = () => ({ HAOBAN_DATA: inject('database').dataDir, HAOBAN_LOG: 'silent' })

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  house = await openHouse(city.house.url, env(), { clock: city.clock, seed: false, apart: true, log: city.house.log })
})
afterAll(async () => {
  await house?.db.close()
  await city.close()
})

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
const settings = { who: 'citizen:nobody', kind: 'citizen' }
/** What a statement smuggled into a request would do: it leaves its role first. */
const smuggled = (first: string, then: string) =>
  code(
    house.db.tx({ role: 'app', settings }, async (tx) => {
      await tx.sql([first] as unknown as TemplateStringsArray)
      await tx.sql([then] as unknown as TemplateStringsArray)
    }),
  )

const denied = '42501'

describe('out of its role, a statement', () => {
  test.each([
    'select 1 from ledger.fact',
    'select 1 from permission.account',
    'delete from ledger.fact',
    'drop table ledger.fact',
    'alter table ledger.fact disable trigger all',
    'select 1 from graphile_worker._private_jobs',
    'create table public.mine (n int)',
  ])('reset role; %s', async (statement) => expect(await smuggled('reset role', statement)).toBe(denied))

  test('becomes no owner and nobody else', async () => {
    const owner = decodeURIComponent(new URL(city.house.url).username)
    const [row] = await city.sql<{ owner: string }>("select nspowner::regrole::text owner from pg_namespace where nspname = 'base'")
    expect(row!.owner).toBe(owner)
    for (const become of [
      `set role ${pg.escapeIdentifier(owner)}`,
      `set session authorization ${pg.escapeIdentifier(owner)}`,
      'set role pg_write_all_data',
    ])
      expect([become, await smuggled('reset role', become)]).toEqual([become, denied])
  })

  test('finds a login without a right of its own, that inherits none', async () => {
    const [login] = await city.sql(
      "select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication from pg_roles where rolname = 'haoban_run'",
    )
    expect(Object.values(login!)).toEqual([false, false, false, false, false, false])
    const roles = await city.sql<{ r: string }>(
      "select r.rolname r from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles l on l.oid = m.member where l.rolname = 'haoban_run' order by 1",
    )
    expect(roles.map((r) => r.r)).toEqual(['haoban_app', 'haoban_queue', 'haoban_system'])
  })
})

test('a case is handed in and what follows is worked on, on that login alone', async () => {
  expect([await runsAsOwner(house.db), await runsAsOwner(city.house.db)]).toEqual([false, true])
  const app = openApp(house)
  const [row] = await city.sql<{ id: string }>("select id from permission.account where kind = 'citizen' and name = '钟家明'")
  const citizen = new Client(app)
  await citizen.post('/sign-in', { as: 'citizen', account: row!.id })
  citizen.csrf = (await citizen.get('/session')).body.csrf
  expect((await sendDraft(citizen, await fillDraft(citizen))).status).toBe(200)
  expect((await citizen.get('/metrics')).status).toBe(200)
  const left = async () => (await city.sql('select 1 from graphile_worker.jobs where run_at <= now()')).length
  expect(await left()).toBeGreaterThan(0)
  const worker = await openWorker(house)
  for (let n = 0; n < 300 && (await left()) > 0; n++) await new Promise((done) => setTimeout(done, 100))
  await worker.stop()
  expect(await left()).toBe(0)
})

describe('without the owner’s login', () => {
  const open = () => openHouse(runUrlOf(city.house.url), env(), { clock: city.clock, log: city.house.log })

  test('a city whose tables are up to date opens', async () => {
    const opened = await open()
    expect(opened.ownerUrl).toBeUndefined()
    await opened.db.close()
  })

  test('one whose tables are behind does not, and is told what to do', async () => {
    await city.sql("delete from public.haoban_migration where file = '012-run-login.sql'")
    await expect(open()).rejects.toMatchObject({ code: 'database.behind', message: expect.stringContaining('npx haoban migrate') })
    await city.sql("insert into public.haoban_migration (room, file) values ('base', '012-run-login.sql')")
  })
})
