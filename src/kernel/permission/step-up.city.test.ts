import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { hotp, totpStep } from './rules/totp.ts'

let city: TestCity
let sysadmin: Client
let keyOf: Buffer
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  city.house.city = { ...city.house.city, stepUp: { minutes: 15 } }
  sysadmin = await city.staff('sysadmin')
})
afterAll(() => city.close())

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const bytesOf = (secret: string) =>
  Buffer.from(
    [...secret]
      .map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0'))
      .join('')
      .match(/.{8}/g)!
      .map((b) => Number.parseInt(b, 2)),
  )
const code = (key: Buffer, offset: number) => hotp((k, d) => createHmac('sha1', k).update(d).digest(), key, totpStep(new Date()) + offset)
const grant = { account: 'staff:zengwei', role: 'issuer', organ: 'market-360702', division: '*', reason: '新到岗' }

test('an act that weighs is refused with the way to go, and nothing is done', async () => {
  const answer = await sysadmin.post('/grants', grant)
  expect([answer.status, answer.body.code, answer.body.at]).toEqual([403, 'permission.step-up', '/account/step-up'])
  expect(await city.sql("select 1 from permission.granted where account = 'staff:zengwei' and role = 'issuer'")).toEqual([])
})

test('绑定验证器要填密码：没锁的电脑不能变成第二重验证', async () => {
  const { secret } = (await sysadmin.post('/account/totp')).body
  keyOf = bytesOf(secret)
  expect((await sysadmin.page('/account/totp/confirm')).text).toContain('name="password"')
  const wrong = await sysadmin.post('/account/totp/confirm', { code: code(keyOf, -1), password: 'nope' })
  expect(wrong.body.code).toBe('permission.old-wrong')
  expect((await sysadmin.post('/account/totp/confirm', { code: code(keyOf, -1), password: 'haoban-demo' })).status).toBe(200)
})

test('proved by code, the same command goes through, and back leads to where one was; a wrong code is counted', async () => {
  expect((await sysadmin.post('/account/step-up', { code: '000000' })).body.code).toBe('permission.wrong-code')
  const proved = await sysadmin.post('/account/step-up', { code: code(keyOf, 0), back: '/desk/people/staff:zengwei' })
  expect(proved.body).toEqual({ to: '/desk/people/staff:zengwei' })
  expect((await sysadmin.post('/grants', grant, 'the-same-key')).status).toBe(200)
})

test('after a quarter of an hour it is asked for anew', async () => {
  city.clock.set('2023-06-15T09:14:59+08:00')
  const { id } = (await sysadmin.post('/grants', { ...grant, role: undefined, permission: 'case.deliver' })).body
  expect(id).toBeDefined()
  city.clock.set('2023-06-15T09:15:00+08:00')
  expect((await sysadmin.post('/grants', { ...grant, role: undefined, permission: 'case.decide' })).body.code).toBe('permission.step-up')
  city.clock.set('2023-06-15T09:00:00+08:00')
})

test('wrong codes make the next one wait', async () => {
  const client = await city.staff('auditor')
  const { secret } = (await client.post('/account/totp')).body
  await client.post('/account/totp/confirm', { code: code(bytesOf(secret), -1), password: 'haoban-demo' })
  const statuses = []
  for (let i = 0; i < 6; i++) statuses.push((await client.post('/account/step-up', { code: '000000' })).status)
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429])
})

test('the last second factor stays while acts ask for one', async () => {
  const answer = await sysadmin.post('/account/totp/off', { password: 'haoban-demo', code: code(keyOf, 1) })
  expect(answer.body.code).toBe('permission.last-factor')
})

test('不管多重要的步骤都要验：决定、批量决定、看完整信息、用印；受理不用', async () => {
  const citizen = await city.citizen('钟家明')
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body as { id: string }
  await city.drain()
  const [clerk, decider] = [await city.staff('liufang'), await city.staff('chenguodong')]
  const asked = async (client: Client, path: string, body: Record<string, unknown>) => (await client.post(path, body)).body?.code
  expect(await asked(decider, `/work/cases/${id}/approve`, { input: {} })).toBe('permission.step-up')
  expect(await asked(decider, `/work/cases/${id}/refuse`, { input: {} })).toBe('permission.step-up')
  expect(await asked(decider, '/work/batches', { verb: 'approve', ids: [id] })).toBe('permission.step-up')
  expect(await asked(clerk, '/parties/zhong-jiaming/unmask', { field: 'idNo', reason: '核对', case: id })).toBe('permission.step-up')
  expect(await asked(decider, '/seals/requests/any/approve', { input: { opinion: '同意' } })).toBe('permission.step-up')
  expect((await clerk.post(`/work/cases/${id}/accept`, { input: {} })).status).toBe(200)
  // nobody is asked for one who looks at what is his own
  expect((await citizen.post('/parties/zhong-jiaming/unmask', { field: 'phone', reason: '' })).status).toBe(200)
})

test('in a city that asks for none, nobody is', async () => {
  const client = await city.staff('secadmin')
  const [{ id }] = (await client.get('/grants/proposed')).body
  expect((await client.post(`/grants/${id}/confirm`)).body.code).toBe('permission.step-up')
  city.house.city = { ...city.house.city, stepUp: false }
  expect((await client.post(`/grants/${id}/confirm`)).status).toBe(200)
  city.house.city = { ...city.house.city, stepUp: { minutes: 15 } }
})

test('every device is listed with its words, and each can be ended alone, also by citizens', async () => {
  for (const [name, open] of [
    ['staff', () => city.staff('xiemin')],
    ['citizen', () => city.citizen('钟家明')],
  ] as const) {
    const [here, there] = [await open(), await open()]
    const { devices } = (await here.get('/account')).body
    expect(devices[0], name).toMatchObject({ here: true })
    const other = devices.find((d: { here: boolean }) => !d.here)
    const others = devices.filter((d: { here: boolean }) => !d.here).length
    expect((await here.post(`/account/sessions/${other.id}/end`)).status).toBe(200)
    expect((await here.get('/account')).body.devices.filter((d: { here: boolean }) => !d.here)).toHaveLength(others - 1)
    expect((await here.post(`/account/sessions/${other.id}/end`)).body.code).toBe('permission.unknown-session')
    for (const d of (await here.get('/account')).body.devices.slice(1)) await here.post(`/account/sessions/${d.id}/end`)
    expect((await there.get('/session')).body.who.kind).toBe('anyone')
    const stranger = await city.staff('liufang')
    expect((await stranger.post(`/account/sessions/${devices[0].id}/end`)).body.code).toBe('permission.unknown-session')
    expect((await here.post(`/account/sessions/${devices[0].id}/end`)).body.to).toBe('/')
    expect((await here.get('/session')).body.who.kind).toBe('anyone')
  }
})
