/**
 * C2 · 无纸质证明、无实体印章: a decision becomes a sealed licence, the next case of the same holder asks for nothing on paper, and
 * from its revocation on the licence satisfies nothing. One story over HTTP.
 */
import { openOfd, readCustomTags, verifyOfd } from '@haoban/gm/ofd'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFact } from '#kernel/ledger/api.ts'
import { met } from '#test/restaurant.ts'
import { findLicences, findType } from '../docs/guide/integrate/licence-client.mjs'
import { act, system } from '../src/app/context.ts'
import { fillDraft, sendDraft } from '../test/food.ts'
import { type Client, openTestCity, type TestCity } from '../test/kit.ts'

let city: TestCity
let citizen: Client
const staff: Record<string, Client> = {}
let id = ''
let changeCase = ''

beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  citizen = await city.citizen('钟家明')
  for (const login of ['liufang', 'zengwei', 'laizhiqiang', 'chenguodong', 'xiemin']) staff[login] = await city.staff(login)
})
afterAll(() => city.close())

async function take(login: string, of: string, verb: string, input: object = {}): Promise<void> {
  const answer = await staff[login]!.post(`/work/cases/${of}/${verb}`, { input })
  expect([verb, answer.status, answer.text.slice(0, 200)]).toEqual([verb, 200, expect.anything()])
}

async function decide(of: string, judged: object = {}): Promise<void> {
  await take('liufang', of, 'accept')
  await take('zengwei', of, 'examine')
  await take('zengwei', of, 'propose', { verdict: 'approve', opinion: '材料齐全，符合法定条件', ...judged })
  await take('chenguodong', of, 'approve')
  await city.drain()
}

const wallet = async () => (await citizen.get('/licences')).body.own.flatMap((o: { licences: object[] }) => o.licences)

const answers = {
  change: { change: 'name' },
  'shop-info': { division: '360702' },
  licence: { licenceNo: 'JY23607020000001' },
  operator: { phone: '13800000001' },
  'new-name': { newName: '章贡区客家大院餐饮店（演示）' },
  since: { changedOn: '2023-06-10' },
  officer: { officer: '钟家明', officerPhone: '13800000001' },
  delivery: { delivery: 'electronic' },
}

/** Begins the change of the licence and answers every question; the address of the draft. */
async function fillChange(): Promise<string> {
  const begun = await citizen.submit('/apply/food-business-licence-change', { division: '360702', applicant: 'kejia-xiaoyuan' })
  const draft = begun.headers.get('location')!
  await fill(citizen, draft, 'JY23607020000001')
  return draft
}

async function fill(who: Client, draft: string, licenceNo: string): Promise<void> {
  for (const [question, fields] of Object.entries({ ...answers, licence: { licenceNo } })) {
    const asked = Object.keys(fields).map((f) => f.replace('.use', ''))
    const answer = await who.submit(`${draft}/q/${question}`, { _asked: asked.join(' '), ...fields } as Record<string, string>)
    expect([question, answer.status]).toEqual([question, 303])
  }
}

test('the decision becomes a licence in the wallet, once, however often the reaction runs', async () => {
  const { body } = await sendDraft(citizen, await fillDraft(citizen))
  await decide(body.id, { points: met })
  const [fact] = await city.sql<{ id: string }>("select id from ledger.fact where about = $1 and name = 'case.approved'", [
    `case:${body.id}`,
  ])
  const react = city.house.rooms.find((r) => r.id === 'licence')!.on!['case.approved']!
  await act(city.house, system, async (ctx) => react(ctx, (await findFact(ctx.tx, Number(fact!.id)))!))
  const licences = await wallet()
  expect(licences).toHaveLength(1)
  expect(licences[0]).toMatchObject({ typeName: '食品经营许可证', no: 'JY23607020000001', state: 'valid', toOn: '2028-06-14', demo: true })
  id = licences[0].id
})

test('it is one sealed file that a machine reads every field of, and a stranger can check', async () => {
  const file = await staff.xiemin!.send('GET', `/licence-desk/${id}/file`)
  expect(file.headers.get('content-type')).toContain('ofd')
  const [row] = await city.sql<{ file: string }>('select file from licence.version where licence = $1', [id])
  const bytes = new Uint8Array(await city.house.storage.read(row!.file))
  const report = await verifyOfd(bytes)
  expect([report.valid, report.signatures[0]!.steps.references, report.signatures[0]!.steps.dataHash]).toEqual([true, true, true])
  const document = (await openOfd(bytes)).documents[0]!
  const [tag] = await readCustomTags(document)
  const xml = new TextDecoder().decode(await document.pack.read(tag!.path!))
  for (const said of ['章贡区文清路 18 号一层', 'JY23607020000001', '2028-06-14', '演示数据']) expect(xml).toContain(said)
  const { body } = await citizen.get(`/licences/${id}`)
  expect(body.face.find((v: { name: string }) => v.name === '经营场所').text).toBe('章贡区文清路 18 号一层')
  const identifier = body.licence.identifier
  const verified = (await city.anyone().get(`/licences/verify/${identifier}`)).body
  expect(verified).toMatchObject({ wellFormed: true, found: { standing: 'valid', current: true, organName: '章贡区市场监督管理局' } })
  expect(JSON.stringify(verified)).not.toContain('客家小院')
  expect(
    (await city.anyone().get(`/licences/verify/${identifier.slice(0, -1)}${identifier.endsWith('A') ? 'B' : 'A'}`)).body.wellFormed,
  ).toBe(false)
})

