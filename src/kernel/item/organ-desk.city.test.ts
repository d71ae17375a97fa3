/** Organs at the desk, over HTTP: contact data by one person and at once, the rest by two on a document. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openCity } from '#app/open.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { contactOf } from './rules/organ.ts'
import type { Organ } from './schema/organ.ts'
import type { OrganPage } from './schema/organ-desk.ts'

let city: TestCity
/** 曾强 edits the items of 章贡区市场监管局, 丁岚 keeps the directory, 梅芳 confirms. */
let editor: Client
let keeper: Client
let checker: Client
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  editor = await city.staff('zengqiang')
  keeper = await city.staff('dinglan')
  checker = await city.staff('meifang')
})
afterAll(() => city.close())

const market = 'market-360702'
const food = 'food-business-licence-new'
const guide = `/items/${food}?division=360702`
const document = { documentNo: '赣市编〔2023〕12号', documentOn: '2023-06-01', reason: '机构改革' }

const pageOf = async (id: string, who = keeper): Promise<OrganPage> => (await who.get(`/organ-directory/${id}`)).body
const contact = async (id: string) => contactOf((await pageOf(id)).organ)
const change = async (
  id: string,
  changes: object,
  { who = keeper, seen = undefined as object | undefined, key = undefined as string | undefined } = {},
) => {
  const now = seen ?? (await contact(id))
  return who.post(`/organ-directory/${id}/contact`, { ...now, ...changes, seen: now, reason: '电话割接' }, key)
}
const fieldsOf = (answer: { body: { fields: { field: string; sentence: string }[] } }) => answer.body.fields
const told = async () => (await city.anyone().page(guide)).text.replace(/<[^>]*>/g, '')

describe('名录', () => {
  test('按地区、条线、状态、字词找；外人不给看', async () => {
    const list = async (q: string) => (await keeper.get(`/organ-directory?${q}`)).body.organs as { id: string; name: string }[]
    expect((await list('')).length).toBeGreaterThan(200)
    expect((await list('division=360702&branch=market')).map((o) => o.id)).toEqual([market])
    expect((await list('q=0797-0000001')).map((o) => o.id)).toEqual(['approval-360700'])
    expect((await list('q=11360702mb9a00030k')).map((o) => o.id)).toEqual([market])
    expect(await list('state=ended')).toEqual([])
    expect((await city.anyone().get('/organ-directory')).status).toBe(401)
    expect((await (await city.citizen('钟家明')).get(`/organ-directory/${market}`)).body.code).toBe('item.staff-only')
    expect((await keeper.get('/organ-directory/nobody-360700')).body.code).toBe('item.organ-unknown')
  })

  test('一个机构的页面：登记、上级、名下现在有什么', async () => {
    const page = await pageOf(market)
    const [accounts] = await city.sql<{ n: number }>('select count(*)::int n from permission.account where organ = $1', [market])
    const [seals] = await city.sql<{ n: number }>("select count(*)::int n from seal.seal where owner = $1 and status = 'valid'", [market])
    const [items] = await city.sql<{ n: number }>(
      "select count(*)::int n from item.handling h join item.item i on i.code = h.code and i.version = h.version where h.organ = $1 and i.state = 'published'",
      [market],
    )
    const n = (title: string) => page.holdings.find((h) => h.title === title)?.n
    expect([n('在用的账户'), n('在用和在办的印章'), n('实施的事项')]).toEqual([accounts!.n, seals!.n, items!.n])
    expect([accounts!.n, seals!.n, items!.n].every((x) => x > 0)).toBe(true)
    expect(page).toMatchObject({ divisionName: '章贡区', levelName: '县级', parent: { id: 'market-360700' }, ended: null, history: [] })
    expect(page.items.map((i) => i.code)).toContain(food)
  })
})

