/** A city is founded once from the same files, and again when they have changed. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openHouse } from '#app/open.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const openAgain = async () => {
  const house = await openHouse(city.house.url, { HAOBAN_DATA: inject('database').dataDir }, { log: city.house.log, clock: city.clock })
  await house.db.close()
}
const roleTitle = async () => (await city.sql<{ title: string }>("select title from permission.role where id = 'windowClerk'"))[0]?.title
const forget = () => city.sql("update permission.role set title = 'x' where id = 'windowClerk'")

test('a start from the same program and files puts in nothing', async () => {
  await forget()
  await openAgain()
  expect(await roleTitle()).toBe('x')
})

test('a start from changed files takes in what they say', async () => {
  await city.sql("update base.foundation set digest = 'of another day'")
  await Promise.all([openAgain(), openAgain()])
  expect(await roleTitle()).not.toBe('x')
  expect(await city.sql('select 1 from base.foundation')).toHaveLength(1)
}, 180_000)
