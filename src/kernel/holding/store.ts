import { fragment, type Tx } from '#base/db.ts'
import { hexOf } from '#base/rows.ts'
import { type Question, together } from '#base/together.ts'
import type { Holding, HoldingState, HoldingType, HoldingUse } from './schema.ts'

export async function saveTypes(tx: Tx, types: readonly HoldingType[]): Promise<void> {
  await tx.sql`insert into holding.type (code, name, also, definer, holder, demo)
    select code, name, array(select jsonb_array_elements_text(also)), definer, holder, demo
    from jsonb_to_recordset(${JSON.stringify(types)}::jsonb) as t (code text, name text, also jsonb, definer text, holder text, demo boolean)
    on conflict (code) do update set name = excluded.name, also = excluded.also, definer = excluded.definer, holder = excluded.holder`
}

export async function listTypes(tx: Tx): Promise<HoldingType[]> {
  return tx.sql<HoldingType>`select code, name, also, definer, holder, demo from holding.type order by name`
}

const columns = fragment`h.id, h.party, h.type, array_prepend(t.name, t.also) called, h.register, h.no, h.identifier, h.organ, h.organ_name "organName", h.state,
  h.from_on "fromOn", h.to_on "toOn", h.demo`
const from = fragment`from holding.held h join holding.type t on t.code = h.type`

export type HoldingRow = Holding & { elements: Buffer | null }

export async function listHoldings(tx: Tx, party: string): Promise<HoldingRow[]> {
  return tx.sql<HoldingRow>`select ${columns}, h.elements ${from} where h.party = ${party} order by h.id`
}

/** Holds them as they stand until the transaction is over: whoever wants to change one waits, and whoever waited reads what became of it. */
export async function shareHoldings(tx: Tx, ids: readonly string[]): Promise<Holding[]> {
  return tx.sql<Holding>`select ${columns} ${from} where h.id = any(${ids}) order by h.id for share of h`
}

export async function findHolding(tx: Tx, id: string): Promise<Holding | undefined> {
  return (await tx.sql<Holding>`select ${columns} ${from} where h.id = ${id}`)[0]
}

/** Writes what a register says of one thing it keeps; the state it was in before, undefined where it is new. */
export const saveHolding = (tx: Tx, h: NewHolding, at: Date): Promise<HoldingState | undefined> => together(tx, saved, { ...h, at })

type NewHolding = Omit<Holding, 'called'> & { elements: Buffer | null }

const saved: Question<NewHolding & { at: Date }, HoldingState | undefined> = async (tx, holdings) => {
  const given = holdings.map((h) => ({ ...h, elements: h.elements && hexOf(h.elements) }))
  const rows = await tx.sql<{ id: string; before: HoldingState | null }>`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as h (id text, party text, type text, register text, no text, identifier text, organ text, "organName" text, state text, "fromOn" date, "toOn" date,
          elements bytea, demo boolean, at timestamptz)),
      before as (select id, state from holding.held where id in (select id from given))
    insert into holding.held (id, party, type, register, no, identifier, organ, organ_name, state, from_on, to_on, elements, demo, updated_at)
    select id, party, type, register, no, identifier, organ, "organName", state, "fromOn", "toOn", elements, demo, at from given
    on conflict (id) do update set no = excluded.no, identifier = excluded.identifier, organ = excluded.organ, organ_name = excluded.organ_name,
      state = excluded.state, from_on = excluded.from_on, to_on = excluded.to_on, elements = excluded.elements, updated_at = excluded.updated_at
    returning id, (select state from before where before.id = held.id) before`
  const before = new Map(rows.map((row) => [row.id, row.before ?? undefined]))
  return holdings.map(({ id }) => before.get(id))
}

export async function addUses(tx: Tx, uses: readonly HoldingUse[]): Promise<void> {
  await tx.sql`insert into holding.use (id, holding, identifier, kind, subject, material, organ_name, purpose, by_whom, by_name, at)
    select id, holding, identifier, kind, subject, material, "organName", purpose, "by", "byName", at
    from jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) as u (id text, holding text, identifier text, kind text, subject text, material text,
      "organName" text, purpose text, "by" text, "byName" text, at timestamptz)`
}

const useColumns = fragment`u.id, u.holding, u.identifier, u.kind, u.subject, u.material, u.organ_name "organName", u.purpose, u.by_whom "by", u.by_name "byName", u.at`

/** Who has used what is held of a party, newest first. */
export async function listUsesOf(tx: Tx, party: string, limit: number): Promise<(HoldingUse & { name: string; no: string })[]> {
  return tx.sql`select ${useColumns}, t.name, h.no from holding.use u join holding.held h on h.id = u.holding join holding.type t on t.code = h.type
    where h.party = ${party} order by u.at desc, u.id desc limit ${limit}`
}

/** Every use of what is held of a party, newest first. */
export async function listAllUsesOf(tx: Tx, party: string): Promise<HoldingUse[]> {
  return tx.sql<HoldingUse>`select ${useColumns} from holding.use u join holding.held h on h.id = u.holding where h.party = ${party}
    order by u.at desc, u.id desc`
}

/** How often holdings were used in a period. */
export const countUsesIn = async (tx: Tx, { since, until }: { since: Date; until: Date }): Promise<number> =>
  (await tx.sql<{ n: number }>`select count(*)::int n from holding.use where at >= ${since} and at < ${until}`)[0]!.n

/** Subjects that rest on a holding. */
export async function listSubjects(tx: Tx, holding: string): Promise<{ subject: string; materials: string[] }[]> {
  return tx.sql`select subject, array_agg(distinct material) materials from holding.use
    where holding = ${holding} and kind = 'material' and subject is not null group by subject order by subject`
}
