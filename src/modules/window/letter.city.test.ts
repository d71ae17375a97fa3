/** A letter of authority that names a matter opens that matter, and nothing else of the principal (民法典 第一百六十五条, 个人信息保护法 第五条). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let owner: Client
let agent: Client
let owners = ''
let agents = ''

const send = async (client: Client): Promise<string> => (await sendDraft(client, await fillDraft(client))).body.id
const listed = async (client: Client): Promise<string> => (await client.get('/me')).text

beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  owner = await city.citizen('钟家明')
  agent = await city.citizen('温德胜')
  owners = await send(owner)
  agents = await send(agent)
  await city.drain()
})
afterAll(() => city.close())

describe('只授权一件事的代办人', () => {
  test('能用委托人的信息替他办这一件，也能接着办下去', async () => {
    const page = await agent.page(`/cases/${agents}`)
    expect([page.status, page.text.includes('章贡区客家小院餐饮店')]).toEqual([200, true])
    expect(await listed(agent)).toContain(agents)
  })

  test('看不到委托人自己办的，也看不到委托人别的事', async () => {
    expect(await listed(agent)).not.toContain(owners)
    for (const path of ['', '/supply', '/withdraw', '/dossier', '/done'])
      expect((await agent.page(`/cases/${owners}${path}`)).status).toBe(404)
    expect((await agent.post(`/cases/${owners}/withdraw`, { reason: '不想办了' })).status).toBe(404)
  })

  test('委托人看得到代办人替他办的', async () => {
    expect((await owner.page(`/cases/${agents}`)).status).toBe(200)
    for (const id of [owners, agents]) expect(await listed(owner)).toContain(id)
  })

  test('数据库也这样分：换一个问法也问不到', async () => {
    const facts = await city.sql<{ readers: string[] }>('select readers from ledger.chain where about = $1', [`case:${owners}`])
    expect(facts[0]!.readers).not.toContain('party:wen-desheng')
  })

  test('没有写进委托书的事，开不了头', async () => {
    const begun = await agent.submit('/apply/public-place-hygiene-licence', { division: '360702', applicant: 'kejia-xiaoyuan' })
    expect(begun.status).not.toBe(303)
  })
})
