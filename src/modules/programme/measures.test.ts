import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeWithShared, sharedPath } from '#test/shared.ts'
import { roomTitle } from './rules/words.ts'
import { measures } from './store/measures.ts'

test('2 个总体目标、6 项改革、6 项服务、6 项赋能、3 项保障，一共 23 项', () => {
  const count = (letter: string) => measures.filter((m) => m.code.startsWith(letter)).length
  expect(['G', 'C', 'Y', 'S', 'B'].map(count)).toEqual([2, 6, 6, 6, 3])
  expect(new Set(measures.map((m) => m.code)).size).toBe(23)
})

test('写明了日子的都写成当年的日子', () => {
  expect(measures.filter((m) => m.due).map((m) => `${m.code} ${m.due!.on}`)).toEqual(
    ['G1', 'C2', 'S1', 'S4', 'S6'].map((c) => `${c} 2023-12-31`),
  )
})

test('目标只有工作要点自己写的数字', () => {
  const figures = Object.fromEntries(measures.filter((m) => m.target).map((m) => [m.code, m.target!.value]))
  expect(figures).toEqual({ C1: 3, C3: 40, Y1: 15, S4: 80, S6: 3000 })
})

test('没公开的责任单位不编', () => {
  expect(measures.filter((m) => m.leadUnits !== null)).toEqual([])
})

test('每个房间都有中文名', () => {
  expect(measures.flatMap((m) => m.rooms).filter((r) => roomTitle(r) === r)).toEqual([])
})

test('每个故事都登记在它检验的举措上，登记的故事都在', () => {
  const stories = readdirSync(new URL('../../../measures/', import.meta.url)).filter((f) => f.endsWith('.test.ts'))
  const codesOf = (file: string) => measures.filter((m) => file.startsWith(`${m.code.toLowerCase()}-`)).map((m) => m.story !== null)
  expect(stories.filter((file) => !codesOf(file).includes(true))).toEqual([])
  expect(measures.flatMap((m) => (m.story ? [m.story] : [])).filter((story) => !stories.includes(story))).toEqual([])
})

describeWithShared('公开的解读', () => {
  const words = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  test.each(measures.map((m) => [m.code, m] as const))('%s 的文字和公开的解读一字不差', (_, measure) => {
    expect(words(readFileSync(sharedPath('seed.zh.md'), 'utf8'))).toContain(words(measure.title))
  })
})
