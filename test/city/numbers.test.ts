/** Running numbers under a key: each once, in the order of asking, also where many are drawn in one breath. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nextNumber } from '#base/counter.ts'
import type { Tx } from '#base/db.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const draw = (tx: Tx, keys: readonly string[]) => Promise.all(keys.map((key) => nextNumber(tx, key)))
const drawn = (keys: readonly string[]) => city.house.db.tx({ role: 'system' }, (tx) => draw(tx, keys))

test('numbers are drawn in the order of asking, and go on in the next transaction', async () => {
  expect(await drawn(['b', 'a', 'b', 'b'])).toEqual([1, 1, 2, 3])
  expect(await drawn(['a', 'b'])).toEqual([2, 4])
})

test('what was undone leaves no gap', async () => {
  const undone = city.house.db.tx({ role: 'system' }, async (tx) => {
    await draw(tx, ['c', 'c'])
    throw new Error('over')
  })
  await expect(undone).rejects.toThrow('over')
  expect(await drawn(['c'])).toEqual([1])
})

test('many transactions at once draw from the same keys in any order, each number once, and none waits for ever', async () => {
  const all = await Promise.all(Array.from({ length: 40 }, (_, n) => drawn(n % 2 ? ['x', 'y', 'x'] : ['y', 'x', 'y'])))
  const of = (key: string) =>
    all.flatMap((numbers, n) => numbers.filter((_, i) => (n % 2 ? ['x', 'y', 'x'] : ['y', 'x', 'y'])[i] === key)).sort((p, q) => p - q)
  const whole = Array.from({ length: 60 }, (_, i) => i + 1)
  expect([of('x'), of('y')]).toEqual([whole, whole])
})
