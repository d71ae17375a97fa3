import fc from 'fast-check'
import { expect, test } from 'vitest'
import { legible, legibleAll } from './legible.ts'

/** A font of the basic plane without emoji, as most are. */
const basic = (point: number) => point >= 0x20 && point < 0xd800

test('字库没有的字按编码写出来，并记下来', () => {
  expect(legible('𠮷田翔', basic)).toEqual({ text: '〔U+20BB7〕田翔', codes: ['〔U+20BB7〕'] })
  expect(legible('𠮷田翔', () => true)).toEqual({ text: '𠮷田翔', codes: [] })
})

test('自造字就算字库里有图形也写编码，因为别处会显示成别的字', () => {
  expect(legible('\ue000', () => true).text).toBe('〔U+E000〕')
})

test('会把文字倒过来念的控制符不留下', () => {
  expect(legible('张三\u202e四李\u2066\u200f', basic).text).toBe('张三四李')
})

test('看不见的字符不能把同一个名字变成两个', () => {
  expect(legible('张\u200b三\ufeff\u0000\u00ad\u{e0101}', basic).text).toBe('张三')
})

test('换行留着，制表符变空格', () => expect(legible('一\r\n二\r三\t四', basic).text).toBe('一\n二\n三 四'))

test('分开写的重音合成一个字母，兼容汉字不被换成别的字', () => {
  expect(legible('Jose\u0301', basic).text).toBe('José')
  expect(legible('\uf9d1', () => true).text).toBe('\uf9d1')
})

test('太长的字串隔一段有一个可以换行的地方，删掉它还是原来的字串', () => {
  const long = 'W'.repeat(300)
  const { text } = legible(long, basic)
  expect(Math.max(...text.split('\u200b').map((s) => s.length))).toBeLessThan(20)
  expect(text.replaceAll('\u200b', '')).toBe(long)
})

test('无论输入什么，剩下的每个字都是字库能显示的', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (input) => {
      const { text } = legible(input, basic)
      expect(Array.from(text.replaceAll('\u200b', '')).filter((c) => c !== '\n' && !basic(c.codePointAt(0)!))).toEqual([])
    }),
  )
})

test('一份文书里所有的字都看一遍，数和真假不动', () => {
  expect(legibleAll({ a: ['😀', { b: '😀😀' }], n: 1, t: true, u: undefined }, basic)).toEqual({
    value: { a: ['〔U+1F600〕', { b: '〔U+1F600〕〔U+1F600〕' }], n: 1, t: true, u: undefined },
    codes: ['〔U+1F600〕'],
  })
})
