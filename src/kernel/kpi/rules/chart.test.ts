import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawSeries, highlights, seriesText } from './chart.ts'

const series = (...values: (number | null)[]) => values.map((value, i) => ({ at: `2023-0${i + 1}-01`, value }))

test('零在最下面，最大的在最上面', () => {
  expect(drawSeries(series(0, 10), '件')).toEqual({
    width: 640,
    height: 120,
    lines: ['M6 114 L634 6'],
    dots: [
      { x: 6, y: 114, at: '2023-01-01' },
      { x: 634, y: 6, at: '2023-02-01' },
    ],
    zero: 114,
  })
})

test('百分比顶到 100；没有数的月份，线断开', () => {
  const { lines, dots } = drawSeries(series(50, 50, null, 50, null, 50, 50), '%')
  expect(lines).toHaveLength(2)
  expect(dots.map((d) => d.y)).toEqual([60, 60, 60, 60, 60])
})

test('只有一个点，画在中间；一个也没有，什么都不画', () => {
  expect(drawSeries(series(3), '件').dots).toEqual([{ x: 320, y: 6, at: '2023-01-01' }])
  expect(drawSeries([], '件').lines).toEqual([])
})

test('随便什么数，点都在图里', () => {
  const value = fc.option(fc.double({ min: -1e6, max: 1e9, noNaN: true }))
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), (values) => {
      for (const { x, y } of drawSeries(
        values.map((v, i) => ({ at: String(i), value: v })),
        '件',
      ).dots) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(640)
        expect(y).toBeGreaterThanOrEqual(5.9)
        expect(y).toBeLessThanOrEqual(114.1)
      }
    }),
  )
})

test('看不见图的人听得到数', () => {
  const say = (v: number | null) => (v === null ? '暂无' : `${v} 件`)
  const name = (at: string) => `${Number(at.slice(5, 7))}月`
  expect(seriesText(series(1, null), say, name)).toBe('1月 1 件，2月 暂无')
  const long = Array.from({ length: 14 }, (_, i) => ({ at: `2023-${String((i % 12) + 1).padStart(2, '0')}-01`, value: i }))
  expect(seriesText(long, say, name)).toBe('最低 1月 0 件，最高 2月 13 件，最近 2月 13 件')
})

test('图下面写着最低、最高和最近；全一样的只写最近，一个也没有的写暂无', () => {
  const say = (v: number | null) => (v === null ? '暂无' : `${v} 件`)
  const name = (at: string) => `${Number(at.slice(5, 7))}月`
  expect(highlights(series(0, 9, null, 4), say, name)).toBe('最低 1月 0 件，最高 2月 9 件，最近 4月 4 件')
  expect(highlights(series(3, 3), say, name)).toBe('最近 2月 3 件')
  expect(highlights(series(null), say, name)).toBe('暂无')
})
