import { expect, test } from 'vitest'
import { threadOf } from './thread.ts'

type Question = { add: [number, number] } | { fail: string } | { die: true }
const begin = () => threadOf<Question, number>(new URL('./fixture/adding-thread.ts', import.meta.url), () => 100)

test('a question is answered elsewhere, with what came along', async () => {
  const thread = begin()
  expect(await Promise.all([thread.ask({ add: [1, 2] }), thread.ask({ add: [3, 4] })])).toEqual([103, 107])
  await thread.stop()
})

test('what one question throws fails that question and no other', async () => {
  const thread = begin()
  const [failed, fine] = await Promise.allSettled([thread.ask({ fail: 'no such table' }), thread.ask({ add: [1, 1] })])
  expect([failed.status, (failed as PromiseRejectedResult).reason.message]).toEqual(['rejected', 'no such table'])
  expect(fine).toEqual({ status: 'fulfilled', value: 102 })
  await thread.stop()
})

test('a thread that died fails what it was asked, and the next question begins another', async () => {
  const thread = begin()
  await expect(thread.ask({ die: true })).rejects.toThrow('the thread stopped')
  expect(await thread.ask({ add: [2, 2] })).toBe(104)
  await thread.stop()
})
