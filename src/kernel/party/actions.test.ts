import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { partiesOf, registerNatural } from './api.ts'

let city: TestCity
let clerk: Client
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  clerk = await city.staff('liufang')
})
afterAll(() => city.close())

const speaking = async (name: string): Promise<string[]> =>
  (await (await city.citizen(name)).get('/session')).body.speaking.map((s: { party: string }) => s.party)
const factsOf = (party: string) =>
  city.sql<{ name: string; by_whom: string; data: Record<string, unknown> }>(
    'select name, by_whom, data from ledger.fact where about = $1 order by seq',
    [`party:${party}`],
  )

describe('personal data', () => {
  test('stands nowhere in the open: not in the tables, not in the ledger', async () => {
    const all = JSON.stringify(
      await city.sql(
        "select p.*, encode(id_no_sealed, 'escape') x, encode(phone_sealed, 'escape') y, encode(address_sealed, 'escape') z from party.person p",
      ),
    )
    const ledger = JSON.stringify(await city.sql("select * from ledger.fact where about like 'party:%' or about like 'account:%'"))
    for (const secret of ['360702199003070017', '13800000001', '文明大道']) {
      expect(all).not.toContain(secret)
      expect(ledger).not.toContain(secret)
    }
    expect(ledger).not.toContain('"name":"钟家明"')
  })

  test('a clerk finds an applicant by his number, masked', async () => {
    expect((await clerk.post('/parties/find', { idNo: '360702199003070017' })).body).toMatchObject({
      id: 'zhong-jiaming',
      name: '钟**',
      idNo: '360***********0017',
      phone: '138****0001',
      address: '章贡区****',
    })
    expect((await clerk.post('/parties/find', { idNo: '360702198809180229' })).body.name).toBe('欧阳**')
    expect((await clerk.post('/parties/find', { idType: '001', idNo: '92360702ma9a00125a' })).body).toMatchObject({
      id: 'kejia-xiaoyuan',
      name: '章贡区客家小院餐饮店（演示）',
      uscc: '92360702MA9A00125A',
    })
    expect((await clerk.post('/parties/find', { idNo: '36070219900307001X' })).body).toBeNull()
  })

  test('a whole number is shown for a reason, and the one it belongs to sees who looked and why', async () => {
    const agent = await city.citizen('温德胜')
    const { id } = (await sendDraft(agent, await fillDraft(agent))).body
    const look = (reason: string, more = {}) => clerk.post('/parties/wen-desheng/unmask', { field: 'phone', reason, ...more })
    expect((await look('')).body.code).toBe('party.no-reason')
    const { value } = (await look('受理审查', { case: id })).body
    expect(value).toMatch(/^1\d{10}$/)
    expect((await look('受理审查')).body).toEqual({ value })
    const [fact] = (await factsOf('wen-desheng')).slice(-1)
    expect(fact).toMatchObject({ name: 'party.unmasked', by_whom: 'staff:liufang', data: { field: 'phone', reason: '受理审查', case: id } })
  })

  test('without a case that connects them a clerk sees nobody whole, whatever case he names', async () => {
    const look = (party: string, more = {}) => clerk.post(`/parties/${party}/unmask`, { field: 'idNo', reason: '核对身份', ...more })
    const [{ id } = { id: '' }] = await city.sql<{ id: string }>("select id from cases.file where agent = 'wen-desheng'")
    for (const more of [{}, { case: id }, { case: 'case-1' }])
      expect(await look('he-wenbin', more)).toMatchObject({ status: 403, body: { code: 'party.no-tie' } })
    const examiner = await city.staff('zhoutao')
    expect((await examiner.post('/parties/wen-desheng/unmask', { field: 'idNo', reason: '核对身份' })).body.code).toBe('party.no-tie')
    await city.sql("update cases.file set status = 'archived' where id = $1", [id])
    expect((await look('wen-desheng', { case: id })).body.code).toBe('party.no-tie')
  })

  test('without the permission nobody unmasks, the auditor included', async () => {
    expect((await (await city.staff('xiemin')).post('/parties/zhong-jiaming/unmask', { field: 'idNo', reason: '好奇' })).body.code).toBe(
      'party.may-not-unmask',
    )
    expect((await (await city.staff('auditor')).post('/parties/zhong-jiaming/unmask', { field: 'idNo', reason: '审计' })).body.code).toBe(
      'party.unknown',
    )
  })

  test('one looks at one’s own data without a trace, and at nobody else’s', async () => {
    const before = (await factsOf('zhong-jiaming')).length
    const mine = await city.citizen('钟家明')
    expect((await mine.post('/parties/zhong-jiaming/unmask', { field: 'phone', reason: '' })).body).toEqual({ value: '13800000001' })
    expect((await mine.get('/parties/kejia-xiaoyuan')).body).toMatchObject({
      uscc: '92360702MA9A00125A',
      legalRep: { id: 'zhong-jiaming', name: '钟**' },
    })
    expect((await mine.get('/parties/he-wenbin')).body.code).toBe('party.unknown')
    expect((await mine.post('/parties/he-wenbin/unmask', { field: 'idNo', reason: 'x' })).body.code).toBe('party.unknown')
    expect(await factsOf('zhong-jiaming')).toHaveLength(before)
  })

  test('a changed contact is sealed and noted without its content', async () => {
    const mine = await city.citizen('曾小满')
    expect((await mine.post('/parties/zeng-xiaoman/contact', { phone: '1234567' })).status).toBe(422)
    expect((await mine.post('/parties/zeng-xiaoman/contact', { phone: '+86 139 0000 0006' })).body.code).toBe('party.contact-unshown')
    expect((await mine.post('/parties/zeng-xiaoman/contact', { address: '章贡区文清路 1 号' })).status).toBe(200)
    expect((await mine.get('/parties/zeng-xiaoman')).body).toMatchObject({ phone: '138****0006', address: '章贡区****' })
    expect((await factsOf('zeng-xiaoman')).at(-1)).toMatchObject({ name: 'party.contact-changed', data: { phone: false, address: true } })
    expect((await mine.post('/parties/zhong-jiaming/contact', { phone: '13900000006' })).body.code).toBe('party.unknown')
  })
})

