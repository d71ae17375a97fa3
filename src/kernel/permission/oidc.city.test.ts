/** Citizens and firms who sign in at two platforms of OpenID Connect, which are real ones on this machine. */
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { elementsOf } from '#kernel/form/api.ts'
import { publish } from '#kernel/item/api.ts'
import { Provider } from '#kernel/provider.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { openPlatform, type Platform, PlatformBrowser, type Visitor } from '#test/platform/platform.ts'

let city: TestCity
let national: Platform
let provincial: Platform
let firms: Platform
const site = 'http://city.test:20080'
const claims = {
  ...{ name: 'name', idNo: 'id_no', phone: 'mobile' },
  ...{ firmName: 'corp_name', uscc: 'corp_uscc', repName: 'corp_rep_name', repIdNo: 'corp_rep_no' },
}
const levels = { '1': 1, '2': 2, '3': 3 }

const zhong = { sub: 'n-1', acr: '2', claims: { name: '钟家明', id_no: '360702199003070017' } }
const newcomer = { sub: 'n-2', acr: '2', claims: { name: '罗小满', id_no: '110101199003078806' } }

beforeAll(async () => {
  city = await openTestCity()
  city.house.site = site
  process.env.TEST_NATIONAL = 'a secret of the state, long enough'
  process.env.TEST_PROVINCE = 'a secret of the province, long enough'
  const deliver = ((url: string, init: RequestInit) => city.app.request(new URL(url).pathname, init)) as typeof fetch
  national = await openPlatform({ id: 'national', clientId: 'city-n', secret: process.env.TEST_NATIONAL, site, deliver })
  provincial = await openPlatform({ id: 'province', clientId: 'city-p', secret: process.env.TEST_PROVINCE, site, deliver })
  firms = await openPlatform({ id: 'firms', clientId: 'city-f', secret: process.env.TEST_NATIONAL, site, deliver })
  const row = { claims, levels, userinfo: false }
  city.house.city = {
    ...city.house.city,
    providers: [
      {
        ...row,
        id: 'national',
        kind: 'citizen',
        title: '国家平台',
        issuer: national.issuer,
        clientId: 'city-n',
        clientSecretEnv: 'TEST_NATIONAL',
      },
      {
        ...row,
        id: 'province',
        kind: 'citizen',
        title: '省平台',
        issuer: provincial.issuer,
        clientId: 'city-p',
        clientSecretEnv: 'TEST_PROVINCE',
      },
      { ...row, id: 'firms', kind: 'firm', title: '企业平台', issuer: firms.issuer, clientId: 'city-f', clientSecretEnv: 'TEST_NATIONAL' },
    ].map((p) => Provider.parse(p)),
  }
}, 300_000)
afterEach(() => {
  for (const platform of [national, provincial, firms]) Object.assign(platform, { lie: undefined, trouble: undefined })
})
afterAll(async () => {
  await Promise.all([national.close(), provincial.close(), firms.close()])
  await city.close()
})

/** From the button to the platform's answer, which the browser has not brought back yet. */
async function away(
  client: Client,
  platform: Platform,
  visitor: Visitor,
  path: string,
): Promise<{ back: string; browser: PlatformBrowser }> {
  platform.visitor = visitor
  const begun = await client.get(path)
  if (begun.status !== 200) throw new Error(`${path}: ${begun.status} ${begun.text}`)
  const browser = new PlatformBrowser()
  return { back: await browser.walk(begun.body.to), browser }
}

async function signIn(client: Client, visitor: Visitor, path = '/sign-in/with/national?back=/me', platform = national) {
  const { back, browser } = await away(client, platform, visitor, path)
  const answer = await client.get(back)
  client.csrf = (await client.get('/session')).body.csrf ?? ''
  return { answer, browser, back }
}

