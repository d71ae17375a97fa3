import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let keeper: Client
let id = ''
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  keeper = await city.staff('sysadmin')
  const citizen = await city.citizen('钟家明')
  id = (await sendDraft(citizen, await fillDraft(citizen))).body.id
})
afterAll(() => city.close())

const dueOn = async () => (await city.sql<{ d: string }>('select due_on::text d from cases.file where id = $1', [id]))[0]!.d
/** The year as it is, with Monday the 26th of June off too. */
const another = {
  year: 2023,
  title: '国务院办公厅关于2023年部分节假日安排的通知（试验）',
  no: '国办发明电〔2022〕16号',
  off: ['2023-01-01 到 2023-01-02 元旦', '2023-06-22 到 2023-06-26 端午节'],
  work: [] as string[],
}

test('列出各年，暂定的标出来', async () => {
  const years = (await keeper.get('/calendar-years')).body
  expect(years[0]).toMatchObject({ year: 2027, status: 'provisional' })
  expect(years.find((y: { year: number }) => y.year === 2023)).toMatchObject({ status: 'official', workdays: 249 })
  expect((await (await city.staff('liufang')).get('/calendar-years')).status).toBe(403)
})

test('录入以前先看哪些办件会变，什么也不写', async () => {
  expect(await dueOn()).toBe('2023-06-25')
  const preview = (await keeper.post('/calendar-years/preview', another)).body
  // the 25th is no make-up day any more, and the 26th is off: five working days from the 15th end on the 27th
  expect(preview).toMatchObject({ looked: 1, changes: [{ id, from: '2023-06-25', to: '2023-06-27' }] })
  expect(await dueOn()).toBe('2023-06-25')
})

test('录入以后，在办件重新算，跟预览的一样；新算的期限也按新日历', async () => {
  expect((await keeper.post('/calendar-years', another)).status).toBe(200)
  await city.drain()
  expect(await dueOn()).toBe('2023-06-27')
  expect(city.house.calendar.years.find((y) => y.year === 2023)?.off).toContain('2023-06-26')
  expect((await keeper.post('/calendar-years', another)).body.code).toBe('clock.same')
  const [line] = (await keeper.get('/calendar-years')).body.filter((y: { year: number }) => y.year === 2023)
  expect(line).toMatchObject({ version: 2, byName: '郑凯' })
})

test('哪一件的期限从哪天改到哪天、依据哪个通知，记在它的经过里；申请人和经办人各收到一条', async () => {
  const clerk = await city.staff('liufang')
  const { track } = (await clerk.get(`/work/cases/${id}`)).body
  const line = track.find((t: { sentence: string }) => t.sentence.includes('放假安排'))
  expect(line).toMatchObject({ kind: 'clock', detail: expect.stringContaining('国办发明电〔2022〕16号') })
  expect(line.sentence).toContain('这一步从6月25日（周日）改到6月27日（周二）')
  const told = await city.sql<{ template: string; text: string }>(
    "select template, text from message.outbox where template like '%recounted%' order by template",
  )
  expect(told.map((m) => m.template)).toEqual(['case.recounted'])
  expect(told[0]!.text).toContain('改到6月27日（周二）')
  const facts = async () => (await city.sql("select 1 from ledger.fact where name = 'case.recounted'")).length
  expect(await facts()).toBe(1)
  expect((await clerk.post(`/work/cases/${id}/claim`, { input: {} })).status).toBe(200)
  await city.drain()
  const back = { ...another, off: ['2023-01-01 到 2023-01-02 元旦', '2023-06-22 到 2023-06-24 端午节'], title: '更正通知（试验）' }
  expect((await keeper.post('/calendar-years', back)).status).toBe(200)
  await city.drain()
  expect(await facts()).toBe(2)
  const held = await city.sql("select 1 from message.outbox where template = 'desk.recounted'")
  expect(held).toHaveLength(1)
})

test('写错的行指出在哪里', async () => {
  const wrong = await keeper.post('/calendar-years', { ...another, off: ['端午节放三天'] })
  expect([wrong.status, wrong.body.fields[0].field]).toEqual([422, 'off'])
})
