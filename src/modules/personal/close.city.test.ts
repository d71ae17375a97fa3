/** Whoever closes his account is told first what stands against it; what is kept for the account goes, the archives stay, and he can come back (个人信息保护法 第四十七条). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { tell } from '#modules/message/api.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
}, 300_000)
afterAll(() => city.close())

const path = '/me/data/close'
const close = (client: Client) => client.post(path, { sure: 'yes' })
const count = async (sql: string) => Number((await city.sql<{ n: string }>(`select count(*) n from ${sql}`))[0]!.n)
const who = async (client: Client) => (await client.get('/session')).body?.who?.id

const tellHer = (account: string, party: string, source: string) =>
  act(city.house, system, (ctx) => tell(ctx, { template: 'case.accepted', to: [{ account, party }], source, fields: {}, link: '/me' }))

describe('有事没办完的人', () => {
  let his: Client
  let caseId: string
  beforeAll(async () => {
    his = await city.citizen('钟家明')
    caseId = (await sendDraft(his, await fillDraft(his))).body.id
  }, 120_000)

  test('先看到哪一件没办完、到哪里去办，没有注销的按钮', async () => {
    const { text, status } = await his.page(path)
    expect(status).toBe(200)
    expect(text).toContain(`/cases/${caseId}`)
    expect(text).toContain('还没办结')
    expect(text).not.toContain('注销我的账户')
  })

  test('硬要注销也不行，什么都没删', async () => {
    const refused = await close(his)
    expect([refused.status, refused.body.code]).toEqual([409, 'personal.stands'])
    expect(await who(his)).toBe('citizen:zhong-jiaming')
    expect(await count("party.person where id = 'zhong-jiaming' and phone_sealed is not null")).toBe(1)
  })

  test('别人没办完的件不算他的，也看不到', async () => {
    expect((await (await city.citizen('黄丽华')).page(path)).text).not.toContain(caseId)
  })
})

describe('黄丽华注销账户', () => {
  const [account, party] = ['citizen:huang-lihua', 'huang-lihua']
  let hers: Client
  let phone: Client
  let licences: number
  beforeAll(async () => {
    hers = await city.citizen('黄丽华')
    phone = await city.citizen('黄丽华')
    expect((await hers.post('/me/contact', { sms: 'yes' })).status).toBe(200)
    await fillDraft(hers).catch(() => undefined)
    await city.sql(`insert into permission.identity (issuer, subject, account, provider, bound_at, used_at)
      values ('https://id.example.cn', 'huang', '${account}', 'province', now(), now())`)
    licences = await count(`licence.licence where party = '${party}'`)
    expect(licences).toBeGreaterThan(0)
  }, 120_000)

  test('页面写明删什么、留什么、为什么留', async () => {
    const { text } = await hers.page(path)
    for (const { closes, title } of city.house.rooms.flatMap((r) => r.personal ?? []))
      expect([title, text.includes(closes ? closes.goes : title)]).toEqual([title, true])
    for (const word of ['按档案法长期保存', '满 3 年就删', '证照继续有效']) expect(text).toContain(word)
  })

  test('没勾选的，在那一项旁边说明；只用账号登录的，先实名', async () => {
    const page = await hers.submit(path, {})
    expect([page.status, page.text.includes('请先读完，再勾选这一项')]).toEqual([422, true])
    await city.sql('update permission.session set level = 1 where account = $1', [account])
    expect((await close(hers)).body.code).toBe('permission.assurance')
    await city.sql('update permission.session set level = 3 where account = $1', [account])
    expect(await who(hers)).toBe(account)
  })

  test('工作人员和没登录的不能在这里注销', async () => {
    expect((await close(await city.staff('liufang'))).status).toBe(403)
    expect((await close(city.anyone())).status).toBe(401)
  })

  test('注销以后，所有设备退出，联系方式、登录方式、通知方式和草稿都没有了', async () => {
    expect((await close(hers)).status).toBe(200)
    expect([await who(hers), await who(phone)]).not.toContain(account)
    expect((await phone.get('/me')).status).toBe(401)
    expect(
      await count(`party.person where id = '${party}' and phone_sealed is null and phone_digest is null and email_sealed is null
        and address_sealed is null and id_no_sealed is not null`),
    ).toBe(1)
    for (const table of ['session', 'identity', 'known_place'])
      expect([table, await count(`permission.${table} where account = '${account}'`)]).toEqual([table, 0])
    expect(await count(`message.preference where account = '${account}'`)).toBe(0)
    expect(await count(`form.draft where owner = '${account}'`)).toBe(0)
    expect((await city.anyone().page('/account-closed')).text).toContain('账户已经注销')
  })

  test('账本里写着删了什么、留了什么', async () => {
    const [fact] = await city.sql<{ by_whom: string; data: { goes: string[]; stays: { title: string; kept: string }[] } }>(
      "select by_whom, data from ledger.fact where name = 'personal.closed' and about = $1",
      [`personal:${account}`],
    )
    expect(fact!.by_whom).toBe(account)
    expect(fact!.data.goes).toContain('手机号、邮箱和住址')
    expect(fact!.data.stays).toContainEqual({ title: '办件', kept: '按档案法长期保存' })
  })

  test('不再收到消息；证照照样有效', async () => {
    await tellHer(account, party, 'test:closed')
    expect(await count("message.outbox where source = 'test:closed'")).toBe(0)
    expect(await count(`licence.licence where party = '${party}'`)).toBe(licences)
  })

  test('用原来的身份再来，是同一个人的新账户：证照都在，联系方式要重新填，又收得到消息', async () => {
    const back = await city.citizen('黄丽华')
    expect(await who(back)).toBe(account)
    const { body } = await back.get('/me/data')
    const held = Object.fromEntries(body.held.map((h: { title: string; rows: number }) => [h.title, h.rows]))
    expect(held).toMatchObject({ 电子证照: licences, 怎么告诉您: 0 })
    expect((await back.get(`/parties/${party}`)).body).toMatchObject({ phone: null, email: null })
    expect(await count(`ledger.fact where about = 'account:${account}' and name in ('account.closed', 'account.reopened')`)).toBe(2)
    await tellHer(account, party, 'test:back')
    expect(await count("message.outbox where source = 'test:back' and channel = 'inbox'")).toBe(1)
  })
})

describe('给过授权的人', () => {
  test('注销时一起收回，代办人马上不能再用', async () => {
    const agent = await city.citizen('陈思琪')
    expect((await agent.get('/parties/liu-xiuying')).status).toBe(200)
    expect((await close(await city.citizen('刘秀英'))).status).toBe(200)
    expect((await agent.get('/parties/liu-xiuying')).status).toBe(404)
    expect(await count("party.agency where id = 'liu-xiuying-chen-siqi' and revoked_by = 'citizen:liu-xiuying'")).toBe(1)
  })
})

test('被停用的账户不是自己注销的，回不来', async () => {
  await city.sql("update permission.account set disabled_at = now() where id = 'citizen:zeng-xiaoman'")
  await expect(city.citizen('曾小满')).rejects.toThrow(/sign-in/)
})
