import { expect, test } from 'vitest'
import { readSheet } from './read.ts'
import { workbook } from './write.ts'

const lines = (text: string) => readSheet(new TextEncoder().encode(text), 'a.jsonl')

test('a workbook is read by its column names, long numbers keep their digits, empty rows are left out', async () => {
  const file = workbook('机构', [
    ['名称', '信用代码'],
    ['甲局', '001122334455667788'],
    ['', ''],
    [' 乙局 ', '2'],
  ])
  expect(await readSheet(file, 'a.xlsx')).toEqual([
    { line: 2, cells: { 名称: '甲局', 信用代码: '001122334455667788' } },
    { line: 4, cells: { 名称: '乙局', 信用代码: '2' } },
  ])
})

test('a cell outside every named column is told with its line, two columns of one name are refused', async () => {
  const file = workbook('机构', [['名称'], ['甲局', '多出来的']])
  expect(await readSheet(file, 'a.xlsx')).toEqual([{ line: 2, fault: '有一格内容在没有列名的列里，请给这一列写上列名或删掉' }])
  await expect(
    readSheet(
      workbook('机构', [
        ['名称', '名称'],
        ['甲', '乙'],
      ]),
      'a.xlsx',
    ),
  ).rejects.toThrow('两列都叫“名称”')
})

test('what is called a workbook and is none is refused as a whole, with what to do; its bytes are no lines of JSON', async () => {
  await expect(readSheet(new TextEncoder().encode('<html>'), '机构.xlsx')).rejects.toThrow('另存为 .xlsx')
  await expect(readSheet(new TextEncoder().encode('a,b'), '机构.XLS')).rejects.toThrow('另存为 .xlsx')
})

test('lines of JSON keep their numbers in the file; one that is no object is told and the rest is read', async () => {
  expect(await lines('{"a":1}\n\nx\r\n[1]\n{"a":2}')).toEqual([
    { line: 1, cells: { a: 1 } },
    { line: 3, fault: expect.stringContaining('JSON') },
    { line: 4, fault: expect.stringContaining('JSON') },
    { line: 5, cells: { a: 2 } },
  ])
})

test('what is no table is refused with what to do', async () => {
  await expect(lines('\n \n')).rejects.toThrow('没有数据')
  await expect(readSheet(new Uint8Array([0x50, 0x4b, 3, 4, 0]), 'b.xlsx')).rejects.toThrow('另存为 .xlsx')
  await expect(readSheet(new Uint8Array([0xff, 0xfe, 0x41]), 'b.jsonl')).rejects.toThrow('打不开')
})
