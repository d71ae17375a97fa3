import { fragment, type Tx } from '#base/db.ts'
import type { Evidence, System } from '../schema/system.ts'

const columns = fragment`code, name, owner, owner_name "ownerName", kind, items, key_at "keyAt", demo`

export const listSystems = (tx: Tx): Promise<System[]> => tx.sql<System>`select ${columns} from licence.system order by kind, name`
export const findSystem = async (tx: Tx, code: string): Promise<System | undefined> =>
  (await tx.sql<System>`select ${columns} from licence.system where code = ${code}`)[0]
export const findByKey = async (tx: Tx, digest: string): Promise<System | undefined> =>
  (await tx.sql<System>`select ${columns} from licence.system where key_digest = ${digest}`)[0]

export async function addSystem(tx: Tx, s: System, by: string, at: Date): Promise<boolean> {
  const rows = await tx.sql`insert into licence.system (code, name, owner, owner_name, kind, items, by_whom, at, demo)
    values (${s.code}, ${s.name}, ${s.owner}, ${s.ownerName}, ${s.kind}, ${s.items}, ${by}, ${at}, ${s.demo}) on conflict do nothing returning 1`
  return rows.length === 1
}
export const setKey = (tx: Tx, code: string, digest: string, at: Date) =>
  tx.sql`update licence.system set key_digest = ${digest}, key_at = ${at} where code = ${code}`

export async function addCall(
  tx: Tx,
  c: { id: string; system: string; service: Evidence['service']; test: boolean; outcome: string; at: Date },
): Promise<void> {
  await tx.sql`insert into licence.call (id, system, service, test, outcome, at) values (${c.id}, ${c.system}, ${c.service}, ${c.test}, ${c.outcome}, ${c.at})`
}

/** The newest call of each service, a real one before any test. */
export const listEvidence = (tx: Tx): Promise<(Evidence & { system: string })[]> => tx.sql`
  select distinct on (system, service) system, service, at, test, outcome, count(*) over (partition by system, service)::int calls
  from licence.call order by system, service, test, at desc`

export const listCalls = (tx: Tx, system: string, limit: number): Promise<(Omit<Evidence, 'calls'> & { id: string })[]> =>
  tx.sql`select id, service, at, test, outcome from licence.call where system = ${system} order by at desc, id desc limit ${limit}`
