/** One application that several stories send: a small restaurant asks for its food licence (demo). */
import { readFileSync } from 'node:fs'
import { met } from '#test/restaurant.ts'
import type { Client, TestCity } from './kit.ts'

/** A real PDF of one page, small enough to send often. */
export const pdf = (title: string): Uint8Array => {
  const parts = [
    '%PDF-1.4\n',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n`,
    `4 0 obj<</Title(${title})>>endobj\n`,
  ]
  const offsets = parts.map((_, i) => parts.slice(0, i).join('').length).slice(1)
  const start = parts.join('').length
  const table = offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')
  return new TextEncoder().encode(
    `${parts.join('')}xref\n0 5\n0000000000 65535 f \n${table}trailer<</Size 5/Root 1 0 R/Info 4 0 R>>\nstartxref\n${start}\n%%EOF\n`,
  )
}

export const blob = (bytes: Uint8Array, type = 'application/pdf') => new Blob([new Uint8Array(bytes)], { type })

/** What each page of the form is answered with. */
export const answers: Record<string, Record<string, string>> = {
  sells: { sells: 'meals' },
  licensed: { licensed: 'yes' },
  brewing: { brewing: 'no' },
  business: { format: 'catering', projects: 'hot', online: 'no' },
  'shop-info': { 'shopName.use': 'known', 'uscc.use': 'known', division: '360702' },
  where: { address: '章贡区文清路 18 号一层' },
  size: { area: '120', kitchenArea: '40' },
  operator: { 'operator.use': 'known', 'operatorId.use': 'known', phone: '13800000001' },
  officer: { officerSame: 'yes' },
  people: { 'staff[0][name]': '钟家明', 'staff[0][idNo]': '360702199003070017', 'staff[0][job]': 'cook' },
  delivery: { delivery: 'electronic' },
}

type Section = { questions: { id: string; fields: string[] }[] }

/** The fields that one question of an item asks for, as its page sends them; `city` is the folder of the city. */
export function fieldsOf(item: string, question: string, city = 'ganzhou'): string {
  const form = JSON.parse(readFileSync(new URL(`../city/${city}/items/${item}/form.json`, import.meta.url), 'utf8'))
  const found = form.ui.sections.flatMap((s: Section) => s.questions).find((q: { id: string }) => q.id === question)
  return (found?.fields ?? [question]).join(' ')
}

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 800)

type Filled = { item: string; division: string; answers: Record<string, Record<string, string>>; materials: readonly string[] }

/** Fills a whole draft as a browser would, page by page, without JavaScript. Answers the draft's address. */
export async function fill(citizen: Client, { item, division, answers, materials }: Filled): Promise<string> {
  const begun = await citizen.submit(`/apply/${item}`, { division, applicant: 'kejia-xiaoyuan' })
  const draft = begun.headers.get('location')!
  for (const [question, fields] of Object.entries(answers)) {
    const answer = await citizen.submit(`${draft}/q/${question}`, { _asked: fieldsOf(item, question), ...fields })
    if (answer.status !== 303) throw new Error(`${question}: ${answer.status} ${plain(answer.text)}`)
  }
  for (const material of materials) {
    const form = new FormData()
    form.append('file', blob(pdf(material)), `${material}.pdf`)
    const answer = await citizen.post(`${draft}/m/${material}`, form)
    if (answer.status !== 200) throw new Error(`${material}: ${answer.status} ${answer.text}`)
  }
  return draft
}

/** The food licence, filled. */
export const fillDraft = (citizen: Client, change: Record<string, Record<string, string>> = {}): Promise<string> =>
  fill(citizen, {
    item: 'food-business-licence-new',
    division: '360702',
    answers: { ...answers, ...change },
    materials: ['layout', 'rules', 'health-certificates'],
  })

/** Who takes a sent case to its decision, in whose order. */
const hands: readonly (readonly [login: string, verb: string, input?: object])[] = [
  ['liufang', 'accept'],
  ['zengwei', 'examine'],
  ['zengwei', 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件' }],
  ['chenguodong', 'approve'],
]

/** Fills and sends the food licence and takes it to its approval, with all that follows from it. Answers the case's id. */
export async function decided(city: TestCity, citizen: Client): Promise<string> {
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body
  for (const [login, verb, input = {}] of hands) {
    const answer = await (await city.staff(login)).post(`/work/cases/${id}/${verb}`, { input })
    if (answer.status !== 200) throw new Error(`${verb}: ${answer.status} ${answer.text}`)
  }
  await city.drain()
  return id
}

/** Sends a filled draft; the answer of the edge, with the case's id, number and query code. */
export const sendDraft = (citizen: Client, draft: string, key?: string) => citizen.post(`${draft}/check`, { agree: 'yes' }, key)
