/** The directory of organs, and the acts on it that wait for a second person. Writing needs the scope `system`. */
import { fragment, type Tx } from '#base/db.ts'
import type { ItemFile } from '../schema/item.ts'
import type { Organ } from '../schema/organ.ts'
import type { OrganChange, OrganRow } from '../schema/organ-desk.ts'

const revisionNext = fragment`(select coalesce(max(revision), 0) + 1 from item.organ)`
const columns = fragment`content "organ", revision::int, ended_at "endedAt", successor`

/** Keeps every other writer of the directory out until this transaction ends, so that names and numbers stay unique and revisions follow each other. */
export async function holdDirectory(tx: Tx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(7017002)`
}

/** Keeps the directory as it is until this transaction ends: what is published names no organ that is ended meanwhile. */
export async function leaveDirectory(tx: Tx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock_shared(7017002)`
}

/**
 * Organs as the city's file has them. What was changed or founded at the desk stays as it is there, and so does whatever bears a
 * code or a name that the desk has given since. Answers the organs of the file that were left alone.
 */
export async function saveOrgans(tx: Tx, organs: readonly Organ[]): Promise<string[]> {
  await holdDirectory(tx)
  const wanted = fragment`jsonb_array_elements(${JSON.stringify(organs)}::jsonb) r`
  const taken = fragment`exists (select from item.organ o where o.kept_at = 'desk' and (o.id = r->>'id' or o.content->>'uscc' = r->>'uscc'
    or (o.ended_at is null and o.name = r->>'name')))`
  await tx.sql`insert into item.organ (id, branch, division, name, short_name, content, revision)
    select r->>'id', r->>'branch', r->>'division', r->>'name', r->>'shortName', r, ${revisionNext} from ${wanted} where not ${taken}
    on conflict (id) do update set branch = excluded.branch, division = excluded.division, name = excluded.name, short_name = excluded.short_name,
      content = excluded.content, revision = excluded.revision where organ.content <> excluded.content`
  return (await tx.sql<{ id: string }>`select r->>'id' "id" from ${wanted} where ${taken} order by 1`).map((r) => r.id)
}

/** Organs in force. */
export async function listOrgans(tx: Tx): Promise<Organ[]> {
  return (await tx.sql<{ content: Organ }>`select content from item.organ where ended_at is null order by id`).map((r) => r.content)
}

/** Every organ that there ever was, for the names in what is past. */
export async function listEveryOrgan(tx: Tx): Promise<Organ[]> {
  return (await listOrganRows(tx)).map((r) => r.organ)
}

export async function listOrganRows(tx: Tx): Promise<OrganRow[]> {
  return tx.sql<OrganRow>`select ${columns} from item.organ order by id`
}

/** One organ, in force or ended. */
export async function findOrgan(tx: Tx, id: string): Promise<Organ | undefined> {
  return (await findOrganRow(tx, id))?.organ
}

export async function findOrganInForce(tx: Tx, id: string): Promise<Organ | undefined> {
  return (await tx.sql<{ content: Organ }>`select content from item.organ where id = ${id} and ended_at is null`)[0]?.content
}

export async function findOrganRow(tx: Tx, id: string): Promise<OrganRow | undefined> {
  return (await tx.sql<OrganRow>`select ${columns} from item.organ where id = ${id}`)[0]
}

/** The whole directory with its revision, in one look, so that both belong together. */
export async function readDirectory(tx: Tx): Promise<{ revision: number; organs: Organ[] }> {
  const rows = await listOrganRows(tx)
  return { revision: Math.max(0, ...rows.map((r) => r.revision)), organs: rows.map((r) => r.organ) }
}

/** Writes an organ as the desk has it; from now on the city's file says nothing of it. */
export async function putOrganAtDesk(tx: Tx, o: Organ): Promise<void> {
  await tx.sql`insert into item.organ (id, branch, division, name, short_name, content, revision, kept_at)
    values (${o.id}, ${o.branch}, ${o.division}, ${o.name}, ${o.shortName}, ${JSON.stringify(o)}, ${revisionNext}, 'desk')
    on conflict (id) do update set name = excluded.name, short_name = excluded.short_name, content = excluded.content,
      revision = excluded.revision, kept_at = 'desk'`
}

export async function endOrgan(tx: Tx, id: string, successor: string, at: Date): Promise<void> {
  await tx.sql`update item.organ set ended_at = ${at}, successor = ${successor}, revision = ${revisionNext}, kept_at = 'desk' where id = ${id}`
}

const changeColumns = fragment`id, kind, organ, before, content, document_no "documentNo", document_on "documentOn", reason,
  proposed_by "proposedBy", proposed_by_name "proposedByName", proposed_at "proposedAt", settled_at "settledAt"`

/** Adds a change; false where one of this organ waits already. */
export async function addOrganChange(tx: Tx, c: Omit<OrganChange, 'settledAt'>): Promise<boolean> {
  const rows = await tx.sql`insert into item.organ_change
      (id, kind, organ, before, content, document_no, document_on, reason, proposed_by, proposed_by_name, proposed_at)
    values (${c.id}, ${c.kind}, ${c.organ}, ${c.before === null ? null : JSON.stringify(c.before)}, ${JSON.stringify(c.content)}, ${c.documentNo},
      ${c.documentOn}, ${c.reason}, ${c.proposedBy}, ${c.proposedByName}, ${c.proposedAt})
    on conflict (organ) where settled_at is null do nothing returning 1`
  return rows.length === 1
}

/** The names that organs had before they were renamed, oldest first. */
export async function listFormerNames(tx: Tx): Promise<{ organ: string; name: string }[]> {
  return tx.sql`select organ, before->>'name' "name" from item.organ_change
    where kind = 'rename' and outcome = 'confirmed' and before->>'name' <> content->>'name' order by settled_at, id`
}

/** A change, held until this transaction ends. */
export async function lockOrganChange(tx: Tx, id: string): Promise<OrganChange | undefined> {
  return (await tx.sql<OrganChange>`select ${changeColumns} from item.organ_change where id = ${id} for update`)[0]
}

/** Changes that wait for a second person, oldest first. */
export async function listOrganChanges(tx: Tx): Promise<OrganChange[]> {
  return tx.sql<OrganChange>`select ${changeColumns} from item.organ_change where settled_at is null order by proposed_at, id`
}

export async function settleOrganChange(tx: Tx, id: string, outcome: 'confirmed' | 'turned-down', by: string, at: Date): Promise<void> {
  await tx.sql`update item.organ_change set outcome = ${outcome}, settled_by = ${by}, settled_at = ${at} where id = ${id}`
}

export type ItemAt = { code: string; name: string; organ: string; division: string; implementedBy: ItemFile['implementedBy'] }

/** Items that are in force or suspended in an organ's hands, with what their versions say of who carries them out. */
export async function listItemsAt(tx: Tx, organ: string): Promise<ItemAt[]> {
  return tx.sql<ItemAt>`select i.code, i.name, h.organ, h.division, v.file->'implementedBy' "implementedBy" from item.handling h
    join item.item i on i.code = h.code and i.version = h.version join item.version v on v.code = i.code and v.version = i.version
    where h.organ = ${organ} and i.state in ('published', 'suspended') order by i.code`
}

export async function countItemsAt(tx: Tx, organ: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`select count(*)::int n from item.handling h
    join item.item i on i.code = h.code and i.version = h.version where h.organ = ${organ} and i.state in ('published', 'suspended')`
  return row!.n
}
