/**
 * G2 · 标准化、智能化: a rule that anybody can read decides nothing and explains everything. One story over HTTP: the guide asks few
 * questions, the citizen reads why, the clerk reads the article, and a stored proof comes out the same again.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAssessment, replayAssessment, submit } from '#kernel/case/api.ts'
import type { Ctx, Who } from '#kernel/module.ts'
import { act } from '../src/app/context.ts'
import { type Client, openTestCity, type TestCity } from '../test/kit.ts'

let city: TestCity
let citizen: Client
let who: Who
let id = ''

const item = 'residence-permit'
const answers = (since: string) => ({
  lived: 'yes',
  ground: 'work',
  name: '钟家明',
  idNo: '360702199003070017',
  phone: '13800000001',
  householdAddress: '江西省瑞金市象湖镇红都大道 12 号',
  division: '360702',
  address: '章贡区文明大道 8 号 2 栋 301',
  since,
  employer: '客家小院餐饮店',
  workSince: '2022-12-01',
  childSchool: 'no',
  delivery: 'electronic',
})

const contract = { hash: 'a'.repeat(64), name: '合同.pdf', type: 'application/pdf', size: 10 }
const applicationSince = (since: string) => ({
  item,
  division: '360702',
  applicant: who.parties[0]!,
  channel: 'web' as const,
  declared: true as const,
  answers: answers(since),
  materials: [{ code: 'work-proof', name: '劳动合同', provide: 'upload' as const, files: [contract] }],
})

const asCitizen = <T>(work: (ctx: Ctx) => Promise<T>) => act(city.house, who, work)

beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  citizen = await city.citizen('钟家明')
  const session = (await citizen.get('/session')).body
  who = { ...session.who, organ: undefined, parties: ['zhong-jiaming'], grants: [] }
})
afterAll(() => city.close())

test('the guide asks what tells most, and answers as soon as it is certain', async () => {
  const first = (await city.anyone().get(`/items/${item}/fit?division=360702`)).body
  expect([first.ask.id, first.ask.question]).toEqual(['lived', '在这里住满半年了吗？'])
  const no = await city.anyone().page(`/items/${item}/fit?division=360702&answers[lived]=no`)
  expect(no.text).toMatch(/还不符合|现在不用办/)
  const yes = (await city.anyone().get(`/items/${item}/fit?division=360702&answers[lived]=yes&answers[ground]=work`)).body
  expect([yes.ask, yes.said.verdict, yes.said.score]).toEqual([null, 'met', '满足 2/2'])
})

test('an application is held against the table, and not fitting does not forbid it', async () => {
  const sent = await asCitizen((ctx) => submit(ctx, applicationSince('2023-03-01')))
  id = sent.id
  const page = await citizen.page(`/cases/${id}`)
  expect(page.text).toContain('还不符合条件：满足 1/2')
  expect(page.text).toContain('在这里住了：不少于 6 个月（现在是 3 个月）')
  expect(page.text).toContain('若在这里住了不少于 6 个月，就可以')
  expect(page.text).toContain('居住证暂行条例 第二条')
})

test('the fact tells the verdict and a digest; what the applicant filled in stays sealed', async () => {
  const [fact] = await city.sql<{ data: Record<string, unknown> }>(
    "select data from ledger.fact where about = $1 and name = 'case.assessed'",
    [`case:${id}`],
  )
  expect(fact!.data).toMatchObject({ model: item, version: 1, verdicts: [{ purpose: 'eligibility', verdict: 'not met' }] })
  expect(JSON.stringify(fact!.data)).not.toContain('2023-03-01')
})

test('the proof comes out of the snapshot to the same bytes, three years later', async () => {
  city.clock.set('2026-06-15T09:00:00+08:00')
  const { kept, again } = (await asCitizen((ctx) => replayAssessment(ctx, id)))!
  expect(again).toBe(kept)
  const view = (await asCitizen((ctx) => readAssessment(ctx, id, '本人查看')))!
  expect(view.facts).toEqual([
    { name: '在这里住了', value: '3 个月', from: '申请表：从哪天住到现在' },
    { name: '凭哪一样', value: '在这里工作', from: '申请表：凭哪一样申请？' },
  ])
  city.clock.set('2023-06-15T09:00:00+08:00')
})

test('somebody of another office does not see it', async () => {
  const clerk = await city.staff('liufang')
  expect((await clerk.get(`/work/cases/${id}/assessment`)).status).toBe(404)
})

const changed = (xml: string) =>
  xml
    .replaceAll('&gt;= 6', '&gt;= 3')
    .replaceAll('&lt; 6', '&lt; 3')
    .replace('value="3" label="还没有"', 'value="2" label="还没有"')
    .replace('input="在这里住了" value="5"', 'input="在这里住了" value="2"')
const post = async (by: Client, path: string, body: Record<string, unknown> = {}) => {
  const answer = await by.post(path, body)
  return { status: answer.status, body: answer.body }
}

test('a new version is written, and shows what it changes, cell by cell', async () => {
  const editor = await city.staff('luoxin')
  const begun = await post(editor, `/decision-models/${item}/drafts`, { reason: '试点：住满三个月就能申领' })
  expect(begun.status).toBe(200)
  const draft = begun.body.draft
  const { xml, revision } = (await editor.get(`/decision-drafts/${draft}`)).body
  const broken = await post(editor, `/decision-drafts/${draft}/edit`, { revision, xml: xml.replace('answer:since', 'answer:nowhere') })
  expect((await editor.get(`/decision-drafts/${draft}`)).body.findings[0].sentence).toContain('表单里没有“nowhere”这一项')
  await post(editor, `/decision-drafts/${draft}/edit`, { revision: broken.body.revision, xml: changed(xml) })
  const page = (await editor.get(`/decision-drafts/${draft}`)).body
  expect(page.findings).toEqual([])
  expect(page.differences[0]).toEqual({
    where: '可以申领居住证 第 1 条规则，在这里住了',
    kind: 'changed',
    before: '不少于 6 个月',
    after: '不少于 3 个月',
    raw: { before: '>= 6', after: '>= 3' },
  })
  expect(page.tests.every((t: { results: { passed: boolean }[] }) => t.results.every((r) => r.passed))).toBe(true)
})

const underWay = async () => (await (await city.staff('luoxin')).get(`/decision-models/${item}`)).body.draft as string

test('it is rehearsed over the cases of the year, and names whom it would change', async () => {
  const editor = await city.staff('luoxin')
  const draft = await underWay()
  expect((await post(editor, `/decision-drafts/${draft}/rehearse`)).status).toBe(200)
  await city.drain()
  const { rehearsal } = (await editor.get(`/decision-drafts/${draft}`)).body
  expect(rehearsal).toMatchObject({ status: 'done', fresh: true, total: 1, looked: 1, changed: 1 })
  expect(rehearsal.tally).toEqual([{ what: '是否符合条件', before: '不符合', after: '符合', count: 1 }])
  const { rows } = (await editor.get(`/decision-drafts/${draft}/changes`)).body
  expect(rows[0]).toMatchObject({
    subject: id,
    before: '不符合',
    after: '符合',
    because: '居住半年以上，有合法稳定就业；居住证暂行条例 第二条',
  })
})

test('its author cannot publish it; another person can', async () => {
  const [editor, approver] = [await city.staff('luoxin'), await city.staff('zengxianhui')]
  const draft = await underWay()
  expect((await post(editor, `/decision-drafts/${draft}/submit`)).status).toBe(200)
  expect((await post(editor, `/decision-drafts/${draft}/publish`)).status).toBe(403)
  expect((await post(approver, `/decision-drafts/${draft}/publish`)).body).toEqual({ code: item, version: 2 })
  await city.drain()
  const { versions } = (await approver.get(`/decision-models/${item}`)).body
  expect(versions.map((v: { version: number; rehearsed: string }) => [v.version, v.rehearsed])).toEqual([
    [2, '发布前预演过'],
    [1, '建城时带来的'],
  ])
})

test('old cases keep the version they began with, new ones have the new', async () => {
  const old = (await asCitizen((ctx) => readAssessment(ctx, id, '本人查看')))!
  expect([old.version, old.said[0]!.verdict]).toEqual([1, 'not met'])
  const fresh = await asCitizen((ctx) => submit(ctx, applicationSince('2023-03-01')))
  const now = (await asCitizen((ctx) => readAssessment(ctx, fresh.id, '本人查看')))!
  expect([now.version, now.said[0]!.verdict]).toEqual([2, 'met'])
})

test('what is not rehearsed is published for a reason only, and the reason stays with the version', async () => {
  const [editor, approver] = [await city.staff('luoxin'), await city.staff('zengxianhui')]
  const { draft } = (await post(editor, `/decision-models/${item}/drafts`, { reason: '改回半年' })).body
  const { xml, revision } = (await editor.get(`/decision-drafts/${draft}`)).body
  await post(editor, `/decision-drafts/${draft}/edit`, {
    revision,
    xml: xml.replaceAll('&gt;= 3', '&gt;= 6').replaceAll('&lt; 3', '&lt; 6'),
  })
  await post(editor, `/decision-drafts/${draft}/submit`)
  const refused = await post(approver, `/decision-drafts/${draft}/publish`)
  expect([refused.status, refused.body.code]).toEqual([422, 'draft.unrehearsed'])
  await post(approver, `/decision-drafts/${draft}/publish`, { unrehearsed: '条例明文写的是半年，立即改正' })
  const { versions } = (await approver.get(`/decision-models/${item}`)).body
  expect(versions[0]).toMatchObject({ version: 3, rehearsed: '条例明文写的是半年，立即改正' })
})