describe('联系方式', () => {
  test('一个人就能改，马上生效：指南、新的申请页都用新的，版本本身没有动', async () => {
    const { phone, hours } = await contact(market)
    const hash = () => city.sql("select md5(string_agg(content::text, '' order by handling_code, version)) h from item.handling")
    const [version, before] = [await hash(), await told()]
    expect(before).toContain(phone)
    expect(before).toContain(hours)
    const fresh = { phone: '0797-8000001', hours: '工作日 8:30–17:30' }
    expect((await change(market, fresh, { who: editor })).body).toEqual({ changed: ['咨询电话', '办公时间'] })
    const after = await told()
    expect(after).toContain(fresh.phone)
    expect(after).toContain(fresh.hours)
    expect(after).not.toContain(phone)
    expect(await hash()).toEqual(version)
    const citizen = await city.citizen('钟家明')
    expect((await citizen.page(`/apply/${food}?division=360702`)).text).toContain(fresh.phone)
  })

  test('谁、什么时候、为什么、原来和现在，都在经过里；审计也查得到', async () => {
    const [line] = (await pageOf(market)).history
    expect(line).toMatchObject({
      title: '改机构的登记',
      by: '曾强',
      reason: '电话割接',
      diffs: [
        { title: '咨询电话', after: '0797-8000001' },
        { title: '办公时间', after: '工作日 8:30–17:30' },
      ],
    })
    const audit = (await (await city.staff('auditor')).get(`/audit/facts?about=organ:${market}`)).body.rows
    expect(audit[0]).toMatchObject({ title: '改机构的登记', told: expect.stringContaining('→ 0797-8000001') })
    await expect(city.sql("update ledger.fact set data = '{}' where about = $1", [`organ:${market}`])).rejects.toThrow()
  })

  test.each<[string, object, string]>([
    ['电话没有区号', { phone: '8000001' }, 'phone'],
    ['电话是别家的', { complaintPhone: '0797-0000001' }, 'complaintPhone'],
    ['地址空着', { address: '' }, 'address'],
  ])('%s：说在那一格，什么也没改', async (_, wrong, field) => {
    const before = await contact(market)
    const answer = await change(market, wrong)
    expect(fieldsOf(answer).map((f) => f.field)).toEqual([field])
    expect(await contact(market)).toEqual(before)
  })

  test('没有写为什么、什么也没改，都不收', async () => {
    const now = await contact(market)
    const path = `/organ-directory/${market}/contact`
    expect(fieldsOf(await keeper.post(path, { ...now, phone: '0797-8000009', seen: now, reason: '' }))[0]).toMatchObject({
      field: 'reason',
    })
    expect((await change(market, {})).body.code).toBe('item.organ-same')
  })

  test('只能改自己单位的；没有这个权限的看得到、改不了', async () => {
    expect((await change('health-360702', { phone: '0797-8000003' }, { who: editor })).body.code).toBe('item.organ-not-yours')
    expect((await pageOf('health-360702', editor)).mayEdit).toBe(false)
    const clerk = await city.staff('liufang')
    expect((await change(market, { phone: '0797-8000003' }, { who: clerk })).status).toBe(403)
  })

  test('按了两下只改一次', async () => {
    const seen = await contact(market)
    const twice = await Promise.all(['k1', 'k1'].map((key) => change(market, { phone: '0797-8000004' }, { seen, key })))
    expect(twice.map((a) => a.body)).toEqual([{ changed: ['咨询电话'] }, { changed: ['咨询电话'] }])
    expect((await pageOf(market)).history.filter((h) => h.diffs.some((d) => d.after === '0797-8000004'))).toHaveLength(1)
  })

  test('两个人同时改：不是一格，都在；同一格，后一个人看到谁改成了什么，再按一次才按他的', async () => {
    const seen = await contact(market)
    expect((await change(market, { phone: '0797-8000005' }, { seen, who: editor })).status).toBe(200)
    expect((await change(market, { address: '章贡区新大厅 2 号' }, { seen })).status).toBe(200)
    expect(await contact(market)).toMatchObject({ phone: '0797-8000005', address: '章贡区新大厅 2 号' })
    const answer = await change(market, { phone: '0797-8000006' }, { seen, who: keeper })
    expect([answer.status, answer.body.code]).toEqual([409, 'item.organ-edited-meanwhile'])
    expect(answer.body.title).toContain('咨询电话改成了“0797-8000005”')
    expect((await contact(market)).phone).toBe('0797-8000005')
    expect((await change(market, { phone: '0797-8000006' })).status).toBe(200)
    expect((await contact(market)).phone).toBe('0797-8000006')
  })

  test('同一时刻来的两份，一份成，一份被告知', async () => {
    const seen = await contact(market)
    const answers = await Promise.all([
      change(market, { phone: '0797-8000011' }, { seen, who: editor }),
      change(market, { phone: '0797-8000012' }, { seen }),
    ])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
  })

  test('重新开门，城市文件不盖掉工作台改过的，没改过的照旧跟着文件', async () => {
    const kept = await contact(market)
    const files = openCity()
    const organs = JSON.parse(readFileSync(new URL('../../../city/ganzhou/organs.json', import.meta.url), 'utf8')) as Organ[]
    const edited = organs.map((o) => (o.id === market || o.id === 'health-360702' ? { ...o, phone: `0797-9${o.phone.slice(-6)}` } : o))
    const read = async (path: string) => (path === 'organs.json' ? edited : files.read(path))
    const room = city.house.rooms.find((r) => r.id === 'item')!
    const seed = (city_: object) => act(city.house, system, (ctx) => room.seed!(ctx, { ...files, ...city_ } as never), 120_000)
    await seed({ read, find: read })
    expect(await contact(market)).toEqual(kept)
    expect((await contact('health-360702')).phone).toMatch(/^0797-9/)
    await seed({})
    expect(await contact(market)).toEqual(kept)
    expect((await contact('health-360702')).phone).toBe(organs.find((o) => o.id === 'health-360702')!.phone)
  })
})

