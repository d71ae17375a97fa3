/** What somebody tries who means harm. Each attack by its name; docs/guide/security.md lists them. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openApp } from '#app/http/app.ts'
import { openHouse } from '#app/open.ts'
import { addUser } from '#kernel/permission/api.ts'
import { fillDraft, sendDraft } from '../food.ts'
import { type Answer, Client, openTestCity, type TestCity } from '../kit.ts'

let city: TestCity
let owner: Client
let stranger: Client
let id = ''
let draft = ''

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  owner = await city.citizen('钟家明')
  const [other] = await city.sql<{ name: string }>(
    "select name from permission.account where kind = 'citizen' and name <> '钟家明' order by name limit 1",
  )
  stranger = await city.citizen(other!.name)
  id = (await sendDraft(owner, await fillDraft(owner))).body.id
  draft = await fillDraft(owner)
  await city.drain()
})
afterAll(() => city.close())

const turnedAway = (answer: Answer) => [401, 403, 404].includes(answer.status)

describe('another person’s things by their address (IDOR)', () => {
  const filled = (path: string, ids: Record<string, string>) => path.replace(/:(\w+)/g, (_, name) => ids[name] ?? 'x')

  /** Every address with a parameter that is not for everyone, filled with what belongs to the owner. */
  async function addresses(): Promise<{ verb: string; path: string }[]> {
    const [paper] = (await owner.get(`/cases/${id}`)).body.papers as { id: string }[]
    const [letter] = await city.sql<{ id: string }>("select id from message.outbox where channel = 'inbox' limit 1")
    const [file] = await city.sql<{ hash: string }>("select files->0->>'hash' hash from cases.material where case_id = $1 limit 1", [id])
    const own: Record<string, Record<string, string>> = {
      '/cases/': { id, hash: file!.hash, question: 'size' },
      '/drafts/': { id: draft.split('/')[2]!, hash: file!.hash, question: 'where', material: 'layout' },
      '/papers/': { id: paper!.id },
      '/me/messages/': { id: letter?.id ?? 'x' },
      '/work/': { id, hash: file!.hash, verb: 'accept' },
    }
    return city.house.rooms.flatMap((room) =>
      (room.routes ?? [])
        .filter((r) => r.may !== 'anyone' && r.path.includes(':'))
        .flatMap((r) => {
          const ids = Object.entries(own).find(([start]) => r.path.startsWith(start))?.[1]
          return ids ? [{ verb: r.verb, path: filled(r.path, ids) }] : []
        }),
    )
  }

  test('a stranger gets none of them, by reading or by sending, and nothing changes', async () => {
    const before = await city.sql('select count(*)::int n from ledger.fact')
    const tried = await addresses()
    expect(tried.length).toBeGreaterThan(20)
    const through: string[] = []
    const ask = (verb: string, path: string) => (verb === 'GET' ? stranger.get(path) : stranger.post(path, { input: {}, ids: [] }))
    for (const { verb, path } of tried) {
      const answer = await ask(verb, path)
      const ofNone = await ask(verb, path.replaceAll(id, '0'.repeat(26)))
      // turned away, or told just what is told of a thing that does not exist
      const same = answer.status >= 400 && answer.status === ofNone.status && answer.body?.title === ofNone.body?.title
      if (!turnedAway(answer) && !same) through.push(`${verb} ${path}: ${answer.status}`)
      if (/客家小院|钟家明|文清路/.test(answer.text)) through.push(`${verb} ${path} tells: ${answer.text.slice(0, 80)}`)
    }
    expect(through).toEqual([])
    expect(await city.sql('select count(*)::int n from ledger.fact')).toEqual(before)
  })

  test('nobody without a session gets one of them', async () => {
    const through: string[] = []
    for (const { verb, path } of await addresses()) {
      const answer = verb === 'GET' ? await city.anyone().get(path) : await city.anyone().post(path, { input: {} })
      if (answer.status !== 401) through.push(`${verb} ${path}: ${answer.status}`)
    }
    expect(through).toEqual([])
  })
})

describe('fields that nobody asked for (mass assignment)', () => {
  test('status, applicant, holder and rights sent along are not taken', async () => {
    const sent = await owner.post(`${draft}/check`, {
      agree: 'yes',
      status: 'approved',
      applicant: 'qingfeng',
      holder: 'staff:liufang',
      organ: '*',
      demo: false,
      grants: [{ permission: 'case.decide', organ: '*', division: '*' }],
      __proto__: { status: 'approved' },
    })
    expect(sent.status).toBe(200)
    const [row] = await city.sql('select status, applicant, holder, demo from cases.file where id = $1', [sent.body.id])
    expect(row).toEqual({ status: 'submitted', applicant: 'kejia-xiaoyuan', holder: null, demo: true })
  })
})

describe('a session laid down beforehand (fixation)', () => {
  test('a cookie that was there before the sign-in is worth nothing after it', async () => {
    const planted = new Client(city.app)
    const headers = { cookie: 'haoban_sid=0123456789abcdef0123456789abcdef', 'content-type': 'application/json' }
    const [account] = await city.sql<{ id: string }>("select id from permission.account where name = '钟家明'")
    const answer = await planted.send('POST', '/sign-in', { body: JSON.stringify({ as: 'citizen', account: account!.id }), headers })
    const given = answer.headers.get('set-cookie') ?? ''
    expect(given).toMatch(/haoban_sid=[^;]{32,};.*HttpOnly/)
    expect(given).not.toContain('0123456789abcdef0123456789abcdef')
    const again = await new Client(city.app).send('GET', '/me', { headers: { cookie: headers.cookie } })
    expect(again.status).toBe(401)
  })
})

