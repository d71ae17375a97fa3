/** How the accounts of a city stand, in numbers. Needs the scope `system`. */
import type { Tx } from '#base/db.ts'
import { type Office, offices } from '../rules/offices.ts'

/** Demo accounts that can sign in. */
export async function countDemoAccounts(tx: Tx): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from permission.account where demo and disabled_at is null`)[0]!.n
}

/** How many people hold each of the three offices today and can sign in, by the office's title. */
export async function countOfficers(tx: Tx, today: string): Promise<Record<string, number>> {
  const rows = await tx.sql<{ office: Office; n: number }>`select g.office, count(distinct g.account)::int n from permission.granted g
    join permission.account a on a.id = g.account and a.disabled_at is null
    where g.office is not null and g.confirmed_at is not null and g.ended_at is null and ${today}::date between g.from_on and coalesce(g.to_on, 'infinity')
    group by g.office`
  const held = new Map(rows.map((r) => [r.office, r.n]))
  return Object.fromEntries((Object.keys(offices) as Office[]).map((office) => [offices[office], held.get(office) ?? 0]))
}
