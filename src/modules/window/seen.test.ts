import { expect, test } from 'vitest'
import { lookedAt } from './rules/seen.ts'

const at = (hour: number) => new Date(Date.UTC(2023, 5, 15, hour))
const read = (by: string, hour: number, data: object) => ({
  name: 'case.read',
  by: `staff:${by}`,
  at: at(hour),
  data: { what: '布局图', byName: by, ...data },
})
const file = { name: '布局图', at: at(9), hash: 'new' }
const seen = (...reads: ReturnType<typeof read>[]) => lookedAt(reads, file, 'staff:liu')
const nobody = { mine: null, others: [] }

test('a file is seen by whoever opened it, each with his last look, the latest first', () => {
  const looks = [
    read('liu', 10, { file: 'new' }),
    read('zeng', 10, { file: 'new' }),
    read('lai', 11, { file: 'new' }),
    read('zeng', 12, { file: 'new' }),
  ]
  expect(seen(...looks)).toEqual({
    mine: at(10).toISOString(),
    others: [
      { name: 'zeng', at: at(12).toISOString() },
      { name: 'lai', at: at(11).toISOString() },
    ],
  })
})

test('a look at another file of the same material is none at this', () => expect(seen(read('liu', 10, { file: 'old' }))).toEqual(nobody))

test('a look at the same bytes before they were handed in anew is none', () =>
  expect(seen(read('liu', 8, { file: 'new' }))).toEqual(nobody))

test('a look that did not say which file counts by the name of its material, once that file was there', () => {
  expect(seen(read('liu', 10, {})).mine).toBe(at(10).toISOString())
  expect(seen(read('liu', 8, {}))).toEqual(nobody)
  expect(seen(read('liu', 10, { what: '制度' }))).toEqual(nobody)
})

test('an expert by his link and a look at a number in the clear are no looks of a colleague at a file', () => {
  const looks = [
    { ...read('x', 10, { file: 'new' }), by: 'system' },
    { ...read('zeng', 10, { file: 'new' }), name: 'window.unmasked' },
  ]
  expect(lookedAt(looks, file, 'staff:liu')).toEqual(nobody)
})
