/** The SQL of the desk's own tables: preferences, scans that wait to be filed, the index of items taken in at counters. */
import type { Tx } from '#base/db.ts'
import type { StoredFile } from '#kernel/case/schema.ts'
import type { Preference } from '../schema/desk.ts'

export async function listPreferences(tx: Tx, account: string): Promise<Record<string, unknown>> {
  const rows = await tx.sql<{ key: string; value: unknown }>`select key, value from windows.preference where account = ${account}`
  return Object.fromEntries(rows.map((r) => [r.key, r.value]))
}

export async function savePreference(tx: Tx, account: string, { key, value }: Preference): Promise<void> {
  await tx.sql`insert into windows.preference (account, key, value) values (${account}, ${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (account, key) do update set value = excluded.value`
}

export async function addScan(tx: Tx, account: string, file: StoredFile, at: Date): Promise<void> {
  await tx.sql`insert into windows.scan (account, hash, name, type, size, at) values (${account}, ${file.hash}, ${file.name}, ${file.type}, ${file.size}, ${at})
    on conflict (account, hash) do update set name = excluded.name, at = excluded.at`
}

/** Those of the hashes that this account scanned itself, as they were checked then. */
export async function listScans(tx: Tx, account: string, hashes: readonly string[]): Promise<StoredFile[]> {
  return tx.sql<StoredFile>`select hash, name, type, size from windows.scan where account = ${account} and hash = any(${hashes})`
}

export type CounterRow = { code: string; division: string; organ: string; name: string; search: string }

/** Replaces what the index says of one item. */
export async function saveCounterItem(tx: Tx, code: string, rows: readonly CounterRow[]): Promise<void> {
  await tx.sql`delete from windows.counter_item where code = ${code}`
  await tx.sql`insert into windows.counter_item (code, division, organ, name, search)
    select r->>'code', r->>'division', r->>'organ', r->>'name', r->>'search' from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r`
}

/** Items taken in by these organs (`*`: by any), whose name or keywords hold every word. */
export async function listCounterItems(tx: Tx, organs: readonly string[], words: readonly string[]): Promise<Omit<CounterRow, 'search'>[]> {
  const patterns = words.map((w) => `%${w.replace(/[\\%_]/g, (c) => `\\${c}`)}%`)
  return tx.sql`select code, division, organ, name from windows.counter_item
    where (organ = any(${organs}) or '*' = any(${organs})) and (${patterns.length} = 0 or search ilike all (${patterns})) order by name, division limit 60`
}

/** The items that these organs (`*`: any) take in, each once. */
export async function listItemsOf(tx: Tx, organs: readonly string[]): Promise<{ code: string; name: string }[]> {
  return tx.sql`select code, min(name) name from windows.counter_item where organ = any(${organs}) or '*' = any(${organs}) group by code order by 2 limit 300`
}

export type DeadJob = { id: number; task: string; attempts: number; lastError: string | null; createdAt: Date; updatedAt: Date }

/** Jobs that were tried to the end and failed, newest first. */
export async function listDeadJobs(tx: Tx): Promise<DeadJob[]> {
  return tx.sql<DeadJob>`select id, task, attempts, last_error "lastError", created_at "createdAt", updated_at "updatedAt" from base.dead_jobs()`
}

export async function retryJobs(tx: Tx, ids: readonly number[]): Promise<number> {
  return (await tx.sql<{ n: number }>`select base.retry_jobs(${ids}::bigint[]) n`)[0]!.n
}
