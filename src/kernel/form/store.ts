import type { Tx } from '#base/db.ts'
import type { DataElement } from './schema/element.ts'

export type DraftRow = {
  id: string
  owner: string
  applicant: string
  item: string
  division: string
  itemVersion: number
  sealed: Buffer
  materials: unknown[]
  version: number
  savedAt: Date
  expiresOn: string
}

export async function findDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  return (
    await tx.sql<DraftRow>`select id, owner, applicant, item, division, item_version "itemVersion", sealed, materials, version, saved_at "savedAt", expires_on "expiresOn"
      from form.draft where id = ${id} for update`
  )[0]
}

export async function findDraftFor(
  tx: Tx,
  owner: string,
  applicant: string,
  item: string,
  division: string,
): Promise<DraftRow | undefined> {
  return (
    await tx.sql<DraftRow>`select id, owner, applicant, item, division, item_version "itemVersion", sealed, materials, version, saved_at "savedAt", expires_on "expiresOn"
      from form.draft where owner = ${owner} and applicant = ${applicant} and item = ${item} and division = ${division}`
  )[0]
}

export async function listDrafts(tx: Tx, owner: string): Promise<Omit<DraftRow, 'sealed'>[]> {
  return tx.sql`select id, owner, applicant, item, division, item_version "itemVersion", materials, version, saved_at "savedAt", expires_on "expiresOn"
    from form.draft where owner = ${owner} order by saved_at desc`
}

/** The drafts of somebody with what stands in them, the last saved first. */
export async function listWholeDrafts(tx: Tx, owner: string): Promise<DraftRow[]> {
  return tx.sql<DraftRow>`select id, owner, applicant, item, division, item_version "itemVersion", sealed, materials, version, saved_at "savedAt",
    expires_on "expiresOn" from form.draft where owner = ${owner} order by saved_at desc, id`
}

/** Begins a draft; where the same person has begun one for the same thing already, that one is kept. */
export async function addDraft(tx: Tx, d: DraftRow): Promise<void> {
  await tx.sql`insert into form.draft (id, owner, applicant, item, division, item_version, sealed, materials, version, saved_at, expires_on)
    values (${d.id}, ${d.owner}, ${d.applicant}, ${d.item}, ${d.division}, ${d.itemVersion}, ${d.sealed}, ${JSON.stringify(d.materials)}, ${d.version}, ${d.savedAt}, ${d.expiresOn})
    on conflict (owner, applicant, item, division) do nothing`
}

export async function saveDraft(tx: Tx, d: Pick<DraftRow, 'id' | 'sealed' | 'materials' | 'savedAt'>): Promise<void> {
  await tx.sql`update form.draft set sealed = ${d.sealed}, materials = ${JSON.stringify(d.materials)}, saved_at = ${d.savedAt}, version = version + 1 where id = ${d.id}`
}

export async function removeDraft(tx: Tx, id: string): Promise<void> {
  await tx.sql`delete from form.draft where id = ${id}`
}

/** Deletes drafts whose days are over, so many at a time; answers what was handed in with each. Needs the scope `system`. */
export async function removeExpiredDrafts(tx: Tx, today: string, limit: number): Promise<Pick<DraftRow, 'materials'>[]> {
  return tx.sql<Pick<DraftRow, 'materials'>>`delete from form.draft where id in (
    select id from form.draft where expires_on < ${today} order by expires_on limit ${limit}) returning materials`
}

/** Which of some files drafts name. */
export async function listFilesUsed(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ hash: string }>`select distinct f->>'id' hash from form.draft d, jsonb_array_elements(d.materials) m,
    jsonb_array_elements(coalesce(m->'files', '[]')) f where f->>'id' = any(${hashes})`
  return rows.map((r) => r.hash)
}

/** Writes the whole list of data elements; what it does not name is taken out. */
export async function saveElements(tx: Tx, elements: readonly DataElement[]): Promise<void> {
  const rows = JSON.stringify(elements)
  await tx.sql`delete from form.element where id not in (select r->>'id' from jsonb_array_elements(${rows}::jsonb) r)`
  await tx.sql`insert into form.element (id, content) select r->>'id', r from jsonb_array_elements(${rows}::jsonb) r
    on conflict (id) do update set content = excluded.content where element.content <> excluded.content`
}

export async function listElements(tx: Tx): Promise<DataElement[]> {
  return (await tx.sql<{ content: DataElement }>`select content from form.element order by id`).map((r) => r.content)
}