describe('paths out of the folder (traversal)', () => {
  test.each([
    '/assets/../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/desk/..%5c..%5cpackage.json',
    '/assets//etc/passwd',
  ])('%s', async (path) => {
    const answer = await city.anyone().get(path)
    expect(answer.status).toBe(404)
    expect(answer.text).not.toMatch(/haoban"|root:/)
  })

  test('a file’s hash that is a path', async () => {
    for (const hash of ['..%2f..%2fmaster.key', '%00', 'a'.repeat(63)])
      expect(
        turnedAway(await owner.get(`/cases/${id}/files/${hash}`)) || (await owner.get(`/cases/${id}/files/${hash}`)).status === 422,
      ).toBe(true)
  })
})

describe('headers that break out (injection)', () => {
  test.each([
    '/care?on=1&back=/%0d%0aset-cookie:%20x=1',
    '/division?code=360702&back=/%0d%0alocation:%20//evil',
    '/care?on=1&back=//evil.example',
    '/care?on=1&back=/%5cevil.example',
  ])('%s', async (path) => {
    const answer = await city.anyone().get(path)
    const to = answer.headers.get('location') ?? ''
    expect(to).toMatch(/^\/(?![/\\])/)
    expect(to).not.toMatch(/[\r\n]/)
    expect(answer.headers.get('x')).toBeNull()
  })
})

describe('templates (injection)', () => {
  test('what is typed stands in the paper as text, and is never run as Typst', async () => {
    const clerk = await city.staff('liufang')
    const nasty = '#import "@preview/x:0.1.0" #read("/etc/passwd") {{constructor}} #{7*7} <%= 7*7 %>'
    const sent = await clerk.post(`/work/cases/${id}/requestSupplement`, { input: { items: [{ id: 'layout', what: nasty }] } })
    expect(sent.status).toBe(200)
    const page = await owner.page(`/cases/${id}`)
    expect(page.text).toContain('#{7*7}')
    expect(page.text).not.toContain('root:')
    const [notice] = (await owner.get(`/cases/${id}`)).body.papers
    const paper = await owner.get(`/papers/${notice.id}`)
    expect([paper.status, paper.text.slice(0, 5)]).toEqual([200, '%PDF-'])
  })
})

describe('texts that make a pattern run for ever (ReDoS)', () => {
  test.each([
    ['search', () => city.anyone().get(`/items?q=${encodeURIComponent('开'.repeat(5_000))}`)],
    ['search of spaces', () => city.anyone().get(`/search?q=${'%20'.repeat(3_000)}a`)],
    ['number of a case', () => city.anyone().post('/lookup', { code: '1'.repeat(100_000), tail: '0'.repeat(100_000) })],
    ['check code', () => city.anyone().get(`/check/${'A-'.repeat(3_000)}!`)],
    ['login', () => city.anyone().post('/sign-in', { as: 'staff', login: `${'a.'.repeat(50_000)}@`, password: 'x'.repeat(100_000) })],
    ['telephone', () => owner.submit(`${draft}/q/operator`, { _asked: 'operator operatorId phone', phone: '1'.repeat(50_000) })],
  ])('%s is answered in a moment', async (_, ask) => {
    const start = performance.now()
    const answer = await ask()
    expect(answer.status).toBeLessThan(500)
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('the time an answer takes (timing of sign-in)', () => {
  test('an unknown login is not quicker than a wrong password', async () => {
    const time = async (login: string) => {
      const start = performance.now()
      await city.anyone().post('/sign-in', { as: 'staff', login, password: 'wrong' })
      return performance.now() - start
    }
    const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!
    // the printed passwords of the demo accounts are hashed at little cost; a real account is not
    await act(city.house, system, (ctx) =>
      addUser(ctx, { login: 'zhenren', name: '真人', organ: 'market-360702', password: 'Kuaiyidian-2023' }),
    )
    await time('zhenren')
    const known = middle([await time('zhenren'), await time('zhenren'), await time('zhenren')])
    const unknown = middle([await time('no-one-1'), await time('no-one-2'), await time('no-one-3')])
    expect(unknown / known).toBeGreaterThan(0.4)
    expect(unknown / known).toBeLessThan(2.5)
  })
})

describe('limits that are counted in the database', () => {
  test('guesses spread over two servers are counted as one', async () => {
    const second = await openHouse(
      city.house.url,
      { HAOBAN_DATA: inject('database').dataDir, HAOBAN_KEY: '11'.repeat(32), HAOBAN_STORAGE: '/tmp' },
      { log: city.house.log, clock: city.clock, seed: false },
    )
    try {
      const apps = [city.app, openApp(second)]
      const statuses: number[] = []
      for (let i = 0; i < 6; i++) {
        const client = new Client(apps[i % 2]!)
        statuses.push((await client.post('/sign-in', { as: 'staff', login: 'two-servers', password: 'wrong' })).status)
      }
      expect(statuses).toEqual([422, 422, 422, 422, 429, 429])
    } finally {
      await second.db.close()
    }
  })
})
