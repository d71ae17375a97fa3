import { expect, test } from 'vitest'
import { keepWatches, type Watch } from './watch.ts'

const told: string[] = []
const log = { info() {}, warn() {}, error: (_: object, text?: string) => void told.push(text ?? '') }
const until = async (isSo: () => boolean) => {
  for (let n = 0; n < 400 && !isSo(); n++) await new Promise((resolve) => setTimeout(resolve, 5))
}
const watch = (rest: Partial<Watch>): Watch => ({ name: 'test', everyMs: 5, isDue: async () => true, work: async () => 0, ...rest })

test('works while there is anything to do, without a pause, and looks again after a pause', async () => {
  const [looks, done]: number[][] = [[], []]
  let left = 3
  const work = async () => {
    done!.push(left)
    return left--
  }
  const keeper = keepWatches([watch({ everyMs: 20, isDue: async () => looks!.push(1) > 0 && left > 0, work })], log)
  await until(() => left === 0 && looks!.length > 5)
  left = 2
  await until(() => left === 0)
  await keeper.stop()
  const stopped = looks!.length
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect([done, looks!.length]).toEqual([[3, 2, 1, 2, 1], stopped])
})

test('a failure is told and does not end it; a database that is away is not even told', async () => {
  let n = 0
  const failures = [new Error('broken'), Object.assign(new Error('gone'), { code: '57P01' })]
  const keeper = keepWatches(
    [
      watch({
        work: async () => {
          const failure = failures[n++]
          if (failure) throw failure
          return 0
        },
      }),
    ],
    log,
  )
  await until(() => n > 3)
  await keeper.stop()
  expect([n > 3, told]).toEqual([true, ['a watch failed']])
})

test('stopping waits for what is under way', async () => {
  let isDone = false
  const work = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    isDone = true
    return 0
  }
  const keeper = keepWatches([watch({ work })], log)
  await new Promise((resolve) => setTimeout(resolve, 10))
  await keeper.stop()
  expect(isDone).toBe(true)
})
