/** Word that a use waits: to whoever is next, once, with the way to the page where it is done. */
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { findFact } from '#kernel/ledger/store.ts'
import type { Letter } from '#modules/message/schema.ts'
import { blob, fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { ofdOf } from '#test/sealed.ts'
import { tellings } from './actions/tell-use.ts'

let city: TestCity
let [keeper, approver, manager, clerk, checker, maker]: Client[] = []
let [rep, agent, stranger]: Client[] = []
let file: Uint8Array

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  const logins = ['xiemin', 'laizhiqiang', 'zengqiang', 'liufang', 'yujing', 'kuangyu']
  ;[keeper, approver, manager, clerk, checker, maker] = await Promise.all(logins.map(city.staff))
  ;[rep, agent, stranger] = await Promise.all(['钟家明', '温德胜', '曾小满'].map(city.citizen))
  file = await ofdOf('关于开展食品安全检查的通知')
})
afterAll(() => city.close())

const letters = async (who: Client, about: string): Promise<Letter[]> =>
  (await who.get('/messages/mine')).body.letters.filter((l: Letter) => l.link.endsWith(about))
const titles = async (who: Client, about: string) => (await letters(who, about)).map((l) => l.title)

/** Every reaction once more, as a queue does that was cut off behind the commit. */
async function again(about: string): Promise<void> {
  for (const { id } of await city.sql<{ id: number }>('select id from ledger.fact where about = $1 order by seq', [about]))
    await act(city.house, system, async (ctx) => {
      const fact = (await findFact(ctx.tx, id))!
      await tellings[fact.name]?.(ctx, fact)
    })
}

async function formOf(fields: Record<string, string>, bytes: Uint8Array, name: string, type: string): Promise<FormData> {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  form.append('file', blob(bytes, type), name)
  return form
}

describe('机关的印章', () => {
  const official = 'seed-market-360702-official'
  async function ask(title: string): Promise<string> {
    const fields = { seal: official, title, purpose: '发文。', where: 'text', text: '通知' }
    const { id } = (await keeper!.post('/seals/requests', await formOf(fields, file, '通知.ofd', 'application/ofd'))).body
    await city.drain()
    return id
  }
  const take = async (who: Client, id: string, verb: string, input: object = {}) => {
    expect((await who.post(`/seals/requests/${id}/${verb}`, { input })).status).toBe(200)
    await city.drain()
  }

  test('申请以后，审批人收到，点开就是那一份；申请人和没有审批权的人收不到；批准以后轮到用印人', async () => {
    const id = await ask('检查通知')
    const [letter] = await letters(approver!, id)
    expect(letter).toMatchObject({ title: '等您审批用印：检查通知', link: `/desk/seal-requests/${id}`, readAt: null })
    expect(letter!.text).toContain('谢敏申请把“')
    expect(letter!.text).toContain('用途：发文。请打开看过文件')
    for (const who of [keeper!, manager!, clerk!, checker!]) expect(await letters(who, id)).toEqual([])
    await take(approver!, id, 'approve', { opinion: '同意' })
    expect(await titles(keeper!, id)).toEqual(['用印已批准，请盖章：检查通知'])
    await take(keeper!, id, 'stamp')
    expect(await titles(keeper!, id)).toHaveLength(1)
    await again(`seal-request:${id}`)
    expect([await titles(approver!, id), await titles(keeper!, id)].map((t) => t.length)).toEqual([1, 1])
  })

  test('动态再来一遍，谁也不会收到第二遍', async () => {
    const id = await ask('再来一遍的通知')
    await again(`seal-request:${id}`)
    expect(await titles(approver!, id)).toHaveLength(1)
    await take(approver!, id, 'reject', { opinion: '日期写错了。' })
    await again(`seal-request:${id}`)
    const [told, ...more] = await letters(keeper!, id)
    expect([told!.title, more]).toEqual(['用印没有批准：再来一遍的通知', []])
    expect(told!.text).toContain('意见：日期写错了。改好以后')
  })

  test('还没来得及说就撤回了的，不再叫人来批', async () => {
    const fields = { seal: official, title: '写错的', purpose: '发文', where: 'text', text: '通知' }
    const { id } = (await keeper!.post('/seals/requests', await formOf(fields, file, '通知.ofd', 'application/ofd'))).body
    expect((await keeper!.post(`/seals/requests/${id}/withdraw`, { input: {} })).status).toBe(200)
    await city.drain()
    expect(await letters(approver!, id)).toEqual([])
  })

  test('打开那一页，消息就算看过', async () => {
    const id = await ask('看过的')
    await approver!.post('/messages/seen', { link: `/desk/seal-requests/${id}` })
    expect((await letters(approver!, id))[0]!.readAt).not.toBeNull()
  })

  test('一批文件：等审批、批准、盖完，各说一次', async () => {
    const archive = zipSync({ '一.ofd': file, '二.ofd': file }, { level: 0 })
    const fields = { seal: official, title: '两份通知', purpose: '发文', where: 'text', text: '通知' }
    const { id } = (await keeper!.post('/seals/batches', await formOf(fields, archive, '通知.zip', 'application/zip'))).body
    await city.drain()
    expect(await titles(approver!, id)).toEqual(['等您审批一批用印：两份通知'])
    expect((await approver!.post(`/seals/batches/${id}/approve`, { input: { opinion: '同意' } })).status).toBe(200)
    await city.drain()
    city.clock.set('2023-06-15T10:05:00+08:00')
    expect((await keeper!.post(`/seals/batches/${id}/begin`, { input: {} })).status).toBe(200)
    await city.drain()
    await again(`seal-batch:${id}`)
    const told = await letters(keeper!, id)
    expect(told.map((l) => l.title)).toEqual(['一批用印有结果了：两份通知', '一批用印已批准，请开始盖章：两份通知'])
    expect(told[0]!.text).toBe('“两份通知”共 2 份，2 份都盖好了。请打开看看。')
    expect(await titles(approver!, id)).toHaveLength(1)
  })
})

