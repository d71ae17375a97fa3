/** Whatever comes in, it is answered in a sentence, and nothing is lost or doubled. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answers, blob, fillDraft, pdf, sendDraft } from '../food.ts'
import { type Answer, type Client, openTestCity, type TestCity } from '../kit.ts'
import { holdings, keepsNothing, readable, told } from './told.ts'

let city: TestCity
let citizen: Client
let clerk: Client

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  clerk = await city.staff('liufang')
})
afterAll(() => city.close())

/** As a program that sends these very bytes as JSON. */
const sendJson = (client: Client, path: string, body: string, key = 'raw'): Promise<Answer> =>
  client.send('POST', path, { body, headers: { 'content-type': 'application/json', 'idempotency-key': key } })
const begin = async () =>
  (await citizen.submit('/apply/food-business-licence-new', { division: '360702', applicant: 'kejia-xiaoyuan' })).headers.get('location')!
const hidden = '文字里有看不见的特殊字符，请删掉后再提交'
const unreadable = '发来的内容读不懂，请刷新页面后再试'

describe('wrong numbers and codes that are no more', () => {
  test.for([
    [{ kind: 'legal', uscc: '92360702MA9A00125B' }, '统一社会信用代码第 18 位对不上，可能有一位填错了，请照着执照再核对一遍'],
    [{ kind: 'legal', uscc: '92360702MA9A0O125A' }, '统一社会信用代码里没有字母 O，第 14 位可能是数字 0，请照着执照再核对一遍'],
    [{ kind: 'natural', idNo: '360702199003070018' }, '身份证号第 18 位对不上，请照着身份证再核对一遍'],
    [{ kind: 'natural', idNo: '360702199002300017' }, '身份证号第 7 到第 14 位是出生日期，没有这一天，请照着身份证再核对一遍'],
    [{ kind: 'natural', idNo: '360702900307001' }, '15 位的老身份证号已经停用，请填现在身份证上的 18 位号码'],
  ] as const)('at the counter: %j', ([applicant, sentence]) =>
    keepsNothing(city, async () =>
      expect(told(await clerk.post('/work/applicants', { ...applicant, name: '不存在的人' }))).toEqual([422, sentence]),
    ),
  )

  test('on the form, beside the field, with what was typed', async () => {
    const draft = await begin()
    const page = await citizen.submit(`${draft}/q/people`, {
      _asked: 'staff',
      'staff[0][name]': '钟家明',
      'staff[0][idNo]': '360702199003070018',
      'staff[0][job]': 'cook',
    })
    expect(page.status).toBe(422)
    expect(readable(page)).toContain('身份证号第 18 位对不上，请照着身份证再核对一遍')
    expect(page.text).toContain('value="360702199003070018"')
  })

  test('a county that was dissolved takes no applications, and its successor is named', () =>
    keepsNothing(city, async () => {
      const [status, sentence] = told(
        await citizen.post('/apply/food-business-licence-new', { division: '360782', applicant: 'kejia-xiaoyuan' }),
      )
      expect([status, sentence]).toEqual([409, '南康市 2013 年已改为南康区。请把地区改成南康区，再办“食品经营许可（新办）”'])
    }))

  test('an item that was withdrawn is named as gone', async () =>
    expect(told(await citizen.get('/apply/food-circulation-licence?division=360702'))).toEqual([
      404,
      '没有找到这个事项，可能已经改名或取消。请回首页搜一搜',
    ]))
})

