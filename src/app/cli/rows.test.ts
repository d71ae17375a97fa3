/** Tables from files: the same rows from JSONL and XLSX, and a sentence for whatever cannot be read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { refusals } from '#base/refusal.ts'
import { answerRows, readRows } from './rows.ts'

const dir = mkdtempSync(join(tmpdir(), 'haoban-rows-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const columns = { organ: '机构', item: '事项', fromOn: '起' } as const
const file = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(join(dir, name), bytes)
  return join(dir, name)
}
const all = async (path: string | undefined) => {
  const rows = []
  for await (const row of readRows(path, columns)) rows.push(row)
  return rows
}

/** The smallest workbook: one sheet of cells, texts in the cells themselves; a number is written as one. */
function workbook(rows: (string | number | { day: number })[][]): Uint8Array {
  const cell = (c: string | number | { day: number }, at: string) =>
    typeof c === 'string'
      ? `<c r="${at}" t="inlineStr"><is><t>${c}</t></is></c>`
      : typeof c === 'number'
        ? `<c r="${at}"><v>${c}</v></c>`
        : `<c r="${at}" s="1"><v>${c.day}</v></c>`
  const sheet = rows.map((r, y) => `<row r="${y + 1}">${r.map((c, x) => cell(c, `${String.fromCharCode(65 + x)}${y + 1}`)).join('')}</row>`)
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const rels = 'http://schemas.openxmlformats.org/package/2006/relationships'
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${rels}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      `<styleSheet xmlns="${main}"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${sheet.join('')}</sheetData></worksheet>`),
  })
}

test('JSONL and XLSX give the same rows, with headings or with names', async () => {
  const lines = file(
    'a.jsonl',
    '\uFEFF{"organ":"market-1","item":"food","fromOn":"2023-06-15"}\n\n{"机构":" market-2 ","事项":null,"起":""}\n',
  )
  const book = file('a.xlsx', workbook([['机构', 'item', '起'], ['market-1', 'food', { day: 45092 }], [], ['market-2']]))
  const first = { organ: 'market-1', item: 'food', fromOn: '2023-06-15' }
  expect(await all(lines)).toEqual([
    { line: 1, cells: first },
    { line: 3, cells: { organ: 'market-2' } },
  ])
  expect(await all(book)).toEqual([
    { line: 2, cells: first },
    { line: 4, cells: { organ: 'market-2' } },
  ])
})

test('a line that cannot be read says why, and the others are taken', async () => {
  const path = file('b.jsonl', '{"organ":\n[1]\n{"colour":"red"}\n{"organ":"a\\u0000"}\n{"organ":"a"}\n{"organ":"b"}\n{"organ":"c"}')
  const refuse = refusals({ 'test.no': [422, '不行'] })
  const answer = await answerRows(readRows(path, columns), async ({ cells }) => {
    if (cells.organ === 'c') throw refuse('test.no')
    return cells.organ === 'a'
  })
  expect(answer).toEqual({
    read: 7,
    written: 1,
    rejected: [
      { line: 1, rule: 'line.json', message: '这一行不是完整的 JSON 对象' },
      { line: 2, rule: 'line.json', message: '这一行不是完整的 JSON 对象' },
      { line: 3, rule: 'line.column', message: '不认识“colour”这一列' },
      { line: 4, rule: 'line.characters', message: '这一行有数据库存不下的字符，请在来源处去掉' },
      { line: 7, rule: 'test.no', message: '不行' },
    ],
  })
})

test('a number that lost its digits in a spreadsheet is turned away', async () => {
  const [row] = await all(file('c.xlsx', workbook([['机构'], [990101199001010000]])))
  expect(row!.fault).toMatchObject({ rule: 'line.digits' })
})

test('a file that is no table is refused in a sentence', async () => {
  await expect(all(undefined)).rejects.toThrow('请写明要导入的文件')
  await expect(all(join(dir, 'none.jsonl'))).rejects.toThrow('没有这个文件')
  await expect(all(file('a.csv', 'a,b'))).rejects.toThrow('请另存为其中一种再导入')
  await expect(all(file('broken.xlsx', 'PK'))).rejects.toThrow('打不开')
  await expect(all(file('d.xlsx', workbook([['机构', '颜色']])))).rejects.toThrow('不认识“颜色”')
})