describe('谁办了，别人就不用再办', () => {
  const official = 'seed-market-360702-official'
  const askBatch = async (title: string): Promise<string> => {
    const archive = zipSync({ '一.ofd': file, '二.ofd': file }, { level: 0 })
    const fields = { seal: official, title, purpose: '发文', where: 'text', text: '通知' }
    return (await keeper!.post('/seals/batches', await formOf(fields, archive, '通知.zip', 'application/zip'))).body.id
  }
  const takeBatch = (who: Client, id: string, verb: string, input: object = {}) => who.post(`/seals/batches/${id}/${verb}`, { input })
  const ask = async (title: string): Promise<string> => {
    const fields = { seal: official, title, purpose: '发文', where: 'text', text: '通知' }
    const { id } = (await keeper!.post('/seals/requests', await formOf(fields, file, '通知.ofd', 'application/ofd'))).body
    await city.drain()
    return id
  }
  const take = async (who: Client, id: string, verb: string, input: object = {}) => {
    const answer = await who.post(`/seals/requests/${id}/${verb}`, { input })
    await city.drain()
    return answer
  }
  const right = (login: string, permission: string) =>
    city.sql(
      `insert into permission.granted (id, account, permission, organ, division, from_on, reason, proposed_by, proposed_at, confirmed_by, confirmed_at)
        values ($1, $2, $3, 'market-360702', '*', '2023-01-01', '试', 'staff:sysadmin', now(), 'staff:secadmin', now())`,
      [`test-${login}-${permission}`, `staff:${login}`, permission],
    )

  test('申请的页面打开就在要盖章的那一页', async () => {
    const long = await ofdOf('很长的通知', 3)
    const firstPage = async (where: Record<string, string>) => {
      const fields = { seal: official, title: '长通知', purpose: '发文', ...where }
      const { id } = (await keeper!.post('/seals/requests', await formOf(fields, long, '通知.ofd', 'application/ofd'))).body
      return (await keeper!.get(`/seals/requests/${id}`)).body.request.firstPage
    }
    expect(await firstPage({ where: 'text', text: '第 3 页' })).toBe(3)
    expect(await firstPage({ where: 'page', page: '2', x: '100', y: '100' })).toBe(2)
    expect(await firstPage({ where: 'across', top: '100' })).toBe(1)
  })

  test('几个人都能批的，一个人批了，别人的消息标成已有人办，不再算未读；再来一遍不变', async () => {
    await right('zengqiang', 'seal.approve')
    const id = await ask('两个人能批')
    const [mine] = await letters(manager!, id)
    expect([mine!.readAt, mine!.doneAt]).toEqual([null, null])
    const unread = async () => (await manager!.get('/messages/mine')).body.unread
    const before = await unread()
    expect((await take(approver!, id, 'approve', { opinion: '同意' })).status).toBe(200)
    const [done] = await letters(manager!, id)
    expect(done!.doneAt).not.toBeNull()
    expect(await unread()).toBe(before - 1)
    await again(`seal-request:${id}`)
    expect(await letters(manager!, id)).toEqual([done])
    await take(keeper!, id, 'stamp')
    const [called] = await letters(keeper!, id)
    expect(called!.doneAt).not.toBeNull()
    const withdrawn = await ask('撤回的')
    await take(keeper!, withdrawn, 'withdraw')
    expect((await letters(manager!, withdrawn))[0]!.doneAt).not.toBeNull()
  })

  test('批准以后用印人被取消：他盖不了，话说得明白；交给新的用印人盖，批准的人自己不能盖', async () => {
    const id = await ask('换了用印人')
    await take(approver!, id, 'approve', { opinion: '同意' })
    const batch = await askBatch('一批也换了用印人')
    expect((await takeBatch(approver!, batch, 'approve', { opinion: '同意' })).status).toBe(200)
    const dismissed = await manager!.post(`/seals/${official}/dismiss`, { input: { account: 'staff:xiemin', reason: '轮岗' } })
    expect(dismissed.status).toBe(200)
    await city.drain()
    const refused = await take(keeper!, id, 'stamp')
    expect([refused.status, refused.body.code, refused.body.title]).toEqual([
      403,
      'seal.keeper-gone',
      expect.stringContaining('您不再是这枚印章的用印人，不能盖章'),
    ])
    expect((await keeper!.get(`/seals/requests/${id}`)).body.verbs).toContainEqual(
      expect.objectContaining({ verb: 'stamp', open: false, why: expect.stringContaining('交给现在的用印人') }),
    )
    expect(await titles(manager!, id)).toContain('没有人盖章了，请指定用印人：换了用印人')
    expect(await titles(manager!, batch)).toContain('没有人盖章了，请指定用印人：一批也换了用印人')
    expect(await takeBatch(keeper!, batch, 'begin')).toMatchObject({
      status: 403,
      body: { title: expect.stringContaining('交给现在的用印人打开这一批') },
    })
    expect((await take(clerk!, id, 'stamp')).status).toBeGreaterThanOrEqual(403)
    for (const login of ['laizhiqiang', 'zengqiang']) {
      await right(login, 'seal.use')
      const entrusted = await manager!.post(`/seals/${official}/appoint`, { input: { account: `staff:${login}` } })
      expect([login, entrusted.status]).toEqual([login, 200])
    }
    await city.drain()
    expect(await titles(approver!, official)).toContain('请您保管印章：章贡区市场监督管理局')
    const own = await take(approver!, id, 'stamp')
    expect([own.status, own.body.code]).toEqual([403, 'seal.four-eyes'])
    expect((await take(manager!, id, 'stamp')).status).toBe(200)
    const [use] = await city.sql<{ by_whom: string }>('select by_whom from seal.use where request = $1', [id])
    expect(use!.by_whom).toBe('staff:zengqiang')
    expect((await letters(manager!, id)).every((l) => l.doneAt !== null)).toBe(true)
    expect(await takeBatch(approver!, batch, 'begin')).toMatchObject({
      status: 403,
      body: { title: '批准的人不能自己盖章，请交给另一位用印人' },
    })
    expect((await manager!.get(`/seals/batches/${batch}`)).body.verbs).toEqual([expect.objectContaining({ verb: 'begin', open: true })])
    expect((await takeBatch(manager!, batch, 'begin')).status).toBe(200)
    await city.drain()
    expect((await manager!.get(`/seals/batches/${batch}`)).body.batch).toMatchObject({ state: 'done', used: 2, failed: 0 })
    expect(await titles(manager!, batch)).toContain('一批用印有结果了：一批也换了用印人')
    const called = (await letters(manager!, batch)).filter((l) => !l.title.startsWith('一批用印有结果了'))
    expect(called.every((l) => l.doneAt !== null)).toBe(true)
    await city.sql("delete from permission.granted where id like 'test-%'")
  })
})

