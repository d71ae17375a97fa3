/** 线上线下一个标准: the counter and the site ask, want, charge, promise and answer the same, for every item of the city. */
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limitText } from '#kernel/item/rules/text.ts'
import { fillDraft, answers as foodAnswers, sendDraft } from '../food.ts'
import { type Client, openTestCity, type TestCity } from '../kit.ts'

const codes = readdirSync(new URL('../../city/ganzhou/items/', import.meta.url))
const shop = 'kejia-xiaoyuan'
const person = 'zhong-jiaming'

let city: TestCity
let citizen: Client
let clerk: Client
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  // One clerk at every counter of the city, so that each item is taken in where it is handled.
  await city.sql("update permission.granted set organ = '*', division = '*' where account = 'staff:liufang'")
  citizen = await city.citizen('钟家明')
  clerk = await city.staff('liufang')
})
afterAll(() => city.close())

type Guide = { places: { impl: { division: string } }[]; item: { audiences: string[] } }
type Task = { id: string; kind: string; optional: boolean }

const divisionOf = ({ places }: Guide): string => (places.find((p) => p.impl.division === '360702') ?? places[0]!).impl.division

describe.each(codes)('%s', (code) => {
  test('both faces', async () => {
    const guide: Guide = (await city.anyone().get(`/items/${code}`)).body
    const division = divisionOf(guide)
    const here = (await city.anyone().get(`/items/${code}?division=${division}`)).body
    const counter = (await clerk.get(`/work/items/${code}?division=${division}`)).body
    const applicant = guide.item.audiences.includes('1') ? person : shop
    const begun = (await citizen.post(`/apply/${code}`, { division, applicant })).body
    const draft = (await citizen.get(`/drafts/${begun.id}`)).body
    const tasks: Task[] = draft.plan.sections.flatMap((s: { tasks: Task[] }) => s.tasks)
    const [first] = tasks
    const asked = (await citizen.get(`/drafts/${begun.id}/q/${first!.id}`)).body

    // the same questions, word for word
    expect(counter.form).toEqual(asked.form)
    // the same materials, in the same order and with the same conditions
    const told = (m: { id: string; name: string; need: string; when?: unknown; maxMb: number }) => [m.id, m.name, m.need, m.when, m.maxMb]
    expect(counter.materials.map(told)).toEqual(here.item.materials.map(told))
    // the same fees and the same promise
    expect(counter.fees.charged).toBe(here.item.fees.charged)
    expect(counter.fees.rows.map((r: { standard: string }) => r.standard)).toEqual(
      here.item.fees.rows.map((r: { standard: string }) => r.standard),
    )
    expect(counter.promise).toBe(limitText(here.item.promise))

    // sent empty, both want the same: what the counter refuses is what the site still has on its list
    const refused = await clerk.post('/work/receive', { item: code, division, applicant, answers: {}, materials: [], declared: true })
    expect(refused.status).toBe(422)
    const fields: string[] = refused.body.fields.map((f: { field: string }) => f.field)
    const questions = asked.form.ui.sections.flatMap((s: { questions: { id: string; fields: string[] }[] }) => s.questions)
    const questionOf = (field: string) => questions.find((q: { fields: string[] }) => q.fields.includes(field.split('[')[0]!))?.id
    const wantedThere = new Set(fields.filter((f) => !f.startsWith('material.')).map(questionOf))
    const wantedHere = new Set(tasks.filter((t) => t.kind === 'question' && !t.optional).map((t) => t.id))
    expect([...wantedThere].filter((q) => !wantedHere.has(q))).toEqual([])
    const known = new Set(Object.keys(asked.known))
    const unknown = (id: string) => questions.find((q: { id: string }) => q.id === id).fields.some((f: string) => !known.has(f))
    expect([...wantedHere].filter((q) => !wantedThere.has(q) && unknown(q) && !followsFromKnown(q, questions))).toEqual([])
    const materialsThere = fields.filter((f) => f.startsWith('material.')).map((f) => f.slice('material.'.length))
    const materialsHere = tasks.filter((t) => t.kind === 'material' && !t.optional).map((t) => t.id)
    expect(new Set(materialsHere)).toEqual(new Set(materialsThere))
  })
})

/** A question that only what the house knows has opened is on the list of the site alone. */
const followsFromKnown = (id: string, questions: { id: string; when?: unknown }[]): boolean =>
  questions.find((q) => q.id === id)?.when !== undefined

/** What is typed page by page on the site, as one record of the counter. */
function asRecord(): Record<string, unknown> {
  const flat = Object.assign({}, ...Object.values(foodAnswers)) as Record<string, string>
  const plain = Object.fromEntries(Object.entries(flat).filter(([k]) => !k.includes('.use') && !k.includes('[')))
  return {
    ...plain,
    projects: [plain.projects],
    area: Number(plain.area),
    kitchenArea: Number(plain.kitchenArea),
    shopName: '章贡区客家小院餐饮店（演示）',
    uscc: '92360702MA9A00125A',
    operator: '钟家明',
    operatorId: '360702199003070017',
    staff: [{ name: '钟家明', idNo: '360702199003070017', job: 'cook' }],
  }
}

test('the same application, sent on the site and at the counter, has the same answers, clock, papers and verbs', async () => {
  const online = (await sendDraft(citizen, await fillDraft(citizen))).body.id as string
  const paper = (id: string) => ({ code: id, name: id, provide: 'paper', files: [] })
  const received = await clerk.post('/work/receive', {
    item: 'food-business-licence-new',
    division: '360702',
    applicant: shop,
    answers: asRecord(),
    materials: ['layout', 'rules', 'health-certificates'].map(paper),
    declared: true,
  })
  expect([received.status, received.text.slice(0, 400)]).toEqual([200, expect.any(String)])
  const counter = received.body.id as string
  for (const id of [online, counter]) await clerk.post(`/work/cases/${id}/accept`, { input: {} })
  const [a, b] = [(await citizen.get(`/cases/${online}`)).body, (await citizen.get(`/cases/${counter}`)).body]
  const same = (v: typeof a) => ({
    status: v.status,
    due: v.due,
    steps: v.steps.map((s: { name: string }) => s.name),
    clocks: v.clocks.map((c: { due: string; basis: string }) => [c.due, c.basis]),
  })
  expect(same(b)).toEqual(same(a))
  expect(b.papers.map((p: { title: string }) => p.title)).toEqual(a.papers.map((p: { title: string }) => p.title))
  expect(b.materials.map((m: { name: string }) => m.name)).toEqual(a.materials.map((m: { name: string }) => m.name))
  const [there, here] = [(await clerk.get(`/work/cases/${online}/answers`)).body, (await clerk.get(`/work/cases/${counter}/answers`)).body]
  expect(here).toEqual(there)
})
