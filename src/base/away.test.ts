import { expect, test } from 'vitest'
import { isAway } from './db.ts'

test.each(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', '57P03', '08006'])(
  'a database that cannot be reached is away, and what was asked may be asked again: %s',
  (code) => {
    expect(isAway(Object.assign(new Error('connect'), { code }))).toBe(true)
  },
)

test('a server that does not say in time that one is connected is away', () => {
  expect(isAway(new Error('timeout expired'))).toBe(true)
})

test.each(['28P01', '23505', '25006'])('what waiting does not mend is a fault: %s', (code) => {
  expect(isAway(Object.assign(new Error('refused'), { code }))).toBe(false)
})