describe('registering', () => {
  const person = { name: '黄 小 明', idNo: '360702198809180229', phone: '13800000099' }
  test('a number belongs to one name; the same person is registered once', async () => {
    expect((await clerk.post('/parties/natural', { ...person, name: '黄小明' })).body.code).toBe('party.another-name')
    expect((await clerk.post('/parties/natural', { ...person, name: '欧阳晓兰' })).body).toEqual({ party: 'ouyang-xiaolan', known: true })
  })

  test('a wrong number is told at its field', async () => {
    const answer = await clerk.post('/parties/natural', { name: '黄小明', idNo: '360702198809180228' })
    expect(answer.status).toBe(422)
    expect(answer.body.fields.map((f: { field: string }) => f.field)).toEqual(['idNo'])
  })

  test('a new company, and the clerk finds it; whoever has no counter registers nobody', async () => {
    const company = { name: '章贡区新开张商行（演示）', uscc: '92360702MA9A00125A', type: '个体工商户' }
    expect((await clerk.post('/parties/legal', company)).body.code).toBe('party.uscc-taken')
    const { party, known } = (await clerk.post('/parties/legal', { ...company, uscc: '91360700MA9A00010A', legalRep: 'zeng-xiaoman' })).body
    expect(known).toBe(false)
    expect(await speaking('曾小满')).toContain(party)
    expect((await (await city.staff('zengwei')).post('/parties/legal', company)).status).toBe(403)
    expect((await (await city.citizen('钟家明')).post('/parties/natural', person)).status).toBe(403)
  })

  test('rare characters are a name like any other', async () => {
    const { party } = await act(city.house, system, (ctx) => registerNatural(ctx, { name: '𠮷田𡈽', idNo: '440524188001010014' }))
    expect((await clerk.get(`/parties/${party}`)).body.name).toMatch(/^𠮷\*+$/)
  })
})

