/** A letter of authority that names a matter opens that matter, and nothing else of the principal (民法典 第一百六十五条, 个人信息保护法 第五条). */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
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

/** Puts another end to the letter, or other matters into it, as if it had been written so. */
const rewrite = (set: string) => city.sql(`update party.agency set ${set} where id = 'kejia-wen-desheng'`)
const asWritten = () =>
  rewrite("to_on = '2033-12-31', items = '{food-business-licence-new}', divisions = '{}', revoked_at = null, revoked_by = null")

describe('委托书管到哪里，就看到哪里', () => {
  let draft = ''
  let paper = ''
  beforeAll(async () => {
    draft = await fillDraft(agent)
    paper = (await city.sql<{ id: string }>('select id from document.paper where about = $1 limit 1', [agents]))[0]!.id
  })
  afterEach(() => asWritten())

  const pages = () => [`/cases/${agents}`, `/cases/${agents}/supply`, `/cases/${agents}/withdraw`, `/cases/${agents}/dossier`]
  const seesNothing = async () => {
    for (const path of pages()) expect([path, (await agent.page(path)).status]).toEqual([path, 404])
    expect((await agent.get(`/papers/${paper}`)).status).toBe(404)
    expect(await listed(agent)).not.toContain(agents)
    const prefilled = await agent.page(draft)
    expect(prefilled.status).toBe(403)
    for (const word of ['360702199003070017', '13800000001', '钟家明']) expect(prefilled.text).not.toContain(word)
    for (const step of ['/q/address', '/check', '/m/layout'])
      expect([step, (await agent.page(`${draft}${step}`)).status]).toEqual([step, 403])
    expect((await agent.post(`${draft}/submit`, { declared: true })).status).not.toBe(200)
    expect((await agent.post(`/cases/${agents}/withdraw`, { reason: '不想办了' })).status).toBe(404)
    expect((await owner.page(`/cases/${agents}`)).status).toBe(200)
  }

  test('有效的时候：办件、文书、草稿都看得到', async () => {
    expect((await agent.page(`/cases/${agents}`)).status).toBe(200)
    expect((await agent.get(`/papers/${paper}`)).status).toBe(200)
    expect((await agent.page(draft)).status).toBe(200)
  })

  test('收回以后，他替人办过的件、文书和草稿一样也看不到', async () => {
    expect((await owner.post('/agencies/kejia-wen-desheng/end', { reason: '不用代办了' })).status).toBe(200)
    await seesNothing()
  })

  test('到期以后也是', async () => {
    await rewrite("to_on = '2023-06-14'")
    await seesNothing()
  })

  test('改成只管别的事，或者只管别的地方，这一件就看不到', async () => {
    await rewrite("items = '{public-place-hygiene-licence}'")
    await seesNothing()
    await asWritten()
    await rewrite("divisions = '{360781}'")
    await seesNothing()
  })

  test('写的是全市，县里的也管', async () => {
    await rewrite("divisions = '{360700}'")
    expect((await agent.page(`/cases/${agents}`)).status).toBe(200)
    expect((await agent.page(draft)).status).toBe(200)
  })

  test('委托书管不到的时候，草稿还是可以自己删掉', async () => {
    await rewrite("to_on = '2023-06-14'")
    expect((await agent.post(`${draft}/drop`)).status).toBe(200)
  })

  test('单位的资料只给看名称，不给电话和住址', async () => {
    const { body } = await agent.get('/parties/kejia-xiaoyuan')
    expect(body).toMatchObject({ name: expect.stringContaining('客家小院'), phone: null, address: null, email: null })
  })

  test('收回以后，这一件的进展不再发给他', async () => {
    await rewrite("revoked_at = '2023-06-15T08:00:00+08:00', revoked_by = 'citizen:zhong-jiaming'")
    const before = await city.sql("select 1 from message.outbox where recipient = 'citizen:wen-desheng'")
    expect((await owner.post(`/cases/${agents}/withdraw`, { reason: '不想办了' })).status).toBe(200)
    await city.drain()
    expect(await city.sql("select 1 from message.outbox where recipient = 'citizen:wen-desheng'")).toHaveLength(before.length)
  })
})
