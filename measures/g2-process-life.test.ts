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
    await city.run('process.sweep')
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