describe('acting for another', () => {
  test('钟家明 authorises 陈思琪 for one matter, sees it, takes it back; she speaks for him in between and no longer', async () => {
    const [principal, agent] = [await city.citizen('钟家明'), await city.citizen('陈思琪')]
    const { id } = (
      await principal.post('/agencies', {
        principal: 'zhong-jiaming',
        agentNo: '360704200101010489',
        items: ['food-business-licence-new'],
        toOn: '2023-12-31',
      })
    ).body
    expect(await speaking('陈思琪')).toEqual(['chen-siqi', 'liu-xiuying', 'zhong-jiaming'])
    expect((await principal.get('/parties/zhong-jiaming/agencies')).body).toEqual([
      expect.objectContaining({ id, given: true, other: '陈**', standing: 'valid', items: ['food-business-licence-new'] }),
    ])
    expect((await agent.get('/parties/chen-siqi/agencies')).body).toContainEqual(
      expect.objectContaining({ id, given: false, other: '钟**' }),
    )
    expect((await agent.get('/parties/zhong-jiaming')).body.name).toBe('钟**')
    expect((await (await city.citizen('何文斌')).post(`/agencies/${id}/end`)).body.code).toBe('party.not-his-agency')
    expect((await principal.post(`/agencies/${id}/end`)).status).toBe(200)
    expect((await principal.post(`/agencies/${id}/end`)).body.code).toBe('party.agency-over')
    expect(await speaking('陈思琪')).toEqual(['chen-siqi', 'liu-xiuying'])
    expect((await agent.get('/parties/zhong-jiaming')).body.code).toBe('party.unknown')
    expect((await factsOf('zhong-jiaming')).map((f) => f.name).slice(-2)).toEqual(['agency.granted', 'agency.revoked'])
    expect((await factsOf('chen-siqi')).map((f) => f.name).slice(-2)).toEqual(['agency.received', 'agency.lost'])
  })

  test('an agent may lay the authority down, and never passes it on', async () => {
    const agent = await city.citizen('温德胜')
    expect((await agent.post('/agencies', { principal: 'kejia-xiaoyuan', agent: 'he-wenbin', toOn: '2023-12-31' })).body.code).toBe(
      'party.not-principal',
    )
    expect((await agent.post('/parties/kejia-xiaoyuan/contact', { phone: '13900000000' })).body.code).toBe('party.unknown')
    expect((await agent.post('/agencies/kejia-wen-desheng/end')).status).toBe(200)
    expect(await speaking('温德胜')).toEqual(['wen-desheng'])
  })

  test('an authority counts on its first and last day, and a session feels its end', async () => {
    const principal = await city.citizen('黄丽华')
    await principal.post('/agencies', { principal: 'mujiang-shijia', agent: 'wen-desheng', fromOn: '2023-07-01', toOn: '2023-07-02' })
    const on = (today: string) =>
      city.house.db
        .tx({ role: 'system' }, (tx) => partiesOf(tx, 'wen-desheng', today))
        .then((rows) => rows.some((r) => r.party === 'mujiang-shijia'))
    expect([await on('2023-06-30'), await on('2023-07-01'), await on('2023-07-02'), await on('2023-07-03')]).toEqual([
      false,
      true,
      true,
      false,
    ])
    city.clock.set('2023-07-02T23:50:00+08:00')
    const agent = await city.citizen('温德胜')
    await agent.post('/session/acting', { party: 'mujiang-shijia' })
    expect((await agent.get('/session')).body.acting).toBe('mujiang-shijia')
    city.clock.set('2023-07-03T00:01:00+08:00')
    expect((await agent.get('/session')).body.acting).toBe('wen-desheng')
    city.clock.set('2023-06-15T09:00:00+08:00')
  })

  test.each([
    [{ agent: 'zhong-jiaming' }, 'party.agent-is-principal'],
    [{ agentNo: '110101199003070017' }, 'party.unknown-agent'],
    [{ agent: 'he-wenbin', toOn: '2023-06-14' }, 'party.days-turned'],
    [{ agent: 'he-wenbin', toOn: '2043-06-14' }, 'party.too-long'],
    [{ agent: 'he-wenbin', principal: 'qingfeng' }, 'party.not-principal'],
  ])('%j is refused', async (what, code) => {
    const answer = await (await city.citizen('钟家明')).post('/agencies', { principal: 'zhong-jiaming', toOn: '2023-12-31', ...what })
    expect(answer.body.code).toBe(code)
  })

  test('row-level security: a citizen writes no authority in another’s name, and reads no stranger', async () => {
    const who = {
      id: 'citizen:zhong-jiaming',
      kind: 'citizen' as const,
      name: '钟家明',
      parties: ['zhong-jiaming', 'kejia-xiaoyuan'],
      grants: [],
    }
    const write = act(
      city.house,
      who,
      (ctx) => ctx.tx.sql`insert into party.agency (id, principal, agent, items, divisions, from_on, to_on, basis, granted_by, granted_at)
      values ('x', 'qingfeng', 'zhong-jiaming', '{}', '{}', '2023-01-01', '2024-01-01', 'x', 'citizen:zhong-jiaming', now())`,
    )
    await expect(write).rejects.toThrow('row-level security')
    expect(
      (await act(city.house, who, (ctx) => ctx.tx.sql<{ id: string }>`select id from party.person order by id`)).map((r) => r.id),
    ).toEqual(['kejia-xiaoyuan', 'zhong-jiaming'])
    await expect(act(city.house, who, (ctx) => ctx.tx.sql`update party.person set name = 'x'`)).rejects.toThrow('permission denied')
    await expect(act(city.house, who, (ctx) => ctx.tx.sql`update party.agency set to_on = '2099-01-01'`)).rejects.toThrow(
      'permission denied',
    )
  })
})
