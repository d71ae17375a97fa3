/** A person reads and takes along all that the city holds of him, and nothing of anybody else. */
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blob, decided, fillDraft, pdf } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let mine: Client
let caseId: string
let files: Record<string, Uint8Array>

const cookieOf = (client: Client) =>
  client
    .jar()
    .map(([k, v]) => `${k}=${v}`)
    .join('; ')

/** The archive as a browser saves it. */
async function take(client: Client): Promise<{ status: number; files: Record<string, Uint8Array>; type: string }> {
  const answer = await city.app.request('/me/data', {
    method: 'POST',
    headers: { cookie: cookieOf(client), 'x-csrf-token': client.csrf, accept: 'application/json', 'content-type': 'application/json' },
    body: '{}',
  })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', files: answer.status === 200 ? unzipSync(bytes) : {} }
}

const rowsIn = (folder: string, from = files) => JSON.parse(strFromU8(from[`${folder}/数据.json`]!)) as Record<string, unknown>[]
const inFolder = (folder: string) => Object.keys(files).filter((path) => path.startsWith(`${folder}/`) && !path.endsWith('数据.json'))
const textOf = (from: Record<string, Uint8Array>) =>
  Object.entries(from)
    .map(([path, bytes]) => `${path}\n${strFromU8(bytes)}`)
    .join('\n')

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  mine = await city.citizen('钟家明')
  caseId = await decided(city, mine)
  // a second draft that is not handed in, with a file of its own
  const draft = await fillDraft(mine)
  const form = new FormData()
  form.append('file', blob(pdf('only in the draft')), '没交的布局图.pdf')
  expect((await mine.post(`${draft}/m/layout`, form)).status).toBe(200)
  expect((await mine.post('/me/contact/email', { value: 'jiaming@example.cn' })).status).toBe(200)
  expect((await mine.post('/me/contact', { sms: 'yes', email: 'yes' })).status).toBe(200)
  await city.sql(`insert into permission.identity (issuer, subject, account, provider, bound_at, used_at)
    values ('https://id.example.cn', 'zhong-at-platform', 'citizen:zhong-jiaming', 'province', now(), now()),
      ('https://id.example.cn', 'liu-at-platform', 'citizen:liu-xiuying', 'province', now(), now())`)
  await city.drain()
  const answer = await take(mine)
  expect([answer.status, answer.type]).toEqual([200, 'application/zip'])
  files = answer.files
}, 300_000)
afterAll(() => city.close())

describe('钟家明取走自己的全部信息', () => {
  test('身份和联系方式是完整的', () => {
    expect(rowsIn('身份和联系方式')).toMatchObject([
      { name: '钟家明', idNo: '360702199003070017', phone: '13800000001', email: 'jiaming@example.cn' },
    ])
  })

  test('办件的填写内容、经过和材料、文书原样在里面', () => {
    const [found] = rowsIn('办件').filter((c) => c.id === caseId)
    expect(found).toMatchObject({ agent: 'zhong-jiaming', applicant: 'kejia-xiaoyuan', status: expect.any(String) })
    expect(JSON.stringify(found!.answers)).toContain('文清路 18 号')
    expect((found!.history as { name: string }[]).map((f) => f.name)).toEqual(expect.arrayContaining(['case.submitted', 'case.approved']))
    const handed = inFolder('办件')
    expect(handed.filter((p) => p.endsWith('layout.pdf'))).toHaveLength(1)
    expect(strFromU8(files[handed.find((p) => p.endsWith('layout.pdf'))!]!)).toContain('/Title(layout)')
    const papers = (found!.papers as { title: string }[]).map((p) => p.title)
    expect(papers.length).toBeGreaterThan(1)
    for (const title of papers) expect(handed.some((p) => p.includes(title) && strFromU8(files[p]!).startsWith('%PDF-'))).toBe(true)
  })

  test('没交的草稿和它的文件也在', () => {
    expect(rowsIn('没交的草稿')).toMatchObject([{ item: 'food-business-licence-new', draft: { answers: { address: expect.anything() } } }])
    const [file] = inFolder('没交的草稿').filter((p) => p.endsWith('没交的布局图.pdf'))
    expect(strFromU8(files[file!]!)).toContain('only in the draft')
  })

  test('消息、联系的方式、登录和绑定的平台都在', () => {
    expect(rowsIn('消息').length).toBeGreaterThan(1)
    expect(rowsIn('怎么告诉您')).toMatchObject([{ sms: true, email: true }])
    const account = rowsIn('账户和登录')
    expect(account.filter((r) => r.what === 'account')).toMatchObject([{ id: 'citizen:zhong-jiaming' }])
    expect(account.filter((r) => r.what === 'identity')).toMatchObject([{ subject: 'zhong-at-platform' }])
    expect(account.filter((r) => r.what === 'session').length).toBeGreaterThan(0)
    expect(JSON.stringify(account)).not.toMatch(/password|totp|digest|csrf/i)
  })

  test('自己名下的证照：照面、版本和本市登记的都在，单位的不在', async () => {
    expect(rowsIn('电子证照')).toEqual([])
    const { files: hers } = await take(await city.citizen('黄丽华'))
    const own = rowsIn('电子证照', hers)
    expect(own.map((l) => l.no).sort()).toEqual(['演示社2018-0001', '演示驾2019-0001'])
    for (const l of own)
      expect(l).toMatchObject({ party: 'huang-lihua', versions: [{ face: expect.arrayContaining([expect.anything()]) }] })
    expect(rowsIn('免提交用到的证照信息', hers).filter((h) => h.party === 'huang-lihua')).toHaveLength(2)
  })

  test('短信他自己也看得到，别人的看不到', async () => {
    const [told] = await city.sql<{ n: string }>("select count(*) n from message.outbox where recipient = 'citizen:zhong-jiaming'")
    expect(rowsIn('消息')).toHaveLength(Number(told!.n))
    expect(new Set(rowsIn('消息').map((m) => m.channel)).has('sms')).toBe(true)
  })

  test('说明里写明每一类为什么存、存多久', () => {
    const said = strFromU8(files['说明.txt']!)
    for (const { personal = [] } of city.house.rooms)
      for (const { title, why, kept } of personal) for (const w of [title, why, kept]) expect(said).toContain(w)
  })

  test('取走留了痕，页面上看得到', async () => {
    const facts = await city.sql(
      "select by_whom from ledger.fact where name = 'personal.taken' and about = 'personal:citizen:zhong-jiaming'",
    )
    expect(facts).toEqual([{ by_whom: 'citizen:zhong-jiaming' }])
    expect((await mine.get('/me/data')).body.taken).toHaveLength(1)
    expect((await mine.page('/me/data')).text).toContain('以前取过')
  })
})

