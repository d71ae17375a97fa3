import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCode, checkUrl, formatPaperNo, groupCheckCode, readCheckCode } from './number.ts'

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })

test('文号写成：机关代字、文书代字、年份、顺序号', () => {
  expect(formatPaperNo({ organWord: '赣市行审', kindWord: '受', year: 2023, n: 12 })).toBe('赣市行审受〔2023〕第12号')
})

test('核验码有十六位，不用容易看错的字母', () => {
  fc.assert(fc.property(bytes, (random) => /^[0-9A-HJKMNP-TV-Z]{16}$/.test(checkCode(random))))
})

test('八十个比特一个不丢：不同的随机数给不同的核验码', () => {
  fc.assert(fc.property(bytes, bytes, (a, b) => (checkCode(a) === checkCode(b)) === (Buffer.compare(a, b) === 0)))
  expect(checkCode(new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ')
  expect(() => checkCode(new Uint8Array(9))).toThrow(RangeError)
})

test('照着纸上念、照着纸上敲，都读得回来', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const code = checkCode(random)
      expect(readCheckCode(groupCheckCode(code))).toBe(code)
      expect(readCheckCode(` ${groupCheckCode(code).toLowerCase().replaceAll('-', ' ')} `)).toBe(code)
    }),
  )
  expect(readCheckCode('７ＫＱ２－ｏＩｌ０')).toBe('7KQ20110')
})

test('二维码指向核验页，页面地址末尾有没有斜杠都一样', () => {
  expect(checkUrl('https://haoban.example/check/', '7KQ2M9XA4TCE8R5W')).toBe('https://haoban.example/check/7KQ2M9XA4TCE8R5W')
  expect(checkUrl('https://haoban.example/check', '7KQ2M9XA4TCE8R5W')).toBe('https://haoban.example/check/7KQ2M9XA4TCE8R5W')
})
