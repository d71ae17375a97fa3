import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let code = ''
beforeAll(async () => {
  process.env.HAOBAN_PROXY = '1'
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  const citizen = await city.citizen('钟家明')
  code = ((await sendDraft(citizen, await fillDraft(citizen))).body as { queryCode: string }).queryCode
})
afterAll(async () => {
  delete process.env.HAOBAN_PROXY
  await city.close()
})

const look = (ip: string, tail: string, of = code) =>
  city.anyone().send('POST', '/lookup', {
    body: JSON.stringify({ code: of, tail }),
    headers: { 'content-type': 'application/json', 'x-forwarded-for': ip },
  })

test('查对了不算次数：大厅里一台机器查多少回都行', async () => {
  const answers = []
  for (let i = 0; i < 30; i++) answers.push((await look('192.0.2.1', '0017')).status)
  expect(new Set(answers)).toEqual(new Set([200]))
})

test('a guess counts for its network and for the code: after ten the eleventh waits, and the right one with it', async () => {
  const answers = []
  for (let i = 0; i < 10; i++) answers.push((await look('192.0.2.2', `00${10 + i}`.replace('0017', '9917'))).status)
  expect(answers).toEqual(Array(10).fill(404))
  const late = await look('192.0.2.2', '0017')
  expect([late.status, late.body.code]).toEqual([429, 'window.too-many'])
  expect((await look('192.0.2.3', '0017')).status).toBe(429)
  city.clock.set('2023-06-15T10:15:01+08:00')
  expect((await look('192.0.2.2', '0017')).status).toBe(200)
})

test('thirty guesses of one code at once are no more than ten', async () => {
  city.clock.set('2023-06-15T11:00:00+08:00')
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => look(`198.51.100.${i}`, '9999')))
  expect(answers.filter((a) => a.status === 404)).toHaveLength(10)
  expect(answers.filter((a) => a.status === 429)).toHaveLength(20)
})
