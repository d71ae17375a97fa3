import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:42:00+08:00')
})
afterAll(() => city.close())

test('每个指标都带口径、来源、统计时间和更新时间', async () => {
  const { body } = await city.anyone().get('/kpis')
  expect(body.length).toBeGreaterThan(0)
  for (const figure of body) {
    expect(figure.definition.length, figure.id).toBeGreaterThan(5)
    expect(figure.source, figure.id).toMatch(/^[a-z]+\.[a-z]/)
    expect([figure.fromOn, figure.toOn, figure.at]).toEqual(['2023-01-01', '2023-06-15', '2023-06-15T08:42:00.000Z'])
  }
})

test('没有登录的人看得到数字，看不到一件件的明细', async () => {
  const { body } = await city.anyone().get('/kpis/case.submitted')
  expect(body).toMatchObject({ id: 'case.submitted', unit: '件', rows: [], hidden: true })
})

test('窗口人员看得到本机关的明细', async () => {
  const { body } = await (await city.staff('liufang')).get('/kpis/case.submitted')
  expect(body.hidden).toBe(false)
})

test.each([
  ['没有的指标', '/kpis/case.nothing', 404, 'kpi.unknown'],
  ['开始晚于结束', '/kpis/case.submitted?from=2023-06-15&to=2023-06-01', 422, 'kpi.period'],
  ['写错的日子', '/kpis/case.submitted?from=2023-13-01', 422, 'form.invalid'],
])('%s：说清楚怎么改', async (_, path, status, code) => {
  const answer = await city.anyone().get(path)
  expect([answer.status, answer.body.code]).toEqual([status, code])
})

test('指标页写着数字、口径和更新时间', async () => {
  const { text } = await city.anyone().page('/kpis/case.submitted')
  for (const words of ['收件数：', '统计时间：', '更新时间：今天 16:42']) expect(text).toContain(words)
})
