/** The writing of steps: however many instances move, everything about them goes into the tables by one statement (migration 006). */
import type { Tx } from '#base/db.ts'
import type { Change } from '../rules/plan.ts'
import type { InstanceRow } from '../schema/process.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

const steps = (changes: readonly Change[], at: Date, by: string) =>
  changes.map(({ instance, event, trail, before, cause, closed, live }) => ({
    i: instance.id,
    seq: instance.seq,
    at,
    whom: by,
    event,
    trail,
    before: base64(before),
    cause,
    state: base64(instance.state),
    version: instance.version,
    status: instance.status,
    ended: instance.endedAt,
    readers: instance.readers,
    tasks: closed.tasks,
    timers: closed.timers,
    subs: closed.subscriptions,
    incidents: closed.incidents,
    live,
  }))

/** Rows of one kind, left out where there are none. */
const rows = <K extends 'tasks' | 'timers' | 'subscriptions' | 'incidents'>(changes: readonly Change[], kind: K) => {
  const all = changes.flatMap((c): readonly unknown[] => c[kind])
  return all.length > 0 ? { [kind]: all } : {}
}

/** Writes what steps changed, by one statement that nobody waits for (`Tx.send`). All of it or, where it fails, nothing. */
export function writeChanges(tx: Tx, changes: readonly Change[], at: Date, by: string): void {
  const given = {
    steps: steps(changes, at, by),
    ...rows(changes, 'tasks'),
    ...rows(changes, 'timers'),
    ...rows(changes, 'subscriptions'),
    ...rows(changes, 'incidents'),
  }
  tx.send`select process.write(${JSON.stringify(given)})`
}

/** Adds an instance that has not made a step yet. */
export async function addInstances(tx: Tx, rows: readonly InstanceRow[]): Promise<void> {
  const json = rows.map((r) => ({ ...r, state: base64(r.state) }))
  await tx.sql`insert into process.instance (id, about, title, href, key, version, root, caller, caller_record, state, status, seq, places, readers, started_at, updated_at)
    select id, about, title, href, key, version, root, caller, "callerRecord", decode(state, 'base64'), status, seq, places, readers, "startedAt", "updatedAt"
    from jsonb_to_recordset(${JSON.stringify(json)}::jsonb) as t(id text, about text, title text, href text, key text, version int, root text, caller text, "callerRecord" int, state text,
      status text, seq int, places jsonb, readers text[], "startedAt" timestamptz, "updatedAt" timestamptz)`
}

/** Undoes the rows of all steps after one: what they opened is closed, what they closed is open again. */
export async function rewindRows(tx: Tx, instance: string, to: number, seq: number): Promise<void> {
  await tx.sql`
    with a as (update process.task set closed = case when opened > ${to} then ${seq}::int end, closed_at = null, closed_by = null
        where instance = ${instance} and (opened > ${to} or closed > ${to})),
    b as (update process.timer set closed = case when opened > ${to} then ${seq}::int end where instance = ${instance} and (opened > ${to} or closed > ${to})),
    c as (update process.subscription set closed = case when opened > ${to} then ${seq}::int end where instance = ${instance} and (opened > ${to} or closed > ${to})),
    d as (update process.incident set closed = case when opened > ${to} then ${seq}::int end, closed_at = null, closed_by = null
        where instance = ${instance} and (opened > ${to} or closed > ${to}))
    select 1`
}

export async function countFailure(tx: Tx, task: { instance: string; record: number; opened: number }): Promise<void> {
  await tx.sql`update process.task set failures = failures + 1 where instance = ${task.instance} and record = ${task.record} and opened = ${task.opened}`
}

export async function countReminder(tx: Tx, task: { instance: string; record: number; opened: number }): Promise<void> {
  await tx.sql`update process.task set reminders = reminders + 1 where instance = ${task.instance} and record = ${task.record} and opened = ${task.opened}`
}
