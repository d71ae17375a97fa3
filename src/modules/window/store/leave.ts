/** The SQL of the leave register. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { LeaveState } from '../schema/office.ts'

export type Leave = {
  id: string
  account: string
  name: string
  organ: string
  standIn: string
  standInName: string
  fromOn: string
  toOn: string
  reason: string
  state: LeaveState
  batchOut: string | null
  batchBack: string | null
  madeBy: string
  madeByName: string
  madeAt: Date
}
const columns = fragment`id, account, name, organ, stand_in "standIn", stand_in_name "standInName", from_on "fromOn", to_on "toOn", reason, state,
  batch_out "batchOut", batch_back "batchBack", made_by "madeBy", made_by_name "madeByName", made_at "madeAt"`

/** Adds a leave; false where the account has one that is not over. */
export async function addLeave(tx: Tx, l: Omit<Leave, 'batchOut' | 'batchBack'>): Promise<boolean> {
  const rows =
    await tx.sql`insert into windows.leave (id, account, name, organ, stand_in, stand_in_name, from_on, to_on, reason, state, made_by, made_by_name, made_at)
    values (${l.id}, ${l.account}, ${l.name}, ${l.organ}, ${l.standIn}, ${l.standInName}, ${l.fromOn}, ${l.toOn}, ${l.reason}, ${l.state}, ${l.madeBy}, ${l.madeByName}, ${l.madeAt})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export async function lockLeave(tx: Tx, id: string): Promise<Leave | undefined> {
  return (await tx.sql<Leave>`select ${columns} from windows.leave where id = ${id} for update`)[0]
}

export async function moveLeave(tx: Tx, id: string, state: LeaveState, batch: { out?: string; back?: string } = {}): Promise<void> {
  await tx.sql`update windows.leave set state = ${state}, batch_out = coalesce(${batch.out ?? null}::text, batch_out),
    batch_back = coalesce(${batch.back ?? null}::text, batch_back) where id = ${id}`
}

export async function listLeaves(tx: Tx, organ: string): Promise<Leave[]> {
  return tx.sql<Leave>`select ${columns} from windows.leave where organ = ${organ} order by state in ('back', 'cancelled'), from_on desc, id desc limit 60`
}

/** Who of these is away on a day, by account. */
export async function listAway(tx: Tx, organ: string, on: string): Promise<Leave[]> {
  return tx.sql<Leave>`select ${columns} from windows.leave where organ = ${organ} and state in ('planned', 'away') and ${on}::date between from_on and to_on`
}
