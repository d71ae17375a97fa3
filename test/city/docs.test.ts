import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '../kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

test('the page for programmers names every route that answers, and who may call it', async () => {
  const { text, status } = await city.anyone().page('/docs')
  expect(status).toBe(200)
  for (const room of city.house.rooms)
    for (const route of room.routes ?? []) expect(text).toContain(`${route.verb} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
  expect(text).toContain('要有权限 permission.audit')
})

test('a refusal’s own code stands in the problem, whatever its data is named', async () => {
  const answer = await city.anyone().get('/no/such/address')
  expect([answer.status, answer.body.code, answer.body.status]).toEqual([404, 'not-found', 404])
})
