import { fragment, type Tx } from '#base/db.ts'
import type { HandlingItem, ItemFile } from './schema/item.ts'
import type { VersionStatus } from './schema/life.ts'

/** `keptAt`: whether the item's folder or the desk has the last word on it; `reason`: why it is suspended or cancelled. */
export type ItemRow = {
  code: string
  name: string
  state: VersionStatus
  version: number
  updatedAt: Date
  keptAt: 'folder' | 'desk'
  reason: string | null
}
export type Version = {
  code: string
  version: number
  file: ItemFile
  form: unknown
  /** the version of its decision model; null where it has none */
  decision: number | null
  /** the version of its process model; null where it has none */
  process: number | null
  hash: string
  publishedAt: Date
  publishedBy: string
  note: string | null
}

const itemColumns = fragment`code, name, state, version, updated_at "updatedAt", kept_at "keptAt", reason`

export async function findItem(tx: Tx, code: string): Promise<ItemRow | undefined> {
  return (await tx.sql<ItemRow>`select ${itemColumns} from item.item where code = ${code}`)[0]
}

/** The names of items, those that are closed too, by their codes. */
export const listItemNames = (tx: Tx, codes: readonly string[]): Promise<{ code: string; name: string }[]> =>
  tx.sql<{ code: string; name: string }>`select code, name from item.item where code = any(${[...codes]})`

/** What a page of an item begins with: `directory` is the revision of the directory that it calls and reaches its organs by. */
export type ShownRow = Pick<ItemRow, 'code' | 'name' | 'state' | 'version'> & { directory: number }

export async function findShown(tx: Tx, code: string): Promise<ShownRow | undefined> {
  return (await tx.sql<ShownRow>`select code, name, state, version, directory from item.item where code = ${code}`)[0]
}

export async function lockItem(tx: Tx, code: string): Promise<ItemRow | undefined> {
  return (await tx.sql<ItemRow>`select ${itemColumns} from item.item where code = ${code} for update`)[0]
}

export async function listItems(tx: Tx): Promise<ItemRow[]> {
  return tx.sql<ItemRow>`select ${itemColumns} from item.item order by code`
}

/** Items, as they are in force, of one power of 基本目录. */
export async function listItemsOfCatalogue(tx: Tx, catalogue: string): Promise<string[]> {
  const rows = await tx.sql<{
    code: string
  }>`select i.code from item.item i join item.version v on v.code = i.code and v.version = i.version
    where v.file -> 'catalogue' ->> 'code' = ${catalogue} order by i.code`
  return rows.map((r) => r.code)
}

export async function saveItem(tx: Tx, row: ItemRow): Promise<void> {
  await tx.sql`insert into item.item (code, name, state, version, updated_at, kept_at, reason)
    values (${row.code}, ${row.name}, ${row.state}, ${row.version}, ${row.updatedAt}, ${row.keptAt}, ${row.reason})
    on conflict (code) do update set name = excluded.name, state = excluded.state, version = excluded.version, updated_at = excluded.updated_at,
      kept_at = excluded.kept_at, reason = excluded.reason`
}

export async function addVersion(tx: Tx, v: Version): Promise<void> {
  await tx.sql`insert into item.version (code, version, file, form, decision, process, hash, published_at, published_by, note)
    values (${v.code}, ${v.version}, ${JSON.stringify(v.file)}, ${JSON.stringify(v.form)}, ${v.decision}, ${v.process}, ${v.hash}, ${v.publishedAt}, ${v.publishedBy}, ${v.note})`
}

export async function addHandlings(tx: Tx, version: number, items: readonly HandlingItem[]): Promise<void> {
  const rows = items.map((i) => ({ h: i.handlingCode, c: i.item, o: i.impl.organ, d: i.impl.division, j: i }))
  await tx.sql`insert into item.handling (handling_code, version, code, organ, division, content)
    select r->>'h', ${version}, r->>'c', r->>'o', r->>'d', r->'j' from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r`
}

export async function findVersion(tx: Tx, code: string, version: number): Promise<Version | undefined> {
  return (
    await tx.sql<Version>`select code, version, file, form, decision, process, hash, published_at "publishedAt", published_by "publishedBy", note
      from item.version where code = ${code} and version = ${version}`
  )[0]
}

export async function listVersions(tx: Tx, code: string): Promise<Omit<Version, 'file' | 'form'>[]> {
  return tx.sql`select code, version, decision, process, hash, published_at "publishedAt", published_by "publishedBy", note from item.version where code = ${code} order by version desc`
}

export async function findHandling(tx: Tx, handlingCode: string, version: number): Promise<HandlingItem | undefined> {
  return (
    await tx.sql<{
      content: HandlingItem
    }>`select content from item.handling where handling_code = ${handlingCode} and version = ${version}`
  )[0]?.content
}

