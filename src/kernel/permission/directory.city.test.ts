/** Staff who sign in at the directory of the city, which is a real one on this machine, and who are out when they leave it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openWorker } from '#app/worker.ts'
import { Directory } from '#kernel/directory.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { openPlatform, type Platform, PlatformBrowser, type Visitor } from '#test/platform/platform.ts'

let city: TestCity
let dir: Platform
let foreign: Platform
let sysadmin: Client
const site = 'http://city.test:20080'
const start = '2023-06-15T09:00:00+08:00'
const liufang = { sub: 'u-liufang', acr: '1', claims: { staff_no: '20150317' } }
const xiemin = { sub: 'u-xiemin', acr: '1', claims: { staff_no: 'GZ.0042' } }
const facts = (name: string, account = 'staff:liufang') =>
  city.sql<{ data: Record<string, unknown> }>('select data from ledger.fact where name = $1 and about = $2 order by id', [
    name,
    `account:${account}`,
  ])

function configure(more: Record<string, unknown> = {}): void {
  const settings = {
    ...{ title: '市统一身份认证', issuer: dir.issuer, clientId: 'haoban', clientSecretEnv: 'TEST_DIRECTORY' },
    ...{ claims: { staffNo: 'staff_no' }, userinfo: false },
    ...more,
  }
  city.house.city = { ...city.house.city, directory: Directory.parse(settings) }
}

beforeAll(async () => {
  city = await openTestCity(start)
  city.house.site = site
  process.env.TEST_DIRECTORY = 'a secret of the directory, long enough'
  const deliver = ((url: string, init: RequestInit) => city.app.request(new URL(url).pathname, init)) as typeof fetch
  const options = { id: 'directory', clientId: 'haoban', secret: process.env.TEST_DIRECTORY, site, deliver, directory: true }
  dir = await openPlatform(options)
  foreign = await openPlatform({ ...options, clientId: 'other' })
  configure()
  sysadmin = await city.staff('sysadmin')
  for (const [login, staffNo] of [
    ['liufang', '20150317'],
    ['xiemin', 'GZ.0042'],
    ['chenguodong', '20080001'],
  ])
    expect((await sysadmin.post(`/accounts/staff:${login}/staff-no`, { staffNo, reason: '接目录' })).status).toBe(200)
}, 300_000)
afterEach(() => {
  Object.assign(dir, { lie: undefined, trouble: undefined })
  dir.gone.clear()
  city.clock.set(start)
  configure()
})
afterAll(async () => {
  await Promise.all([dir.close(), foreign.close()])
  await city.close()
})

async function away(client: Client, visitor: Visitor, path: string, browser = new PlatformBrowser()) {
  dir.visitor = visitor
  const begun = await client.get(path)
  if (begun.status !== 200) throw new Error(`${path}: ${begun.status} ${begun.text}`)
  return { to: begun.body.to as string, back: await browser.walk(begun.body.to), browser }
}

async function signIn(
  visitor: Visitor,
  { client = city.anyone(), path = '/sign-in/with/directory', browser = new PlatformBrowser() } = {},
) {
  const { back, to } = await away(client, visitor, path, browser)
  const answer = await client.get(back)
  client.csrf = (await client.get('/session')).body.csrf ?? ''
  return { client, answer, browser, back, to }
}

const kindOf = async (client: Client): Promise<string> => (await client.get('/session')).body.who.kind
const ask = () => city.run('permission.directory')

describe('signing in', () => {
  test('the page of the staff offers the directory before the password, and citizens do not see it', async () => {
    const page = (as: string) => city.anyone().page(`/sign-in?as=${as}&back=/desk`)
    expect((await page('staff')).text).toContain('href="/sign-in/with/directory?back=%2Fdesk"')
    expect((await page('citizen')).text).not.toContain('/sign-in/with/directory')
  })

  test('whoever has an account here is bound to it by his staff number, with the roles that he has here and no others', async () => {
    const { client, answer } = await signIn(liufang)
    expect([answer.status, answer.body]).toEqual([200, { to: '/desk' }])
    const { body } = await client.get('/session')
    expect(body.who).toMatchObject({ id: 'staff:liufang', name: '刘芳', organ: 'market-360702' })
    expect(body.grants).toEqual((await (await city.staff('xiemin')).get('/session')).body.grants.length > 0 ? body.grants : [])
    expect(body.grants.length).toBeGreaterThan(0)
    expect(await facts('account.identity-bound')).toHaveLength(1)
    const { body: account } = await client.get('/account')
    expect(account.identities).toMatchObject([{ title: '市统一身份认证' }])
    expect(account.devices[0]).toMatchObject({ method: 'oidc:directory' })
  })

  test('somebody whom nobody has added here is told whom to ask, and no account springs up', async () => {
    const before = (await city.sql("select 1 from permission.account where kind = 'staff'")).length
    const { answer, client } = await signIn({ sub: 'u-new', claims: { staff_no: '20990001' } })
    expect([answer.status, answer.body.code]).toEqual([403, 'permission.no-staff-account'])
    expect(answer.body.title).toContain('20990001')
    expect(answer.body.title).toMatch(/请找系统管理员\p{Script=Han}+/u)
    expect(await kindOf(client)).toBe('anyone')
    expect((await city.sql("select 1 from permission.account where kind = 'staff'")).length).toBe(before)
    expect(await city.sql("select 1 from permission.identity where subject = 'u-new'")).toEqual([])
  })

  test('a name in the directory that turns to another number, and another name with a number that is bound, are refused', async () => {
    await signIn(liufang)
    expect((await signIn({ ...liufang, claims: xiemin.claims })).answer.body.code).toBe('permission.directory-moved')
    expect((await signIn({ ...liufang, sub: 'u-again' })).answer.body.code).toBe('permission.directory-taken')
    expect((await signIn({ sub: 'u-x', claims: {} })).answer.body.code).toBe('permission.directory-nameless')
  })

  test('a directory that moves to another address binds everybody anew, by the same number', async () => {
    await signIn(xiemin)
    await city.sql("update permission.identity set issuer = 'https://old.example', subject = 'old' where account = 'staff:xiemin'")
    expect((await signIn(xiemin)).answer.status).toBe(200)
    expect(await city.sql("select subject from permission.identity where account = 'staff:xiemin'")).toEqual([{ subject: 'u-xiemin' }])
  })

  test('an account that is shut here stays shut', async () => {
    await sysadmin.post('/accounts/staff:xiemin/disable', { reason: '借调' })
    expect((await signIn(xiemin)).answer.body.code).toBe('permission.directory-shut')
    await sysadmin.post('/accounts/staff:xiemin/enable', { reason: '回来了' })
    expect((await signIn(xiemin)).answer.status).toBe(200)
  })

  test('whoever is bound signs in there alone, unless the city says otherwise; a wrong password tells nothing', async () => {
    await signIn(liufang)
    const by = (password: string) => city.anyone().post('/sign-in', { as: 'staff', login: 'liufang', password })
    expect((await by('haoban-demo')).body.code).toBe('permission.directory-only')
    expect((await by('wrong')).body.code).toBe('permission.wrong')
    configure({ exclusive: false })
    expect((await by('haoban-demo')).status).toBe(200)
  })

  test('where the directory knows the organ, it is the one that the account belongs to', async () => {
    configure({ claims: { staffNo: 'staff_no', organ: 'department' }, organs: { 章贡市监: 'market-360702' } })
    const from = (department?: string) => signIn({ ...liufang, claims: { ...liufang.claims, ...(department ? { department } : {}) } })
    expect((await from('章贡市监')).answer.status).toBe(200)
    for (const other of ['别的局', undefined]) expect((await from(other)).answer.body.code).toBe('permission.directory-organ')
  })

  test('by login, of the domain that the city names and no other', async () => {
    configure({ claims: { login: 'account' }, domain: 'city.gov.cn' })
    const as = (account: string) => signIn({ ...liufang, claims: { account } })
    expect((await as('LiuFang@city.gov.cn')).answer.status).toBe(200)
    expect((await as('liufang@elsewhere.cn')).answer.body.code).toBe('permission.directory-nameless')
  })
})

describe('the three officers', () => {
  test('never come by the directory, whatever number they have there; the auditor sees that it was tried', async () => {
    await city.sql("update permission.account set staff_no = '1' where id = 'staff:secadmin'")
    const { answer, client } = await signIn({ sub: 'u-sec', claims: { staff_no: '1' } })
    expect([answer.status, answer.body.code]).toEqual([403, 'permission.officer-signs-in-here'])
    expect(await kindOf(client)).toBe('anyone')
    expect(await facts('account.directory-refused', 'staff:secadmin')).toHaveLength(1)
    const bind = city.sql("insert into permission.identity values ('x', 'y', 'staff:secadmin', 'directory', now(), now())")
    await expect(bind).rejects.toThrow('an officer is not bound')
    expect(await kindOf(await city.staff('secadmin'))).toBe('staff')
  })

  test('are not numbered by one another', async () => {
    const answer = await sysadmin.post('/accounts/staff:auditor/staff-no', { staffNo: '2', reason: '试试' })
    expect(answer.body.code).toBe('permission.office-by-console')
  })
})

describe('what does not hold signs nobody in', () => {
  test.each([
    ['another nonce', { nonce: 'another' }],
    ['another client', { aud: 'another' }],
    ['another issuer', { iss: 'http://127.0.0.1:1' }],
    ['a day that is over', { exp: 1 }],
  ])('a token for %s', async (_, lie) => {
    const client = city.anyone()
    const { back } = await away(client, liufang, '/sign-in/with/directory')
    dir.lie = lie
    const answer = await client.get(back)
    expect([answer.status, answer.body.code]).toEqual([403, 'permission.directory-untrue'])
    expect(answer.body.on.href).toContain('as=staff')
    expect(await kindOf(client)).toBe('anyone')
  })

  test('an answer that is used a second time, or in another browser', async () => {
    const { back, client } = await signIn(liufang)
    expect((await client.get(back)).body.code).toBe('permission.login-stale')
    const { back: mine } = await away(client, liufang, '/sign-in/with/directory')
    expect((await city.anyone().get(mine)).body.code).toBe('permission.login-stale')
  })

  test('a directory that is down is told to staff in their words', async () => {
    const client = city.anyone()
    const { back } = await away(client, liufang, '/sign-in/with/directory')
    dir.trouble = 'down'
    const answer = await client.get(back)
    expect([answer.status, answer.body.code]).toEqual([503, 'permission.directory-down'])
  })
})

describe('who leaves is out', () => {
  test('within a minute of the city’s clock, with the worker running, on every device, and with a fact', async () => {
    const [one, two] = [(await signIn(liufang)).client, (await signIn(liufang)).client]
    const worker = await openWorker(city.house)
    try {
      const until = async (client: Client, kind: string) => {
        for (let i = 0; i < 100 && (await kindOf(client)) !== kind; i++) await sleep(100)
        return kindOf(client)
      }
      city.clock.set('2023-06-15T09:00:31+08:00')
      const was = dir.asked
      for (let i = 0; i < 100 && dir.asked < was + 2; i++) await sleep(100)
      expect(await kindOf(one)).toBe('staff')
      dir.gone.add(liufang.sub)
      city.clock.set('2023-06-15T09:01:20+08:00')
      expect([await until(one, 'anyone'), await until(two, 'anyone')]).toEqual(['anyone', 'anyone'])
    } finally {
      await worker.stop()
    }
    const [fact] = await facts('account.directory-ended')
    expect(fact!.data).toMatchObject({ platform: '市统一身份认证', why: 'invalid_grant' })
    const page = await sysadmin.get('/accounts/staff:liufang')
    expect(page.body.facts.map((f: { title: string }) => f.title)).toContain('单位目录不再认这个人，登录结束')
  }, 60_000)

  test('also out of what he signed in with here, until the directory takes him again', async () => {
    configure({ exclusive: false })
    const { client } = await signIn(liufang)
    const here = await city.staff('liufang')
    dir.gone.add(liufang.sub)
    city.clock.set('2023-06-15T09:00:31+08:00')
    await ask()
    expect([await kindOf(client), await kindOf(here)]).toEqual(['anyone', 'anyone'])
    const by = () => city.anyone().post('/sign-in', { as: 'staff', login: 'liufang', password: 'haoban-demo' })
    expect((await by()).body.code).toBe('permission.directory-left')
    dir.gone.clear()
    await signIn(liufang)
    expect((await by()).status).toBe(200)
  })

  test('by what the directory says of a token, where the city asks so', async () => {
    configure({ poll: { by: 'introspection', seconds: 20 } })
    const { client, browser } = await signIn(liufang)
    city.clock.set('2023-06-15T09:00:21+08:00')
    await ask()
    expect(await kindOf(client)).toBe('staff')
    expect(browser).toBeDefined()
    await city.sql(
      "update permission.membership set token_sealed = $1 where session in (select token_digest from permission.session where account = 'staff:liufang')",
      [city.house.keys.seal('a token that nobody gave', 'permission.membership')],
    )
    city.clock.set('2023-06-15T09:00:42+08:00')
    await ask()
    expect(await kindOf(client)).toBe('anyone')
  })

  test('everybody else stays, over many turns, with tokens that change each time', async () => {
    const { client } = await signIn(xiemin)
    const sealed = async () => (await city.sql<{ t: string }>("select encode(token_sealed, 'hex') t from permission.membership"))[0]!.t
    const first = await sealed()
    for (let n = 1; n <= 4; n++) {
      city.clock.set(new Date(Date.parse(start) + n * 31_000).toISOString())
      await ask()
    }
    expect(await kindOf(client)).toBe('staff')
    expect(await sealed()).not.toBe(first)
  })

  test('signing out at the directory ends the session here at once, and only that one', async () => {
    const [one, other] = [await signIn(liufang), await signIn(liufang)]
    expect([await kindOf(one.client), await kindOf(other.client)]).toEqual(['staff', 'staff'])
    await one.browser.signOut(`${dir.issuer}/session/end?client_id=haoban&post_logout_redirect_uri=${encodeURIComponent(`${site}/`)}`)
    expect([await kindOf(one.client), await kindOf(other.client)]).toEqual(['anyone', 'staff'])
  })

  test('a word of the directory about a person ends all his sessions; one of another house ends none', async () => {
    const { client } = await signIn(liufang)
    const now = Math.floor(Date.now() / 1000)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const claims = { iss: dir.issuer, aud: 'haoban', iat: now, exp: now + 120, jti: 'all', sub: liufang.sub, events }
    const send = async (token: string) =>
      (
        await city.app.request('/sign-out/by/directory', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ logout_token: token }).toString(),
        })
      ).status
    expect(await send(foreign.signed(claims))).toBe(400)
    expect(await kindOf(client)).toBe('staff')
    expect(await send(dir.signed(claims))).toBe(200)
    expect(await kindOf(client)).toBe('anyone')
  })

  test('signing out at the desk offers to sign out at the directory too, which leads home', async () => {
    const { client, browser } = await signIn(liufang)
    const { body } = await client.post('/sign-out')
    expect(body.to).toMatch(/^\/sign-out\/at\/directory\?ticket=/)
    const { go } = (await client.get(body.to)).body
    expect(await browser.signOut((await client.get(go)).body.to)).toBe('/')
  })
})

describe('a directory that is silent', () => {
  const at = (minutes: number) => city.clock.set(new Date(Date.parse(start) + minutes * 60_000).toISOString())

  test('keeps nobody out for a quarter of an hour, and then everybody, with a fact; doctor and metrics say so', async () => {
    const { client } = await signIn(liufang)
    await ask()
    dir.trouble = 'down'
    at(1)
    await ask()
    expect(await kindOf(client)).toBe('staff')
    at(14)
    await ask()
    expect(await kindOf(client)).toBe('staff')
    const { directoryStanding } = await import('./api.ts')
    const { act, system } = await import('#app/context.ts')
    expect(await act(city.house, system, directoryStanding)).toMatchObject({
      silentSince: new Date(Date.parse(start) + 60_000),
      sessions: expect.any(Number),
    })
    const { metrics } = await import('#app/http/metrics.ts')
    expect(await metrics(city.house)).toMatch(/haoban_directory_silent_seconds 780/)
    at(16)
    expect(await kindOf(client), 'without any worker').toBe('anyone')
    await ask()
    expect(await facts('account.directory-silent')).toHaveLength(1)
  })

  test('keeps everybody in where the city says so', async () => {
    configure({ onSilence: 'keep' })
    const { client } = await signIn(liufang)
    dir.trouble = 'down'
    at(60)
    await ask()
    expect(await kindOf(client)).toBe('staff')
  })

  test('is no word against anybody: neither a fault of ours nor of the directory ends a session', async () => {
    const { client } = await signIn(liufang)
    process.env.TEST_DIRECTORY = 'another secret, which is wrong'
    at(1)
    await ask()
    process.env.TEST_DIRECTORY = 'a secret of the directory, long enough'
    expect(await kindOf(client)).toBe('staff')
    expect(await city.sql('select 1 from permission.directory where silent_since is not null')).toHaveLength(1)
    at(2)
    await ask()
    expect(await kindOf(client)).toBe('staff')
    expect(await city.sql('select 1 from permission.directory where silent_since is not null')).toEqual([])
  })
})

describe('showing oneself anew', () => {
  const weighs = (client: Client) => client.post('/work/cases/none/approve', { input: {} })
  const strong = (more: Record<string, unknown> = {}) => {
    configure({ stepUp: { acr: ['2'] }, silenceMinutes: 60, ...more })
    city.house.city = { ...city.house.city, stepUp: { minutes: 15 } }
  }
  afterEach(() => {
    city.house.city = { ...city.house.city, stepUp: false }
  })

  test('at the directory opens what weighs, for minutes, and leaves the session as it is', async () => {
    strong()
    const { client, browser } = await signIn({ sub: 'u-chen', acr: '1', claims: { staff_no: '20080001' } })
    const { csrf } = client
    expect((await weighs(client)).body.code).toBe('permission.step-up')
    const { directory } = (await client.get('/account/step-up?back=/desk')).body
    expect(directory).toEqual({ title: '市统一身份认证', href: '/sign-in/with/directory?prove=yes&back=%2Fdesk', factor: true })
    const proved = await signIn({ sub: 'u-chen', acr: '2', claims: { staff_no: '20080001' } }, { client, browser, path: directory.href })
    const sent = new URL(proved.to).searchParams
    expect([sent.get('acr_values'), sent.get('prompt'), sent.get('max_age')]).toEqual(['2', 'login', '0'])
    expect([proved.answer.body, client.csrf]).toEqual([{ to: '/desk' }, csrf])
    expect((await weighs(client)).body.code).not.toBe('permission.step-up')
    city.clock.set('2023-06-15T09:15:00+08:00')
    expect((await weighs(client)).body.code).toBe('permission.step-up')
  })

  test.each([
    ['an earlier sign-in', { auth_time: Math.floor(Date.now() / 1000) - 3_600 }, 'permission.directory-not-anew'],
    ['no moment of it', { auth_time: undefined }, 'permission.directory-not-anew'],
    ['one factor', { acr: '1' }, 'permission.directory-one-factor'],
  ])('with %s proves nothing', async (_, lie, code) => {
    strong()
    const visitor = { sub: 'u-chen', acr: '2', claims: { staff_no: '20080001' } }
    const { client, browser } = await signIn({ ...visitor, acr: '1' })
    const { back } = await away(client, visitor, '/sign-in/with/directory?prove=yes&back=/desk', browser)
    dir.lie = lie
    expect((await client.get(back)).body.code).toBe(code)
    expect((await weighs(client)).body.code).toBe('permission.step-up')
  })

  test('by another person, or in a session that did not come by the directory, is refused', async () => {
    strong({ exclusive: false })
    const { client } = await signIn(liufang)
    const other = await signIn(xiemin, { client, path: '/sign-in/with/directory?prove=yes&back=/desk' })
    expect(other.answer.body.code).toBe('permission.another-person')
    const here = await city.staff('zengwei')
    expect((await here.get('/sign-in/with/directory?prove=yes')).body.code).toBe('permission.directory-not-begun')
  })

  test('lets somebody without a password here bind a passkey, and only then', async () => {
    city.house.city = { ...city.house.city, stepUp: { minutes: 15 } }
    await city.sql("update permission.account set password_hash = null where id = 'staff:xiemin'")
    const { client, browser } = await signIn(xiemin)
    expect((await client.post('/account/passkeys/options', {})).body.code).not.toBe('permission.step-up')
    city.clock.set('2023-06-15T09:20:00+08:00')
    await city.sql('update permission.session set vouched_until = null')
    expect((await client.post('/account/passkeys/options', {})).body.code).toBe('permission.step-up')
    await signIn(xiemin, { client, browser, path: '/sign-in/with/directory?prove=yes&back=/account' })
    expect((await client.post('/account/passkeys/options', {})).body.code).not.toBe('permission.step-up')
  })
})

test('whoever is to become an officer is freed from the directory, and signs in here from then on', async () => {
  await sysadmin.post('/accounts', {
    login: 'newcomer',
    name: '何新来',
    organ: 'market-360702',
    password: 'Right-Horse-7',
    staffNo: '7001',
  })
  const { client, answer } = await signIn({ sub: 'u-7001', claims: { staff_no: '7001' } })
  expect(answer.status).toBe(200)
  const asked = await sysadmin.post('/grants', {
    account: 'staff:newcomer',
    role: 'auditor',
    organ: '*',
    division: '*',
    reason: '接替审计员',
  })
  expect(asked.status).toBe(200)
  expect(await kindOf(client)).toBe('anyone')
  expect(await city.sql("select 1 from permission.identity where account = 'staff:newcomer'")).toEqual([])
  expect((await signIn({ sub: 'u-7001', claims: { staff_no: '7001' } })).answer.body.code).toBe('permission.officer-signs-in-here')
})

test('no token of the directory lies open in the database', async () => {
  await signIn(liufang)
  const rows = await city.sql<{ t: string }>(
    'select m::text t from permission.membership m union all select s::text t from permission.session s',
  )
  expect(rows.length).toBeGreaterThan(1)
  for (const { t } of rows) expect(t).not.toMatch(/eyJ/)
  const facts = await city.sql<{ t: string }>("select data::text t from ledger.fact where name like 'account.%'")
  for (const { t } of facts) expect(t).not.toMatch(/eyJ/)
})