describe('rare characters', () => {
  const rare = '章贡区𠮷野路㐂里 18 号𪚥一层'

  test('what has no place in 16 bits arrives, is sealed, and comes back as it was, on every page and at the desk', async () => {
    const draft = await fillDraft(citizen, { where: { address: rare } })
    expect((await citizen.page(`${draft}/check`)).text).toContain(rare)
    const { id } = (await sendDraft(citizen, draft)).body
    expect((await clerk.get(`/work/cases/${id}/answers`)).text).toContain(rare)
    await city.drain()
    const { papers } = (await citizen.get(`/cases/${id}`)).body
    expect((await citizen.get(`/papers/${papers[0].id}`)).text.slice(0, 5)).toBe('%PDF-')
  })

  test('a person named 𠮷 is registered and found again', async () => {
    const person = { kind: 'natural', idNo: '360702198705150033', name: '𠮷田㛃', phone: '13800000002' }
    expect((await clerk.post('/work/applicants', person)).body).toMatchObject({ found: true, sentence: '已登记' })
    expect((await clerk.post('/work/applicants', person)).body).toMatchObject({ found: true, sentence: '已经登记过，核对一致' })
  })

  test.for([
    ['half a character', '{"code":"\\ud842","tail":"0017"}'],
    ['NUL', '{"code":"K7M4\\u0000Q2XD","tail":"0017"}'],
    ['an escape of a terminal', '{"code":"\\u001b[31mK7M4","tail":"0017"}'],
    ['NUL in a name', '{"co\\u0000de":"K7M4Q2XD"}'],
    ['NUL deep inside', '{"a":[{"b":["\\u0000"]}]}'],
  ])('%s is refused in JSON', async ([, body]) => expect(told(await sendJson(city.anyone(), '/lookup', body!))).toEqual([422, hidden]))

  test('in a form it is refused, and the rest of what was typed is still there', async () => {
    const draft = await begin()
    const page = await citizen.submit(`${draft}/q/where`, { _asked: 'address', address: '章贡区厚德路\u0000 66 号' })
    expect([page.status, readable(page).includes(hidden)]).toEqual([422, true])
    expect(page.text).toContain('章贡区厚德路 66 号')
    expect(page.text).toContain('钟家明')
  })

  test.for(['/check/%00', '/apply/food%00', '/lookup?code=%00', '/cases/%1b'])('in the address %s too', async (path) =>
    expect(told(await citizen.get(path))).toEqual([422, hidden]),
  )

  test('in a cookie it is nobody’s', async () => {
    const answer = await city
      .anyone()
      .send('GET', '/session', { headers: { cookie: 'haoban_sid=%00x; haoban_division=%E0%A4%A; haoban_care=%00' } })
    expect([answer.status, answer.body.who.kind]).toEqual([200, 'anyone'])
  })
})

describe('SQL and HTML', () => {
  const evil = `"><script>alert(1)</script>'; drop table cases.file; -- #panic() $x$ {{7*7}}`
  const harmless = (page: Answer) => {
    expect(page.status).toBeLessThan(500)
    expect(page.text).not.toContain('<script>alert(1)')
  }

  test('in every field of the form: taken as text or refused, never run', async () => {
    const draft = await fillDraft(citizen)
    for (const [question, fields] of Object.entries(answers))
      for (const field of Object.keys(fields)) {
        const page = await citizen.submit(`${draft}/q/${question}`, { ...fields, [field]: evil, [evil]: evil })
        expect([[303, 422], question, field]).toEqual([expect.arrayContaining([page.status]), question, field])
        harmless(page)
        for (const path of [`${draft}/q/${question}`, `${draft}/check`, draft]) harmless(await citizen.page(path))
        await citizen.submit(`${draft}/q/${question}`, fields)
      }
  })

  test('in what anybody may send', async () => {
    const q = encodeURIComponent(evil)
    for (const path of [
      `/lookup?code=${q}`,
      `/check?code=${q}`,
      `/check/${q}`,
      `/sign-in?back=${q}&as=${q}`,
      `/care?on=1&back=${q}`,
      `/division?code=${q}`,
      `/${q}`,
    ])
      harmless(await city.anyone().page(path))
    const forms: Record<string, string>[] = [
      { code: evil, tail: evil },
      { login: evil, password: evil, as: 'staff' },
      { account: evil, idNo: evil },
    ]
    for (const body of forms) for (const path of ['/lookup', '/sign-in']) harmless(await city.anyone().submit(path, body))
    for (const path of [`/work/cases?queue=${q}`, `/work/cases?queue=all&q=${q}`, `/work/cases?queue=all&after=${q}`, `/work/items?q=${q}`])
      harmless(await clerk.get(path))
  })

  test('in what a clerk writes and in a file’s name: the notice is made and shows it as it was written', async () => {
    const draft = await fillDraft(citizen, { where: { address: `章贡区文清路 18 号 <img src=x onerror=alert(1)>` } })
    const form = new FormData()
    form.append('file', blob(pdf('layout')), `../../etc/passwd'; drop table cases.file; --<script>alert(1)</script>.pdf`)
    expect((await citizen.post(`${draft}/m/layout`, form)).status).toBe(200)
    harmless(await citizen.page(`${draft}/m/layout`))
    const { id } = (await sendDraft(citizen, draft)).body
    const asked = await clerk.post(`/work/cases/${id}/requestSupplement`, { input: { items: [{ id: 'layout', what: evil, why: evil }] } })
    expect(asked.status).toBe(200)
    await city.drain()
    const page = await citizen.page(`/cases/${id}`)
    harmless(page)
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    for (const paper of (await citizen.get(`/cases/${id}`)).body.papers)
      expect((await citizen.get(`/papers/${paper.id}`)).text.slice(0, 5)).toBe('%PDF-')
    expect(await city.sql('select * from base.dead_jobs()')).toEqual([])
  })

  test('and every table is where it was', async () => expect((await holdings(city)).cases).toBeGreaterThan(0))
})

