import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { Authority } from './schema.ts'

const columns = fragment`id, item, division, organ, kind, basis, from_on "fromOn", to_on "toOn", demo`

export async function listAuthorities(tx: Tx, item: string, division: string): Promise<Authority[]> {
  return tx.sql<Authority>`select ${columns} from authority.authority where item = ${item} and division = ${division} order by from_on`
}

/** The divisions in which somebody holds or held the power over an item. */
export async function listGranted(tx: Tx, item: string): Promise<string[]> {
  return (await tx.sql<{ division: string }>`select distinct division from authority.authority where item = ${item}`).map((r) => r.division)
}

/** Every grant of the city, by item and place. */
export async function listAll(tx: Tx): Promise<Authority[]> {
  return tx.sql<Authority>`select ${columns} from authority.authority order by item, division, from_on`
}

/** Who holds the power on a day in the first of some divisions in which somebody does. */
export async function findHolder(tx: Tx, item: string, divisions: readonly string[], on: string): Promise<Authority | undefined> {
  const [row] = await tx.sql<Authority>`select ${columns} from authority.authority
    where item = ${item} and division = any(${divisions}) and daterange(from_on, to_on, '[]') @> ${on}::date
    order by array_position(${divisions}::text[], division) limit 1`
  return row
}

/** Powers that an organ holds on a day or is to hold after it. */
export async function countHeld(tx: Tx, organ: string, on: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`select count(*)::int n from authority.authority
    where organ = ${organ} and (to_on is null or to_on >= ${on}::date)`
  return row!.n
}

export async function findAuthority(tx: Tx, id: string): Promise<Authority | undefined> {
  return (await tx.sql<Authority>`select ${columns} from authority.authority where id = ${id} for update`)[0]
}

/** Adds a grant; false where another holder stands in its days. */
export async function addAuthority(tx: Tx, a: Authority): Promise<boolean> {
  const rows = await tx.sql`insert into authority.authority (id, item, division, organ, kind, basis, from_on, to_on, demo)
    values (${a.id}, ${a.item}, ${a.division}, ${a.organ}, ${a.kind}, ${a.basis}, ${a.fromOn}, ${a.toOn}, ${a.demo})
    on conflict on constraint one_holder do nothing returning id`
  return rows.length === 1
}

export async function endAuthority(tx: Tx, id: string, toOn: string): Promise<void> {
  await tx.sql`update authority.authority set to_on = ${toOn} where id = ${id}`
}
