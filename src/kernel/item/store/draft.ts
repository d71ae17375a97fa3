import { fragment, type Tx } from '#base/db.ts'
import { type Draft, type Offer, type Step, underWay } from '../schema/draft.ts'

const columns = fragment`d.id, d.code, d.name, d.base, d.status, d.file, d.form, d.revision, d.reason, d.editors, d.opened_at "openedAt",
  d.saved_at "savedAt", d.saved_by "savedBy", d.version`
const open = fragment`d.status = any (${[...underWay]})`

export async function findDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  return (await tx.sql<Draft>`select ${columns} from item.draft d where d.id = ${id}`)[0]
}

/** Holds a draft until the transaction is over. */
export async function lockDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  return (await tx.sql<Draft>`select ${columns} from item.draft d where d.id = ${id} for update`)[0]
}

export async function findUnderWay(tx: Tx, code: string): Promise<Draft | undefined> {
  return (await tx.sql<Draft>`select ${columns} from item.draft d where d.code = ${code} and ${open}`)[0]
}

export type UnderWay = Pick<Draft, 'id' | 'code' | 'name' | 'base' | 'status' | 'savedAt' | 'savedBy' | 'file' | 'editors'>

export async function listUnderWay(tx: Tx): Promise<UnderWay[]> {
  return tx.sql<UnderWay>`select d.id, d.code, d.name, d.base, d.status, d.saved_at "savedAt", d.saved_by "savedBy", d.file, d.editors
    from item.draft d where ${open} order by d.saved_at desc`
}

/** Begins a version; false where one of this item is under way. */
export async function addDraft(tx: Tx, d: Draft): Promise<boolean> {
  const rows = await tx.sql`
    insert into item.draft (id, code, name, base, status, file, form, revision, reason, editors, opened_at, saved_at, saved_by)
    values (${d.id}, ${d.code}, ${d.name}, ${d.base}, ${d.status}, ${JSON.stringify(d.file)}, ${JSON.stringify(d.form)}, ${d.revision}, ${d.reason},
      ${d.editors}, ${d.openedAt}, ${d.savedAt}, ${d.savedBy}) on conflict do nothing returning 1`
  return rows.length === 1
}

export async function saveDraft(tx: Tx, d: Draft): Promise<void> {
  await tx.sql`update item.draft set name = ${d.name}, status = ${d.status}, file = ${JSON.stringify(d.file)}, form = ${JSON.stringify(d.form)},
    revision = ${d.revision}, editors = ${d.editors}, saved_at = ${d.savedAt}, saved_by = ${d.savedBy}, version = ${d.version} where id = ${d.id}`
}

export async function addStep(tx: Tx, draftId: string, s: Omit<Step, 'seq'>): Promise<void> {
  await tx.sql`insert into item.step (draft_id, seq, verb, by_whom, by_name, at, reason, hash)
    select ${draftId}, coalesce(max(seq), 0) + 1, ${s.verb}, ${s.by}, ${s.byName}, ${s.at}, ${s.reason}, ${s.hash} from item.step where draft_id = ${draftId}`
}

export async function listSteps(tx: Tx, draftId: string): Promise<Step[]> {
  return tx.sql<Step>`select seq, verb, by_whom "by", by_name "byName", at, reason, hash from item.step where draft_id = ${draftId} order by seq`
}

export async function saveOffers(tx: Tx, offers: readonly Offer[]): Promise<void> {
  await tx.sql`insert into item.offer (code, name, place, content)
    select r.value->>'code', r.value->>'name', r.ordinality, r.value from jsonb_array_elements(${JSON.stringify(offers)}::jsonb) with ordinality r
    on conflict (code) do update set name = excluded.name, place = excluded.place, content = excluded.content`
}

/** Powers that no item of the city carries out yet, and no version under way either. */
export async function listOffers(tx: Tx): Promise<Offer[]> {
  return (
    await tx.sql<{ content: Offer }>`select o.content from item.offer o
      where not exists (select from item.version v where v.file->'catalogue'->>'code' = o.code)
        and not exists (select from item.draft d where d.file->'catalogue'->>'code' = o.code and ${open}) order by o.place`
  ).map((r) => r.content)
}

export async function findOffer(tx: Tx, code: string): Promise<Offer | undefined> {
  return (await listOffers(tx)).find((o) => o.code === code)
}
