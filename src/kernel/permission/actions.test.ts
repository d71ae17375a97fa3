import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { hotp, totpStep } from './rules/totp.ts'
import type { Speaking } from './schema.ts'

let city: TestCity
beforeAll(async () => {
  process.env.HAOBAN_PROXY = '1'
  city = await openTestCity('2023-06-15T09:00:00+08:00')
})
afterAll(async () => {
  delete process.env.HAOBAN_PROXY
  await city.close()
})

const password = 'haoban-demo'
const facts = async (about: string) =>
  (await city.sql<{ name: string }>('select name from ledger.fact where about = $1 order by seq', [about])).map((f) => f.name)
const cookieOf = (headers: Headers) => headers.getSetCookie().find((c) => c.startsWith('haoban_sid='))
const staffSignIn = (client: Client, login: string, word = password, code = '') =>
  client.post('/sign-in', { as: 'staff', login, password: word, code })
/** A sign-in that comes from an address behind the proxy. */
const from = (ip: string, login: string, word = password, client: Client = city.anyone()) =>
  client.send('POST', '/sign-in', {
    body: JSON.stringify({ as: 'staff', login, password: word }),
    headers: { 'content-type': 'application/json', 'x-forwarded-for': ip },
  })

describe('staff sign-in', () => {
  test('刘芳登录以后，页面知道她是谁、能在哪里做什么', async () => {
    const session = (await (await city.staff('liufang')).get('/session')).body
    expect(session.who).toMatchObject({ id: 'staff:liufang', kind: 'staff', name: '刘芳', organ: 'market-360702' })
    expect(session.grants).toContainEqual({ permission: 'case.accept', organ: 'market-360702', division: '*' })
    expect(session.grants.some((g: { permission: string }) => g.permission === 'case.decide')).toBe(false)
    expect(session.csrf).toMatch(/^[0-9a-f]{64}$/)
  })

  test('the cookie is for the server alone, and the database does not hold the token', async () => {
    const cookie = cookieOf((await staffSignIn(city.anyone(), 'liufang')).headers)!
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    const token = cookie.slice('haoban_sid='.length, cookie.indexOf(';'))
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(JSON.stringify(await city.sql('select * from permission.session'))).not.toContain(token)
  })

  test('a second sign-in in the same browser gives a new token and ends the old session', async () => {
    const client = await city.staff('zengwei')
    const before = (await city.sql("select token_digest from permission.session where account = 'staff:zengwei'")).length
    await staffSignIn(Object.assign(client), 'zengwei')
    const after = await city.sql("select token_digest from permission.session where account = 'staff:zengwei'")
    expect(after).toHaveLength(before)
  })

  test('an unknown login and a wrong password are told the same', async () => {
    const [unknown, wrong] = [await staffSignIn(city.anyone(), 'nobody-here'), await staffSignIn(city.anyone(), 'xiemin', 'wrong')]
    expect(unknown.status).toBe(422)
    expect({ ...unknown.body, request: '' }).toEqual({ ...wrong.body, request: '' })
    expect(cookieOf(unknown.headers)).toBeUndefined()
  })

  test.each([['laizhiqiang'], ['never-was']])('五次输错以后，同一个网络要等，越错等得越久，写明等多久，密码对了也要等', async (login) => {
    city.clock.set('2023-06-15T10:00:00+08:00')
    const wrong = []
    for (let i = 0; i < 5; i++) wrong.push(await from('192.0.2.1', login, 'wrong'))
    expect(wrong.map((a) => a.status)).toEqual([422, 422, 422, 422, 429])
    const slowed = await from('192.0.2.1', login)
    expect([slowed.status, slowed.body.code]).toEqual([429, 'permission.slow-down'])
    expect(slowed.text).toContain('1 分钟')
    city.clock.set('2023-06-15T10:01:00+08:00')
    expect((await from('192.0.2.1', login, 'wrong')).text).toContain('2 分钟')
    city.clock.set('2023-06-15T10:03:00+08:00')
    expect((await from('192.0.2.1', login)).status).toBe(login === 'never-was' ? 429 : 200)
    city.clock.set('2023-06-15T09:00:00+08:00')
  })

  test('failures and the wait stay in the ledger', async () => {
    expect(await facts('account:staff:laizhiqiang')).toEqual([
      ...Array(4).fill('account.sign-in-failed'),
      'account.slowed',
      'account.slowed',
      'account.signed-in',
    ])
  })

  test('外人在别处怎么输错，都锁不住领导的账户', async () => {
    const mine = city.anyone()
    expect((await from('198.51.100.1', 'chenguodong', password, mine)).status).toBe(200)
    for (let i = 0; i < 60; i++) await from('203.0.113.9', 'chenguodong', 'wrong')
    expect((await from('203.0.113.9', 'chenguodong')).status).toBe(429)
    expect((await from('198.51.100.1', 'chenguodong')).status).toBe(200)
    expect((await from('198.51.100.77', 'chenguodong')).status).toBe(200)
  })

  test('guesses from a thousand addresses slow down whoever was never there, and nobody who was', async () => {
    const mine = city.anyone()
    expect((await from('198.51.100.2', 'fuxiaolan', password, mine)).status).toBe(200)
    let refused = 0
    for (let i = 0; i < 130; i++) if ((await from(`203.0.${i}.7`, 'fuxiaolan', 'wrong')).status === 429) refused++
    expect(refused).toBeGreaterThan(20)
    const stranger = await from('192.0.2.200', 'fuxiaolan')
    expect([stranger.status, stranger.body.code]).toEqual([429, 'permission.slow-down'])
    expect(stranger.text).toMatch(/\d+ 秒|1 分钟/)
    const sameBrowser = () => {
      const browser = city.anyone()
      for (const [name, value] of mine.jar()) if (name === 'haoban_browser') browser.keep(name, value)
      return browser
    }
    // the browser that was used before, in a network where it never was; and the network, with a new browser
    expect((await from('192.0.2.201', 'fuxiaolan', password, sameBrowser())).status).toBe(200)
    expect((await from('198.51.100.2', 'fuxiaolan')).status).toBe(200)
    // whoever took the browser guesses no more often than anybody else
    const taken = []
    for (let i = 0; i < 6; i++) taken.push((await from(`192.0.2.${i}`, 'fuxiaolan', 'wrong', sameBrowser())).status)
    expect(taken).toEqual([422, 422, 422, 422, 429, 429])
  })

  test('ten guesses at once are no more than five', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => from('192.0.2.5', 'wenting', 'wrong')))
    expect(answers.filter((a) => a.status === 422)).toHaveLength(4)
    expect(answers.filter((a) => a.status === 429)).toHaveLength(6)
  })

  test('the word by which a browser is known is for the server alone, and the database does not hold it', async () => {
    const client = city.anyone()
    const first = (await staffSignIn(client, 'zengwei')).headers.getSetCookie().find((c) => c.startsWith('haoban_browser='))!
    expect(first).toMatch(/HttpOnly/)
    expect(first).toMatch(/SameSite=Lax/)
    const word = first.slice('haoban_browser='.length, first.indexOf(';'))
    expect(JSON.stringify(await city.sql('select * from permission.known_place'))).not.toContain(word)
    const again = async (known: string) => {
      const browser = city.anyone()
      browser.keep('haoban_browser', known)
      const answer = await staffSignIn(browser, 'zengwei')
      return [answer.status, answer.headers.getSetCookie().some((c) => c.startsWith('haoban_browser='))]
    }
    expect(await again(word)).toEqual([200, false])
    expect(await again('made-up')).toEqual([200, true])
  })

  test('a session ends eight hours after its last use, and use prolongs it', async () => {
    city.clock.set('2023-06-15T09:00:00+08:00')
    const client = await city.staff('zhongli')
    city.clock.set('2023-06-15T16:59:00+08:00')
    expect((await client.get('/session')).body.who.id).toBe('staff:zhongli')
    city.clock.set('2023-06-16T00:58:00+08:00')
    expect((await client.get('/session')).body.who.id).toBe('staff:zhongli')
    city.clock.set('2023-06-16T08:58:01+08:00')
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
    await city.run('personal.retain')
    expect(await city.sql("select 1 from permission.session where account = 'staff:zhongli'")).toHaveLength(0)
    city.clock.set('2023-06-15T09:00:00+08:00')
  })

  test('sign-out ends this session, and everywhere ends all of them', async () => {
    const [a, b] = [await city.staff('huangbin'), await city.staff('huangbin')]
    const out = await a.post('/sign-out')
    expect(cookieOf(out.headers)).toMatch(/Max-Age=0/)
    expect((await b.get('/session')).body.who.id).toBe('staff:huangbin')
    const c = await city.staff('huangbin')
    expect((await c.post('/sign-out/everywhere')).body.sessions).toBe(2)
    expect((await b.get('/session')).body.who.kind).toBe('anyone')
  })

  test('a post without the token of its session is turned away', async () => {
    const client = await city.staff('liufang')
    client.csrf = '0'.repeat(64)
    expect((await client.post('/sign-out')).status).toBe(403)
    expect((await client.get('/session')).body.who.id).toBe('staff:liufang')
  })

  test('the way back leads to this site and no other', async () => {
    const to = async (back: string) => (await city.anyone().post('/sign-in', { as: 'staff', login: 'liufang', password, back })).body.to
    expect(await to('/desk/cases?x=1')).toBe('/desk/cases?x=1')
    expect(await to('//evil.example')).toBe('/desk')
  })
})

