import type { Fragment, Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { type CaseFile, fileColumns } from './file.ts'

/** What a work list asks for. Every part narrows; nothing set is every case one may see. Days are 'YYYY-MM-DD'. */
export type CaseFilter = {
  organs?: readonly string[]
  division?: string
  item?: string
  statuses?: readonly string[]
  turns?: readonly string[]
  holder?: string | null
  free?: boolean
  applicants?: readonly string[]
  lamp?: 'green' | 'yellow' | 'red' | 'paused'
  dueBy?: string
  tolerant?: boolean
  text?: string
  submittedFrom?: string
  submittedTo?: string
  decidedFrom?: string
  pending?: boolean
}
export type Cursor = { key: string; id: string }
export type Sort = 'due' | 'newest' | 'decided'

const like = (text: string) => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`

/** Lamps are computed: red after the last day, yellow from the warning day, grey while the clock is stopped. */
const lamps = (today: string): Record<NonNullable<CaseFilter['lamp']>, Fragment> => ({
  red: fragment`not paused and due_on < ${today}`,
  yellow: fragment`not paused and due_on >= ${today} and warn_on <= ${today}`,
  green: fragment`not paused and due_on >= ${today} and (warn_on is null or warn_on > ${today})`,
  paused: fragment`paused`,
})

type Condition = (f: CaseFilter, today: string) => Fragment | undefined

const conditions: readonly Condition[] = [
  (f) => (f.organs === undefined ? undefined : fragment`organ = any(${f.organs})`),
  (f) => (f.division === undefined ? undefined : fragment`division = ${f.division}`),
  (f) => (f.item === undefined ? undefined : fragment`item = ${f.item}`),
  (f) => (f.statuses === undefined ? undefined : fragment`status = any(${f.statuses})`),
  (f) => (f.turns === undefined ? undefined : fragment`turn = any(${f.turns})`),
  (f) => (f.holder ? fragment`holder = ${f.holder}` : undefined),
  (f) => (f.free ? fragment`holder is null` : undefined),
  (f) => (f.applicants === undefined ? undefined : fragment`(applicant = any(${f.applicants}) or agent = any(${f.applicants}))`),
  (f, today) => f.lamp && lamps(today)[f.lamp],
  (f) => (f.dueBy === undefined ? undefined : fragment`due_on <= ${f.dueBy} and not paused`),
  (f) => (f.tolerant ? fragment`tolerant_missing > 0 and ended_at is null` : undefined),
  (f) => (f.pending ? fragment`pending is not null` : undefined),
  (f) =>
    f.text === undefined
      ? undefined
      : fragment`(applicant_name ilike ${like(f.text)} or item_name ilike ${like(f.text)} or no like ${like(f.text)} or query_code = ${f.text.toUpperCase()})`,
  (f) => (f.submittedFrom === undefined ? undefined : fragment`submitted_at >= ${`${f.submittedFrom}T00:00:00+08:00`}::timestamptz`),
  (f) =>
    f.submittedTo === undefined ? undefined : fragment`submitted_at < ${`${f.submittedTo}T00:00:00+08:00`}::timestamptz + interval '1 day'`,
  (f) => (f.decidedFrom === undefined ? undefined : fragment`decided_at >= ${`${f.decidedFrom}T00:00:00+08:00`}::timestamptz`),
]

function where(filter: CaseFilter, today: string): Fragment {
  const parts = conditions.map((c) => c(filter, today)).filter((p) => p !== undefined)
  return parts.length ? fragment.join(parts, fragment` and `) : fragment`true`
}

/** Sort keys as text, so that one cursor fits all: rows without a due day come last. */
const sorts: Record<Sort, { key: Fragment; dir: Fragment; after: Fragment }> = {
  due: { key: fragment`coalesce(due_on, '9999-12-31'::date)::text`, dir: fragment`asc`, after: fragment`>` },
  newest: { key: fragment`to_char(submitted_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')`, dir: fragment`desc`, after: fragment`<` },
  decided: {
    key: fragment`to_char(coalesce(decided_at, ended_at, submitted_at) at time zone 'UTC', 'YYYYMMDDHH24MISSUS')`,
    dir: fragment`desc`,
    after: fragment`<`,
  },
}

export type Listed = { rows: CaseFile[]; total: number; next: Cursor | null }

/** One page of a list with the count of all its rows, from one query, so that they never disagree. */
export async function listFiles(
  tx: Tx,
  filter: CaseFilter,
  page: { today: string; sort?: Sort; after?: Cursor; limit: number },
): Promise<Listed> {
  const { key, dir, after } = sorts[page.sort ?? 'due']
  const asked = where(filter, page.today)
  const past = page.after ? fragment`(${key}, id) ${after} (${page.after.key}, ${page.after.id})` : fragment`true`
  const rows = await tx.sql<CaseFile & { sortKey: string; total: number }>`
    select ${fileColumns}, ${key} "sortKey", (select count(*)::int from cases.file where ${asked}) total
    from cases.file where ${asked} and ${past} order by ${key} ${dir}, id ${dir} limit ${page.limit + 1}`
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const total = rows[0]?.total ?? (page.after ? await countFiles(tx, filter, page.today) : 0)
  return {
    rows: shown.map(({ sortKey: _, total: __, ...row }) => row),
    total,
    next: rows.length > page.limit && last ? { key: last.sortKey, id: last.id } : null,
  }
}

export async function countFiles(tx: Tx, filter: CaseFilter, today: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from cases.file where ${where(filter, today)}`)[0]!.n
}

/** Cases whose pressing clock ended before today and runs on. */
export async function listOverdue(tx: Tx, today: string): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select id from cases.file where due_on < ${today} and not paused order by due_on, id limit 10000`
  ).map((r) => r.id)
}

