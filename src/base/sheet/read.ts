/** Tables that somebody filled in: JSONL (one object a line) or the first sheet of an XLSX whose first row names the columns. */
import readXlsx from 'read-excel-file/node'
import { refusals } from '#base/refusal.ts'

const refuse = refusals({
  'sheet.unreadable': [422, '{name} 打不开。请交 .xlsx 或 .jsonl 文件，表格用 Excel 或 WPS 另存为 .xlsx 再试'],
  'sheet.empty': [422, '{name} 里没有数据。第一行写列名，从第二行起一行一条'],
  'sheet.long': [422, '{name} 有 {rows} 行，一次最多 {most} 行。请分成几个文件'],
  'sheet.twice': [422, '{name} 有两列都叫“{column}”，请留一列'],
})

/** One row: its line in the file, counted from 1 as a person counts, with its cells by column; or what makes it unreadable. */
export type SheetRow = { line: number; cells: Record<string, unknown> } | { line: number; fault: string }

export const mostRows = 50_000

/** A cell as text: a day as 'YYYY-MM-DD', whatever time of day the spreadsheet gave it; surrounding blanks are left out. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return String(value).trim()
}

/** A spreadsheet keeps fifteen digits of a number: what follows in a longer one is lost already. */
const isCut = (value: unknown) => typeof value === 'number' && Math.abs(value) >= 1e15
const cutDigits = '有一格超过 15 位的数字没有设成“文本”，后面几位已经丢了。请把这一列设成文本，重新填写'

const isPackage = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Reads a whole table. Rows without any content are left out; the line numbers of the others stay. Refuses (`sheet.*`) what is no table. */
export async function readSheet(bytes: Uint8Array, name: string): Promise<SheetRow[]> {
  const workbook = isPackage(bytes)
  // a spreadsheet of another kind under this name is no table of lines: each of its lines would be told as broken
  if (!workbook && /\.xlsx?$/i.test(name)) throw refuse('sheet.unreadable', { name })
  const rows = workbook ? await ofWorkbook(bytes, name) : ofLines(bytes, name)
  if (rows.length === 0) throw refuse('sheet.empty', { name })
  if (rows.length > mostRows) throw refuse('sheet.long', { name, rows: rows.length, most: mostRows })
  return rows
}

async function ofWorkbook(bytes: Uint8Array, name: string): Promise<SheetRow[]> {
  const sheets = await readXlsx(Buffer.from(bytes)).catch(() => {
    throw refuse('sheet.unreadable', { name })
  })
  const [head = [], ...body] = sheets[0]?.data ?? []
  const columns = head.map(textOf)
  const twice = columns.find((c, i) => c !== '' && columns.indexOf(c) !== i)
  if (twice !== undefined) throw refuse('sheet.twice', { name, column: twice })
  return body
    .map((row, i) => ({ line: i + 2, cells: Object.fromEntries(columns.map((c, j) => [c, textOf(row[j])])) }))
    .filter(({ cells }) => Object.values(cells).some((text) => text !== ''))
    .map(({ line, cells: { '': unnamed, ...cells } }) => {
      if (unnamed) return { line, fault: '有一格内容在没有列名的列里，请给这一列写上列名或删掉' }
      return body[line - 2]!.some(isCut) ? { line, fault: cutDigits } : { line, cells }
    })
}

function ofLines(bytes: Uint8Array, name: string): SheetRow[] {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refuse('sheet.unreadable', { name })
  }
  return text
    .split(/\r?\n/)
    .map((content, i) => ({ line: i + 1, content: content.trim() }))
    .filter(({ content }) => content !== '')
    .map(({ line, content }) => ({ line, ...objectIn(content) }))
}

function objectIn(content: string): { cells: Record<string, unknown> } | { fault: string } {
  try {
    const value: unknown = JSON.parse(content)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return { cells: { ...value } }
  } catch {}
  return { fault: '这一行不是一个 JSON 对象，例如 {"name":"…"}' }
}
