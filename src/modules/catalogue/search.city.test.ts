import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
})
afterAll(() => city.close())

const questions = readFileSync(new URL('fixtures/questions.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('|') as [string, string])

test('群众怎么问都行：百分之九十五以上的问法，要办的事项在前三个里', async () => {
  const published = new Set((await city.anyone().get('/items?source=own&limit=100')).body.items.map((i: { code: string }) => i.code))
  const asked = questions
    .map(([q, codes]) => ({ q, codes: codes.split(',').filter((c) => published.has(c)) }))
    .filter(({ codes }) => codes.length > 0)
  const missed: string[] = []
  for (const { q, codes } of asked) {
    const { items } = (await city.anyone().get(`/search?q=${encodeURIComponent(q)}`)).body
    const top = items.slice(0, 3).map((i: { code: string }) => i.code)
    if (!codes.some((c) => top.includes(c))) missed.push(`${q}：${top.join(' ')}`)
  }
  expect(missed.length / asked.length, missed.join('\n')).toBeLessThan(0.05)
})