describe('印章本身的事也有人告诉', () => {
  test('申领叫核验的人，核验叫制章的人，制好告诉申请的人；挂失、解除、冻结、注销告诉管章的和用章的，做的人自己不收', async () => {
    const asked = await manager!.post('/seals', { organ: 'market-360702', kind: 'contract', reason: '签合同。' })
    const { id } = asked.body
    await city.drain()
    expect([await titles(checker!, id), await titles(maker!, id), await titles(manager!, id)]).toEqual([
      [expect.stringContaining('等您核验印章申请')],
      [],
      [],
    ])
    const take = async (who: Client, verb: string, input: object) => {
      expect([verb, (await who.post(`/seals/${id}/${verb}`, { input })).status]).toEqual([verb, 200])
      await city.drain()
    }
    await take(checker!, 'check', { identity: '统一社会信用代码证' })
    expect(await titles(maker!, id)).toEqual([expect.stringContaining('等您制章')])
    await take(maker!, 'make', { validTo: '2028-06-14' })
    expect(await titles(manager!, id)).toEqual([expect.stringContaining('印章制好了')])
    await take(manager!, 'appoint', { account: 'staff:xiemin' })
    expect(await titles(keeper!, id)).toEqual([expect.stringContaining('请您保管印章')])
    await take(manager!, 'lose', { reason: '密钥盘不见了' })
    await take(manager!, 'find', { reason: '找到了' })
    await take(checker!, 'freeze', { reason: '核查' })
    await take(manager!, 'cancel', { reason: '不用了' })
    const names = ['印章已注销', '印章已冻结', '印章有效', '印章已挂失', '请您保管印章']
    const kinds = async (who: Client) => (await titles(who, id)).map((t) => t.split('：')[0]).sort()
    expect(await kinds(keeper!)).toEqual(names.sort())
    expect(await kinds(manager!)).toEqual(['印章已冻结', '印章制好了'].sort())
    await again(`seal:${id}`)
    expect(await letters(keeper!, id)).toHaveLength(5)
    expect(await letters(clerk!, id)).toEqual([])
  })
})

