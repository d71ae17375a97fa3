import type { Trail } from '@haoban/bpmn'
import { fragment, type Tx } from '#base/db.ts'
import type { VersionRow } from '../schema/process.ts'

const columns = fragment`v.key, v.version, v.name, v.xml, v.hash, v.published_at "publishedAt", v.published_by "publishedBy", v.note, v.kept_at "keptAt", w.at "withdrawnAt"`
const versions = fragment`process.version v left join process.withdrawal w on w.key = v.key and w.version = v.version`

export async function addVersion(tx: Tx, v: Omit<VersionRow, 'withdrawnAt'>): Promise<void> {
  await tx.sql`insert into process.version (key, version, name, xml, hash, published_at, published_by, note, kept_at)
    values (${v.key}, ${v.version}, ${v.name}, ${v.xml}, ${v.hash}, ${v.publishedAt}, ${v.publishedBy}, ${v.note}, ${v.keptAt})`
}

export async function findVersion(tx: Tx, key: string, version: number): Promise<VersionRow | undefined> {
  return (await tx.sql<VersionRow>`select ${columns} from ${versions} where v.key = ${key} and v.version = ${version}`)[0]
}

/** The newest version of a key that new instances may begin by. */
export async function findNewest(tx: Tx, key: string): Promise<VersionRow | undefined> {
  return (
    await tx.sql<VersionRow>`select ${columns} from ${versions} where v.key = ${key} and w.at is null order by v.version desc limit 1`
  )[0]
}

export async function lastNumber(tx: Tx, key: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select coalesce(max(version), 0)::int n from process.version where key = ${key}`)[0]!.n
}

export async function findByHash(tx: Tx, key: string, hash: string): Promise<VersionRow | undefined> {
  return (
    await tx.sql<VersionRow>`select ${columns} from ${versions} where v.key = ${key} and v.hash = ${hash} order by v.version desc limit 1`
  )[0]
}

export async function addWithdrawal(tx: Tx, w: { key: string; version: number; at: Date; by: string; reason: string }): Promise<boolean> {
  const rows = await tx.sql`insert into process.withdrawal (key, version, at, by_whom, reason)
    values (${w.key}, ${w.version}, ${w.at}, ${w.by}, ${w.reason}) on conflict do nothing returning 1`
  return rows.length === 1
}

export type Counted = Omit<VersionRow, 'xml'> & { running: number; ended: number; stopped: number }

/** Every version with how many run by it, have ended, stand still; needs the scope `system` to count all. */
export async function listCounted(tx: Tx, key?: string): Promise<Counted[]> {
  return tx.sql<Counted>`select v.key, v.version, v.name, v.hash, v.published_at "publishedAt", v.published_by "publishedBy", v.note, v.kept_at "keptAt", w.at "withdrawnAt",
      (select count(*)::int from process.instance i where i.key = v.key and i.version = v.version and i.ended_at is null) running,
      (select count(*)::int from process.instance i where i.key = v.key and i.version = v.version and i.ended_at is not null) ended,
      (select count(distinct n.instance)::int from process.incident n join process.instance i on i.id = n.instance
        where n.closed is null and i.key = v.key and i.version = v.version) stopped
    from ${versions} where ${key ?? null}::text is null or v.key = ${key ?? null} order by v.key, v.version desc`
}

/** The histories of the instances of a version, the newest first. */
export async function listTrails(
  tx: Tx,
  key: string,
  version: number,
  limit: number,
): Promise<{ instance: string; at: Date; trail: Trail }[]> {
  return tx.sql`select s.instance, s.at, s.trail from process.step s
    where s.instance in (select id from process.instance where key = ${key} and version = ${version} order by started_at desc limit ${limit})
    order by s.instance, s.seq`
}