describe('a citizen signs in at a platform', () => {
  test('somebody whom the register knows is found by his number, and comes back to where he was', async () => {
    const client = city.anyone()
    const { answer } = await signIn(client, zhong)
    expect([answer.status, answer.body]).toEqual([200, { to: '/me' }])
    const { body } = await client.get('/session')
    expect(body).toMatchObject({ who: { id: 'citizen:zhong-jiaming', kind: 'citizen', name: '钟家明' }, level: 2 })
  })

  test('whoever is new is registered with the name and number of the token, and asked once how to reach him', async () => {
    const client = city.anyone()
    const { answer } = await signIn(client, newcomer)
    expect(answer.body).toEqual({ to: '/account/contact?back=%2Fme' })
    const wrong = await client.post('/account/contact', { phone: '1234', back: '/me' })
    expect(wrong.status).toBe(422)
    expect((await client.post('/account/contact', { phone: '13800138000', back: '/me' })).body).toEqual({ to: '/me' })
    expect((await signIn(city.anyone(), newcomer)).answer.body).toEqual({ to: '/me' })
  })

  test('the same person from the other platform is the same account, with both platforms, of which one can be removed', async () => {
    const client = city.anyone()
    await signIn(client, { ...zhong, sub: 'p-1' }, '/sign-in/with/province', provincial)
    const { body } = await client.get('/account')
    expect(body.identities.map((i: { title: string }) => i.title).sort()).toEqual(['国家平台', '省平台'])
    const [first, second] = body.identities
    expect((await client.post('/account/identities/remove', second)).status).toBe(200)
    expect((await client.post('/account/identities/remove', first)).body.code).toBe('permission.last-identity')
  })

  test('the same number under another name is refused with what to do, and nothing is kept', async () => {
    const client = city.anyone()
    const { answer } = await signIn(client, { sub: 'n-3', acr: '2', claims: { name: '钟家铭', id_no: '360702199003070017' } })
    expect([answer.status, answer.body.code]).toEqual([409, 'permission.name-differs'])
    expect(answer.body.title).toContain('窗口')
    expect((await city.sql("select 1 from permission.identity where subject = 'n-3'")).length).toBe(0)
  })

  test('a name at the platform that turns to another number is refused', async () => {
    const { answer } = await signIn(city.anyone(), { ...newcomer, sub: zhong.sub })
    expect(answer.body.code).toBe('permission.bound-elsewhere')
  })

  test.each([
    ['without a number', { name: '罗小满' }, 'permission.claims-missing'],
    ['without a name', { id_no: '110101199003078806' }, 'permission.claims-missing'],
    ['with a number whose check digit is wrong', { name: '罗小满', id_no: '110101199003078805' }, 'permission.claims-wrong'],
  ])('a token %s signs nobody in', async (_, given, code) => {
    const { answer } = await signIn(city.anyone(), { sub: 'n-4', acr: '2', claims: given })
    expect([answer.status, answer.body.code]).toEqual([409, code])
  })
})

