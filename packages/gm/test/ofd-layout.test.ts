/** Lines, boxes and tables as a printer would set them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breakLines, rectangle, rule, type TextStyle, table, textBox, widthOf, writeOfd } from '../src/ofd.ts'
import { sampleDraft, serif } from './ofd-kit.ts'
import { readOfdAgain } from './ofd-reader.ts'

const style: TextStyle = { font: 'song', face: { name: '思源宋体', file: serif }, size: 4 }
const lines = (text: string, width: number) => breakLines(text, serif, 4, width)

test.each<[text: string, ems: number, expected: string[]]>([
  ['甲乙丙丁戊', 3, ['甲乙丙', '丁戊']],
  ['甲乙丙，丁', 3, ['甲乙', '丙，丁']],
  ['甲乙（丙丁）', 3, ['甲乙', '（丙', '丁）']],
  ['甲\n乙', 3, ['甲', '乙']],
  ['甲\n\n乙', 3, ['甲', '', '乙']],
  ['甲乙 ABCDE 丙', 4, ['甲乙', 'ABCDE', '丙']],
  ['', 3, ['']],
  // what belongs together would be too wide for one line
  ['甲《2cac', 3, ['甲《', '2cac']],
  ['甲ABCD，乙', 3, ['甲', 'ABCD', '，乙']],
])('%j in %i ems', (text, ems, expected) => {
  expect(lines(text, ems * 4)).toEqual(expected)
})

const chars = fc.constantFrom(...'甲乙丙丁，。（）《》abc 123\n')

test('lines lose nothing but spaces, and none is too wide', () => {
  fc.assert(
    fc.property(fc.array(chars, { maxLength: 80 }), fc.integer({ min: 3, max: 20 }), (text, ems) => {
      const whole = text.join('')
      const broken = lines(whole, ems * 4)
      expect(broken.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''))
      for (const line of broken) expect(widthOf(line, serif, 4)).toBeLessThanOrEqual(ems * 4 + 1e-6)
    }),
  )
})

test('no line begins with a mark that belongs to the one before, where there is a place to break', () => {
  const broken = lines('依据《中华人民共和国食品安全法》，准予许可。有效期五年，自发证之日起计算。', 32)
  expect(broken.slice(1).some((line) => /^[，。》]/.test(line))).toBe(false)
  expect(broken.some((line) => /[《（]$/.test(line))).toBe(false)
})

test('a text stands in its box as it is told to', () => {
  const area = { x: 10, y: 20, width: 40, height: 30 }
  const at = (own: Partial<TextStyle>) => textBox('甲乙', area, { ...style, ...own }).items[0]!
  expect(at({ align: 'start' }).x).toBe(10)
  expect(at({ align: 'middle' }).x).toBe(10 + (40 - 8) / 2)
  expect(at({ align: 'end' }).x).toBe(42)
  expect(at({ vertical: 'end' }).y - at({ vertical: 'start' }).y).toBeCloseTo(24)
  expect(textBox('甲'.repeat(100), area, style).overflows).toBe(true)
  expect(textBox('甲乙', area, { ...style, indent: 2 }).items[0]!.text).toBe('　　甲乙')
})

test('a table grows with its texts, and a file made of boxes keeps the schema', async () => {
  const drawn = table({
    x: 20,
    y: 60,
    columns: [40, 60, 70],
    rows: [
      [{ text: '经营者名称' }, { text: '小杨早餐店', span: 2 }],
      [{ text: '经营场所' }, { text: '江西省赣州市章贡区文清路一百二十八号一楼'.repeat(4), span: 2 }],
    ],
    style,
    least: 10,
  })
  expect(drawn.height).toBeGreaterThan(20)
  const items = [...drawn.items, rule(20, 200, 190, 200), rectangle(20, 210, 30, 10, {}, [240, 240, 240])]
  const read = readOfdAgain(await writeOfd({ ...sampleDraft(1), keywords: [], outlines: [], bookmarks: [], pages: [{ items }] }))
  expect(read.problems).toEqual([])
  expect(read.pages[0]!.paths).toBe(6)
})