describe('别人的信息', () => {
  test('另一个人取走的里面，没有钟家明的任何东西', async () => {
    const { files: hers } = await take(await city.citizen('刘秀英'))
    const text = textOf(hers)
    expect(text).toContain('360731195604120044')
    for (const word of ['钟家明', '360702199003070017', '13800000001', 'zhong-jiaming', 'zhong-at-platform', caseId, 'kejia-xiaoyuan'])
      expect([word, text.includes(word)]).toEqual([word, false])
  })

  test('全权代理人取走的是自己的，没有委托人的号码、证照和消息', async () => {
    const { files: agents } = await take(await city.citizen('陈思琪'))
    // the note of her own account in this demo names whom she acts for
    const text = textOf(agents).replaceAll('替奶奶刘秀英办事', '')
    expect(text).toContain('liu-xiuying-chen-siqi')
    for (const word of ['刘秀英', '360731195604120044', '13800000002', 'liu-at-platform'])
      expect([word, text.includes(word)]).toEqual([word, false])
  })

  test('替别的个人办的件，授权有效时只有件的编号，没有那个人的内容；授权完了，什么都没有', async () => {
    await city.sql(`insert into party.agency (id, principal, agent, items, divisions, from_on, to_on, basis, granted_by, granted_at, demo)
      values ('liu-zhong', 'liu-xiuying', 'zhong-jiaming', '{food-business-licence-new}', '{}', '2023-06-01', '2023-12-31', '委托书', 'citizen:liu-xiuying', now(), true)`)
    await city.sql("update cases.file set applicant = 'liu-xiuying', applicant_name = '刘秀英', applicant_kind = 'natural' where id = $1", [
      caseId,
    ])
    const { files: after } = await take(mine)
    await city.sql("update party.agency set to_on = '2023-06-14' where id = 'liu-zhong'")
    const { files: over } = await take(mine)
    await city.sql(
      "update cases.file set applicant = 'kejia-xiaoyuan', applicant_name = '章贡区客家小院餐饮店（演示）', applicant_kind = 'legal' where id = $1",
      [caseId],
    )
    const [row] = rowsIn('办件', after).filter((c) => c.id === caseId)
    expect(row).toMatchObject({ role: 'agent', no: expect.any(String) })
    expect(textOf(after)).not.toContain('刘秀英')
    expect(row).not.toHaveProperty('answers')
    for (const read of [after, over]) expect(Object.keys(read).filter((p) => p.startsWith('办件/'))).toEqual(['办件/数据.json'])
    expect(rowsIn('办件', over)).toEqual([])
  })

  test('没登录的、工作人员、假表单都取不到；一天最多 5 次', async () => {
    expect((await city.anyone().get('/me/data')).status).toBe(401)
    expect((await take(await city.staff('liufang'))).status).toBe(403)
    const forged = new (mine.constructor as new (app: unknown) => Client)(city.app)
    for (const [name, value] of mine.jar()) forged.keep(name, value)
    forged.csrf = 'wrong'
    expect((await take(forged)).status).toBe(403)
    const busy = await city.citizen('曾小满')
    for (let n = 0; n < 5; n++) expect((await take(busy)).status).toBe(200)
    const sixth = await busy.submit('/me/data', {})
    expect([sixth.status, sixth.text.includes('今天已经取过 5 次了')]).toEqual([429, true])
  })

  test('只用账号登录的，先实名再取', async () => {
    const weak = await city.citizen('温德胜')
    await city.sql("update permission.session set level = 1 where account = 'citizen:wen-desheng'")
    expect((await take(weak)).status).toBe(403)
  })
})