describe('更名', () => {
  const fresh = { organ: market, name: '章贡区市场监督管理和知识产权局', shortName: '章贡区市监局' }

  test('没有文号和日期不收；只有申请的权限，确认不了；自己也确认不了自己的', async () => {
    const answer = await keeper.post('/organ-changes/rename', { ...fresh, reason: '机构改革' })
    expect(fieldsOf(answer).map((f) => f.field)).toEqual(['documentNo', 'documentOn'])
    expect((await editor.post('/organ-changes/rename', { ...fresh, ...document })).status).toBe(403)
    const { id } = (await keeper.post('/organ-changes/rename', { ...fresh, ...document })).body
    expect((await pageOf(market)).organ.name).toBe('章贡区市场监督管理局')
    expect((await keeper.post(`/organ-changes/${id}/confirm`)).status).toBe(403)
    expect((await keeper.post('/organ-changes/rename', { ...fresh, ...document })).body.code).toBe('item.organ-waits')
    expect((await pageOf(market)).waiting).toMatchObject({ kind: 'rename', mine: true, document: '赣市编〔2023〕12号，2023-06-01' })
    const raw = city.sql("update item.organ_change set outcome = 'confirmed', settled_by = proposed_by, settled_at = now() where id = $1", [
      id,
    ])
    await expect(raw).rejects.toThrow('an_organ_takes_two')
    expect((await checker.post(`/organ-changes/${id}/turn-down`, { reason: '文号不对' })).status).toBe(200)
    expect((await checker.post(`/organ-changes/${id}/confirm`)).body.code).toBe('item.organ-change-settled')
  })

  test('另一个人确认以后马上生效：指南、搜索用新名字，以前的文书不变', async () => {
    const citizen = await city.citizen('钟家明')
    const { id: caseId } = (await sendDraft(citizen, await fillDraft(citizen))).body
    await city.drain()
    const papers = () => city.sql('select * from document.paper where about = $1 order by id', [caseId])
    const before = await papers()
    expect(before.length).toBeGreaterThan(0)
    const { id } = (await keeper.post('/organ-changes/rename', { ...fresh, ...document })).body
    expect((await checker.post(`/organ-changes/${id}/confirm`)).body).toEqual({ organ: market })
    await city.drain()
    expect(await told()).toContain(fresh.name)
    expect(await papers()).toEqual(before)
    const entry = await city.sql<{ organs: string[] }>('select organs from catalogue.entry where code = $1', [food])
    expect(entry[0]!.organs).toContain(fresh.name)
    expect((await pageOf(market)).history[0]).toMatchObject({
      title: '机构更名',
      by: '梅芳（丁岚申请）',
      document: '赣市编〔2023〕12号，2023-06-01',
      diffs: [
        { title: '全称', before: '章贡区市场监督管理局', after: fresh.name },
        { title: '简称', before: '章贡区市场监管局', after: fresh.shortName },
      ],
    })
    expect((await citizen.get(`/cases/${caseId}`)).text).toContain(fresh.name)
    const byOldName = await keeper.get(`/organ-directory?q=${encodeURIComponent('章贡区市场监督管理局')}`)
    expect(byOldName.body.organs).toMatchObject([{ id: market, name: fresh.name }])
    const page = await pageOf(market)
    expect(page.formerNames).toEqual(['章贡区市场监督管理局'])
    const seals = (title: string) => page.holdings.find((h) => h.title === title)?.n
    expect([seals('刻着旧名的印章'), seals('在用和在办的印章')]).toEqual([2, 2])
  })

  test('申请以后名称又改过的，不能照旧确认', async () => {
    const { id } = (await keeper.post('/organ-changes/rename', { ...fresh, name: '章贡区市场监督管理总局', ...document })).body
    expect((await change(market, { shortName: '章贡市监' }, { who: editor })).status).toBe(200)
    expect((await checker.post(`/organ-changes/${id}/confirm`)).body.code).toBe('item.organ-moved')
    expect((await keeper.post(`/organ-changes/${id}/withdraw`, { reason: '重新报' })).status).toBe(200)
  })
})