describe('企业的印章', () => {
  let seal: string
  let caseId: string
  beforeAll(async () => {
    caseId = (await sendDraft(agent!, await fillDraft(agent!))).body.id
    seal = (await rep!.post('/my-seals/apply', { firm: 'kejia-xiaoyuan', kind: 'official', reason: '网上办事' })).body.id
    expect((await checker!.post(`/seals/${seal}/check`, { input: { identity: '营业执照' } })).status).toBe(200)
    expect((await maker!.post(`/seals/${seal}/make`, { input: { validTo: '2028-06-14' } })).status).toBe(200)
    await city.drain()
  })
  async function ask(who: Client, title: string): Promise<string> {
    const fields = { case: caseId, what: 'file', title, purpose: '随申请一起交' }
    const { id } = (await who.post(`/my-seals/${seal}/use`, await formOf(fields, file, '说明.ofd', 'application/ofd'))).body
    await city.drain()
    return id
  }
  const decide = async (who: Client, id: string, verb: string) => {
    expect((await who.post(`/my-seals/requests/${id}`, { verb, opinion: '看过了' })).status).toBe(200)
    await city.drain()
  }

  test('法定代表人在“消息”里看到，手机也响；批准就盖上，经办人知道；外人和市里的人什么也收不到', async () => {
    const id = await ask(agent!, '场所说明')
    const [letter] = await letters(rep!, id)
    expect(letter).toMatchObject({ title: '等您决定盖不盖章：场所说明', link: `/my-seals/requests/${id}` })
    expect((await rep!.post(`/me/messages/${letter!.id}`, {})).body.link).toBe(`/my-seals/requests/${id}`)
    expect((await rep!.get(`/my-seals/requests/${id}`)).status).toBe(200)
    const sms = await city.sql("select recipient from message.outbox where channel = 'sms' and link = $1", [`/my-seals/requests/${id}`])
    expect(sms).toHaveLength(1)
    await decide(rep!, id, 'approve')
    await again(`seal-request:${id}`)
    expect(await titles(agent!, id)).toEqual(['已盖章：场所说明'])
    expect(await titles(rep!, id)).toHaveLength(1)
    for (const who of [stranger!, checker!, maker!, clerk!, approver!]) expect(await letters(who, id)).toEqual([])
  })

  test('法定代表人自己申请的，不用给自己发消息；保管人收到。收回保管以后，不再收到', async () => {
    expect((await rep!.post(`/my-seals/${seal}/appoint`, { account: '360732196802200599' })).status).toBe(200)
    const id = await ask(rep!, '法人的')
    expect([await titles(rep!, id), await titles(agent!, id)]).toEqual([[], ['等您决定盖不盖章：法人的']])
    await decide(agent!, id, 'reject')
    expect(await titles(rep!, id)).toEqual(['用印没有批准：法人的'])
    const [kept] = (await rep!.get(`/my-seals/${seal}`)).body.keepers
    expect((await rep!.post(`/my-seals/${seal}/dismiss`, { account: kept.account, reason: '换人' })).status).toBe(200)
    const own = await ask(rep!, '自己批')
    await decide(rep!, own, 'approve')
    expect([await letters(rep!, own), await letters(agent!, own)]).toEqual([[], []])
  })
})