describe('passwords and one-time codes', () => {
  test('whoever changes the password signs the other browsers out, and the old one no longer fits', async () => {
    const [mine, other] = [await city.staff('qiuxue'), await city.staff('qiuxue')]
    const change = (old: string, fresh: string, again = fresh) => mine.post('/account/password', { old, fresh, again })
    expect((await change('wrong', 'Gan-Zhou-2023')).body.code).toBe('permission.old-wrong')
    expect((await change(password, 'Gan-Zhou-2023', 'Gan-Zhou-2024')).body.code).toBe('permission.not-twice')
    expect((await change(password, 'short')).body.code).toBe('permission.weak')
    expect((await change(password, 'Gan-Zhou-2023')).body.sessionsEnded).toBe(1)
    expect((await other.get('/session')).body.who.kind).toBe('anyone')
    expect((await mine.get('/session')).body.who.id).toBe('staff:qiuxue')
    expect((await staffSignIn(city.anyone(), 'qiuxue')).status).toBe(422)
    expect((await staffSignIn(city.anyone(), 'qiuxue', 'Gan-Zhou-2023')).status).toBe(200)
  })

  test('once an authenticator is bound, the password alone opens nothing, and no code opens twice', async () => {
    const client = await city.staff('zhoutao')
    const { secret } = (await client.post('/account/totp')).body
    const key = Buffer.from(
      [...secret]
        .map((c: string) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
        .join('')
        .match(/.{8}/g)!
        .map((b) => Number.parseInt(b, 2)),
    )
    const code = (offset = 0) => hotp((k, d) => createHmac('sha1', k).update(d).digest(), key, totpStep(new Date()) + offset)
    expect((await client.post('/account/totp/confirm', { code: '000000' })).status).toBe(422)
    expect((await client.post('/account/totp/confirm', { code: code(-1) })).status).toBe(200)
    expect((await staffSignIn(city.anyone(), 'zhoutao')).body.code).toBe('permission.needs-code')
    const now = code()
    expect((await staffSignIn(city.anyone(), 'zhoutao', password, now)).status).toBe(200)
    expect((await staffSignIn(city.anyone(), 'zhoutao', password, now)).body.code).toBe('permission.wrong-code')
    expect(JSON.stringify(await city.sql("select totp_sealed from permission.account where id = 'staff:zhoutao'"))).not.toContain(
      key.toString('hex'),
    )
    expect((await client.post('/account/totp/off', { password, code: code(1) })).status).toBe(200)
    expect((await staffSignIn(city.anyone(), 'zhoutao')).status).toBe(200)
  })
})

describe('citizens', () => {
  test('钟家明能替自己和客家小院办事，不能替别人', async () => {
    const client = await city.citizen('钟家明')
    const session = (await client.get('/session')).body
    expect(session.speaking.map((s: Speaking) => [s.party, s.as])).toEqual([
      ['zhong-jiaming', 'self'],
      ['kejia-xiaoyuan', 'legal-rep'],
    ])
    expect(session.acting).toBe('zhong-jiaming')
    expect((await client.post('/session/acting', { party: 'kejia-xiaoyuan' })).body.acting).toBe('kejia-xiaoyuan')
    expect((await client.get('/session')).body.acting).toBe('kejia-xiaoyuan')
    expect((await client.post('/session/acting', { party: 'qingfeng' })).body.code).toBe('permission.not-his')
  })

  test('an intermediary speaks for the company that authorised his own, and no longer for one whose letter has run out', async () => {
    const { speaking } = (await (await city.citizen('何文斌')).get('/session')).body
    expect(speaking.map((s: Speaking) => [s.party, s.as, s.divisions])).toEqual([
      ['he-wenbin', 'self', []],
      ['hongtudi', 'legal-rep', []],
      ['qingfeng', 'agent', ['360702']],
    ])
  })

  test('by number and demo code, in whatever width it is typed; not by a wrong code, and not as staff', async () => {
    const by = (idNo: string, code = '202309') => city.anyone().post('/sign-in', { as: 'citizen', idNo, code })
    expect((await by('３６０７０２１９９００３０７００１７')).status).toBe(200)
    expect((await by('36072119720508015x')).status).toBe(200)
    expect((await by('360702199003070017', '000000')).status).toBe(422)
    expect((await by('110101199003070017')).status).toBe(422)
    expect((await city.anyone().post('/sign-in', { as: 'citizen', account: 'staff:liufang' })).status).toBe(422)
  })

  test('a citizen is signed out two hours after the last use', async () => {
    const client = await city.citizen('刘秀英')
    city.clock.set('2023-06-15T11:00:01+08:00')
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
    city.clock.set('2023-06-15T09:00:00+08:00')
  })
})

describe('the pages', () => {
  test('the sign-in page lists the demo citizens, and keeps what staff typed but the password', async () => {
    const page = await city.anyone().page('/sign-in?back=/me')
    expect(page.text).toContain('吴𠮷翔')
    expect(page.text).toContain('阿依古丽·买买提')
    expect(page.text).not.toContain('360702199003070017')
    const refused = await city.anyone().submit('/sign-in', { as: 'staff', login: 'liufang', password: 'not-this-one', back: '/desk' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('没有登录成功')
    expect(refused.text).toContain('value="liufang"')
    expect(refused.text).not.toContain('not-this-one')
  })

  test('after sign-in a browser goes on to where it wanted', async () => {
    const answer = await city.anyone().submit('/sign-in', { as: 'citizen', account: 'citizen:zhong-jiaming', back: '/me' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me'])
  })

  test('the account page and the pages around it open', async () => {
    const citizen = await city.citizen('钟家明')
    expect((await citizen.page('/account')).text).toContain('章贡区客家小院餐饮店（演示）')
    const staff = await city.staff('caiyong')
    for (const path of ['/account', '/account/password', '/account/totp/off']) expect((await staff.page(path)).status, path).toBe(200)
    const enrol = await staff.submit('/account/totp', {})
    expect(enrol.headers.get('location')).toBe('/account/totp/confirm')
    expect((await staff.page('/account/totp/confirm')).text).toContain('<path d="M')
    const wrong = await staff.submit('/account/password', { old: 'x', fresh: 'y', again: 'y' })
    expect(wrong.text).toContain('原密码不对')
  })
})

describe('the network behind an address', () => {
  test('a network that fails a hundred times waits, whatever it tries next; a busy hall that signs in rightly does not', async () => {
    city.clock.set('2023-07-01T12:00:00+08:00')
    for (let i = 0; i < 120; i++) await city.citizen('钟家明')
    for (let i = 0; i < 100; i++) await city.anyone().post('/sign-in', { as: 'citizen', idNo: `${i}`, code: '202309' })
    const answer = await staffSignIn(city.anyone(), 'liufang')
    expect([answer.status, answer.body.code]).toEqual([429, 'permission.slow-down'])
    expect(answer.text).toContain('5 分钟')
    city.clock.set('2023-07-01T12:05:00+08:00')
    expect((await staffSignIn(city.anyone(), 'liufang')).status).toBe(200)
  })
})
