/** Rows added to tables: those of one table that are added in one breath are one statement. */
import { fragment, type Tx } from './db.ts'
import { type Question, together } from './together.ts'

/** By the names of columns; what stands in a column of JSON is given as it is. */
export type NewRow = Readonly<Record<string, unknown>>

/** JSON knows no bytes; a column of bytes reads them in hex. */
export const hexOf = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`
const asJson = (value: unknown) => (value instanceof Uint8Array ? hexOf(value) : value)

const inserts = new Map<string, Question<NewRow, undefined>>()

/** Names of tables and columns come from the code, never from outside. */
function insertInto(table: string, columns: readonly string[]): Question<NewRow, undefined> {
  const key = `${table} ${columns.join(' ')}`
  const known = inserts.get(key)
  if (known) return known
  const [into, list] = [fragment.table(table), fragment.join(columns.map((name) => fragment.ref(name)))]
  const insert: Question<NewRow, undefined> = async (tx, rows) => {
    const json = JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((name) => [name, asJson(row[name])]))))
    await tx.sql`insert into ${into} (${list}) select ${list} from jsonb_populate_recordset(null::${into}, ${json}::jsonb)`
    return rows.map(() => undefined)
  }
  inserts.set(key, insert)
  return insert
}

/** Adds a row to a table, such as `licence.version`. The answer must be waited for. */
export const addRow = (tx: Tx, table: string, row: NewRow): Promise<void> => together(tx, insertInto(table, Object.keys(row)), row)