describe('bodies that cannot be read', () => {
  test.for([
    ['JSON cut short', '{"code":"K7M4'],
    ['a list', '[]'],
    ['a number', '5'],
    ['null', 'null'],
    ['a page', '<html></html>'],
  ])('%s', async ([, body]) => expect(told(await sendJson(city.anyone(), '/lookup', body!))).toEqual([400, unreadable]))

  test('bytes that are no UTF-8', async () => {
    const answer = await city.app.request('/lookup', {
      method: 'POST',
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
    })
    expect([answer.status, (await answer.json()).title]).toEqual([400, unreadable])
  })

  test('a form in parts without its boundaries', async () => {
    const answer = await city
      .anyone()
      .send('POST', '/lookup', { body: 'nothing', headers: { 'content-type': 'multipart/form-data; boundary=zz' } })
    expect(told(answer)).toEqual([400, unreadable])
  })

  test.for([`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, `{"a":${'{"a":'.repeat(50)}1${'}'.repeat(50)}}`])(
    'nested without end (%#)',
    async (body) => expect(told(await sendJson(city.anyone(), '/lookup', body))).toEqual([422, '内容的层次太多，请减少后再提交']),
  )

  test('10 MB where 1 MB is read', async () =>
    expect(told(await sendJson(city.anyone(), '/lookup', `{"code":"${'x'.repeat(10 * 2 ** 20)}"}`))).toEqual([
      413,
      '内容太大了，最多 1 MB。请分开提交，或把文件压缩后再传',
    ]))

  test('half a million fields are refused at once', async () => {
    const answer = await city
      .anyone()
      .send('POST', '/lookup', { body: 'a=&'.repeat(340_000), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect(told(answer)).toEqual([422, '一次提交的项目太多，最多 5000 项。请分几次提交'])
  }, 10_000)

  test.for([
    ['__proto__', '{"__proto__":{"code":"K7M4Q2XD"},"tail":"0017"}'],
    ['constructor', '{"constructor":{"prototype":{"code":"K7M4Q2XD"}},"tail":"0017"}'],
  ])('%s in JSON reaches no prototype', async ([, body]) => {
    expect(told(await sendJson(city.anyone(), '/lookup', body!))).toEqual([422, '请填 8 位查询码，和证件号码的后 4 位'])
    expect(({} as Record<string, unknown>).code).toBeUndefined()
  })

  test('names that every object has are names like others', async () => {
    for (const name of ['__proto__[code]', 'constructor[prototype][code]', 'toString', 'hasOwnProperty[x]', 'code[length]'])
      expect([name, (await city.anyone().submit('/lookup', { 'code[0]': '1', [name]: '4294967295', tail: '0017' })).status]).toEqual([
        name,
        422,
      ])
    expect((await city.anyone().get('/lookup?toString=1&__proto__[found]=1')).body).toEqual({ found: false })
  })
})
