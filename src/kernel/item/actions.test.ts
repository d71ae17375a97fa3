import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openCity } from '#app/open.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { seed } from './seed.ts'
import { findVersion, listCurrent } from './store.ts'

const food = 'food-business-licence-new'
let city: TestCity
let editor: Client
let reviewer: Client
let approver: Client
beforeAll(async () => {
  city = await openTestCity()
  ;[editor, reviewer, approver] = (await Promise.all(['zengqiang', 'fangzheng', 'zengxianhui'].map(city.staff))) as [Client, Client, Client]
})
afterAll(() => city.close())

const change = async (code = food, reason = '缩短承诺时限') =>
  (await editor.post(`/item-versions/${code}/change`, { reason })).body as { draft: string; title?: string; code?: string }
const page = async (id: string) => (await editor.get(`/item-drafts/${id}`)).body
const edit = async (id: string, path: string, value: unknown) =>
  editor.post(`/item-drafts/${id}/edit`, { revision: (await page(id)).revision, changes: [{ path, value }] })
const take = (who: Client, id: string, verb: string, reason?: string) => who.post(`/item-drafts/${id}/${verb}`, { reason })
const itemOf = async (code = food) => (await editor.get(`/item-versions/${code}`)).body

describe('一个版本的一生', () => {
  let id = ''
  let caseId = ''

  test('先有一件按第 1 版办的办件', async () => {
    const citizen = await city.citizen('钟家明')
    caseId = (await sendDraft(citizen, await fillDraft(citizen))).body.id
    expect(caseId).toBeTruthy()
  })

  test('编制员开始变更，在用的版本不动；同时只有一个版本在编', async () => {
    id = (await change()).draft
    expect(await itemOf()).toMatchObject({
      state: 'published',
      draft: { id, status: 'drafting' },
      versions: [{ version: 1, current: true }],
    })
    expect((await editor.post(`/item-versions/${food}/change`, { reason: '再来一个' })).body.title).toContain('已经有一个版本在编')
  })

  test('别的单位的编制员、没有岗位的人，不能改', async () => {
    expect((await reviewer.post(`/item-drafts/${id}/edit`, { revision: 1, changes: [] })).status).toBe(403)
    const clerk = await city.staff('liufang')
    expect((await clerk.get(`/item-drafts/${id}`)).body.code).toBe('item.no-office')
    expect(
      await act(city.house, { ...system, kind: 'staff', id: 'staff:x', grants: [] }, (ctx) => ctx.tx.sql`select 1 from item.draft`),
    ).toEqual([])
  })

  test('边改边存；改错了，指出在哪一栏，提交不了', async () => {
    expect((await edit(id, 'promise.amount', 30)).status).toBe(200)
    const wrong = await page(id)
    expect(wrong.findings.find((f: { path: string }) => f.path === 'promise.amount').sentence).toContain('不能超过法定时限')
    expect((await take(editor, id, 'submit')).body.title).toMatch(/还有 \d 处要改/)
    await edit(id, 'promise.amount', 3)
    await edit(id, 'flow.2.limit.amount', 3)
    await edit(id, 'materials.5', undefined)
    expect((await page(id)).findings.filter((f: { severity: string }) => f.severity === 'error')).toEqual([])
  })

  test('两个人同时改，后存的不会盖掉先存的', async () => {
    const { revision } = await page(id)
    await edit(id, 'lead', '开饭馆、奶茶店、食堂，营业前要先拿到这张证。')
    const late = await editor.post(`/item-drafts/${id}/edit`, { revision, changes: [{ path: 'lead', value: '别的话' }] })
    expect([late.status, late.body.code]).toEqual([409, 'item.edited-meanwhile'])
    expect((await page(id)).file.lead).toContain('开饭馆')
  })

  test('改了什么，一行一行说给人听', async () => {
    const { changes } = await page(id)
    expect(changes).toContainEqual({ path: 'promise', part: '承诺时限', kind: 'changed', before: '5 个工作日', after: '3 个工作日' })
    expect(changes).toContainEqual({ path: 'materials.brewing-report', part: '申请材料', kind: 'removed', before: '自酿酒检验报告' })
  })

  test('提交以后不能再改；审核、审定要换人，一步一步来', async () => {
    expect((await take(editor, id, 'submit')).status).toBe(200)
    expect((await edit(id, 'name', '偷改')).body.title).toContain('不能再改')
    expect((await take(editor, id, 'endorse')).body.title).toContain('另一位同事')
    expect((await take(approver, id, 'approve')).body.title).toContain('现在不能审定')
    expect((await take(reviewer, id, 'return')).body.title).toContain('理由')
    expect((await take(reviewer, id, 'return', '承诺时限再核一下')).status).toBe(200)
    expect((await page(id)).history[0]).toMatchObject({ title: '退回修改', by: '方正', reason: '承诺时限再核一下' })
    for (const [who, verb] of [
      [editor, 'submit'],
      [reviewer, 'endorse'],
      [approver, 'approve'],
    ] as const)
      expect((await take(who, id, verb)).status).toBe(200)
  })

  test('时限改了又没有预演过，发布要写理由，理由留在台账里', async () => {
    const { limits, verbs } = (await approver.get(`/item-drafts/${id}`)).body
    expect([limits.changed, limits.rehearsed, verbs.find((v: { verb: string }) => v.verb === 'publish').reason]).toEqual([
      true,
      false,
      true,
    ])
    expect((await take(approver, id, 'publish')).body.code).toBe('draft.unrehearsed')
  })

  test('发布出来的就是审定的；办事指南换成新的，旧版本还在', async () => {
    const published = await take(approver, id, 'publish', '市里统一压缩，马上执行')
    expect(published.body).toMatchObject({ code: food, version: 2 })
    await city.drain()
    expect((await city.anyone().page(`/items/${food}?division=360702`)).text).toContain('3 个工作日')
    const [fact] = await city.sql<{ data: object }>("select data from ledger.fact where name = 'item.published' order by id desc limit 1")
    expect(fact!.data).toMatchObject({ version: 2, rehearsal: null, unrehearsed: '市里统一压缩，马上执行' })
    expect((await itemOf()).versions.map((v: { version: number; by: string }) => [v.version, v.by])).toEqual([
      [2, '曾宪辉'],
      [1, expect.any(String)],
    ])
    const { rows } = (await editor.get(`/item-versions/${food}/compare?from=1&to=2`)).body
    expect(rows.find((r: { path: string }) => r.path === 'promise')).toMatchObject({ before: '5 个工作日', after: '3 个工作日' })
  })

  test('办到一半的办件，还按它开始时的版本', async () => {
    const [file] = await city.sql<{ item_version: number }>('select item_version from cases.file where id = $1', [caseId])
    expect(file!.item_version).toBe(1)
    const clerk = await city.staff('liufang')
    await clerk.post(`/work/cases/${caseId}/accept`, { input: {} })
    const [due] = await city.sql<{ promise_due_on: string }>('select promise_due_on::text from cases.file where id = $1', [caseId])
    // five working days as version 1 promised: 16, 19, 20, 21 June, and Sunday the 25th, which is worked
    expect(due!.promise_due_on).toBe('2023-06-25')
  })

  test('城市重新启动，文件夹里的旧内容不会盖掉工作台发布的版本', async () => {
    await act(city.house, system, (ctx) => seed(ctx, openCity()))
    expect((await itemOf()).versions[0].version).toBe(2)
  })

  test('发布过的版本，谁也改不了', async () => {
    await expect(city.sql(`update item.version set note = 'x' where code = '${food}'`)).rejects.toThrow('never changed')
  })
})