export type Current = { handlingCode: string; version: number; organ: string; division: string }
/** `directory`: the revision of the directory at the same moment. */
export type CurrentNow = Current & { directory: number }

/** Where an item can be applied for today: its current version in the hands of each organ. */
export async function listCurrent(tx: Tx, code: string): Promise<CurrentNow[]> {
  return tx.sql<CurrentNow>`select h.handling_code "handlingCode", h.version, h.organ, h.division, i.directory
    from item.item i join item.handling h on h.code = i.code and h.version = i.version
    where i.code = ${code} and i.state = 'published' order by h.division, h.organ`
}

/** Every place where an item in force is handled today, of all items. */
export async function listAllCurrent(tx: Tx): Promise<(Current & { code: string })[]> {
  return tx.sql<Current & { code: string }>`select h.code, h.handling_code "handlingCode", h.version, h.organ, h.division
    from item.item i join item.handling h on h.code = i.code and h.version = i.version where i.state = 'published' order by h.code, h.division`
}

/** What every place that handles one version of an item says of it, in the order of the divisions. */
export async function listHandlings(tx: Tx, code: string, version: number): Promise<{ content: HandlingItem }[]> {
  return tx.sql<{ content: HandlingItem }>`select content from item.handling
    where code = ${code} and version = ${version} order by division, organ`
}

export type ImportedRow = { code: string; source: string; division: string; name: string; content: unknown; hash: string }

/** Writes imported items that are new or changed, and answers how many were written. */
export async function saveImported(tx: Tx, rows: readonly ImportedRow[], at: Date): Promise<string[]> {
  const written = await tx.sql<{ code: string }>`insert into item.imported (code, source, division, name, content, hash, imported_at)
    select r->>'code', r->>'source', r->>'division', r->>'name', r->'content', r->>'hash', ${at}::timestamptz from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r
    on conflict (code) do update set source = excluded.source, division = excluded.division, name = excluded.name, content = excluded.content,
      hash = excluded.hash, imported_at = excluded.imported_at
    where imported.hash <> excluded.hash returning code`
  return written.map((r) => r.code)
}

export async function findImported(tx: Tx, code: string): Promise<ImportedRow | undefined> {
  return (await tx.sql<ImportedRow>`select code, source, division, name, content, hash from item.imported where code = ${code}`)[0]
}

export async function pageImported(tx: Tx, after: string, limit: number): Promise<ImportedRow[]> {
  return tx.sql<ImportedRow>`select code, source, division, name, content, hash from item.imported where code > ${after} order by code limit ${limit}`
}

/** Of each branch the organ in the first of some divisions that has one. */
export async function listNearest(
  tx: Tx,
  branches: readonly string[],
  divisions: readonly string[],
): Promise<{ branch: string; organ: string; division: string }[]> {
  return tx.sql`select distinct on (branch) branch, id "organ", division from item.organ
    where branch = any(${branches}) and division = any(${divisions}) and ended_at is null order by branch, array_position(${divisions}::text[], division)`
}

export type DivisionRow = { code: string; name: string }

export async function saveDivisions(tx: Tx, divisions: readonly DivisionRow[]): Promise<void> {
  await tx.sql`insert into item.division (code, name, place, content)
    select r.value->>'code', r.value->>'name', r.ordinality, r.value from jsonb_array_elements(${JSON.stringify(divisions)}::jsonb) with ordinality r
    on conflict (code) do update set name = excluded.name, place = excluded.place, content = excluded.content`
}

export async function listDivisions(tx: Tx): Promise<DivisionRow[]> {
  return tx.sql<DivisionRow>`select code, name from item.division order by place`
}

/** A dissolved division, and the code of the one that took its place. */
export type RetiredDivision = { code: string; name: string; replacedBy: string; year: number }

export async function saveRetired(tx: Tx, retired: readonly RetiredDivision[]): Promise<void> {
  for (const { code, name, replacedBy, year } of retired)
    await tx.sql`insert into item.retired_division (code, name, replaced_by, year) values (${code}, ${name}, ${replacedBy}, ${year})
      on conflict (code) do update set name = excluded.name, replaced_by = excluded.replaced_by, year = excluded.year`
}

/** The division that took the place of a dissolved one; undefined for every code in use, and for unknown ones. */
export async function findSuccessor(tx: Tx, code: string): Promise<{ was: string; year: number; code: string; name: string } | undefined> {
  return (
    await tx.sql<{ was: string; year: number; code: string; name: string }>`
      select r.name "was", r.year, d.code, d.name from item.retired_division r join item.division d on d.code = r.replaced_by where r.code = ${code}`
  )[0]
}
