import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openCity } from '#app/open.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { describeWithShared, sharedPath } from '#test/shared.ts'
import { importCatalogue } from './api.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
})
afterAll(() => city.close())

type Question = { q: string; answers: string[] }
type Answer = { code: string; name: string; source: string }

const questionsIn = (file: string): Question[] =>
  readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [q = '', answers = ''] = line.split('|')
      return { q, answers: answers.split(',') }
    })

/** `~` a stretch of the name of an imported item, `=` its whole name, else the code of an own item. */
const isMeant = (answer: string, item: Answer): boolean => {
  if (answer.startsWith('~')) return item.source === 'imported' && item.name.includes(answer.slice(1))
  return answer.startsWith('=') ? item.name === answer.slice(1) : item.code === answer
}
const isOwn = (answer: string) => !/^[~=]/.test(answer)

/** How many of the questions have a right item among the first three answers, and those that have none. */
async function hitsAmong(questions: readonly Question[], source = ''): Promise<{ rate: number; missed: string[] }> {
  const missed: string[] = []
  for (const { q, answers } of questions) {
    const items = (await city.anyone().get(`/search?q=${encodeURIComponent(q)}${source}`)).body.items as Answer[]
    const top = items.slice(0, 3)
    if (!top.some((item) => answers.some((a) => isMeant(a, item)))) missed.push(`${q}：${top.map((i) => i.name).join('、')}`)
  }
  return { rate: 1 - missed.length / questions.length, missed }
}

const ownOnly = (questions: readonly Question[]) => questions.filter(({ answers }) => answers.some(isOwn))

test('没有一项真正对得上时，页面说出来；说得清楚的，绝大多数不用提醒', async () => {
  const sure = async (q: string) => (await city.anyone().get(`/search?q=${encodeURIComponent(q)}&source=own`)).body.sure as boolean
  const asked = ownOnly(['questions.txt', 'asked-tuning.txt', 'asked-kept.txt', 'asked-fresh.txt'].flatMap(questionsIn))
  let unsure = 0
  for (const { q } of asked) if (!(await sure(q))) unsure++
  expect(unsure / asked.length).toBeLessThan(0.05)
  expect(await sure('不存在的事')).toBe(false)
  const page = (await city.anyone().page(`/search?q=${encodeURIComponent('不存在的事')}`)).text
  expect(page).toContain('没有完全对得上的')
})

describe('只有本市事项的时候', () => {
  test.each([
    ['questions.txt', 0.95],
    ['asked-tuning.txt', 0.95],
    ['asked-kept.txt', 0.9],
    ['asked-fresh.txt', 0.9],
  ])('%s：要办的事项在前三个里的，至少 %f', async (file, least) => {
    const questions = ownOnly(questionsIn(file))
    expect(questions.length).toBeGreaterThan(70)
    const { rate, missed } = await hitsAmong(questions, '&source=own')
    expect(rate, missed.join('\n')).toBeGreaterThanOrEqual(least)
  })
})

describeWithShared('广东的两千多项样例也导入以后', () => {
  beforeAll(async () => {
    const lines = createInterface({ input: createReadStream(sharedPath('data/items/guangdong.jsonl')) })
    const report = await importCatalogue((work) => act(city.house, system, work, 300_000), openCity(), lines)
    expect(report.imported).toBeGreaterThan(2_000)
  })

  test.each([
    ['questions.txt', 0.95],
    ['asked-tuning.txt', 0.95],
    ['asked-kept.txt', 0.9],
    ['asked-fresh.txt', 0.9],
  ])('%s：要办的事项在前三个里的，至少 %f', async (file, least) => {
    const { rate, missed } = await hitsAmong(questionsIn(file))
    expect(rate, missed.join('\n')).toBeGreaterThanOrEqual(least)
  })
})
