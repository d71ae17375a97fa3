import { expect, test } from 'vitest'
import { inOrder } from './use-page.tsx'

test('错误摘要照页面上的先后排，页面上没有的排在最后', () => {
  const fields = ['purpose', 'seal', 'title', 'over', 'what', 'file'].map((field) => ({ field, sentence: '请填写' }))
  expect(inOrder(fields)?.map((e) => e.field)).toEqual(['what', 'file', 'title', 'over', 'purpose', 'seal'])
  expect(inOrder(undefined)).toBeUndefined()
})