describe('a firm', () => {
  const kitchen = { corp_name: '章贡区客家小院餐饮店（演示）', corp_uscc: '92360702MA9A00125A' }
  const rep = { corp_rep_name: '钟家明', corp_rep_no: '360702199003070017' }
  const comes = (sub: string, given: Record<string, unknown>) => {
    const client = city.anyone()
    return signIn(client, { sub, acr: '2', claims: given }, '/sign-in/with/firms', firms).then(({ answer }) => ({ client, answer }))
  }

  test('is acted for at once by its representative by law', async () => {
    const { client } = await comes('f-1', { ...zhong.claims, ...kitchen, ...rep })
    expect((await client.get('/session')).body).toMatchObject({ who: { id: 'citizen:zhong-jiaming' }, acting: 'kejia-xiaoyuan' })
  })

  test('is not acted for by somebody whom it has not authorised, who is told what to do', async () => {
    const { client, answer } = await comes('f-2', { ...newcomer.claims, ...kitchen, ...rep })
    expect([answer.status, answer.body.code]).toEqual([403, 'permission.not-of-firm'])
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
  })

  test('with another representative, or another name, than in the register is for the counter', async () => {
    const other = { corp_rep_name: newcomer.claims.name, corp_rep_no: newcomer.claims.id_no }
    expect((await comes('f-3', { ...zhong.claims, ...kitchen, ...other })).answer.body.code).toBe('permission.rep-differs')
    const named = { ...kitchen, corp_name: '别的餐饮店' }
    expect((await comes('f-4', { ...zhong.claims, ...named, ...rep })).answer.body.code).toBe('permission.firm-name-differs')
  })

  test('that is new is registered with its representative, and by nobody else', async () => {
    const fresh = { corp_name: '新开的米粉店', corp_uscc: '91350100M000100Y43' }
    expect((await comes('f-5', { ...newcomer.claims, ...fresh, ...rep })).answer.body.code).toBe('permission.not-of-firm')
    const { client } = await comes('f-1', { ...zhong.claims, ...fresh, ...rep })
    const { acting, speaking } = (await client.get('/session')).body
    expect(speaking.find((s: { party: string }) => s.party === acting)).toMatchObject({ name: '新开的米粉店', as: 'legal-rep' })
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
    const { back } = await away(client, national, zhong, '/sign-in/with/national')
    national.lie = lie
    const answer = await client.get(back)
    expect([answer.status, answer.body.code]).toEqual([403, 'permission.login-untrue'])
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
  })

  test('a state that nobody began, a second use, another browser, and one that took too long', async () => {
    const client = city.anyone()
    const { back } = await away(client, national, zhong, '/sign-in/with/national')
    const other = city.anyone()
    await other.get('/sign-in/with/national')
    const codes = [
      (await client.get(back.replace(/state=[^&]+/, 'state=made-up'))).body.code,
      (await other.get(back)).body.code,
      (await client.get(back)).status,
      (await client.get(back)).body.code,
    ]
    expect(codes).toEqual(['permission.login-stale', 'permission.login-stale', 200, 'permission.login-stale'])
    const late = await away(client, national, zhong, '/sign-in/with/national')
    city.clock.set('2023-06-15T09:11:00+08:00')
    expect((await client.get(late.back)).body.code).toBe('permission.login-stale')
    city.clock.set('2023-06-15T09:00:00+08:00')
  })

  test('a code that the platform no longer takes', async () => {
    const client = city.anyone()
    const { back } = await away(client, national, zhong, '/sign-in/with/national')
    expect((await client.get(back.replace(/code=[^&]+/, 'code=expired'))).body.code).toBe('permission.login-untrue')
  })

  test('whoever turns back at the platform is told so, with a way on', async () => {
    const { answer } = await signIn(city.anyone(), { ...zhong, cancel: true })
    expect([answer.status, answer.body.code, answer.body.on.href]).toEqual([409, 'permission.login-cancelled', '/sign-in?back=%2Fme'])
  })

  test('a platform that is down or silent is told in a sentence, within ten seconds, and holds no connection of the database', async () => {
    const client = city.anyone()
    for (const trouble of ['down', 'silent'] as const) {
      const { back } = await away(client, national, zhong, '/sign-in/with/national')
      national.trouble = trouble
      const began = performance.now()
      const waiting = client.get(back)
      await new Promise((done) => setTimeout(done, 300))
      const idle = await city.sql("select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'")
      const answer = await waiting
      expect([answer.status, answer.body.code, idle.length]).toEqual([503, 'permission.provider-down', 0])
      expect(performance.now() - began).toBeLessThan(10_000)
      national.trouble = undefined
    }
  }, 60_000)

  test('new keys of the platform count from their first token on', async () => {
    await signIn(city.anyone(), zhong)
    national.rotate()
    expect((await signIn(city.anyone(), zhong)).answer.status).toBe(200)
  })
})

describe('the ways out', () => {
  test('signing out here offers to sign out there, and the platform sends the browser home', async () => {
    const client = city.anyone()
    const { browser } = await signIn(client, zhong)
    const { body } = await client.post('/sign-out')
    expect(body.to).toMatch(/^\/sign-out\/at\/national\?ticket=/)
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
    const { go } = (await client.get(body.to)).body
    expect(await browser.signOut((await client.get(go)).body.to)).toBe('/')
  })

  test('signing out at the platform ends the session here, and only that one', async () => {
    const [client, other] = [city.anyone(), city.anyone()]
    const { browser } = await signIn(client, zhong)
    await signIn(other, zhong)
    await browser.signOut(`${national.issuer}/session/end?client_id=city-n&post_logout_redirect_uri=${encodeURIComponent(`${site}/`)}`)
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
    expect((await other.get('/session')).body.who.kind).toBe('citizen')
  })

  test('a logout token counts once, and not where anything about it is wrong', async () => {
    const now = Math.floor(Date.now() / 1000)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const right = { iss: national.issuer, aud: 'city-n', iat: now, exp: now + 120, jti: 'one', sub: zhong.sub, events }
    const client = city.anyone()
    await signIn(client, zhong)
    const send = async (token: string) => {
      const answer = await city.app.request('/sign-out/by/national', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ logout_token: token }).toString(),
      })
      return answer.status
    }
    const forged = provincial.signed(right)
    const wrong = [
      { ...right, iss: 'http://127.0.0.1:1' },
      { ...right, aud: 'another' },
      { ...right, iat: now - 3_600 },
      { ...right, exp: now - 3_600 },
      { ...right, jti: undefined },
      { ...right, sub: undefined },
      { ...right, events: {} },
      { ...right, nonce: 'x' },
    ]
    for (const claims of wrong) expect([claims, await send(national.signed(claims))]).toEqual([claims, 400])
    for (const token of [
      forged,
      'no token',
      national.signed(right, { alg: 'none' }),
      `${national.signed(right).split('.').slice(0, 2).join('.')}.`,
    ])
      expect(await send(token)).toBe(400)
    expect((await client.get('/session')).body.who.kind).toBe('citizen')
    expect(await send(national.signed(right))).toBe(200)
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
    expect(await send(national.signed(right))).toBe(400)
  })
})

