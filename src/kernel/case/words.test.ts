import { expect, test } from 'vitest'
import { gramsOf, lookupOf } from './rules/words.ts'

const grams = (text: string) => {
  const look = lookupOf(text)
  return look.by === 'words' ? look.grams : undefined
}

test.each([
  ['餐饮', ['餐饮']],
  ['客家小院', ['客家', '家小', '小院']],
  ['章贡区客家小院餐饮店', ['区客', '客家', '家小', '小院']],
  ['赣州市虔城建梅餐饮合作社', ['虔城', '城建', '建梅', '梅餐']],
  ['店', ['店']],
  ['客家 餐饮店', ['客家', '餐饮', '饮店']],
])('%s is looked up by what tells it from others', (text, wanted) => {
  expect(grams(text)).toEqual(wanted)
})

test('what is looked up stands in every name that holds the text', () => {
  for (const text of ['章贡区客家小院餐饮店', '客家小院', 'KFC 餐厅', '𠮷野家小院的第二家分店'])
    for (const name of [text, `江西省${text}（个体工商户）`]) {
      const held = new Set(gramsOf(name))
      for (const gram of grams(text)!) expect(held).toContain(gram)
    }
})

test.each([
  ['20230927', 'number'],
  ['2023 0927 0001', 'number'],
  ['0927', 'numberPart'],
])('%s is a number', (text, by) => {
  expect(lookupOf(text).by).toBe(by)
})
