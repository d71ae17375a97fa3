import { describe, expect, test } from 'vitest'
import { LicenceType } from '../schema/licence.ts'
import { elementsOf, faceNumber, lastDay, makeFace } from './face.ts'

const type = LicenceType.parse({
  code: '11360700MB9A000141001',
  name: '食品经营许可证',
  definer: '国家市场监督管理总局',
  holder: 'legal',
  noElement: 'food.licenceNo',
  face: [
    { name: '经营者名称', element: 'enterprise.name', field: 'newName' },
    { name: '经营场所', element: 'premises.address' },
    { name: '备注' },
  ],
})
const form = {
  ui: { fields: { shop: { label: '店名', widget: 'name', element: 'enterprise.name' }, newName: { label: '新店名', widget: 'text' } } },
  elements: {},
} as never

describe('照面', () => {
  const source = { form, answers: { shop: '客家小院' }, holder: { 'premises.address': '文清路 58 号' } }
  test('填的在先，登记的在后，都没有的画一横', () =>
    expect(makeFace(type, source).map((v) => v.text)).toEqual(['客家小院', '文清路 58 号', '—']))
  test('变更的字段盖过原来的，没有改的照旧', () => {
    const before = [
      { name: '经营者名称', text: '客家小院', element: 'enterprise.name', value: '客家小院' },
      { name: '经营场所', text: '文清路 18 号', element: 'premises.address', value: '文清路 18 号' },
    ]
    const face = makeFace(type, { ...source, answers: { shop: '客家小院', newName: '客家大院' }, before })
    expect(face.map((v) => v.text)).toEqual(['客家大院', '文清路 18 号', '—'])
    expect(elementsOf(type, face, 'JY1')).toEqual({
      'enterprise.name': '客家大院',
      'premises.address': '文清路 18 号',
      'food.licenceNo': 'JY1',
    })
  })
})

test('编号按样子写', () =>
  expect(faceNumber('JY2{division}{serial:7}', { division: '360702400', year: '2023', serial: 12 })).toBe('JY23607020000012'))

test.each([
  ['2023-06-15', 60, '2028-06-14'],
  ['2023-01-31', 1, '2023-02-27'],
  ['2024-02-29', 12, '2025-02-27'],
  ['2023-12-01', 12, '2024-11-30'],
])('%s 起 %i 个月，最后一天是 %s', (from, months, last) => expect(lastDay(from, months)).toBe(last))
