/** Whatever is typed wrong, in whatever shape it arrives, is answered in Chinese that says how to mend it: no sentence of a library reaches anybody. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { findRooms } from '#app/house.ts'
import { fieldErrors } from '#base/sentence.ts'
import { inputs } from '#kernel/case/schema.ts'
import { fillDraft, sendDraft } from '../food.ts'
import { type Answer, type Client, openTestCity, type TestCity } from '../kit.ts'

/** Shapes in which a value may come that no form of ours sends. */
const shapes: readonly unknown[] = [
  undefined,
  null,
  '',
  'x',
  '过长'.repeat(3000),
  0,
  -1,
  1.5,
  1e9,
  true,
  [],
  ['a', 'b'],
  [null],
  {},
  { a: { b: 1 } },
  '2023-02-30',
]

const chinese = /[\u4e00-\u9fff]/
/** Words a sentence may hold that are no Chinese: names of formats, an address, a telephone. */
const lawful = /PDF|JPG|JPEG|PNG|OFD|DOCX|XLSX|DWG|ZIP|JSONL|MB|KB|Cookie|idempotency-key|name@example\.com|OpenAPI|https:/gi
const foreign = (sentence: string): boolean => !chinese.test(sentence) || /[A-Za-z]{4,}/.test(sentence.replace(lawful, ''))

const namesOf = (schema: z.ZodType): string[] => (schema instanceof z.ZodObject ? Object.keys(schema.shape as object) : [])
const sentencesOf = (schema: z.ZodType, raw: unknown): string[] => {
  const parsed = schema.safeParse(raw, { reportInput: true })
  return parsed.success ? [] : fieldErrors(parsed.error).map((e) => e.sentence)
}

describe('what every route takes', async () => {
  const rooms = await findRooms()
  const routes = rooms.flatMap((r) => r.routes ?? [])
  test('there are routes to try', () => expect(routes.length).toBeGreaterThan(80))

  test.each(routes.map((r) => [`${r.verb} ${r.path}`, r.takes] as const))('%s', (_, takes) => {
    const names = namesOf(takes as z.ZodType)
    const tried = [...shapes, ...names.flatMap((name) => shapes.map((shape) => ({ [name]: shape })))]
    expect(tried.flatMap((raw) => sentencesOf(takes as z.ZodType, raw)).filter(foreign)).toEqual([])
  })
})

describe('what every verb of a case takes', () => {
  test.each(Object.entries(inputs))('%s', (_, takes) => {
    const tried = [...shapes, ...namesOf(takes).flatMap((name) => shapes.map((shape) => ({ [name]: shape })))]
    expect(tried.flatMap((raw) => sentencesOf(takes, raw)).filter(foreign)).toEqual([])
  })
})

describe('over the wire', () => {
  let city: TestCity
  let citizen: Client
  beforeAll(async () => {
    city = await openTestCity('2023-06-15T10:00:00+08:00')
    citizen = await city.citizen('钟家明')
  })
  afterAll(() => city.close())

  const told = ({ body }: Answer): string[] =>
    [body?.title, ...(body?.fields ?? []).map((f: { sentence: string }) => f.sentence)].filter(Boolean)
  const sane = (answer: Answer): void => {
    expect(answer.status).toBeLessThan(500)
    if (answer.status >= 400) expect(told(answer).filter(foreign)).toEqual([])
  }

  test('every field of an application, in every shape', async () => {
    const form = JSON.parse(readFileSync(new URL('../../city/ganzhou/items/food-business-licence-new/form.json', import.meta.url), 'utf8'))
    const begun = await citizen.submit('/apply/food-business-licence-new', { division: '360702', applicant: 'kejia-xiaoyuan' })
    const draft = begun.headers.get('location')!
    const questions = form.ui.sections.flatMap((s: { questions: { id: string; fields: string[] }[] }) => s.questions)
    for (const { id, fields } of questions)
      for (const field of fields)
        for (const shape of shapes) sane(await citizen.post(`${draft}/q/${id}`, { _asked: field, [field]: shape }))
  })

  test('a verb of the desk, sent by a program', async () => {
    const clerk = await city.staff('liufang')
    const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body
    for (const shape of shapes) sane(await clerk.post(`/work/cases/${id}/requestSupplement`, { input: { items: shape } }))
    for (const shape of shapes) sane(await clerk.post(`/work/cases/${id}/requestSupplement`, { input: shape }))
  })

  test.for([
    '/lookup',
    '/drafts/x/check',
    '/cases/x/withdraw',
    '/cases/x/supply',
    '/cases/x/rate',
    '/account/password',
    '/sign-in',
    '/session/acting',
  ])('the form of %s', async (path) => {
    for (const name of [
      'id',
      'code',
      'tail',
      'agree',
      'reason',
      'note',
      'text',
      'grade',
      'old',
      'fresh',
      'login',
      'party',
      'as',
      'division',
    ])
      for (const shape of shapes) sane(await citizen.post(path, { [name]: shape }))
  })
})