describe('more assurance', () => {
  test('is asked for when the application is sent and not before, and nothing filled in is lost on the way', async () => {
    const client = city.anyone()
    await signIn(client, { ...zhong, acr: '1' })
    const draft = await fillDraft(client)
    const refused = await sendDraft(client, draft)
    expect([refused.status, refused.body.code, refused.body.level]).toEqual([403, 'permission.assurance', 2])
    expect(refused.body.to).toBe(`/sign-in/step-up?level=2&back=${encodeURIComponent(`${draft}/check`)}`)
    const seen = await client.submit(`${draft}/check`, { agree: 'yes', _key: 'in-a-browser' })
    expect([seen.status, seen.headers.get('location')]).toEqual([303, refused.body.to])
    const { answer } = await signIn(
      client,
      { ...zhong, acr: '2' },
      `/sign-in/with/national?level=2&back=${encodeURIComponent(`${draft}/check`)}`,
    )
    expect(answer.body.to).toBe(`${draft}/check`)
    expect((await sendDraft(client, draft)).status).toBe(200)
  })

  test('an item that asks for a face is sent by nobody below it, and one that asks for nothing by everybody', async () => {
    const form = JSON.parse(
      readFileSync(new URL('../../../city/ganzhou/items/food-business-licence-new/form.json', import.meta.url), 'utf8'),
    )
    const say = async (assurance: string | undefined) => {
      const [version] = await city.sql<{ file: object }>(
        "select file from item.version where code = 'food-business-licence-new' order by version desc limit 1",
      )
      const file = { ...version!.file, assurance } as never
      await act(city.house, system, async (ctx) => publish(ctx, { file, form, elements: await elementsOf(ctx.tx) }))
    }
    const send = async (acr: string) => {
      const client = city.anyone()
      await signIn(client, { ...zhong, acr })
      return sendDraft(client, await fillDraft(client))
    }
    await say('3')
    expect((await send('2')).body).toMatchObject({ code: 'permission.assurance', level: 3 })
    expect((await send('3')).status).toBe(200)
    await say('1')
    expect((await send('1')).status).toBe(200)
    await say(undefined)
    expect((await send('1')).body).toMatchObject({ code: 'permission.assurance', level: 2 })
  })

  test('is reached at the platform by the same person, who comes back to the same page; another person is refused', async () => {
    const client = city.anyone()
    await signIn(client, zhong)
    const page = await client.get('/sign-in/step-up?level=3&back=/apply/check')
    expect(page.body).toMatchObject({ have: '实名认证', reached: false })
    const other = await signIn(client, { ...newcomer, acr: '3' }, '/sign-in/with/national?level=3&back=/apply/check')
    expect(other.answer.body.code).toBe('permission.another-person')
    const { answer } = await signIn(client, { ...zhong, acr: '3' }, '/sign-in/with/national?level=3&back=/apply/check')
    expect(answer.body.to).toBe('/apply/check')
    expect((await client.get('/session')).body.level).toBe(3)
  })

  test('a face counts for the minutes of the city; then it is asked for anew, and the name and number go on', async () => {
    const client = city.anyone()
    await signIn(client, { ...zhong, acr: '3' })
    const reached = async () => (await client.get('/sign-in/step-up?level=3&back=/me/data')).body
    city.clock.set('2023-06-15T09:09:59+08:00')
    expect(await reached()).toMatchObject({ have: '人脸核身', reached: true })
    city.clock.set('2023-06-15T09:10:00+08:00')
    expect(await reached()).toMatchObject({ have: '实名认证', reached: false })
    expect((await client.get('/session')).body.level).toBe(2)
    expect((await client.get('/sign-in/step-up?level=2&back=/me/data')).body.reached).toBe(true)
    await signIn(client, { ...zhong, acr: '3' }, '/sign-in/with/national?level=3&back=/me/data')
    expect(await reached()).toMatchObject({ reached: true })
    city.clock.set('2023-06-15T09:00:00+08:00')
  })
})

test('no secret and no token of a platform lies open in the database', async () => {
  const client = city.anyone()
  await client.get('/sign-in/with/national')
  await signIn(client, zhong)
  const rows = await city.sql<{ t: string }>(
    'select s::text t from permission.session s union all select p::text from permission.pending p',
  )
  expect(rows.length).toBeGreaterThan(1)
  for (const { t } of rows) expect(t).not.toMatch(/eyJ|nonce|verifier/)
})
