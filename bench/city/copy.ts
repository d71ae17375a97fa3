/** Rows into tables by COPY in its text form (PostgreSQL manual, COPY, File Formats). */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

type Value = string | number | boolean | null | undefined | Date | Buffer | readonly string[] | { json: unknown }

const escaped = (text: string) => text.replace(/[\\\n\r\t]/g, (c) => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[c]!)

function field(value: Value): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (Array.isArray(value)) return escaped(`{${value.map((v) => JSON.stringify(v)).join(',')}}`)
  if (typeof value === 'object') return escaped(JSON.stringify((value as { json: unknown }).json))
  return String(value)
}

export type Columns<Row> = Record<string, (row: Row) => Value>

/** Lines of one table, gathered until they are sent. */
export function gather<Row>(table: string, columns: Columns<Row>) {
  const names = Object.keys(columns)
  const readers = Object.values(columns)
  let lines: string[] = []
  return {
    add: (row: Row) => void lines.push(readers.map((read) => field(read(row))).join('\t')),
    async send(client: pg.ClientBase): Promise<void> {
      if (lines.length === 0) return
      const text = `${lines.join('\n')}\n`
      lines = []
      await pipeline(Readable.from([Buffer.from(text)]), client.query(copyFrom(`copy ${table} (${names.join(', ')}) from stdin`)))
    },
  }
}
