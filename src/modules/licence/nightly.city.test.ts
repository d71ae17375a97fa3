/** What the night does with licences: files for what was imported, a word before the end, and the end itself, each once. */
import { verifyOfd } from '@haoban/gm/ofd'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { authority } from '#modules/seal/actions/authority.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let clerk: Client
let id = ''

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  clerk = await city.staff('xiemin')
  const type = (await city.anyone().get('/licence-directory')).body.types.find((t: { name: string }) => t.name === '公共场所卫生许可证')
  const rows = ['92360702MA9A00125A,卫2019-001,2019-07-11,2019-07-11,2023-07-10,持证单位=章贡区客家小院餐饮店（演示）']
  const answer = await clerk.post('/licence-imports', { type: type.code, rows })
  id = answer.body.rows[0].licence
  expect(id).toEqual(expect.any(String))
})
afterAll(() => city.close())

const uses = () => city.sql<{ result_hash: string }>('select result_hash from seal.use where subject = $1', [`licence:${id}`])
const facts = (name: string) => city.sql('select 1 from ledger.fact where about = $1 and name = $2', [`licence:${id}`, name])

test('导入的证照也有盖了章的版式文件，只做一次；打开的就是它，每一步验得过', async () => {
  await city.drain()
  await city.run('licence.nightly')
  const [use, ...more] = await uses()
  expect(more).toEqual([])
  const { body } = await clerk.get(`/licence-desk/${id}`)
  expect(body.versions).toMatchObject([{ version: 1, file: true }])
  const { roots, certificates } = await act(city.house, system, authority)
  const bytes = await city.house.storage.read(use!.result_hash)
  expect(await verifyOfd(new Uint8Array(bytes), { roots, certificates })).toMatchObject({ valid: true, trusted: true })
  expect((await clerk.send('GET', `/licence-desk/${id}/file`)).status).toBe(200)
  expect(await uses()).toHaveLength(1)
})

test('没有印章的机关，导入照样进库，文件等有了印章的那一夜再做', async () => {
  await city.sql('update licence.version set file = null, seal_use = null where licence = $1', [id])
  await city.sql("update seal.seal set status = 'frozen' where owner = 'market-360702' and kind = 'official'")
  await city.run('licence.nightly')
  expect(await uses()).toHaveLength(1)
  expect((await clerk.send('GET', `/licence-desk/${id}/file`)).status).toBe(409)
  await city.sql("update seal.seal set status = 'valid' where owner = 'market-360702' and kind = 'official'")
  await city.run('licence.nightly')
  expect(await uses()).toHaveLength(2)
  expect(await city.sql('select 1 from licence.version where licence = $1 and file is not null', [id])).toHaveLength(1)
})

test('到期前三十天说一次；最后一天还有效，第二天夜里写成过期，只写一次，从此什么都顶不了', async () => {
  const state = async () => (await city.sql<{ state: string }>('select state from licence.licence where id = $1', [id]))[0]!.state
  const told = () => city.sql('select template from message.outbox where source = $1', [`licence-ending:${id}:2023-07-10`])
  await city.run('licence.nightly')
  const once = await told()
  expect(once.length).toBeGreaterThan(0)
  await city.run('licence.nightly')
  expect(await told()).toEqual(once)
  city.clock.set('2023-07-10T01:30:00+08:00')
  await city.run('licence.nightly')
  expect(await state()).toBe('valid')
  city.clock.set('2023-07-11T01:30:00+08:00')
  await city.run('licence.nightly')
  await city.run('licence.nightly')
  expect(await state()).toBe('expired')
  expect(await facts('licence.expired')).toHaveLength(1)
  expect(await city.sql('select state from holding.held where id = $1', [`licence:${id}`])).toEqual([{ state: 'expired' }])
})

test('持证人自己要求的更正，经过里写的是持证人，不是系统', async () => {
  const citizen = await city.citizen('钟家明')
  const asked = await citizen.post(`/licences/${id}/correct`, { text: '持证单位的名称少了一个字' })
  expect([asked.status, asked.text.slice(0, 200)]).toEqual([200, expect.anything()])
  // weeks later both sign in again
  const { history } = (await (await city.staff('xiemin')).get(`/licence-desk/${id}`)).body
  expect(history.find((h: { name: string }) => h.name === '申请更正照面')).toMatchObject({ byName: '持证人' })
})
