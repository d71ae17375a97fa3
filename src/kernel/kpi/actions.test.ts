import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:42:00+08:00')
  const citizen = await city.citizen('钟家明')
  const sent = await sendDraft(citizen, await fillDraft(citizen))
  if (sent.status !== 200) throw new Error(sent.text)
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

test('逐月的数加起来是全年的数，分组的数加起来也是', async () => {
  const { body } = await (await city.staff('liufang')).get('/kpis/case.submitted?by=organ')
  const total = (points: { value: number | null }[]) => points.reduce((sum, p) => sum + (p.value ?? 0), 0)
  expect(body.value).toBeGreaterThan(0)
  expect(body.series.map((p: { at: string }) => p.at)).toEqual(['01', '02', '03', '04', '05', '06'].map((m) => `2023-${m}-01`))
  expect(total(body.series)).toBe(body.value)
  expect(total(body.grouped.groups)).toBe(body.value)
  expect(body.grouped.title).toBe('部门')
  for (const group of body.grouped.groups) {
    expect(group.name).toMatch(/\p{Script=Han}/u)
    expect(total(group.series)).toBe(group.value)
  }
})

test('点进一组，看到这一组逐月的数和明细', async () => {
  const clerk = await city.staff('liufang')
  const { body: all } = await clerk.get('/kpis/case.submitted?by=division')
  const [first] = all.grouped.groups
  const { body } = await clerk.get(`/kpis/case.submitted?by=division&at=${first.key}`)
  expect([body.value, body.series]).toEqual([first.value, first.series])
  expect(body.grouped.only).toEqual({ key: first.key, name: first.name })
  expect((await clerk.page(`/kpis/case.submitted?by=division&at=${first.key}`)).text).toContain(`收件数（${first.name}）`)
})

test('没有登录的人自己选时段，请他登录；没有的分法，说清楚', async () => {
  const span = await city.anyone().get('/kpis/case.submitted?from=2023-06-01')
  expect([span.status, span.body.code]).toEqual([401, 'kpi.sign-in'])
  const axis = await city.anyone().get('/kpis/case.submitted?by=weather')
  expect([axis.status, axis.body.code]).toEqual([422, 'kpi.axis'])
})

test('不登录的人再怎么问，也不让数据库算', async () => {
  city.house.figuresForMs = 60_000
  try {
    const ask = async () => {
      const addresses = ['/kpis', '/kpis/case.submitted', '/kpis/case.on-time?by=item', '/kpis/case.submitted?by=channel&at=web']
      for (const address of addresses) {
        expect((await city.anyone().get(address)).status).toBe(200)
        expect((await city.anyone().page(address)).status).toBe(200)
      }
    }
    await ask()
    const { told, stop } = listenTo(city)
    for (let n = 0; n < 5; n++) await ask()
    stop()
    expect(told()).toEqual([])
  } finally {
    city.house.figuresForMs = 0
  }
})

/** Every statement that this process sends from now on. */
function listenTo(at: TestCity): { told: () => string[]; stop: () => void } {
  const said: string[] = []
  const query = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given as [string | { text?: string }]
    said.push(typeof asked === 'string' ? asked : String(asked.text))
    // biome-ignore lint/suspicious/noExplicitAny: whatever it was called with
    return (query as any).apply(this, given)
  } as typeof query
  expect(at.house.db).toBeDefined()
  return {
    told: () => said,
    stop() {
      pg.Client.prototype.query = query
    },
  }
}
