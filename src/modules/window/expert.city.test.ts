import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let citizen: Client
let examiner: Client
let id: string
let layout: string
let rules: string

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  ;[citizen, examiner] = [await city.citizen('钟家明'), await city.staff('zengwei')]
  id = (await sendDraft(citizen, await fillDraft(citizen))).body.id
  await (await city.staff('liufang')).post(`/work/cases/${id}/accept`, { input: {} })
  const { materials } = (await examiner.get(`/work/cases/${id}`)).body
  const hashOf = (code: string) => materials.find((m: { code: string }) => m.code === code).files[0].hash
  ;[layout, rules] = [hashOf('layout'), hashOf('rules')]
}, 120_000)
afterAll(() => city.close())

const two = [
  { name: '谢教授', office: '江西理工大学' },
  { name: '黄高工', office: '市食品检验院' },
]
const question = { text: '请看布局图，冷食操作区的隔断够不够？', experts: two, dueOn: '2023-06-20' }
const ask = async (change: object = {}) =>
  (await examiner.post(`/work/cases/${id}/experts`, { ...question, files: [layout], ...change })).body
const pathOf = (link: string) => new URL(link).pathname
const questionsOf = async () => (await examiner.get(`/work/cases/${id}`)).body.questions

describe('experts', () => {
  test('are asked in one step, each answers once by his link, without an account', async () => {
    const { links } = await ask()
    expect(links.map((l: { name: string }) => l.name)).toEqual(['谢教授', '黄高工'])
    const path = pathOf(links[0].link)
    const expert = city.anyone()
    const page = await expert.page(path)
    expect([page.status, page.text.includes('隔断够不够'), page.text.includes('钟家明')]).toEqual([200, true, false])
    expect(page.text).toContain('<span class="vh">地区：</span>章贡区</summary>')
    expect((await expert.post(path, { verdict: 'agree', answer: '短' })).body.fields[0].field).toBe('answer')
    const answer = { verdict: 'disagree', answer: '隔断没有到顶，不符合食品经营许可审查通则。' }
    expect((await expert.post(path, answer)).body.answered).toMatchObject({ verdict: '不同意' })
    expect((await expert.post(path, answer)).body.code).toBe('window.seat-answered')
    const [asked] = await questionsOf()
    expect(asked.seats.map((s: { state: string }) => s.state)).toEqual(['answered', 'open'])
    const { letters } = (await examiner.get('/messages/mine')).body
    expect(letters[0]).toMatchObject({ title: '专家答复了：不同意', link: `/desk/cases/${id}` })
    await examiner.post('/messages/seen', { link: `/desk/cases/${id}` })
    expect((await examiner.get('/work/queues')).body.unread).toBe(0)
  })
  test('see what was attached and nothing else, and the applicant sees that they looked', async () => {
    const { links } = await ask()
    const path = pathOf(links[1].link)
    const expert = city.anyone()
    expect((await expert.get(`${path}/files/${layout}`)).headers.get('content-type')).toBe('application/pdf')
    expect((await expert.get(`${path}/files/${rules}`)).status).toBe(404)
    expect((await expert.get(`/work/cases/${id}`)).status).toBe(401)
    expect((await citizen.page(`/cases/${id}`)).text).toContain('市食品检验院')
  })
  test('a link that was taken back, a wrong one, and one whose day is over answer nothing', async () => {
    const { links } = await ask()
    const [latest] = await questionsOf()
    const open = latest.seats.find((s: { name: string }) => s.name === '谢教授').id
    expect((await examiner.post(`/work/cases/${id}/experts/${open}/withdraw`)).status).toBe(200)
    expect((await city.anyone().get(pathOf(links[0].link))).status).toBe(404)
    expect((await city.anyone().get(`/expert/${'0'.repeat(48)}`)).status).toBe(404)
    city.clock.set('2023-06-21T10:00:00+08:00')
    const late = await city.anyone().post(pathOf(links[1].link), { verdict: 'agree', answer: '符合要求，没有其他意见。' })
    expect([late.status, late.body.code]).toEqual([409, 'window.expert-late'])
    city.clock.set('2023-06-15T10:00:00+08:00')
  })
  test('who has not answered is told to the one who asked, the day before', async () => {
    await ask({ text: '请看一下排水和通风，够不够？' })
    await city.sql(
      "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'window.expert-remind'), run_at => now())",
    )
    await city.drain()
    const { letters } = (await examiner.get('/messages/mine')).body
    expect(letters.map((l: { text: string }) => l.text)).toContainEqual(expect.stringContaining('谢教授、黄高工'))
  })
  test('are asked by those who examine or decide, and about open cases of their own organ', async () => {
    const clerk = await city.staff('liufang')
    expect((await clerk.post(`/work/cases/${id}/experts`, { ...question, files: [] })).status).toBe(403)
    const stranger = await city.staff('huangbin')
    expect((await stranger.post(`/work/cases/${id}/experts`, { ...question, files: [] })).status).toBe(404)
  })
})
