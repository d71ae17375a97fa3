import { expect, test } from 'vitest'
import { isForPrimary, placeOf } from './replica.ts'

test('places in the log are compared as numbers, over the border of four bytes', () => {
  expect(placeOf('0/FFFFFFFF')! < placeOf('1/0')!).toBe(true)
  expect(placeOf('0/9')! < placeOf('0/10')!).toBe(true)
  expect(placeOf('A/3000148')).toBe(0xa_0300_0148n)
})

test('what is no place in the log is none', () => {
  for (const text of ['', '0', '0/', '0/G', '0/123456789', "0/0'; drop table x", '-1/0']) expect(placeOf(text)).toBeUndefined()
})

test('a read that writes, or that the replica cannot do now, is for the primary; a mistake is not', () => {
  for (const code of ['25006', '40001', 'ECONNREFUSED', '57P03']) expect(isForPrimary(Object.assign(new Error('x'), { code }))).toBe(true)
  for (const code of ['42601', '23505']) expect(isForPrimary(Object.assign(new Error('x'), { code }))).toBe(false)
})
