import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { measureRows } from './api.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:42:00+08:00')
})
afterAll(() => city.close())

const rows = () => act(city.house, system, measureRows)

describe('建到了哪一步', () => {
  test('没有房间的举措写“尚未建成”，不显示编出来的数字', async () => {
    const standing = new Set(city.house.rooms.map((r) => r.id))
    const unbuilt = (await rows()).filter((r) => ![...r.rooms, ...r.missing].some((id) => standing.has(id)))
    for (const row of unbuilt) expect([row.code, row.state, row.built, row.figures]).toEqual([row.code, 'unbuilt', false, []])
  })
  test('每项举措的房间要么在，要么缺，不多不少', async () => {
    for (const row of await rows())
      for (const id of row.rooms) expect(city.house.rooms.find((r) => r.id === id)!.measures, id).toContain(row.code)
  })
  test('“政务服务五化”有实时数字，每个都能打开看口径', async () => {
    const g2 = (await rows()).find((r) => r.code === 'G2')!
    expect(g2.figures.length).toBeGreaterThan(0)
    for (const f of g2.figures) expect((await city.anyone().get(`/kpis/${f.id}`)).body.definition).toBeTruthy()
  })
  test('改革进度页列出全部 23 项', async () => {
    const { text } = await city.anyone().page('/programme')
    for (const row of await rows()) expect(text).toContain(row.short)
    expect(text).toContain('尚未建成')
  })
  test('一项举措的页写着原文、时限和还剩几天，责任单位没公开就写没公开', async () => {
    const { text } = await city.anyone().page('/programme/S4')
    for (const words of ['依申请政务服务事项查询办理率达80%以上', '2023年12月31日（周日）', '还有 199 天', '未公开'])
      expect(text).toContain(words)
  })
  test('没有的举措说清楚', async () => {
    expect((await city.anyone().get('/programme/C9')).body.code).toBe('programme.unknown')
    expect((await city.anyone().get('/programme/abc')).status).toBe(422)
  })
})

describe('报进展', () => {
  test('改革专班定节点、报进展，群众马上看到，账本里留下事实', async () => {
    const officer = await city.staff('luosiyuan')
    const { body: milestone } = await officer.post('/programme/C3/plan', { title: '公布 40 项“一件事”清单（演示）', dueOn: '2023-09-30' })
    const reported = await officer.post('/programme/C3/report', { text: '清单已经征求各单位意见并公布（演示）', milestone: milestone.id })
    expect(reported.status).toBe(200)
    const { body } = await city.anyone().get('/programme/C3')
    expect(body.milestones).toMatchObject([{ title: '公布 40 项“一件事”清单（演示）', reachedOn: '2023-06-15' }])
    expect(body.reports).toMatchObject([{ text: '清单已经征求各单位意见并公布（演示）', milestone: milestone.id }])
    const facts = await city.sql("select name from ledger.fact where about = 'measure:C3' order by seq")
    expect(facts.map((f) => f.name)).toEqual(['programme.milestone-set', 'programme.reported'])
  })
  test('一个节点只能报一次完成，报重了什么也不留下', async () => {
    const officer = await city.staff('luosiyuan')
    const { body: milestone } = await officer.post('/programme/C6/plan', { title: '各渠道汇集到 12345（演示）', dueOn: '2023-09-30' })
    const done = () => officer.post('/programme/C6/report', { text: '全部渠道已经接入热线（演示）', milestone: milestone.id })
    expect((await done()).status).toBe(200)
    expect((await done()).body.code).toBe('programme.milestone')
    expect((await city.anyone().get('/programme/C6')).body.reports).toHaveLength(1)
  })
  test('别的举措的节点不能报成这项的', async () => {
    const officer = await city.staff('luosiyuan')
    const { body: milestone } = await officer.post('/programme/S1/plan', { title: '一期项目完成初步验收（演示）', dueOn: '2023-11-30' })
    expect((await officer.post('/programme/S2/report', { text: '把别的节点报成自己的', milestone: milestone.id })).body.code).toBe(
      'programme.milestone',
    )
  })
  test('没有权限的人不能报，群众看不到填写的入口', async () => {
    expect((await (await city.staff('liufang')).post('/programme/C3/report', { text: '窗口人员试着报进展' })).status).toBe(403)
    expect((await city.anyone().page('/programme/C3')).text).not.toContain('/desk/programme/C3')
    expect((await (await city.staff('luosiyuan')).page('/programme/C3')).text).toContain('/desk/programme/C3')
  })
  test('写得太短，说出至少要几个字，是哪一栏', async () => {
    const officer = await city.staff('luosiyuan')
    const { status, body } = await officer.post('/programme/C4/report', { text: '推进中', milestone: '' })
    expect([status, body.fields]).toEqual([422, [{ field: 'text', sentence: expect.stringContaining('至少 10 个字') }]])
  })
})