test('the next case of the same holder asks for nothing on paper, and fills in the number with its source', async () => {
  city.clock.set('2023-06-15T09:10:00+08:00')
  const draft = await fillChange()
  const list = await citizen.page(draft)
  expect(list.text).not.toContain('原食品经营许可证</a>')
  const material = await citizen.page(`${draft}/m/food-licence`)
  expect(material.text).toContain('从电子证照库：食品经营许可证 JY23607020000001取得，不用您交')
  expect(material.text).not.toContain('type="file"')
  const check = await citizen.page(`${draft}/check`)
  expect(check.text).toContain('JY23607020000001')
  const sent = await citizen.post(`${draft}/check`, { agree: 'yes' })
  expect([sent.status, sent.text.slice(0, 300)]).toEqual([200, expect.anything()])
  changeCase = sent.body.id
  const rows = await city.sql<{ code: string; provide: string }>('select code, provide from cases.material where case_id = $1', [
    changeCase,
  ])
  expect(rows.some((r) => r.provide === 'upload' || r.provide === 'paper')).toBe(false)
  expect(rows).toContainEqual({ code: 'food-licence', provide: 'licence' })
})

test('the change gives the next version: same number, linked, the old one is replaced', async () => {
  city.clock.set('2023-06-15T09:15:00+08:00')
  const [before] = await city.sql<{ identifier: string }>('select identifier from licence.licence where id = $1', [id])
  await decide(changeCase)
  const { body } = await citizen.get(`/licences/${id}`)
  expect(body.licence).toMatchObject({ no: 'JY23607020000001', version: 2, holderName: '章贡区客家大院餐饮店（演示）', toOn: '2028-06-14' })
  expect(body.face.map((v: { text: string }) => v.text)).toContain('章贡区文清路 18 号一层')
  const old = (await city.anyone().get(`/licences/verify/${before!.identifier}`)).body
  expect(old.found).toMatchObject({ current: false })
  expect(await wallet()).toHaveLength(1)
})

test('a code that is shown can be used once, within sixty seconds, and its holder sees who did', async () => {
  city.clock.set('2023-06-15T09:20:00+08:00')
  const shown = await citizen.post(`/licences/${id}/show`)
  const { token } = shown.body
  const page = await citizen.page(`/licences/${id}/shown/${token}`)
  expect(page.text).toMatch(/只能扫一次/)
  const checks = await Promise.all(
    ['甲门卫', '乙门卫'].map((checker) => city.anyone().post(`/licences/scan/${token}`, { checker, purpose: '入场登记' })),
  )
  expect(checks.map((c) => c.status).sort()).toEqual([200, 410])
  const result = await city.anyone().get(`/licences/checked/${checks.find((c) => c.status === 200)!.body.id}`)
  expect(result.body).toMatchObject({ standing: 'valid', typeName: '食品经营许可证' })
  expect(JSON.stringify(result.body)).not.toContain('360702199003070017')
  const late = (await citizen.post(`/licences/${id}/show`)).body.token
  city.clock.set('2023-06-15T09:22:00+08:00')
  expect((await city.anyone().get(`/licences/scan/${late}`)).status).toBe(410)
})

test('an agent uses it within what he was given, and no longer than he was given it', async () => {
  city.clock.set('2023-06-15T09:30:00+08:00')
  const agent = await city.citizen('曾小满')
  expect((await agent.get(`/licences/${id}`)).status).toBe(404)
  const given = { agentIdNo: '360730200002290035', purpose: '外卖平台入驻', scopes: ['copy'], toOn: '2023-07-15' }
  const granted = await citizen.post(`/licences/${id}/authorise`, given)
  expect([granted.status, granted.text.slice(0, 200)]).toEqual([200, expect.anything()])
  expect((await agent.get('/licences')).body.lent).toHaveLength(1)
  expect((await agent.post(`/licences/${id}/show`)).status).toBe(404)
  const copy = await agent.post(`/licences/${id}/copy`, { purpose: '外卖平台入驻' })
  expect([copy.status, copy.text.slice(0, 200)]).toEqual([200, expect.anything()])
  const [row] = await city.sql<{ file: string }>('select file from licence.copy where id = $1', [copy.body.id])
  const report = await verifyOfd(new Uint8Array(await city.house.storage.read(row!.file)))
  expect(report.valid).toBe(true)
  expect((await citizen.post(`/licence-authorisations/${granted.body.id}/revoke`)).status).toBe(200)
  expect((await agent.get(`/licences/${id}`)).status).toBe(404)
  expect((await agent.post(`/licences/${id}/copy`, { purpose: '外卖平台入驻' })).status).toBe(404)
})

