/** The work lists: rows by keyset, with a count from the same statement. */
import type { Fragment, Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { type CaseFile, fileColumns } from './file.ts'
import { type CaseFilter, strands, where } from './filter.ts'

export type Cursor = { key: string; id: string }

/** What a key is cast to, which way it goes, and how a later row compares: every key has an index behind organ and status. */
const sorts = {
  due: { by: 'due', key: fragment`due_key`, type: fragment`date`, dir: fragment`asc`, after: fragment`>` },
  newest: { by: 'submitted', key: fragment`submitted_at`, type: fragment`timestamptz`, dir: fragment`desc`, after: fragment`<` },
  oldest: { by: 'submitted', key: fragment`submitted_at`, type: fragment`timestamptz`, dir: fragment`asc`, after: fragment`>` },
  moved: { by: 'other', key: fragment`updated_at`, type: fragment`timestamptz`, dir: fragment`desc`, after: fragment`<` },
  decided: { by: 'other', key: fragment`decided_at`, type: fragment`timestamptz`, dir: fragment`desc`, after: fragment`<` },
} as const
export type Sort = keyof typeof sorts

/** Beyond this a list is not counted to its end: “more than five hundred” says enough, and takes no longer at a million. */
export const mostCounted = 500

/** `total` is exact up to `mostCounted`; one more means: more than that. */
export type Listed = { rows: CaseFile[]; total: number; next: Cursor | null }

type Page = { today: string; sort?: Sort; after?: Cursor; limit: number }

const counted = (filter: CaseFilter, today: string, most = mostCounted): Fragment =>
  fragment`(select count(*)::int from (select 1 from cases.listed where ${where(filter, today)} limit ${most + 1}) c)`

/** The rows of a condition in order, past the cursor. */
function ordered(condition: Fragment, { sort = 'due', after, limit }: Page): Fragment {
  const { key, type, dir, after: compare } = sorts[sort]
  const past = after ? fragment`(${key}, id) ${compare} (${after.key}::${type}, ${after.id})` : fragment`true`
  return fragment`(select ${fileColumns}, ${key} k from cases.listed where ${condition} and ${past} order by ${key} ${dir}, id ${dir} limit ${limit + 1})`
}

/**
 * One page of a list with its count, from one statement, so that they never disagree. A short list is found by whatever index is
 * best and sorted; a long one is walked in order, one strand for each organ and status, and merged: a page costs the same at any size.
 */
export async function listFiles(tx: Tx, filter: CaseFilter, page: Page): Promise<Listed> {
  const { dir } = sorts[page.sort ?? 'due']
  const long = strands(filter, page.today, sorts[page.sort ?? 'due'].by)
  const rows = await tx.sql<CaseFile & { k: string | Date; keyText: string; total: number }>`
    with counted as materialized (select ${counted(filter, page.today)} total)
    select r.*, r.k::text "keyText", c.total from counted c left join lateral (
      select * from ${ordered(where(filter, page.today), page)} short where c.total <= ${mostCounted}
      union all select strand.* from ${long.of} cross join lateral ${ordered(long.where, page)} strand where c.total > ${mostCounted}
      order by k ${dir}, id ${dir} limit ${page.limit + 1}) r on true
    order by r.k ${dir}, r.id ${dir}`
  const found = rows.filter((r) => r.id !== null)
  const shown = found.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ k: _, keyText: __, total: ___, ...row }) => row),
    total: rows[0]!.total,
    next: found.length > page.limit && last ? { key: last.keyText, id: last.id } : null,
  }
}

/** How many each filter finds, exact up to `most`, all from one statement. */
export async function countFiles(tx: Tx, filters: readonly CaseFilter[], today: string, most: number): Promise<number[]> {
  if (filters.length === 0) return []
  const [row] = await tx.sql<{ n: number[] }>`select array[${fragment.join(filters.map((f) => counted(f, today, most)))}] n`
  return row!.n
}

/** Cases whose pressing clock ended before today and runs on. */
export async function listOverdue(tx: Tx, today: string): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select id from cases.file where due_on < ${today} and not paused order by due_on, id limit 10000`
  ).map((r) => r.id)
}

/** Open cases that have a last day on or after a day, or none because they are suspended. */
export async function listRunning(tx: Tx, fromOn: string, limit: number): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select f.id from cases.file f
      where f.delivered_at is null and (f.due_on >= ${fromOn} or f.legal_due_on >= ${fromOn} or f.paused) order by f.id limit ${limit}`
  ).map((r) => r.id)
}

export type Carried = {
  holder: string | null
  open: number
  red: number
  yellow: number
  paused: number
  ages: [number, number, number, number]
  noticed: number
}

/** What each holder of an organ carries of what is not over, by lamp and by age; ages in calendar days: up to 3, 7, 15, and older. */
export async function loadByHolder(tx: Tx, organ: string, today: string): Promise<Carried[]> {
  return tx.sql<Carried>`select holder, count(*)::int open,
      count(*) filter (where not paused and due_on < ${today})::int red,
      count(*) filter (where not paused and due_on >= ${today} and warn_on <= ${today})::int yellow,
      count(*) filter (where paused)::int paused,
      array[count(*) filter (where age <= 3)::int, count(*) filter (where age between 4 and 7)::int,
        count(*) filter (where age between 8 and 15)::int, count(*) filter (where age > 15)::int] ages,
      count(*) filter (where notices > 0)::int noticed
    from (select *, ${today}::date - (submitted_at at time zone 'Asia/Shanghai')::date age from cases.listed
      where organ = ${organ} and turn <> 'nobody') f
    group by holder`
}
