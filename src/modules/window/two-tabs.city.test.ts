/** One question of a draft open in two windows: the second is told, sees both answers, and nothing is silently lost. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let citizen: Client
let draft: string

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  draft = await fillDraft(citizen)
})
afterAll(() => city.close())

type Fields = Record<string, string>
/** A window with a question open: the hidden fields that its form sends along. */
function hiddenOf(html: string): Fields {
  const inputs = html.match(/<input type="hidden"[^>]*>/g) ?? []
  const of = (input: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? ''
  return Object.fromEntries(inputs.map((i) => [of(i, 'name'), of(i, 'value')]).filter(([name]) => name !== '_csrf'))
}
const open = async (question = 'size') => hiddenOf((await citizen.page(`${draft}/q/${question}`)).text)
const save = (hidden: Fields, area: string, more: Fields = {}) =>
  citizen.submit(`${draft}/q/size`, { ...hidden, area, kitchenArea: '40', ...more })
const kept = async () => (await citizen.get(`${draft}/q/size`)).body.all.area

test('the second window is told: nothing of it is saved, both answers stand on the page, and either can be chosen', async () => {
  const [one, other] = [await open(), await open()]
  expect((await save(one, '130')).status).toBe(303)
  const told = await save(other, '150')
  expect([told.status, await kept()]).toEqual([409, 130])
  expect(told.text).toContain('这一题刚才在另一个窗口改过')
  expect(told.text).toContain('130 平方米')
  expect(told.text).toContain('150 平方米')
  expect(told.text).toContain('value="150"')
  expect(told.text).toContain('<title>错误：')
  // what stands there can be kept by the link, what was typed here by the button
  expect(told.text).toContain(`href="${draft}/q/size"`)
  expect((await save(hiddenOf(told.text), '150')).status).toBe(303)
  expect(await kept()).toBe(150)
})

test('the window that was first is told in its turn', async () => {
  const [one, other] = [await open(), await open()]
  await save(one, '131')
  await save(hiddenOf((await save(other, '151')).text), '151')
  expect((await save(one, '132')).status).toBe(409)
  expect(await kept()).toBe(151)
})

test('one window saves as often as it likes, also while something is typed and after the way back', async () => {
  const one = await open()
  for (const area of ['133', '134', '135']) expect((await save(one, area, { act: 'refresh' })).status).toBe(303)
  expect((await save(one, '136')).status).toBe(303)
  expect((await save(one, '137')).status).toBe(303)
  expect((await save(await open(), '138')).status).toBe(303)
})

test('what is saved by itself does not write over another window either, and a program hears why', async () => {
  const [one, other] = [await open(), await open()]
  await save(one, '139')
  const answer = await citizen.post(`${draft}/q/size`, { ...other, area: '159', kitchenArea: '40', act: 'refresh' })
  expect([answer.status, answer.body.code]).toEqual([409, 'window.changed-elsewhere'])
  expect(await kept()).toBe(139)
})

test('the same answer twice is no quarrel, and other questions are none either', async () => {
  const [one, other] = [await open(), await open()]
  const where = await open('where')
  await save(one, '140')
  expect((await save(other, '140')).status).toBe(303)
  const address = '章贡区文清路 20 号一层'
  expect((await citizen.submit(`${draft}/q/where`, { ...where, address })).status).toBe(303)
})

test('a program that sends no window writes as before, and a window that was open then hears of it', async () => {
  const one = await open()
  expect((await citizen.post(`${draft}/q/size`, { area: '141', kitchenArea: '40' })).status).toBe(200)
  expect((await save(one, '161')).status).toBe(409)
})
