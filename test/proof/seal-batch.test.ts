/** The processes that seal a batch are killed in the middle of it, again and again: afterwards every file is sealed, and none twice. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chance } from './load.ts'
import { Place } from './place.ts'
import { batchOf, filesOf, usedOf } from './sealing.ts'

const place = new Place()
const [count, kills] = [60, 3]

beforeAll(async () => {
  await place.open()
  await place.add('start')
  await place.ready()
  await place.add('worker')
  await place.ready()
}, 600_000)
afterAll(() => place.close())

test(`${count} files, ${kills} SIGKILL of every process that works: each file sealed exactly once, in the log exactly once`, async () => {
  const { id, begin, keeper } = await batchOf(place, count, chance(7))
  await begin()
  let killedAt = 0
  for (let done = 0; done < kills; done++) {
    const wanted = Math.ceil(((done + 0.5) * count) / kills)
    // the sweep wakes what stands still for a minute; work that a dead process held is given back when its line to the database is gone
    for (const from = Date.now(); (await usedOf(place, id)) < wanted && Date.now() - from < 150_000; ) await sleep(20)
    killedAt = await usedOf(place, id)
    for (const node of place.nodes) node.child.kill('SIGKILL')
    await place.ready()
  }
  expect(killedAt).toBeGreaterThan(0)
  expect(killedAt).toBeLessThan(count)
  for (const from = Date.now(); (await usedOf(place, id)) < count && Date.now() - from < 300_000; ) await sleep(200)
  const files = await filesOf(place, id)
  expect(files).toHaveLength(count)
  expect(new Set(files.map((f) => f.request)).size).toBe(count)
  expect(new Set(files.map((f) => f.hash)).size).toBe(count)
  const facts = await place.sql<{ n: string }>(
    "select count(*) n from ledger.fact where name = 'seal.used' and data ->> 'resultHash' = any($1)",
    [files.map((f) => f.hash)],
  )
  expect(Number(facts[0]!.n)).toBe(count)
  expect((await keeper.get(`/seals/batches/${id}`)).body.batch).toMatchObject({ used: count, failed: 0 })
}, 900_000)
