import { expect, test } from 'vitest'
import { remembered } from './remembered.ts'

test('an answer is given again while everything it was made from is the same, and is made anew when one thing is another', () => {
  const answers = remembered<{ n: number }>(10)
  let made = 0
  const ask = (...from: unknown[]) => answers('key', from, () => ({ n: ++made }))
  const [calendar, other] = [{}, {}]
  const first = ask(calendar, 1, Number.NaN)
  expect(ask(calendar, 1, Number.NaN)).toBe(first)
  expect(ask(other, 1, Number.NaN)).toEqual({ n: 2 })
  expect(ask(other, 1)).toEqual({ n: 3 })
  expect(ask(calendar, 1, Number.NaN)).toEqual({ n: 4 })
})

test('the least used leaves first, and what fails is not kept', () => {
  const answers = remembered<number>(2)
  let made = 0
  const ask = (key: string) => answers(key, [], () => ++made)
  expect([ask('a'), ask('b'), ask('a'), ask('c'), ask('a'), ask('b')]).toEqual([1, 2, 1, 3, 1, 4])
  const failing = remembered<number>(2)
  const fail = () => {
    throw new Error('not made')
  }
  expect(() => failing('a', [], fail)).toThrow('not made')
  expect(failing('a', [], () => 7)).toBe(7)
})
