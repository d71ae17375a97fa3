/** An attempt inside another: what the inner one undoes is its own, and the outer one still reaches back to where it began. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { attempt } from './db.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const fail = () => Promise.reject(new Error('no'))

test('an outer attempt undoes everything in it, also after an inner one failed', async () => {
  const left = await city.house.db.owner(async (tx) => {
    await tx.exec('create temporary table tried (n int) on commit drop')
    await attempt(tx, async () => {
      await tx.sql`insert into tried values (1)`
      await attempt(tx, fail).catch(() => undefined)
      await attempt(tx, () => tx.sql`insert into tried values (2)`)
      return fail()
    }).catch(() => undefined)
    await attempt(tx, () => tx.sql`insert into tried values (3)`)
    return tx.sql<{ n: number }>`select n from tried`
  })
  expect(left).toEqual([{ n: 3 }])
})
