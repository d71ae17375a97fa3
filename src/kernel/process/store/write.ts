/** The writing of steps: however many instances move, everything about them goes into the tables by one statement. */
import type { Tx } from '#base/db.ts'
import type { Change } from '../rules/plan.ts'
import type { InstanceRow } from '../schema/process.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

const steps = (changes: readonly Change[], at: Date, by: string) =>
  changes.map(({ instance, event, trail, before, cause, closed, live }) => ({
    i: instance.id,
    seq: instance.seq,
    at,
    by,
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

/** Writes what steps changed. All of it or, where a statement fails, nothing. */
export async function writeChanges(tx: Tx, changes: readonly Change[], at: Date, by: string): Promise<void> {
  await tx.sql`
    with s as materialized (select * from jsonb_to_recordset(${JSON.stringify(steps(changes, at, by))}::jsonb) as s(i text, seq int, at timestamptz, by text, event jsonb,
        trail int[], before text, cause bigint, state text, version int, status text, ended timestamptz, readers text[], tasks int[], timers text[], subs text[], incidents int[], live int[])),
    moved as (update process.instance x set state = decode(s.state, 'base64'), status = s.status, seq = s.seq, version = s.version, readers = s.readers,
        updated_at = s.at, ended_at = s.ended from s where x.id = s.i),
    noted as (insert into process.step (instance, seq, at, by_whom, event, trail, before, cause)
        select i, seq, at, by, event, trail, decode(before, 'base64'), cause from s),
    done as (update process.task x set closed = s.seq, closed_at = s.at, closed_by = s.by from s
        where cardinality(s.tasks) > 0 and x.instance = s.i and x.closed is null and x.record = any (s.tasks)),
    fired as (update process.timer x set closed = s.seq from s
        where cardinality(s.timers) > 0 and x.instance = s.i and x.closed is null and x.id = any (s.timers)),
    heard as (update process.subscription x set closed = s.seq from s
        where cardinality(s.subs) > 0 and x.instance = s.i and x.closed is null and x.id = any (s.subs)),
    over as (update process.incident x set closed = s.seq, closed_at = s.at, closed_by = s.by from s
        where x.instance = s.i and x.closed is null and (x.record = any (s.incidents) or x.record <> all (s.live)))
    select 1`
  await openRows(tx, changes)
}

/** New rows come in a statement of their own, and only where there are any: most steps open one task and nothing else. */
async function openRows(tx: Tx, changes: readonly Change[]): Promise<void> {
  const tasks = changes.flatMap((c) => c.tasks)
  const timers = changes.flatMap((c) => c.timers)
  const subscriptions = changes.flatMap((c) => c.subscriptions)
  const incidents = changes.flatMap((c) => c.incidents)
  if (tasks.length > 0)
    await tx.sql`insert into process.task (instance, record, opened, element, name, kind, item, input, detail, organ, division, due_at, opened_at)
      select instance, record, opened, element, name, kind, item, input, detail, organ, division, "dueAt", "openedAt"
      from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as t(instance text, record int, opened int, element text, name text, kind text, item int, input jsonb,
        detail jsonb, organ text, division text, "dueAt" timestamptz, "openedAt" timestamptz)`
  if (timers.length > 0)
    await tx.sql`insert into process.timer (instance, id, opened, element, due_at, timer, unit, since)
      select instance, id, opened, element, "dueAt", timer, unit, since
      from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) as t(instance text, id text, opened int, element text, "dueAt" timestamptz, timer jsonb, unit text, since timestamptz)`
  if (subscriptions.length > 0)
    await tx.sql`insert into process.subscription (instance, id, opened, element, heard, name, key)
      select instance, id, opened, element, heard, name, key
      from jsonb_to_recordset(${JSON.stringify(subscriptions)}::jsonb) as t(instance text, id text, opened int, element text, heard text, name text, key text)`
  if (incidents.length > 0)
    await tx.sql`insert into process.incident (instance, record, opened, element, code, sentence, at)
      select instance, record, opened, element, code, sentence, at
      from jsonb_to_recordset(${JSON.stringify(incidents)}::jsonb) as t(instance text, record int, opened int, element text, code text, sentence text, at timestamptz)`
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
