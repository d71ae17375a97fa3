/**
 * G2 · 标准化、智能化: a case goes the way that its item's diagram shows. One story over HTTP: a notice and its answer go round, organs
 * look at once, one that is late is reminded and watched, a survey fails and is repeated, the decision waits for all of them.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '../test/kit.ts'
import { type Cast, live, logins } from '../test/proof/process-life.ts'

let city: TestCity
const signIn = async (): Promise<Cast> => {
  const entries = await Promise.all(Object.entries(logins).map(async ([role, login]) => [role, await city.staff(login)]))
  return { citizen: await city.citizen('钟家明'), ...Object.fromEntries(entries) } as Cast
}

beforeAll(async () => {
  city = await openTestCity('2023-06-19T09:00:00+08:00')
})
afterAll(() => city.close())

test('a case lives by its process, from the empty form to the decision', async () => {
  const cast = await signIn()
  const seen: Record<string, unknown> = {}
  const looks: Record<string, (id: string) => Promise<void>> = {
    async asked(id) {
      const { process } = (await cast.clerk.get(`/process-about/case:${id}`)).body
      seen.asked = process.open.map((o: { name: string }) => o.name)
    },
    async examining(id) {
      const page = (await cast.examiner.get(`/work/cases/${id}`)).body
      const propose = page.verbs.find((v: { verb: string }) => v.verb === 'propose')
      seen.barred = [propose.open, propose.why]
      const refused = await cast.examiner.post(`/work/cases/${id}/propose`, { input: { verdict: 'approve', opinion: '材料齐全' } })
      seen.refused = [refused.status, refused.body.code]
      const foreign = (await cast.fire.get('/process-work')).body.work
      seen.fire = foreign.map((w: { name: string; late: boolean }) => [w.name, w.late])
    },
    async late() {
      seen.late = (await cast.fire.get('/process-work')).body.work.map((w: { late: boolean; reminders: number }) => [w.late, w.reminders])
    },
  }
  const timePasses = async () => {
    // 20, 21 and 25 June: 22 to 24 are 端午, Sunday the 25th is worked
    city.clock.set('2023-06-26T00:01:00+08:00')
    Object.assign(cast, await signIn())
    await city.run('process.timers')
  }
  const { id, instance } = await live({ cast, today: () => '2023-06-26', timePasses, look: async (id, at) => looks[at]?.(id) })
  expect(seen).toEqual({
    asked: ['等申请人补正'],
    barred: [false, expect.stringContaining('要先办完：')],
    refused: [409, 'case.process-not-there'],
    fire: [['消防安全意见', false]],
    late: [[true, 1]],
  })
  const { process } = (await cast.clerk.get(`/process-about/case:${id}`)).body
  expect([process.instance, process.ended, process.open]).toEqual([instance, true, []])
  const page = (await cast.clerk.get(`/work/cases/${id}`)).body
  expect(page.status).toBe('approved')
  // the model page counts it, and says where it took long: both waited the same days, and the survey was made twice
  const model = (await cast.clerk.get('/process-models/item:public-place-hygiene-licence')).body
  const slowest = model.spots.slice(0, 2).map((s: { name: string }) => s.name)
  expect([model.versions[0].ended, slowest]).toEqual([1, ['现场核查', '消防安全意见']])
  await city.drain()
})

const item = 'public-place-hygiene-licence'
const [editor, publisher] = ['zengqiang', 'zengxianhui']

test('a new version of the process is rehearsed over the year: who would have gone another way, and where', async () => {
  const by = await city.staff(editor!)
  const key = encodeURIComponent(`item:${item}`)
  const { draft } = (await by.post(`/process-models/${key}/drafts`, { reason: '核查不合格也先会审' })).body
  const { xml, revision } = (await by.get(`/process-drafts/${draft}`)).body
  const failed = '<conditionExpression xsi:type="tFormalExpression">passed = false</conditionExpression>'
  const edited = await by.post(`/process-drafts/${draft}/edit`, { revision, xml: xml.replace(failed, failed.replace('false', 'null')) })
  expect(edited.status).toBe(200)
  expect((await by.post(`/process-drafts/${draft}/rehearse`)).status).toBe(200)
  await city.drain()
  const { rehearsal, findings } = (await by.get(`/process-drafts/${draft}`)).body
  expect(findings).toEqual([])
  expect(rehearsal).toMatchObject({ kind: 'process', status: 'done', fresh: true, total: 1, looked: 1, unread: 0, changed: 1 })
  const { rows } = (await by.get(`/process-drafts/${draft}/changes`)).body
  expect(rows[0]).toMatchObject({ what: '走法', because: '“现场核查”办完以后', href: expect.stringContaining('/desk/cases/') })
  expect(rows[0].before).toContain('“整改复查”')
  expect(rows[0].after).not.toContain('“整改复查”')
  // published without one it needs a reason, which stays in the ledger
  const again = (await by.get(`/process-drafts/${draft}`)).body
  await by.post(`/process-drafts/${draft}/edit`, { revision: again.revision, xml: `${again.xml}\n` })
  await by.post(`/process-drafts/${draft}/submit`)
  const other = await city.staff(publisher!)
  expect((await other.post(`/process-drafts/${draft}/publish`)).body.code).toBe('draft.unrehearsed')
  expect((await other.post(`/process-drafts/${draft}/publish`, { unrehearsed: '只多了一个换行' })).status).toBe(200)
  const [fact] = await city.sql<{ data: { unrehearsed: string } }>(
    "select data from ledger.fact where name = 'process.published' order by id desc limit 1",
  )
  expect(fact!.data.unrehearsed).toBe('只多了一个换行')
})