test('a mistake on the face is answered by a new version, sealed anew', async () => {
  city.clock.set('2023-06-15T09:35:00+08:00')
  expect((await citizen.post(`/licences/${id}/correct`, { text: '厨房面积写错了，应该是 45 平方米' })).body.dueOn).toBe('2023-06-25')
  expect((await citizen.post(`/licences/${id}/correct`, { text: '再提一次，厨房面积写错了' })).status).toBe(409)
  const { corrections } = (await staff.xiemin!.get(`/licence-desk/${id}`)).body
  const answer = { verdict: 'corrected', answer: '已核实更正', lines: ['厨房面积=45 平方米'] }
  const done = await staff.xiemin!.post(`/licence-corrections/${corrections[0].id}`, answer)
  expect([done.status, done.text.slice(0, 200)]).toEqual([200, expect.anything()])
  const { body } = await citizen.get(`/licences/${id}`)
  expect([body.licence.version, body.face.find((v: { name: string }) => v.name === '厨房面积').text]).toEqual([3, '45 平方米'])
})

test('old licences come in row by row, with the reason where one does not, and twice doubles nothing', async () => {
  const type = (await city.anyone().get('/licence-directory')).body.types.find((t: { name: string }) => t.name === '公共场所卫生许可证')
  const rows = [
    '92360702MA9A00125A,卫2021-001,2021-07-01,2021-07-01,2025-06-30,持证单位=章贡区客家小院餐饮店（演示）',
    '91360702MA9A01021X,卫2021-002,2021-07-01',
    '92360702MA9A00125A,卫2021-003,2021-13-01',
    '360702199003070017,卫2021-004,2021-07-01',
  ]
  const send = async () => (await staff.xiemin!.post('/licence-imports', { type: type.code, rows })).body.rows
  const why = (r: { why?: string }) => r.why ?? ''
  expect((await send()).map(why)).toEqual([
    '',
    expect.stringContaining('先登记'),
    expect.stringContaining('日期'),
    expect.stringContaining('不发给个人'),
  ])
  expect((await send()).map(why)[0]).toBe('这张证照已经在库里')
  expect((await wallet()).map((l: { no: string }) => l.no)).toContain('卫2021-001')
})

test('what the library does not hold is asked of its issuer, and not of the citizen', async () => {
  city.clock.set('2023-06-15T09:38:00+08:00')
  const newcomer = await city.citizen('曾小满')
  const begun = await newcomer.submit('/apply/food-business-licence-change', { division: '360702', applicant: 'yangming-shuwu' })
  const draft = begun.headers.get('location')!
  await fill(newcomer, draft, 'JY23607020000099')
  const chosen = await newcomer.submit(`${draft}/m/food-licence`, { provide: 'inquire' })
  expect([chosen.status, chosen.text.slice(0, 200)]).toEqual([303, expect.anything()])
  const sent = await newcomer.post(`${draft}/check`, { agree: 'yes' })
  expect([sent.status, sent.text.slice(0, 200)]).toEqual([200, expect.anything()])
  await city.drain()
  const early = await staff.liufang!.post(`/work/cases/${sent.body.id}/accept`, { input: {} })
  expect([early.status, early.text]).toEqual([409, expect.stringContaining('正在请发证机关核实')])
  const [inquiry] = (await staff.liufang!.get('/licence-inquiries')).body.rows
  expect(inquiry).toMatchObject({
    materialName: '原食品经营许可证',
    asked: 'market-360702',
    dueOn: '2023-06-20',
    state: 'open',
    lamp: 'green',
  })
  const answered = await staff.liufang!.post(`/licence-inquiries/${inquiry.id}`, {
    verdict: 'confirmed',
    answer: '登记在册，2021 年颁发，有效',
  })
  expect([answered.status, answered.text.slice(0, 200)]).toEqual([200, expect.anything()])
  await take('liufang', sent.body.id, 'accept')
  const [row] = await city.sql(
    "select provide, source from cases.material where case_id = $1 and code = 'food-licence' order by version desc",
    [sent.body.id],
  )
  expect(row).toEqual({ provide: 'shared', source: '协查：章贡区市场监督管理局核实' })
})

