/** What is wrong about a person is corrected at his word, or he is told with its ground why not; archives are annotated, never changed (个人信息保护法 第四十六条). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let his: Client
let chief: Client
let keeper: Client
let caseId: string
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  his = await city.citizen('黄丽华')
  const applicant = await city.citizen('钟家明')
  caseId = (await sendDraft(applicant, await fillDraft(applicant))).body.id
  chief = await city.staff('laizhiqiang')
  keeper = await city.staff('liaochunhua')
}, 300_000)
afterAll(() => city.close())

const asked = { wrong: '名字里的“丽”写错了', right: '黄莉华', why: '身份证、户口簿' }
const ask = (client: Client, given: Record<string, string>) => client.post('/me/data/correct', { ...asked, ...given })
const answer = (client: Client, id: string, given: Record<string, string> = {}) =>
  client.post(`/data-corrections/${id}`, {
    outcome: 'corrected',
    answer: '核对了身份证和户口簿，登记写错了，已经改过来。',
    ground: '个人信息保护法第四十六条',
    ...given,
  })
const inboxOf = async (account: string, template: string) =>
  city.sql<{ link: string; text: string }>('select link, text from message.outbox where recipient = $1 and template = $2', [
    account,
    template,
  ])

test('每一类信息都写着怎么改：自己改的有去处，要机关改的能提请求，档案只加注', async () => {
  const { text } = await his.page('/me/data/corrections')
  const all = city.house.rooms.flatMap((r) => r.personal ?? [])
  for (const { title, mends } of all) expect([title, text.includes(title) && text.includes(mends.how)]).toEqual([title, true])
  for (const href of ['/me/contact', '/account', '/licences', '/me/data/correct?class=party.person']) expect(text).toContain(href)
  const notes = all.filter((p) => p.mends.by === 'note').map((p) => p.title)
  expect(notes).toEqual(expect.arrayContaining(['办件', '留痕', '以前的办件', '评价']))
  expect(text).toContain('15 个工作日')
  expect((await his.page('/me/data')).text).toContain('/me/data/corrections')
})

describe('登记的姓名写错了', () => {
  let id: string

  test('没写清楚的，哪一项在哪一项旁边说；自己能改的，不用提请求；没有这一类的说没有', async () => {
    const page = await his.submit('/me/data/correct', { class: 'party.person', wrong: '', right: '', why: '' })
    expect(page.status).toBe(422)
    for (const said of ['请写明哪里不对', '请写明正确的是什么', '请写明凭什么']) expect(page.text).toContain(said)
    expect((await ask(his, { class: 'message.preference' })).body.code).toBe('personal.own-way')
    expect((await ask(his, { class: 'party.nothing' })).body.code).toBe('personal.no-class')
  })

  test('提了请求，当场看到谁来答复、最迟哪天；同一处不能再提', async () => {
    const made = await ask(his, { class: 'party.person' })
    expect(made.status).toBe(200)
    expect(made.body).toMatchObject({ organ: 'approval-360700', organName: '赣州市行政审批局', dueOn: '2023-07-07', outcome: null })
    id = made.body.id
    const { text } = await his.page('/me/data/corrections')
    for (const word of [asked.wrong, '赣州市行政审批局', '7月7日']) expect(text).toContain(word)
    expect((await ask(his, { class: 'party.person' })).body.code).toBe('personal.asked')
    await city.drain()
    expect(await inboxOf('citizen:huang-lihua', 'personal.correction-asked')).toHaveLength(1)
    expect(await inboxOf('staff:liaochunhua', 'personal.correction-to-answer')).toMatchObject([{ link: `/desk/data-corrections/${id}` }])
  })

  test('内容密封存着，账本里也没有', async () => {
    const [row] = await city.sql<{ all: string }>('select c::text "all" from personal.correction c where id = $1', [id])
    expect(row!.all).not.toContain('黄莉华')
    const facts = await city.sql<{ data: object }>('select data from ledger.fact where about = $1', [`data-correction:${id}`])
    expect(facts).toHaveLength(1)
    expect(JSON.stringify(facts)).not.toContain('黄莉华')
  })

  test('别人、别的单位、没有这个权限的都看不到，也答复不了', async () => {
    expect((await (await city.citizen('钟家明')).page('/me/data/corrections')).text).not.toContain(id)
    expect((await chief.get('/data-corrections')).body).toEqual([])
    for (const client of [chief, await city.staff('guohaiyan')]) {
      expect((await client.get(`/data-corrections/${id}`)).status).toBe(404)
      expect((await answer(client, id)).status).toBe(404)
    }
    for (const client of [await city.staff('zhongli'), his]) expect((await answer(client, id)).status).toBe(403)
    expect((await city.anyone().get('/data-corrections')).status).toBe(401)
  })

  test('答复要有结果、理由、依据；登记的姓名不能只加注', async () => {
    expect((await keeper.get(`/data-corrections/${id}`)).body).toMatchObject({ outcomes: ['corrected', 'kept'], value: '更正后的姓名' })
    expect((await answer(keeper, id, { ground: '' })).body.fields).toMatchObject([{ field: 'ground' }])
    expect((await answer(keeper, id, { answer: '' })).body.fields).toMatchObject([{ field: 'answer' }])
    expect((await answer(keeper, id, { outcome: 'noted' })).body.fields).toMatchObject([{ field: 'outcome' }])
    expect((await answer(keeper, id, { value: '黄1' })).body.fields).toMatchObject([{ field: 'value' }])
    expect(await city.sql('select 1 from personal.correction where outcome is not null')).toEqual([])
  })

  test('核实后改了登记，账户的名字跟着改；本人看到结果、理由、依据和谁答复的', async () => {
    expect((await answer(keeper, id, { value: '黄莉华' })).status).toBe(200)
    await city.drain()
    expect(await city.sql("select name from party.person where id = 'huang-lihua'")).toEqual([{ name: '黄莉华' }])
    expect(await city.sql("select name from permission.account where party = 'huang-lihua'")).toEqual([{ name: '黄莉华' }])
    const { text } = await his.page('/me/data/corrections')
    for (const word of ['已更正', '核对了身份证和户口簿', '个人信息保护法第四十六条', '廖春华']) expect(text).toContain(word)
    expect(await inboxOf('citizen:huang-lihua', 'personal.correction-answered')).toHaveLength(2)
    const facts = await city.sql(
      "select name, by_whom from ledger.fact where about in ($1, 'party:huang-lihua') and name like '%correct%' order by name",
      [`data-correction:${id}`],
    )
    expect(facts).toEqual([
      { name: 'party.name-corrected', by_whom: 'staff:liaochunhua' },
      { name: 'personal.correction-answered', by_whom: 'staff:liaochunhua' },
      { name: 'personal.correction-asked', by_whom: 'citizen:huang-lihua' },
    ])
  })

  test('答复过的不能再答；要取走的信息里有这条请求', async () => {
    expect((await answer(keeper, id)).body.code).toBe('personal.answered')
    expect((await keeper.get('/data-corrections')).body).toEqual([])
    const held = (await his.get('/me/data')).body.held as { title: string; rows: number }[]
    expect(held.find((h) => h.title === '更正信息的请求')?.rows).toBe(1)
    expect((await ask(his, { class: 'party.person' })).status).toBe(200)
  })
})

describe('办件里写错了', () => {
  const facts = () =>
    city.sql<{ name: string; data: Record<string, unknown> }>('select name, data from ledger.fact where about = $1 order by seq', [
      `case:${caseId}`,
    ])
  let mine: Client
  beforeAll(async () => {
    mine = await city.citizen('钟家明')
  })

  test('要说是哪一件，只能是自己的', async () => {
    expect((await ask(mine, { class: 'cases.file' })).body.code).toBe('personal.no-record')
    expect((await ask(mine, { class: 'cases.file', record: 'nobodys-case' })).body.code).toBe('personal.no-record')
  })

  test('由办那一件的机关答复；原文不改，办件的经过里多一条加注，写的内容不进账本', async () => {
    const made = await ask(mine, { class: 'cases.file', record: caseId, right: '钟嘉明' })
    expect(made.body).toMatchObject({ organ: 'market-360702', record: caseId })
    const before = await facts()
    const kept = await city.sql('select * from cases.answers where case_id = $1', [caseId])
    expect((await answer(chief, made.body.id)).body.fields).toMatchObject([{ field: 'outcome' }])
    expect((await answer(chief, made.body.id, { outcome: 'noted', answer: '查实名字写错，原文不改，加注正确的姓名。' })).status).toBe(200)
    const after = await facts()
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.at(-1)).toMatchObject({ name: 'case.annotated', data: { correction: made.body.id, ground: '个人信息保护法第四十六条' } })
    expect(JSON.stringify(after)).not.toContain('钟嘉明')
    expect(await city.sql('select * from cases.answers where case_id = $1', [caseId])).toEqual(kept)
    expect((await mine.page('/me/data/corrections')).text).toContain('原文不改，已加注')
  })

  test('加注以后，这一件照样往下办', async () => {
    const clerk = await city.staff('liufang')
    expect(JSON.stringify((await clerk.get(`/work/cases/${caseId}`)).body)).toContain('已经核实，原文不改')
    expect((await clerk.post(`/work/cases/${caseId}/accept`, { input: {} })).status).toBe(200)
  })
})

test('答复过三年的请求到期删掉，加注的留着', async () => {
  city.clock.set('2026-12-15T10:00:00+08:00')
  await city.run('personal.retain')
  const left = await city.sql<{ outcome: string | null }>('select outcome from personal.correction order by outcome')
  expect(left.map((r) => r.outcome)).toEqual(['noted', null])
})
