/** Other systems use the city's seals and licences: only with their key, only their own organ's seal, only what a person approved. */
import { verifyOfd, writeOfd } from '@haoban/gm/ofd'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { authority } from '#modules/seal/actions/authority.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { draftOf } from '#test/sealed.ts'
import type { Licence as ClientLicence } from '../../../docs/guide/integrate/licence-client.mjs'
import { type Answer, askSeal, fetchSealed } from '../../../docs/guide/integrate/seal-client.mjs'
import type { SealCallAnswer } from './schema/seal-call.ts'
import type { SharedLicence, SystemsView } from './schema/system.ts'

/** What the examples declare is what the interface answers; the compiler says so, both ways. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
const same: [Same<ClientLicence, SharedLicence>, Same<Answer, Omit<SealCallAnswer, 'file'>>] = [true, true]

let city: TestCity
let ledger: Client
let approver: Client
let key = ''
let other = ''
let file: Uint8Array
const site = 'http://city'
const send = async (address: string, init?: RequestInit) => city.app.request(address.slice(site.length), init)

async function register(code: string, owner: string): Promise<string> {
  const answer = await ledger.post('/licence-systems', { code, name: `${code} 业务系统`, owner, kind: 'city', items: [] })
  expect([code, answer.status]).toEqual([code, 200])
  return (await ledger.post(`/licence-systems/${code}/key`, {})).body.key
}

const supportIn = async (code: string) =>
  ((await ledger.get('/licence-systems')).body as SystemsView).systems.find((s) => s.code === code)!.seal.support

const asked = () => ({ ref: '通知-2023-0001', kind: 'business' as const, title: '整改通知', purpose: '送达整改通知', over: '盖章', file })

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  ledger = await city.staff('luosiyuan')
  approver = await city.staff('laizhiqiang')
  key = await register('market-notices', 'market-360702')
  other = await register('other-office', 'market-360702')
  file = await writeOfd(draftOf('整改通知（盖章）'))
})
afterAll(() => city.close())

test('例子里写的类型就是接口回答的', () => expect(same).toEqual([true, true]))

test('没有密钥、密钥不对，什么都不收', async () => {
  await expect(askSeal(site, 'hb_not-a-key-at-all-000000', asked(), send)).rejects.toThrow('401')
  expect(await city.sql('select 1 from seal.request')).toHaveLength(0)
})

test('试线路不留任何东西，台账写联调', async () => {
  expect(await supportIn('market-notices')).toBe('linking')
  await askSeal(site, key, { ...asked(), test: true }, send)
  expect(await city.sql('select 1 from seal.request')).toHaveLength(0)
  expect(await supportIn('market-notices')).toBe('testing')
})

test('交两次是一份申请；没人批就没有章，台账也不写上线', async () => {
  expect(await askSeal(site, key, asked(), send)).toMatchObject({ state: 'waiting' })
  expect(await askSeal(site, key, asked(), send)).toMatchObject({ state: 'waiting' })
  expect(await city.sql('select 1 from seal.request')).toHaveLength(1)
  expect(await fetchSealed(site, key, asked().ref, send)).toMatchObject({ state: 'waiting', file: undefined })
  expect(await supportIn('market-notices')).toBe('testing')
  const changed = await writeOfd(draftOf('另一份（盖章）'))
  await expect(askSeal(site, key, { ...asked(), file: changed }, send)).rejects.toThrow('409')
})

test('机关的人批了，系统取到盖好的文件，每一步验得过；同时取十次也只盖一次', async () => {
  const [request] = await city.sql<{ id: string }>('select id from seal.request')
  const decided = await approver.post(`/seals/requests/${request!.id}/approve`, { input: { opinion: '内容已经核对' } })
  expect([decided.status, decided.text.slice(0, 200)]).toEqual([200, expect.anything()])
  const answers = await Promise.all(Array.from({ length: 10 }, () => fetchSealed(site, key, asked().ref, send)))
  const [first] = answers
  expect(first).toMatchObject({ state: 'used', use: expect.any(String), digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
  for (const answer of answers) expect(answer).toEqual(first)
  const { roots, certificates } = await act(city.house, system, authority)
  expect(await verifyOfd(first!.file!, { roots, certificates })).toMatchObject({ valid: true, trusted: true })
  const uses = await city.sql('select by_whom, result_hash from seal.use')
  expect(uses).toEqual([{ by_whom: 'system:market-notices', result_hash: first!.digest }])
  const { rows } = (await approver.get(`/seals/uses?q=${first!.digest!.slice(0, 16)}`)).body
  expect(rows).toMatchObject([{ title: '整改通知', id: first!.use }])
  expect(await supportIn('market-notices')).toBe('live')
  expect(await city.sql("select 1 from licence.call where service = 'seal' and not test")).toHaveLength(1)
})

test('别的系统拿不到它的文件，也用不了别的机关的印章', async () => {
  await expect(fetchSealed(site, other, asked().ref, send)).rejects.toThrow('404')
  const [seal] = await city.sql<{ owner: string }>(
    "select owner from seal.seal where owner <> 'market-360702' and status = 'valid' limit 1",
  )
  await city.sql("update seal.seal set status = 'frozen' where owner = 'market-360702'")
  expect(seal).toBeDefined()
  await expect(askSeal(site, other, { ...asked(), ref: '通知-2023-0002' }, send)).rejects.toThrow('409')
  expect(await city.sql('select 1 from seal.request')).toHaveLength(1)
})

test('全市的数字算得出来：机关申领率、系统支持率（电子印章）', async () => {
  const period = { since: new Date('2023-01-01'), until: new Date('2024-01-01') }
  const kpis = city.house.rooms.flatMap((r) => r.kpis ?? [])
  const read = (id: string) => act(city.house, system, (ctx) => kpis.find((k) => k.id === id)!.read!(ctx.tx, period))
  expect(await read('licence.systems-seal')).toBe(50)
  expect(await read('seal.uses')).toBe(1)
  expect(await read('seal.organs')).toBeGreaterThan(0)
  expect(await read('licence.use-rate')).toBeNull()
})