type Period = { since: Date; until: Date }

export async function countSubmitted(tx: Tx, { since, until }: Period): Promise<number> {
  return (
    await tx.sql<{ n: number }>`select count(*)::int n from cases.file where submitted_at >= ${since} and submitted_at < ${until}`
  )[0]!.n
}

export async function countDecided(tx: Tx, { since, until }: Period): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from cases.file where decided_at >= ${since} and decided_at < ${until}`)[0]!.n
}

/** Share of decisions made within the promise, of all that had one, in per cent. */
export async function onTimeRate(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * count(*) filter (where (decided_at at time zone 'Asia/Shanghai')::date <= promise_due_on) / nullif(count(*), 0), 1) rate
    from cases.file where decided_at >= ${since} and decided_at < ${until} and promise_due_on is not null`
  return row!.rate
}

/** By how much promises are shorter than the law's limits, over decided cases that have both, in per cent. */
export async function compression(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * (sum(legal_days) - sum(promise_days)) / nullif(sum(legal_days), 0), 1) rate
    from cases.file where decided_at >= ${since} and decided_at < ${until} and legal_days > 0`
  return row!.rate
}

/** Share of cases that came in online, in per cent. */
export async function onlineRate(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * count(*) filter (where channel in ('web', 'mobile')) / nullif(count(*), 0), 1) rate
    from cases.file where submitted_at >= ${since} and submitted_at < ${until}`
  return row!.rate
}

/** Of the cases that needed a supplement, those that were told everything at once, in per cent. */
export async function oneNoticeRate(tx: Tx, { since, until }: Period): Promise<number | null> {
  const [row] = await tx.sql<{ rate: number | null }>`
    select round(100.0 * count(*) filter (where notices = 1) / nullif(count(*), 0), 1) rate
    from cases.file where notices > 0 and submitted_at >= ${since} and submitted_at < ${until}`
  return row!.rate
}

export type PeriodRow = { id: string; no: string; itemName: string; at: Date }

export async function listDecidedIn(tx: Tx, { since, until }: Period, limit: number): Promise<PeriodRow[]> {
  return tx.sql<PeriodRow>`select id, no, item_name "itemName", decided_at at from cases.file where decided_at >= ${since} and decided_at < ${until} order by decided_at desc limit ${limit}`
}

export async function listSubmittedIn(tx: Tx, { since, until }: Period, limit: number): Promise<PeriodRow[]> {
  return tx.sql<PeriodRow>`select id, no, item_name "itemName", submitted_at at from cases.file where submitted_at >= ${since} and submitted_at < ${until} order by submitted_at desc limit ${limit}`
}

/** Open cases that have a last day on or after a day, or none because they are suspended. */
export async function listRunning(tx: Tx, fromOn: string, limit: number): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select f.id from cases.file f
      where f.delivered_at is null and (f.due_on >= ${fromOn} or f.legal_due_on >= ${fromOn} or f.paused) order by f.id limit ${limit}`
  ).map((r) => r.id)
}
