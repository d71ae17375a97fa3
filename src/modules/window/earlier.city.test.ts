/** Files handed in before: offered to the one who handed them in, for the same material, and taken over only by a press. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blob, fillDraft, pdf, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let citizen: Client
let first: string
let draft: string

const begin = async (who: Client, code: string, applicant: string) =>
  (await who.submit(`/apply/${code}`, { division: '360702', applicant })).headers.get('location')!

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  first = (await sendDraft(citizen, await fillDraft(citizen))).body.id
  city.clock.set('2023-06-16T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  draft = await begin(citizen, 'food-business-licence-new', 'kejia-xiaoyuan')
  for (const [question, value] of [
    ['sells', 'meals'],
    ['licensed', 'yes'],
    ['brewing', 'no'],
  ] as const)
    await citizen.submit(`${draft}/q/${question}`, { _asked: question, [question]: value })
})
afterAll(() => city.close())

const filesOf = async (path: string) => (await citizen.get(path)).body.line.files as { id: string; name: string }[]

test('a new application offers what was handed in before, with its day and what it was for, and takes nothing by itself', async () => {
  const { earlier, line } = (await citizen.get(`${draft}/m/layout`)).body
  expect(line.files).toEqual([])
  expect(earlier).toEqual([
    {
      key: `${first}.layout`,
      caseId: first,
      on: '2023年6月15日',
      itemName: '食品经营许可（新办）',
      files: [{ hash: expect.any(String), name: 'layout.pdf', size: expect.any(Number) }],
    },
  ])
  const page = (await citizen.page(`${draft}/m/layout`)).text
  expect(page).toContain('2023年6月15日交的，用于“食品经营许可（新办）”')
  expect(page).toMatch(new RegExp(`<button[^>]* value="${first}.layout" name="reuse">`))
  expect((await citizen.send('GET', `/cases/${first}/files/${earlier[0].files[0].hash}`)).status).toBe(200)
})

test('one press without JavaScript takes it over, says where from, and offers it no more; a second press doubles nothing', async () => {
  const path = `${draft}/m/layout`
  for (let press = 0; press < 2; press++) {
    const pressed = await citizen.submit(path, { reuse: `${first}.layout`, provide: 'upload' })
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, path])
  }
  expect((await filesOf(path)).map((f) => f.name)).toEqual(['layout.pdf'])
  expect((await citizen.get(path)).body.earlier).toEqual([])
  expect((await citizen.page(path)).text).toContain('上次交过的：“食品经营许可（新办）”，2023年6月15日交的')
})

test('another item whose material only bears the same code offers nothing', async () => {
  const other = await begin(citizen, 'public-place-hygiene-licence', 'kejia-xiaoyuan')
  for (const code of ['layout', 'rules']) {
    const { earlier, line } = (await citizen.get(`${other}/m/${code}`)).body
    expect([line.material.id, earlier]).toEqual([code, []])
  }
})

test('nobody reaches the files of somebody else, also not by naming them', async () => {
  const stranger = await city.citizen('欧阳晓兰')
  const theirs = await begin(stranger, 'food-business-licence-new', 'qingfeng')
  expect((await stranger.get(`${theirs}/m/layout`)).body.earlier).toEqual([])
  const forged = await stranger.submit(`${theirs}/m/layout`, { reuse: `${first}.layout` })
  expect(forged.status).toBe(409)
  expect(forged.text).toContain('请重新上传')
  expect((await stranger.get(`${theirs}/m/layout`)).body.line.files).toEqual([])
})

test('the clerk is told which file the applicant took over', async () => {
  const again = await fillDraft(citizen)
  const files = await filesOf(`${again}/m/rules`)
  for (const f of files) await citizen.submit(`${again}/m/rules`, { remove: f.id })
  expect((await citizen.submit(`${again}/m/rules`, { reuse: `${first}.rules` })).status).toBe(303)
  const { id } = (await sendDraft(citizen, again)).body
  const [row] = await city.sql<{ source: string }>('select source from cases.material where case_id = $1 and code = $2', [id, 'rules'])
  expect(row!.source).toBe('申请人选用上次交过的：“食品经营许可（新办）”，2023年6月15日交的')
  const page = (await (await city.staff('liufang')).get(`/work/cases/${id}`)).body
  expect(page.materials.find((m: { code: string }) => m.code === 'rules').source).toBe(row!.source)
})

test('what is asked for afterwards may be a file of another application, ticked by hand; that of the case itself is not offered', async () => {
  const draft = await fillDraft(citizen)
  const [wrong] = await filesOf(`${draft}/m/rules`)
  await citizen.submit(`${draft}/m/rules`, { remove: wrong!.id })
  const form = new FormData()
  form.append('file', blob(pdf('without anybody who answers for it')), 'short.pdf')
  await citizen.post(`${draft}/m/rules`, form)
  const { id } = (await sendDraft(citizen, draft)).body
  const asked = { input: { items: [{ id: 'rules', what: '制度没有写明谁负责，请换一份' }] } }
  expect((await (await city.staff('liufang')).post(`/work/cases/${id}/requestSupplement`, asked)).status).toBe(200)

  const supply = `/cases/${id}/supply`
  const [{ earlier }] = (await citizen.get(supply)).body.materials
  expect(earlier.map((e: { files: { name: string }[] }) => e.files.map((f) => f.name))).toEqual([['rules.pdf']])
  expect((await citizen.page(supply)).text).toMatch(/<input type="checkbox" [^>]*name="reuse-rules"/)
  const forged = await citizen.submit(supply, { _key: 'forged', 'reuse-rules': `${id}.layout` })
  expect([forged.status, forged.text.includes('请重新上传')]).toEqual([409, true])
  expect((await citizen.submit(supply, { _key: 'ticked', 'reuse-rules': earlier[0].key })).headers.get('location')).toBe(`/cases/${id}`)

  const rows = await city.sql<{ version: number; source: string | null; files: { name: string }[] }>(
    "select version, source, files from cases.material where case_id = $1 and code = 'rules' order by version",
    [id],
  )
  expect(rows.map((r) => [r.version, r.files[0]!.name, r.source !== null])).toEqual([
    [1, 'short.pdf', false],
    [2, 'rules.pdf', true],
  ])
})
