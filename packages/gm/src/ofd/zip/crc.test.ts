import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32, plainCrc32 } from './crc.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('the check value of the standard, and sums carried on piece by piece', () => {
  expect(plainCrc32(bytes('123456789'))).toBe(0xcbf43926)
  expect(plainCrc32(bytes('6789'), plainCrc32(bytes('12345')))).toBe(0xcbf43926)
})

test('with Node and without it the sum is the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (one, two) => {
      expect(crc32(two, crc32(one))).toBe(plainCrc32(two, plainCrc32(one)))
    }),
  )
})
