/** Rows as COPY reads them in its text form (PostgreSQL manual, COPY, File Formats). */

type Value = string | number | boolean | null | undefined | Date | Buffer | readonly string[]

const special = /[\\\n\r\t]/
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string) => (special.test(text) ? text.replace(/[\\\n\r\t]/g, (c) => escapes[c]!) : text)

function field(value: Value): string {
  if (typeof value === 'string') return escaped(value)
  if (value === null || value === undefined) return '\\N'
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return escaped(`{${value.map((v) => JSON.stringify(v)).join(',')}}`)
}

export type Columns<Row> = Record<string, (row: Row) => Value>
/** Lines of one table, whole rows, for these columns. */
export type Lines = { table: string; columns: string[]; bytes: Uint8Array }

const encoder = new TextEncoder()

/** Lines of one table, gathered until they are taken. */
export function gather<Row>(table: string, of: Columns<Row>) {
  const columns = Object.keys(of)
  const readers = Object.values(of)
  let text = ''
  return {
    add(row: Row): void {
      text += field(readers[0]!(row))
      for (let i = 1; i < readers.length; i++) text += `\t${field(readers[i]!(row))}`
      text += '\n'
    },
    taken(): Lines {
      const bytes = encoder.encode(text)
      text = ''
      return { table, columns, bytes }
    },
  }
}