describe('设立和撤销', () => {
  const data = {
    branch: 'data',
    division: '360702',
    name: '章贡区数据局',
    shortName: '章贡区数据局',
    uscc: '11360702MB9A999070',
    kind: '1',
    parent: 'bigdata-360700',
    hall: '章贡区政务服务中心',
    address: '章贡区长征大道 1 号（演示地址）',
    hours: '工作日 9:00–12:00，13:30–17:00',
    phone: '0797-0009001',
    complaintPhone: '0797-0009002',
    ...document,
  }
  const found = (change = {}) => keeper.post('/organ-changes/found', { ...data, ...change })

  test('代码校验不过、地区不认识、名字和电话重了，一次说全', async () => {
    const answer = await found({ uscc: '11360702MB9A999071', name: '赣州市公安局', phone: '0797-0000001' })
    expect(fieldsOf(answer).map((f) => f.field)).toEqual(['name', 'uscc', 'phone'])
    expect(fieldsOf(answer)[1]!.sentence).toContain('第 18 位对不上')
    expect(fieldsOf(await found({ division: '360799' })).map((f) => f.field)).toContain('division')
    expect(fieldsOf(await found({ branch: 'market' }))[0]!.sentence).toContain('已经有')
  })

  test('确认以后才有；有了就能给它权力、改它的电话', async () => {
    const { id } = (await found()).body
    expect((await keeper.get('/organ-directory/data-360702')).status).toBe(404)
    expect((await keeper.get('/organ-directory')).body.waiting).toEqual([
      expect.objectContaining({ id, kind: 'found', name: '章贡区数据局' }),
    ])
    expect((await checker.post(`/organ-changes/${id}/confirm`)).body).toEqual({ organ: 'data-360702' })
    const page = await pageOf('data-360702')
    expect(page).toMatchObject({ parent: { name: '赣州市大数据发展管理局' }, history: [{ title: '设立机构' }, { title: '申请改动机构' }] })
    expect((await change('data-360702', { phone: '0797-0009003' })).status).toBe(200)
    const choices = (await (await city.staff('sysadmin')).get('/grants/choices')).body.organs.map((o: { value: string }) => o.value)
    expect(choices).toContain('data-360702')
  })

  test('名下还有事的撤销不了，逐项说出来', async () => {
    const answer = await keeper.post('/organ-changes/end', { organ: market, successor: 'approval-360702', ...document })
    expect([answer.status, answer.body.code]).toEqual([409, 'item.organ-busy'])
    for (const word of ['实施的事项', '在办的件 1 件', '有岗位的人员', '手里的决定权', '在用和在办的印章', '请先注销'])
      expect(answer.body.title).toContain(word)
    expect(answer.body.title).not.toContain('颁发的证照')
  })

  test('承接的机构不能是它自己，也要在用', async () => {
    const end = (successor: string) => keeper.post('/organ-changes/end', { organ: 'data-360702', successor, ...document })
    expect((await end('data-360702')).body.code).toBe('item.organ-own-successor')
    expect((await end('nobody-360700')).body.code).toBe('item.organ-successor-unknown')
  })

  test('申请以后又有了事，确认不了；清了就撤销，下属转到承接的机构，以后谁也选不到它', async () => {
    await city.sql(`update item.organ set content = content || '{"parent": "data-360702"}' where id = 'health-360702'`)
    const end = { organ: 'data-360702', successor: 'approval-360702', ...document }
    const { id } = (await keeper.post('/organ-changes/end', end)).body
    const sysadmin = await city.staff('sysadmin')
    const grant = { account: 'staff:zengwei', role: 'issuer', organ: 'data-360702', division: '*', reason: '兼职' }
    const { id: granted } = (await sysadmin.post('/grants', grant)).body
    expect((await checker.post(`/organ-changes/${id}/confirm`)).body.title).toContain('有岗位的人员 1 人')
    await sysadmin.post(`/grants/${granted}/take-back`, { reason: '机构撤销' })
    expect((await checker.post(`/organ-changes/${id}/confirm`)).status).toBe(200)
    const page = await pageOf('data-360702')
    expect(page).toMatchObject({ ended: { on: '2023-06-15', successor: { id: 'approval-360702' } }, mayEdit: false, mayPropose: false })
    expect((await pageOf('health-360702')).parent).toMatchObject({ id: 'approval-360702' })
    expect((await pageOf('health-360702')).history[0]).toMatchObject({
      diffs: [{ title: '上级', before: '章贡区数据局', after: '章贡区行政审批局' }],
    })
    expect((await change('data-360702', { phone: '0797-0009004' })).body.code).toBe('item.organ-ended')
    const listed = async (q: string) => (await keeper.get(`/organ-directory?${q}`)).body.organs.map((o: { id: string }) => o.id)
    expect(await listed('state=ended')).toEqual(['data-360702'])
    await city.sql(`update permission.account set organ = 'data-360702' where id = 'staff:zengwei'`)
    const { rows } = (await sysadmin.get('/accounts?q=zengwei')).body
    expect(rows.map((a: { organName: string }) => a.organName)).toEqual(['章贡区数据局（已撤销）'])
    expect(await listed('division=360702&branch=data')).toEqual([])
    const power = {
      item: food,
      division: '360702',
      organ: 'data-360702',
      kind: 'statutory',
      basis: '试试',
      fromOn: '2033-01-01',
      toOn: null,
    }
    expect((await (await city.staff('zengxianhui')).post('/authorities', power)).body.code).toBe('authority.unknown-organ')
    expect((await sysadmin.post('/grants', grant)).body.code).toBe('permission.unknown-organ')
    expect((await found()).body.fields[0].sentence).toContain('已经有章贡区数据局')
  })

  test('以前找它的人，现在找承接的机构', async () => {
    const { organ, answering } = await act(city.house, system, async (ctx) => (await import('./api.ts')).whoAnswers(ctx.tx, 'data-360702'))
    expect([organ.name, answering.id]).toEqual(['章贡区数据局', 'approval-360702'])
  })

  test('每个事项都带着名录现在的版次，新添的事项一开始就带着', async () => {
    const stamps = () =>
      city.sql<{ stamped: number; latest: number }>(`select distinct directory "stamped",
      (select max(revision)::int from item.organ) "latest" from item.item`)
    const [before, ...others] = await stamps()
    expect([before!.stamped, others]).toEqual([before!.latest, []])
    await change(market, { phone: '0797-8123999' })
    const after = { stamped: before!.latest + 1, latest: before!.latest + 1 }
    expect(await stamps()).toEqual([after])
    await city.sql(
      `insert into item.item (code, name, state, version, updated_at)
      select 'newcomer', '新添的', state, version, updated_at from item.item where code = $1`,
      [food],
    )
    expect(await stamps()).toEqual([after])
    await city.sql("delete from item.item where code = 'newcomer'")
  })

  test('数据库自己也不让一个工作人员的会话写名录', async () => {
    const clerk = { id: 'staff:zengqiang', kind: 'staff' as const, name: '曾强', parties: [], grants: [] }
    await expect(act(city.house, clerk, (ctx) => ctx.tx.sql`update item.organ set name = 'x'`)).rejects.toThrow('permission denied')
    await expect(act(city.house, clerk, (ctx) => ctx.tx.sql`select * from item.organ_change`)).rejects.toThrow('permission denied')
  })
})
