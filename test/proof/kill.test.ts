/** The city is killed again and again under load, and nothing that it acknowledged is lost or done twice. */
import { expect, test } from 'vitest'
import { scaled } from '../scale.ts'
import { soak } from './soak.ts'

const kills = scaled(200, 60)

test(`${kills} kills of servers, workers, PostgreSQL and connections: nothing lost, nothing doubled, every list true`, async () => {
  const { wrong, ...counts } = await soak({ kills, seed: 20231231, within: 150 })
  process.stdout.write(`${JSON.stringify(counts)}\n`)
  expect(wrong).toEqual([])
  expect(counts.acknowledged).toBeGreaterThan(kills)
}, 1_200_000)