test('another system asks the city instead of the holder; the ledger counts it as live only after a real call', async () => {
  city.clock.set('2023-06-15T09:40:00+08:00')
  const officer = await city.staff('luosiyuan')
  const listed = { code: 'hall-queue', name: '政务大厅综合系统（演示）', owner: 'approval-360700', kind: 'city' }
  expect((await officer.post('/licence-systems', listed)).status).toBe(200)
  const support = async () => (await officer.get('/licence-systems/hall-queue')).body.licence.support
  expect(await support()).toBe('none')
  const { key } = (await officer.post('/licence-systems/hall-queue/key')).body
  expect(await support()).toBe('linking')
  const send = (path: string, init?: RequestInit) => Promise.resolve(city.app.request(path, init))
  const type = await findType('', '食品经营许可证', send)
  const asked = { type: type.code, holderNo: '92360702MA9A00125A', subject: 'HALL-2023-001', purpose: '办理门头招牌备案' }
  expect(await findLicences('', key, { ...asked, test: true }, send)).toEqual([])
  expect(await support()).toBe('testing')
  expect(await findLicences('', key, asked, send)).toMatchObject([{ no: 'JY23607020000001', stateCode: '01', validTo: '2028-06-14' }])
  expect(await support()).toBe('live')
  await expect(findLicences('', 'hb_wrong-key-wrong-key-wrong', asked, send)).rejects.toThrow('密钥不对')
  const rows = await city.sql('select key_digest from licence.system')
  expect(JSON.stringify(rows)).not.toContain(key)
})

test('revoked by two people, it satisfies nothing from then on, and the open case that rests on it stops', async () => {
  city.clock.set('2023-06-15T09:50:00+08:00')
  const open = await citizen.post(`${await fillChange()}/check`, { agree: 'yes' })
  expect(open.status).toBe(200)
  const asked = { act: 'revoke', reason: '查实提供虚假材料', article: '食品安全法第一百二十四条' }
  const request = await staff.zengwei!.post(`/licence-desk/${id}/acts`, asked)
  expect(request.body).toMatchObject({ state: 'valid', waiting: expect.stringContaining('等负责人同意') })
  const [{ id: waiting }] = (await staff.laizhiqiang!.get(`/licence-desk/${id}`)).body.asked
  expect((await staff.zengwei!.post(`/licence-asked/${waiting}`, { grant: 'yes' })).status).toBe(403)
  const granted = await staff.laizhiqiang!.post(`/licence-asked/${waiting}`, { grant: 'yes' })
  expect([granted.status, granted.body.state]).toEqual([200, 'revoked'])
  const accept = await staff.liufang!.post(`/work/cases/${open.body.id}/accept`, { input: {} })
  expect([accept.status, accept.body.title ?? accept.text]).toEqual([409, expect.stringContaining('被吊销，不能再当作')])
  await city.drain()
  const page = (await staff.liufang!.get(`/work/cases/${open.body.id}`)).body
  expect(page.verbs.find((v: { verb: string }) => v.verb === 'accept')).toMatchObject({
    open: false,
    why: expect.stringContaining('被吊销'),
  })
  const draft = (
    await citizen.submit('/apply/food-business-licence-change', { division: '360702', applicant: 'kejia-xiaoyuan' })
  ).headers.get('location')!
  expect((await citizen.page(`${draft}/m/food-licence`)).text).toContain('type="file"')
  expect((await citizen.post(`/licences/${id}/show`)).status).toBe(409)
})

test('the holder sees every use: which organ, for which case, what for, when', async () => {
  const { uses } = (await citizen.get('/licences/uses')).body
  const told = uses.map((u: { kind: string; organName: string; purpose: string }) => [u.kind, u.organName, u.purpose])
  expect(told).toEqual([
    ['material', '章贡区市场监督管理局', '办理食品经营许可（变更）'],
    ['call', '赣州市行政审批局（政务大厅综合系统（演示））', '办理门头招牌备案'],
    ['copy', expect.any(String), '取加注件：外卖平台入驻'],
    ['checked', expect.stringMatching('门卫'), '入场登记'],
    ['material', '章贡区市场监督管理局', '办理食品经营许可（变更）'],
    ['query', '章贡区市场监督管理局', '查看证照文件'],
  ])
  expect(uses[4].case).toBe(changeCase)
  expect((await (await city.citizen('曾小满')).get('/licences/uses')).body.uses).toEqual([])
})

test('the log of the seal shows each use with its approval', async () => {
  const rows = await city.sql<{ title: string; basis: string }>(
    'select u.title, a.basis from seal.use u join seal.approval a on a.id = u.approval where u.subject = $1 order by u.at, u.id',
    [`licence:${id}`],
  )
  expect(rows.map((r) => r.basis)).toEqual([
    '准予决定（行政许可法第三十八条第一款）',
    '准予决定（行政许可法第三十八条第一款）',
    '加注件（行政许可法第三十九条）',
    '变更证照（行政许可法第三十九条）',
  ])
})