describe('暂停、恢复、取消', () => {
  const code = 'packaged-food-record'
  const move = (who: Client, verb: string, reason?: string) => who.post(`/item-versions/${code}/${verb}`, { reason })

  test('暂停要说明理由；暂停后不收新的申请，搜不到，恢复后又能办', async () => {
    expect((await move(approver, 'suspend')).body.title).toContain('理由')
    expect((await move(editor, 'suspend', '系统升级')).status).toBe(403)
    expect((await move(approver, 'suspend', '法规修订，等新规定')).status).toBe(200)
    await city.drain()
    expect(await itemOf(code)).toMatchObject({ state: 'suspended', reason: '法规修订，等新规定' })
    expect((await city.anyone().get(`/items/${code}?division=360702`)).status).toBe(410)
    expect((await city.sql('select 1 from catalogue.entry where code = $1', [code])).length).toBe(0)
    await act(city.house, system, (ctx) => seed(ctx, openCity()))
    expect((await itemOf(code)).state).toBe('suspended')
    expect((await move(approver, 'resume')).status).toBe(200)
    await city.drain()
    expect((await city.anyone().get(`/items/${code}?division=360702`)).status).toBe(200)
    expect((await city.sql('select 1 from catalogue.entry where code = $1', [code])).length).toBe(1)
  })

  test('取消是终点，有版本在编时先办完', async () => {
    const { draft } = await change(code, '最后一版')
    expect((await move(approver, 'cancel', '不再实施')).body.title).toContain('已经有一个版本在编')
    expect((await take(editor, draft, 'abandon', '不改了')).status).toBe(200)
    expect((await move(approver, 'cancel', '不再实施')).status).toBe(200)
    expect((await move(approver, 'resume')).body.title).toContain('已取消，现在不能')
    expect(await act(city.house, system, (ctx) => listCurrent(ctx.tx, code))).toEqual([])
    expect(await act(city.house, system, (ctx) => findVersion(ctx.tx, code, 1))).toBeDefined()
  })
})

describe('认领', () => {
  test('认领、编好、发布一个新事项，群众就能看到办事指南', async () => {
    const list = (await editor.get('/item-versions?show=offered')).body
    const offer = list.offers.find((o: { name: string }) => o.name === '食品生产许可')
    const claimed = await editor.post('/item-claims', { offer: offer.code, code: 'food-production-licence', name: '食品生产许可（新办）' })
    expect(claimed.status).toBe(200)
    const id = claimed.body.draft
    const again = await editor.post('/item-claims', { offer: offer.code, code: 'another', name: '又一个' })
    expect(again.body.title).toContain('已经有人认领')
    expect((await take(editor, id, 'draft')).status).toBe(200)
    const from = (await act(city.house, system, (ctx) => findVersion(ctx.tx, food, 1)))!.file as unknown as Record<string, unknown>
    const written = [
      'lead',
      'who',
      'audiences',
      'conditions',
      'flow',
      'results',
      'themes',
      'keywords',
      'promise',
      'channels',
      'online',
      'onlineGrade',
      'trips',
      'tripsReason',
    ]
    await editor.post(`/item-drafts/${id}/edit`, {
      revision: (await page(id)).revision,
      changes: written.map((path) => ({ path, value: from[path] })),
    })
    const { findings } = await page(id)
    expect(findings.filter((f: { severity: string }) => f.severity === 'error')).toEqual([])
    for (const [who, verb] of [
      [editor, 'submit'],
      [reviewer, 'endorse'],
      [approver, 'approve'],
      [approver, 'publish'],
    ] as const)
      expect([verb, (await take(who, id, verb)).body.title]).toEqual([verb, undefined])
    await city.drain()
    const guide = await city.anyone().page('/items/food-production-licence?division=360702')
    expect([guide.status, guide.text.includes('食品生产许可（新办）')]).toEqual([200, true])
  })
})
