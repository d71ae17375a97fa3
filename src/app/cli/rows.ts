/** Tables that a city brings: a JSONL or XLSX file row by row, and the answer that every import gives. */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import readWorkbook, { type CellValue } from 'read-excel-file/node'
import { Refusal, refusals } from '#base/refusal.ts'
import { linesOf } from '#kernel/item/rules/import/plan.ts'
import { say } from './say.ts'

const refuse = refusals({
  'cli.no-table': [422, '请写明要导入的文件：.jsonl（一行一个 JSON 对象）或 .xlsx（第一行是列名）'],
  'cli.table-missing': [422, '没有这个文件：{file}'],
  'cli.table-kind': [422, '{file} 不是 .jsonl 也不是 .xlsx。请另存为其中一种再导入'],
  'cli.table-unreadable': [422, '{file} 打不开，不是完整的 XLSX 文件。请用表格软件另存为 .xlsx 再导入'],
  'cli.table-columns': [422, '{file} 的列名对不上：不认识“{unknown}”。可以用的列名：{known}'],
})

/** The columns of a table: the name of each in the program and its heading as people write it; either may stand in a file. */
export type Columns = Readonly<Record<string, string>>

/** One row with the line it stands in, counted from 1, headings included. An empty cell is absent. A row that cannot be read says why in `fault`. */
export type TableRow<C extends Columns = Columns> = {
  line: number
  cells: Partial<Record<keyof C & string, string>>
  fault?: { rule: string; message: string }
}

/** What an import answers: how many rows it read, how many it wrote (what was there already is not written again), and why it turned the others away. */
export type Answer = { read: number; written: number; rejected: { line: number; rule: string; message: string }[] }

/** A line longer than this is no row, and is told as such instead of being read into memory. */
const longest = 1_000_000

/** The rows of a file, JSONL or XLSX by its ending. Nested values of JSON come as JSON; days of a workbook as 'YYYY-MM-DD'. */
export async function* readRows<const C extends Columns>(file: string | undefined, columns: C): AsyncGenerator<TableRow<C>> {
  if (!file) throw refuse('cli.no-table')
  if (!(await stat(file).catch(() => undefined))?.isFile()) throw refuse('cli.table-missing', { file })
  const ending = file.split('.').at(-1)!.toLowerCase()
  if (ending === 'jsonl') yield* readLines(file, columns)
  else if (ending === 'xlsx') yield* await readBook(file, columns)
  else throw refuse('cli.table-kind', { file })
}

/** Takes every row in turn; what a row is refused for is its line in the answer. `take` says whether it wrote something. */
export async function answerRows<C extends Columns>(
  rows: AsyncIterable<TableRow<C>>,
  take: (row: TableRow<C>) => Promise<boolean>,
): Promise<Answer> {
  const answer: Answer = { read: 0, written: 0, rejected: [] }
  for await (const row of rows) {
    answer.read += 1
    const taken = row.fault ?? (await take(row).catch(faultOf))
    if (typeof taken === 'object') answer.rejected.push({ line: row.line, ...taken })
    else if (taken) answer.written += 1
  }
  return answer
}

/** What a row was refused for; anything else that goes wrong ends the import. */
function faultOf(error: unknown): { rule: string; message: string } {
  if (!(error instanceof Refusal)) throw error
  return { rule: error.code, message: error.message }
}

/** Tells an answer, as JSON or in a sentence and a line for each row turned away; 1 where one was. */
export function tellAnswer(answer: Answer, json: boolean): number {
  const { read, written, rejected } = answer
  const lines = rejected.map((r) => `\n  第 ${r.line} 行：${r.message}`).join('')
  say(
    json
      ? JSON.stringify(answer)
      : `读了 ${read} 行，写入 ${written} 行，原来就有 ${read - written - rejected.length} 行，退回 ${rejected.length} 行${lines}`,
  )
  return rejected.length ? 1 : 0
}

/** From a heading, in either spelling, to the column. */
const namesOf = (columns: Columns) =>
  new Map(Object.entries(columns).flatMap(([name, heading]) => [[name, name] as const, [heading, name] as const]))

const unknownColumn = (file: string, unknown: string, columns: Columns) =>
  refuse('cli.table-columns', { file, unknown, known: Object.values(columns).join('、') })

async function* readLines<C extends Columns>(file: string, columns: C): AsyncGenerator<TableRow<C>> {
  const names = namesOf(columns)
  let line = 0
  for await (const text of linesOf(createReadStream(file, 'utf8'), longest)) {
    line += 1
    if (text.trim() !== '') yield readLine(text.replace(/^\uFEFF/, ''), line, names) as TableRow<C>
  }
}

function readLine(text: string, line: number, names: Map<string, string>): TableRow {
  const fault = (rule: string, message: string): TableRow => ({ line, cells: {}, fault: { rule, message } })
  if (text.length > longest) return fault('line.too-long', `这一行超过 ${longest} 个字符，没有读`)
  const row = parse(text)
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return fault('line.json', '这一行不是完整的 JSON 对象')
  const told = Object.entries(row).map(([heading, value]) => [heading.trim(), textOf(value)] as const)
  const unknown = told.find(([heading]) => !names.has(heading))
  if (unknown) return fault('line.column', `不认识“${unknown[0].slice(0, 40)}”这一列`)
  if (told.some(([, cell]) => /\0|\p{Surrogate}/u.test(cell))) return fault('line.characters', '这一行有数据库存不下的字符，请在来源处去掉')
  return { line, cells: Object.fromEntries(told.flatMap(([heading, cell]) => (cell === '' ? [] : [[names.get(heading)!, cell]]))) }
}

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '').trim()

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The first sheet of a workbook: its first row that is not empty holds the headings. */
async function readBook<C extends Columns>(file: string, columns: C): Promise<TableRow<C>[]> {
  const sheets = await readWorkbook(await readFile(file)).catch(() => {
    throw refuse('cli.table-unreadable', { file })
  })
  const all = (sheets[0]?.data ?? []).map((cells, i) => ({ line: i + 1, cells }))
  const [head, ...rows] = all.filter((r) => r.cells.some((c) => c !== null && String(c).trim() !== ''))
  const names = namesOf(columns)
  const heads = (head?.cells ?? []).map((c) =>
    String(c ?? '')
      .trim()
      .replace(/[*＊]$/, ''),
  )
  const unknown = heads.find((h) => h !== '' && !names.has(h))
  if (unknown !== undefined) throw unknownColumn(file, unknown, columns)
  return rows.map(
    (r) =>
      bookRow(
        r,
        heads.map((h) => names.get(h)),
      ) as TableRow<C>,
  )
}

function bookRow({ line, cells }: { line: number; cells: (CellValue | null)[] }, names: (string | undefined)[]): TableRow {
  const row: TableRow & { cells: Record<string, string> } = { line, cells: {} }
  cells.forEach((cell, i) => {
    const name = names[i]
    const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '').trim()
    if (!name || text === '') return
    // a spreadsheet keeps fifteen digits of a number: what follows in a longer one is lost already
    if (typeof cell === 'number' && Math.abs(cell) >= 1e15)
      row.fault = { rule: 'line.digits', message: '有一格超过 15 位的数字没有设成“文本”，后面几位已经丢了。请把这一列设成文本，重新填写' }
    row.cells[name] = text
  })
  return row
}
