/** Seals values of a column anew under the ring's current key, some blocks of the table a transaction, beside servers that read and write. */
import { type Fragment, fragment, type Tx } from './db.ts'
import type { Keys } from './secret.ts'

/** A column of sealed values. Each opens under one of the contexts, the likeliest first. */
export type SealedColumn = { table: string; column: string; contexts: readonly string[] }

/** How many values stand in a column, and how many of them lie under another key than the current one. */
export type Standing = { rows: number; left: number }

/** Some 500 rows of the tables that hold the most: 8 kB a block. Rows in between are locked for that long. */
export const blocksAtATime = 32

const outdated = (column: Fragment, keys: Keys): Fragment =>
  fragment`substring(${column} from 2 for 4) <> ${Buffer.from(keys.current, 'hex')}`

export async function standingOf(tx: Tx, keys: Keys, { table, column }: SealedColumn): Promise<Standing> {
  const value = fragment.ref(column)
  const [found] = await tx.sql<Standing>`select count(${value})::int rows, count(*) filter (where ${outdated(value, keys)})::int "left"
    from ${fragment.table(table)}`
  return found!
}

/** How many blocks a table has now. */
export async function blocksOf(tx: Tx, { table }: SealedColumn): Promise<number> {
  const [found] = await tx.sql<{ blocks: number }>`
    select ceil(pg_relation_size(${table}::regclass)::numeric / current_setting('block_size')::int)::int blocks`
  return found!.blocks
}

/** The same text under the current key; undefined where no context and no key of the ring opens it. */
function resealed(keys: Keys, sealed: Buffer, contexts: readonly string[]): Buffer | undefined {
  for (const context of contexts) {
    let plain: string
    try {
      plain = keys.open(sealed, context)
    } catch {
      continue
    }
    const anew = keys.seal(plain, context)
    if (keys.open(anew, context) !== plain) throw new Error(`a value of ${context} did not open again`)
    return anew
  }
  return undefined
}

/**
 * Seals anew what lies in these blocks of the table; how many values were. What does not open stays as it is. A row that somebody is
 * changing is waited for, and a value is replaced only where it is still the one that was opened.
 */
export async function resealBlocks(tx: Tx, keys: Keys, { table, column, contexts }: SealedColumn, first: number): Promise<number> {
  const [rows, value] = [fragment.table(table), fragment.ref(column)]
  const found = await tx.sql<{ at: string; sealed: Buffer }>`select ctid::text "at", ${value} sealed from ${rows}
    where ctid >= ${`(${first},0)`}::tid and ctid < ${`(${first + blocksAtATime},0)`}::tid and ${outdated(value, keys)} for no key update`
  const anew = found.flatMap(({ at, sealed }) => {
    const fresh = resealed(keys, sealed, contexts)
    return fresh ? [{ at, sealed, fresh }] : []
  })
  if (anew.length === 0) return 0
  const moved = await tx.sql`update ${rows} t set ${value} = n.fresh
    from unnest(${anew.map((a) => a.at)}::tid[], ${anew.map((a) => a.sealed)}::bytea[], ${anew.map((a) => a.fresh)}::bytea[]) n (at, sealed, fresh)
    where t.ctid = n.at and t.${value} = n.sealed returning 1`
  return moved.length
}
