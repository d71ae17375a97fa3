import { fragment, type Tx } from '#base/db.ts'
import type { CalendarYear, LoadedYear } from './schema.ts'

const columns = fragment`y.year, y.version, y.content, y.by_whom "by", y.by_name "byName", y.at`

/** The newest version of every year. */
export async function listYears(tx: Tx): Promise<LoadedYear[]> {
  return tx.sql<LoadedYear>`select distinct on (y.year) ${columns} from clock.year y order by y.year, y.version desc`
}

export async function findYear(tx: Tx, year: number): Promise<LoadedYear | undefined> {
  return (await tx.sql<LoadedYear>`select ${columns} from clock.year y where y.year = ${year} order by y.version desc limit 1`)[0]
}

/** Changes whenever a year was added, for those who keep the calendar in memory. */
export async function markOf(tx: Tx): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from clock.year`)[0]!.n
}

export async function addYear(tx: Tx, y: { content: CalendarYear; version: number; by: string; byName: string; at: Date }): Promise<void> {
  await tx.sql`insert into clock.year (year, version, content, by_whom, by_name, at)
    values (${y.content.year}, ${y.version}, ${JSON.stringify(y.content)}, ${y.by}, ${y.byName}, ${y.at})`
}
