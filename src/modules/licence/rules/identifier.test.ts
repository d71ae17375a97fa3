import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCharacter, makeIdentifier, readIdentifier } from './identifier.ts'

test.each([
  ['11111111111111111', '3'],
  ['A999B', 'X'],
])('GB/T 17710：%s 的校验位是 %s', (text, check) => expect(checkCharacter(text)).toBe(check))
test('别的字符没有校验位', () => expect(checkCharacter('AB-1')).toBeUndefined())

describe('公开见到的标识', () => {
  test.each([
    '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
    '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9',
    '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0',
    '1.2.156.3005.2.11100000000013338W011.11360700MB9A000141.20230000001.001.U',
  ])('%s 对', (text) => expect(readIdentifier(text)).toBeDefined())
  test('改一个字就不对', () => {
    const good = '1.2.156.3005.2.11100000000013338W011.11360700MB9A000141.20230000001.001.U'
    for (let i = 15; i < good.length; i++) {
      if (good[i] === '.') continue
      const bad = good.slice(0, i) + (good[i] === '7' ? '8' : '7') + good.slice(i + 1)
      expect(readIdentifier(bad), bad).toBeUndefined()
    }
  })
})

test('写出来的都读得回来', () => {
  const chars = (n: number) => fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: n, maxLength: n })
  const parts = fc.record({ type: chars(21), issuer: chars(18), serial: chars(11), version: fc.integer({ min: 1, max: 999 }) })
  fc.assert(
    fc.property(parts, (p) => {
      expect(readIdentifier(makeIdentifier(p))).toEqual(p)
    }),
  )
})
