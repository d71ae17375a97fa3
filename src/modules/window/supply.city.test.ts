/** 补正: the citizen corrects exactly what was named, in the form it was first asked in, and nothing is lost or swapped. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blob, fillDraft, pdf, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let citizen: Client
let clerk: Client

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  clerk = await city.staff('liufang')
})
afterAll(() => city.close())

type Item = { id: string; what: string }
async function askedFor(items: Item[]): Promise<string> {
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body
  expect((await clerk.post(`/work/cases/${id}/requestSupplement`, { input: { items } })).status).toBe(200)
  return `/cases/${id}`
}
const size = { _asked: 'area kitchenArea', area: '120', kitchenArea: '55' }
const factsOf = (path: string) =>
  city.sql<{ name: string; data: Record<string, unknown> }>('select name, data from ledger.fact where about = $1 order by seq', [
    `case:${path.slice('/cases/'.length)}`,
  ])

test('a named answer is corrected in its own question, checked, and kept beside the old one', async () => {
  const path = await askedFor([{ id: 'kitchenArea', what: '厨房面积和布局图对不上，请改' }])
  const asked = (await citizen.get(`${path}/supply`)).body
  expect(asked.fixes).toEqual([{ id: 'size', title: '店有多大', state: 'todo', said: ['厨房面积和布局图对不上，请改'] }])
  expect(asked.others).toEqual([])

  const wrong = await citizen.submit(`${path}/supply/q/size`, { ...size, kitchenArea: '很大' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('value="很大"')
  expect((await citizen.submit(`${path}/supply`, { _key: 'half' })).status).toBe(422)

  expect((await citizen.submit(`${path}/supply/q/size`, size)).headers.get('location')).toBe(`${path}/supply`)
  const { fixes, changes } = (await citizen.get(`${path}/supply`)).body
  expect(fixes[0].state).toBe('done')
  expect(changes).toEqual([{ field: 'kitchenArea', label: '厨房面积', before: ['40 平方米'], after: ['55 平方米'] }])
  expect((await citizen.submit(`${path}/supply`, { _key: 'whole' })).headers.get('location')).toBe(path)

  const corrected = (await factsOf(path)).find((f) => f.name === 'case.answers-corrected')!
  expect(corrected.data).toMatchObject({ version: 2, fields: [{ field: 'kitchenArea', label: '厨房面积' }] })
  expect(corrected.data.before).not.toBe(corrected.data.after)
  expect(JSON.stringify(corrected.data)).not.toContain('55')
  const page = (await citizen.page(path)).text
  expect(page).toContain('您改过的内容')
  expect(page).toContain('原来是：40 平方米')
  expect((await clerk.get(`/work${path}/answers`)).text).toContain('55')
})

test('what was not named stays closed', async () => {
  const path = await askedFor([{ id: 'layout', what: '布局图没有标尺寸，请补标' }])
  expect((await citizen.get(`${path}/supply`)).body.fixes).toEqual([])
  expect((await citizen.get(`${path}/supply/q/size`)).status).toBe(404)
  expect((await citizen.submit(`${path}/supply/q/size`, size)).status).toBe(404)
})

test('“what was filled in” opens every question that was asked, with fixed values still fixed', async () => {
  const path = await askedFor([{ id: 'answers', what: '填写的内容请再核对一遍' }])
  const { fixes } = (await citizen.get(`${path}/supply`)).body
  expect(fixes.map((f: { id: string }) => f.id)).toEqual(expect.arrayContaining(['sells', 'size', 'people', 'delivery']))
})

test('a correction that makes another question or material necessary asks for it before it goes off', async () => {
  const path = await askedFor([{ id: 'delivery', what: '您留的是电子证，请确认要不要纸质的' }])
  const delivery = await citizen.submit(`${path}/supply/q/delivery`, { _asked: 'delivery', delivery: 'post' })
  expect(delivery.status).toBe(422)
  const refused = await citizen.submit(`${path}/supply`, { _key: 'too-early' })
  expect(refused.status).toBe(422)
  expect((await citizen.get(`${path}/supply`)).body.fixes.some((f: { state: string }) => f.state === 'wrong')).toBe(true)
})

test('nobody hands in half by mistake: what is missing is named, or the note says why', async () => {
  const path = await askedFor([
    { id: 'layout', what: '布局图没有标尺寸，请补标' },
    { id: 'kitchenArea', what: '厨房面积请核对' },
  ])
  const half = await citizen.submit(`${path}/supply`, { _key: 'nothing' })
  expect(half.status).toBe(422)
  expect(half.text).toContain('请选“店铺布局和操作流程图”的文件；现在没有的，在“要说明的”里写明原因')
  expect(half.text).toContain('“店有多大”还没改，请点开看一看')
  const form = new FormData()
  form.append('file-layout', blob(pdf('layout')), 'layout.pdf')
  form.append('note', '厨房面积没有错，量过了')
  expect((await citizen.post(`${path}/supply`, form)).status).toBe(200)
  expect((await factsOf(path)).map((f) => f.name)).not.toContain('case.answers-corrected')
})

test('pressed twice, it is handed in once', async () => {
  const path = await askedFor([{ id: 'kitchenArea', what: '厨房面积请核对' }])
  await citizen.submit(`${path}/supply/q/size`, size)
  const [one, two] = [await citizen.post(`${path}/supply`, {}, 'same-key'), await citizen.post(`${path}/supply`, {}, 'same-key')]
  expect([one.status, two.status, two.body]).toEqual([200, 200, one.body])
  const names = (await factsOf(path)).map((f) => f.name)
  expect(names.filter((n) => n === 'case.answers-corrected')).toHaveLength(1)
  expect(names.filter((n) => n === 'case.supplemented')).toHaveLength(1)
})

test('somebody else sees neither the list nor the questions', async () => {
  const path = await askedFor([{ id: 'kitchenArea', what: '厨房面积请核对' }])
  const stranger = await city.citizen('刘秀英')
  expect((await stranger.get(`${path}/supply`)).status).toBe(404)
  expect((await stranger.get(`${path}/supply/q/size`)).status).toBe(404)
})

test('every look at what was handed in is on the page of read receipts, with office and purpose, and nobody else sees it', async () => {
  const path = await askedFor([{ id: 'kitchenArea', what: '厨房面积请核对' }])
  await clerk.get(`/work${path}/answers`)
  const page = (await citizen.page('/me/reads')).text
  expect(page).toContain('章贡区市场监督管理局')
  expect(page).toContain('填写的内容，办理审查')
  expect(page).toContain(`href="${path}"`)
  expect((await (await city.citizen('刘秀英')).get('/me/reads')).body).toEqual({ looks: [], more: false })
})

test('a page about one matter is headed by its place, and choosing another leads home', async () => {
  const path = await askedFor([{ id: 'kitchenArea', what: '厨房面积和布局图对不上，请改' }])
  const draft = await fillDraft(citizen)
  const pages = [path, ...['done', 'supply', 'supply/q/size', 'withdraw'].map((p) => `${path}/${p}`)]
  const drafts = [draft, ...['q/size', 'm/layout', 'check', 'drop'].map((p) => `${draft}/${p}`)]
  for (const page of [...pages, ...drafts]) {
    const { text } = await citizen.page(page)
    expect(/<summary><span class="vh">地区：<\/span>([^<]+)/.exec(text)?.[1], page).toBe('章贡区')
    expect(text, page).toContain('/division?code=360703&amp;back=%2F"')
  }
  expect((await citizen.page('/me')).text).toContain('/division?code=360703&amp;back=%2Fme"')
})
