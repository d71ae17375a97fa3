/** Each city that an earlier version left is brought to the present, and its people live on in it with what they held in their hands then. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyOfd } from '@haoban/gm/ofd'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { restoreCity } from '#app/backup.ts'
import { act, system } from '#app/context.ts'
import { openHouse } from '#app/open.ts'
import { checkLists } from '#kernel/case/api.ts'
import { verify } from '#kernel/ledger/actions.ts'
import { Provider } from '#kernel/provider.ts'
import { authority } from '#modules/seal/actions/authority.ts'
import { type Client, cityOf, type TestCity, TestClock } from '../kit.ts'
import { openPlatform, type Platform, PlatformBrowser } from '../platform/platform.ts'
import { quiet, sampleCity } from '../real-city.ts'
import { met } from '../restaurant.ts'
import { assertion, type Left, listLeft } from './left.ts'

const claims = {
  ...{ name: 'name', idNo: 'id_no', firmName: 'corp_name', uscc: 'corp_uscc', repName: 'corp_rep_name', repIdNo: 'corp_rep_no' },
}

test('at least one version left its city', () => {
  expect(listLeft().length).toBeGreaterThan(0)
})

describe.each(listLeft())('the city that version $name left', ({ name, dir, left }) => {
  const data = mkdtempSync(join(tmpdir(), 'haoban-kept-'))
  const database = `kept_${name.replace(/\W/g, '_')}_${process.pid}`
  let admin: pg.Client
  let city: TestCity
  let platform: Platform
  let restored: Awaited<ReturnType<typeof restoreCity>>
  let migrations = 0

  beforeAll(async () => {
    admin = new pg.Client({ connectionString: inject('database').url })
    await admin.connect()
    await admin.query(`create database ${database}`)
    const url = new URL(inject('database').url)
    url.pathname = `/${database}`
    const env = { DATABASE_URL: url.href, HAOBAN_DATA: data, HAOBAN_CITY: sampleCity, HAOBAN_LOG: 'silent' }
    restored = await restoreCity(join(dir, 'city'), env)
    const clock = new TestClock(new Date(Date.parse(left.at) + 60_000).toISOString())
    const house = await openHouse(url.href, env, { log: quiet, clock })
    city = cityOf(house, clock, async () => void (await admin.query(`drop database ${database} with (force)`)))
    migrations = (await city.sql<{ n: number }>('select count(*)::int n from public.haoban_migration'))[0]!.n
    process.env.TEST_KEPT_FIRMS = 'a secret of the platform of firms'
    const known = { id: 'firms', clientId: 'wangchuan' }
    platform = await openPlatform({ ...known, secret: process.env.TEST_KEPT_FIRMS, site: house.site })
    const row = { ...known, kind: 'firm', title: '企业身份平台', issuer: platform.issuer, clientSecretEnv: 'TEST_KEPT_FIRMS' }
    house.city = { ...house.city, providers: [Provider.parse({ ...row, claims, levels: { '1': 1, '2': 2, '3': 3 }, userinfo: false })] }
  }, 300_000)
  afterAll(async () => {
    await platform?.close()
    await city?.close()
    await admin.end()
    rmSync(data, { recursive: true, force: true })
  })

  const ok = async (asked: ReturnType<Client['post']>) => {
    const answer = await asked
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)])
    return answer.body
  }
  const knows = async (client: Client) => {
    client.csrf = (await client.get('/session')).body.csrf
    return client
  }

  test('every row is there, every list equals the fold of the facts, and the ledger verifies', async () => {
    expect(restored.ledger).toMatchObject({ ok: true, broken: [] })
    expect(restored.ledger.facts).toBeGreaterThan(50)
    expect(migrations).toBeGreaterThan(100)
    expect(await act(city.house, system, (ctx) => checkLists(ctx))).toMatchObject({ untrue: [] })
  })

  test('the licence of then is valid now, its seal and its file too', async () => {
    expect((await city.anyone().get(`/licences/verify/${left.licence}`)).body).toMatchObject({
      wellFormed: true,
      found: { standing: 'valid' },
    })
    const [version] = await city.sql<{ file: string }>('select file from licence.version order by file limit 1')
    const { roots, certificates } = await act(city.house, system, authority)
    const bytes = new Uint8Array(await city.house.storage.read(version!.file))
    expect(await verifyOfd(bytes, { roots, certificates })).toMatchObject({ valid: true, trusted: true })
  })

  let sent = ''
  test('the applicant comes by his platform to his own account, finds his case and sends the draft he had begun', async () => {
    platform.visitor = { ...left.applicant, acr: '2' }
    const applicant = city.anyone()
    const begun = await ok(applicant.get(`/sign-in/with/firms?level=2&back=${encodeURIComponent(`${left.draft}/check`)}`))
    const { to } = await ok(applicant.get(await new PlatformBrowser().walk(begun.to)))
    expect(to).toBe(`${left.draft}/check`)
    await knows(applicant)
    expect((await applicant.page(`/cases/${left.decided}`)).status).toBe(200)
    const mine = await city.sql(
      'select 1 from permission.identity where subject = $1 and account = (select account from permission.identity where issuer = $2)',
      [left.applicant.sub, platform.issuer],
    )
    expect(mine).toHaveLength(2)
    sent = (await ok(applicant.post(`${left.draft}/check`, { agree: 'yes' }))).id
    await city.drain()
  })

  test('two people decide with the passkeys they bound then, and a second licence is sealed', async () => {
    const clerk = await byPassword('luyu')
    await ok(clerk.post(`/work/cases/${sent}/accept`, { input: {} }))
    const [examiner, decider] = [await byPasskey('hanmei'), await byPasskey('songqing')]
    await ok(examiner.post(`/work/cases/${sent}/examine`, { input: {} }))
    const proposal = { verdict: 'approve', points: met, opinion: '材料齐全，符合条件，建议准予' }
    await ok(examiner.post(`/work/cases/${sent}/propose`, { input: proposal }))
    city.clock.set(new Date(city.clock.now().getTime() + 20 * 60_000).toISOString())
    expect((await decider.post(`/work/cases/${sent}/approve`, { input: {} })).body.code).toBe('permission.step-up')
    await ok(decider.post('/account/step-up/passkey', { response: await prove(decider, '/account/step-up/options', 'songqing', 2) }))
    await ok(decider.post(`/work/cases/${sent}/approve`, { input: {} }))
    await city.drain()
    expect(await city.sql('select 1 from licence.licence')).toHaveLength(2)
  })

  test('after all of it the ledger verifies from the first fact of then, and a new checkpoint is signed', async () => {
    for (const job of ['ledger.root', 'ledger.checkpoint']) await city.run(job)
    expect(await verify(city.house.db)).toMatchObject({ ok: true, broken: [] })
    const signed = await city.sql<{ size: number }>('select size from ledger.checkpoint order by size')
    expect(signed.length).toBeGreaterThan(1)
    expect(await act(city.house, system, (ctx) => checkLists(ctx))).toMatchObject({ untrue: [] })
  })

  async function byPassword(login: string): Promise<Client> {
    const client = city.anyone()
    await ok(client.post('/sign-in', { as: 'staff', login, password: left.word }))
    return knows(client)
  }
  async function byPasskey(login: keyof Left['passkeys']): Promise<Client> {
    const client = city.anyone()
    await ok(client.post('/sign-in/passkey', { response: await prove(client, '/sign-in/passkey/options', login, 1) }))
    return knows(client)
  }
  async function prove(client: Client, path: string, login: string, uses: number) {
    const asked = await ok(client.post(path))
    return assertion(left.passkeys[login]!, asked, new URL(city.house.site).origin, uses)
  }
})
