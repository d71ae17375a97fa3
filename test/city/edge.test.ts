/** The edge of the house: where posts come from, what every answer carries, and what is said when nothing is there or something breaks. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { blob, fillDraft, pdf } from '../food.ts'
import { type Answer, type Client, openTestCity, type TestCity } from '../kit.ts'
import { keepsNothing, readable, told } from './told.ts'

let city: TestCity
let citizen: Client

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
})
afterAll(() => city.close())

type Given = { id: string; files: { id: string; name: string }[] }
const json = { 'content-type': 'application/json' }
const stale = '这个页面放得太久，已经失效。请返回上一页刷新后再提交，填的内容还在'

describe('posts that come from elsewhere', () => {
  test.for(['', 'x', '0'.repeat(64)])('a session’s post with the token “%s” is refused', (token) =>
    keepsNothing(city, async () => {
      const answer = await citizen.send('POST', '/sign-out/everywhere', { body: '{}', headers: { ...json, 'x-csrf-token': token } })
      expect(told(answer)).toEqual([403, stale])
    }),
  )

  test('somebody else’s token is refused', async () => {
    const other = await city.staff('liufang')
    expect(
      told(await citizen.send('POST', '/sign-out/everywhere', { body: '{}', headers: { ...json, 'x-csrf-token': other.csrf } })),
    ).toEqual([403, stale])
  })

  test('a browser sees its form again, with what was typed and a token that counts', async () => {
    const draft = (
      await citizen.submit('/apply/food-business-licence-new', { division: '360702', applicant: 'kejia-xiaoyuan' })
    ).headers.get('location')!
    const page = await citizen.send('POST', `${draft}/q/where`, {
      body: new URLSearchParams({ _csrf: 'old', _asked: 'address', address: '章贡区厚德路 66 号' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', 'x-csrf-token': 'old' },
    })
    expect([page.status, readable(page).includes(stale), page.text.includes('章贡区厚德路 66 号')]).toEqual([403, true, true])
    expect(page.text).toContain(`name="_csrf" value="${citizen.csrf}"`)
    expect(page.text).not.toContain('value="old"')
  })

  test.for([
    ['cross-site by fetch metadata', { 'sec-fetch-site': 'cross-site' }, 403],
    ['same-site by fetch metadata', { 'sec-fetch-site': 'same-site' }, 403],
    ['another origin', { origin: 'https://elsewhere.example' }, 403],
    ['a hidden origin', { origin: 'null' }, 403],
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 422],
    ['our own origin', { origin: 'http://localhost:8080' }, 422],
    ['a program', {}, 422],
  ] as const)('without a session: %s', async ([, headers, status]) =>
    expect((await city.anyone().send('POST', '/lookup', { body: '{}', headers: { ...json, ...headers } })).status).toBe(status),
  )
})

describe('what is not there', () => {
  test.for(['/nothing-here', '/apply', '/assets/nothing.css', '/assets/%E0%A4%A', '/items/%E0%A4%A/x', '/assets/..%2f..%2fpackage.json'])(
    '%s',
    async (path) => {
      expect(told(await city.anyone().get(path))).toEqual([404, '没有这个地址。可以从首页搜一搜您要办的事'])
      const page = await city.anyone().page(path)
      expect([page.status, readable(page)]).toEqual([404, expect.stringContaining('没有找到这一页')])
    },
  )

  test.for(['PUT', 'DELETE', 'PATCH'])('%s on an address that is there', async (method) =>
    expect(told(await citizen.send(method, '/me'))).toEqual([404, '没有这个地址。可以从首页搜一搜您要办的事']),
  )

  test('a page that asks who one is leads to the sign-in and back; a program is told', async () => {
    const page = await city.anyone().page('/me')
    expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in?back=%2Fme'])
    expect(told(await city.anyone().get('/me'))).toEqual([401, '请先登录，再接着办；登录后会回到这一页'])
  })
})

describe('a fault', () => {
  const said: string[] = []
  let address: string

  beforeAll(async () => {
    const draft = await fillDraft(citizen)
    const own = new FormData()
    own.append('file', blob(pdf(`of nobody else ${Math.random()}`)), '唯一.pdf')
    await citizen.post(`${draft}/m/layout`, own)
    const [row] = await city.sql<{ materials: Given[] }>('select materials from form.draft')
    const hash = row!.materials.find((m) => m.id === 'layout')!.files.find((f) => f.name === '唯一.pdf')!.id
    rmSync(join(inject('database').dataDir, 'files', hash.slice(0, 2), hash.slice(2, 4), hash))
    address = `${draft}/files/${hash}`
    city.house.log = {
      info() {},
      warn() {},
      error: (data: object, message?: string) =>
        void said.push(JSON.stringify({ ...data, err: String((data as { err: unknown }).err), message })),
    }
  })

  test('is told by its number to programs and on a page, with nothing of the inside; the log knows it by the same number', async () => {
    const answer = await citizen.get(address)
    expect(told(answer)).toEqual([
      500,
      `系统出了问题，您填的内容没有丢。请过几分钟再试；还不行，打 12345，报这个编号：${answer.body.request}`,
    ])
    const page = await citizen.page(address)
    expect([page.status, readable(page)]).toEqual([
      500,
      expect.stringMatching(/系统出了故障，不是您的问题.*打电话时报这个号，工作人员能查到原因： [0-9a-f]{12} /),
    ])
    for (const { text } of [answer, page]) expect(text).not.toMatch(/Error|node_modules|\.ts\b|stored|ENOENT|files\//)
    const number = readable(page).match(/查到原因： ([0-9a-f]{12})/)![1]!
    expect(said.map((line) => JSON.parse(line).request)).toEqual([answer.body.request, number])
    expect(said[0]).toMatch(/is not there|missing|no such|not stored|stored/i)
  })
})

describe('what every answer carries', () => {
  const wanted: Record<string, RegExp> = {
    'content-security-policy':
      /^default-src 'self'; .*script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'$/,
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^same-origin$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'permissions-policy': /camera=\(\)/,
    'x-request-id': /^[0-9a-f]{12}$/,
  }
  /** a file runs nothing at all */
  const sandboxed = /^default-src 'none'; style-src 'unsafe-inline'; sandbox$/
  const carries = (path: string, answer: Answer) => {
    const isFile = ['/seals/revoked.crl', '/ledger/keys'].includes(path)
    for (const [name, pattern] of Object.entries(isFile ? { ...wanted, 'content-security-policy': sandboxed } : wanted))
      expect([path, name, answer.headers.get(name)]).toEqual([path, name, expect.stringMatching(pattern)])
  }

  test('every page without a parameter, refusals, faults, files and what the house itself answers', async () => {
    const routes = city.house.rooms.flatMap((r) => r.routes ?? [])
    const paths = routes.filter((r) => r.verb === 'GET' && !r.path.includes(':')).map((r) => r.path)
    expect(paths.length).toBeGreaterThan(10)
    for (const path of [
      ...paths,
      '/nothing-here',
      '/care?on=1',
      '/health',
      '/ready',
      '/openapi.json',
      '/assets/public.css',
      '/desk',
      '/apply/food-business-licence-new',
      '/cases/x',
    ])
      for (const who of [city.anyone(), citizen]) carries(path, await who.page(path))
    carries('POST /lookup', await city.anyone().submit('/lookup', {}))
  }, 120_000)

  test('no page runs a script or a style that stands in it', async () => {
    for (const path of ['/sign-in', '/lookup', '/me', '/apply/food-business-licence-new', '/nothing-here']) {
      const { text } = await citizen.page(path)
      expect([path, text.match(/<script(?![^>]* src=)[^>]*>|<[^>]+ (style|on[a-z]+)=|javascript:/)?.[0]]).toEqual([path, undefined])
    }
  })

  test('a page of ours leads nowhere else, whatever the address says', async () => {
    for (const back of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)'])
      expect((await city.anyone().page(`/care?on=1&back=${encodeURIComponent(back)}`)).headers.get('location')).toBe('/')
  })

  test('a file comes with its type nailed down and runs nothing', async () => {
    const { id } = (await citizen.get('/me')).body.drafts[0]
    const draft = (await city.sql<{ materials: Given[] }>('select materials from form.draft where id = $1', [id]))[0]!
    const file = draft.materials.find((m) => m.id === 'rules') ?? draft.materials.at(-1)!
    const answer = await citizen.get(`/drafts/${id}/files/${file.files[0]!.id}`)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-security-policy')]).toEqual([
      200,
      'application/pdf',
      expect.stringContaining('sandbox'),
    ])
  })
})
