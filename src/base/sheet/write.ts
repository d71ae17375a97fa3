/** Rows of text as a file that spreadsheets open: CSV (RFC 4180), and the parts of a plain XLSX (ECMA-376). */
import { strToU8, zipSync } from 'fflate'

/** A cell that begins like a formula is kept from being one (OWASP, CSV injection). */
const tame = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

type Rows = readonly (readonly string[])[]

/** Without it spreadsheets take Chinese for another encoding. */
const byteOrderMark = '\uFEFF'
const csvRows = (rows: Rows): string => rows.map((row) => `${row.map((cell) => quoted(tame(cell))).join(',')}\r\n`).join('')

export const csv = (rows: Rows): string => byteOrderMark + csvRows(rows)

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Characters that XML 1.0 does not know are left out. */
const xml = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that must not be there
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (c) => escapes[c]!)

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const cellOf = (cell: string, at?: string) =>
  `<c${at ? ` r="${at}"` : ''} t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const xlsxRows = (rows: Rows): string => rows.map((row) => `<row>${row.map((cell) => cellOf(cell)).join('')}</row>`).join('')
const sheetName = 'xl/worksheets/sheet1.xml'

/** A sheet that is written piece by piece: what stands before the rows, any number of rows, and what stands behind them. */
export const written = {
  csv: { before: byteOrderMark, rows: csvRows, behind: '' },
  xlsx: { before: `${head}<worksheet xmlns="${main}"><sheetData>`, rows: xlsxRows, behind: '</sheetData></worksheet>' },
} as const

/** The files of a workbook beside its one sheet, by their names inside the package, and the name under which the sheet belongs there. */
export function xlsxAround(title: string): { parts: Record<string, string>; sheet: string } {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006'
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const parts = {
    '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${xml(title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  }
  return { parts, sheet: sheetName }
}

/** The name of a column from its place: 0 is A, 26 is AA. */
const columnName = (i: number): string => (i < 26 ? '' : columnName(Math.floor(i / 26) - 1)) + String.fromCharCode(65 + (i % 26))

/** Rows whose cells say where they stand, which some readers want although ECMA-376 does not ask for it. */
const addressed = (rows: Rows): string =>
  rows.map((row, y) => `<row r="${y + 1}">${row.map((cell, x) => cellOf(cell, `${columnName(x)}${y + 1}`)).join('')}</row>`).join('')

/** The files of a workbook with one sheet of text, by their names inside the package; text stays text, so that long numbers keep their digits. */
export function xlsxParts(title: string, rows: Rows): Record<string, string> {
  const { parts, sheet } = xlsxAround(title)
  return { ...parts, [sheet]: written.xlsx.before + addressed(rows) + written.xlsx.behind }
}

/** A whole workbook with one sheet of text, packed. */
export const workbook = (title: string, rows: Rows): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(xlsxParts(title, rows)).map(([name, text]) => [name, strToU8(text)])))
