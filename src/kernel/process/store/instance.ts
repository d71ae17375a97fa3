import { fragment, type Tx } from '#base/db.ts'
import type { IncidentRow, InstanceRow, StepRow, SubscriptionRow, TaskRow, TimerRow } from '../schema/process.ts'

const columns = fragment`i.id, i.about, i.title, i.href, i.key, i.version, i.root, i.caller, i.caller_record "callerRecord", i.state, i.status, i.seq, i.places, i.readers,
  i.started_at "startedAt", i.updated_at "updatedAt", i.ended_at "endedAt"`

const taskColumns = fragment`t.instance, t.record, t.opened, t.element, t.name, t.kind, t.asked, t.item, t.input, t.detail, t.organ, t.division, t.due_at "dueAt",
  t.opened_at "openedAt", t.failures, t.reminders`

/** Holds instances until the transaction is over, those that were called by none first: a caller and what it called never wait for each other. */
export async function lockInstances(tx: Tx, ids: readonly string[]): Promise<InstanceRow[]> {
  return tx.sql<InstanceRow>`select ${columns} from process.instance i
    where i.id = any(${ids}) or i.id in (select root from process.instance where id = any(${ids}) and root <> id)
    order by (i.id <> i.root), i.id for update`
}

/** The same for one, as nearly every step does. */
export async function lockInstance(tx: Tx, id: string): Promise<InstanceRow[]> {
  return tx.sql<InstanceRow>`select ${columns} from process.hold(${id}) i`
}

/** Holds of some instances those that nobody else holds now. */
export async function lockFree(tx: Tx, ids: readonly string[]): Promise<InstanceRow[]> {
  return tx.sql<InstanceRow>`select ${columns} from process.instance i
    where i.id = any(${ids}) or i.id in (select root from process.instance where id = any(${ids}) and root <> id)
    order by (i.id <> i.root), i.id for update skip locked`
}

/** Steps that an organ was asked for and has not done. */
export async function countAskedAt(tx: Tx, organ: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from process.task where organ = ${organ} and closed is null and asked`)[0]!.n
}

export async function findInstance(tx: Tx, id: string): Promise<InstanceRow | undefined> {
  return (await tx.sql<InstanceRow>`select ${columns} from process.instance i where i.id = ${id}`)[0]
}

/** The instance about a subject that was called by none. */
export async function findAbout(tx: Tx, about: string): Promise<InstanceRow | undefined> {
  return (await tx.sql<InstanceRow>`select ${columns} from process.instance i where i.about = ${about} and i.caller is null`)[0]
}

/** The same, held until the transaction is over, so that what they wait for does not change in between. */
export async function lockAbout(tx: Tx, abouts: readonly string[]): Promise<InstanceRow[]> {
  return tx.sql<InstanceRow>`select ${columns} from process.instance i where i.about = any(${abouts}) and i.caller is null order by i.id for update`
}

export async function listAbout(tx: Tx, abouts: readonly string[]): Promise<InstanceRow[]> {
  return tx.sql<InstanceRow>`select ${columns} from process.instance i where i.about = any(${abouts}) and i.caller is null`
}

/** An instance and all that were called by it. */
export async function listFamily(tx: Tx, root: string): Promise<InstanceRow[]> {
  return tx.sql<InstanceRow>`select ${columns} from process.instance i where i.root = ${root} order by i.started_at, i.id`
}

export async function listCalled(tx: Tx, caller: string, records: readonly number[]): Promise<{ id: string; callerRecord: number }[]> {
  return tx.sql`select id, caller_record "callerRecord" from process.instance where caller = ${caller} and caller_record = any(${records}) and ended_at is null`
}

export async function listRunning(tx: Tx, key: string, version: number, after: string, limit: number): Promise<InstanceRow[]> {
  return tx.sql<InstanceRow>`select ${columns} from process.instance i
    where i.key = ${key} and i.version = ${version} and i.ended_at is null and i.id > ${after} order by i.id limit ${limit}`
}

export async function listOpenTasks(tx: Tx, instances: readonly string[]): Promise<TaskRow[]> {
  return tx.sql<TaskRow>`select ${taskColumns} from process.task t where t.instance = any(${instances}) and t.closed is null order by t.instance, t.record`
}

/** Open tasks of the subjects, with what each subject is; those of processes that were called too. */
export async function listTasksAbout(tx: Tx, abouts: readonly string[]): Promise<(TaskRow & { about: string })[]> {
  return tx.sql<TaskRow & { about: string }>`select ${taskColumns}, i.about from process.instance i join process.task t on t.instance = i.id
    where i.about = any(${abouts}) and t.closed is null order by t.instance, t.record`
}

export async function findOpenTask(tx: Tx, instance: string, record: number): Promise<TaskRow | undefined> {
  return (
    await tx.sql<TaskRow>`select ${taskColumns} from process.task t where t.instance = ${instance} and t.record = ${record} and t.closed is null`
  )[0]
}

/** Open tasks of people in one place, the most pressing first. */
export async function listWork(tx: Tx, organs: readonly string[], limit: number): Promise<(TaskRow & { title: string; href: string })[]> {
  return tx.sql<
    TaskRow & { title: string; href: string }
  >`select ${taskColumns}, i.title, i.href from process.task t join process.instance i on i.id = t.instance
    where t.organ = any(${organs}) and t.closed is null and t.kind = 'user' and t.detail->'verbs' = '[]'::jsonb
    order by t.due_at nulls last, t.opened_at, t.instance limit ${limit}`
}

export async function listTimers(tx: Tx, instance: string): Promise<TimerRow[]> {
  return tx.sql<TimerRow>`select instance, id, opened, element, due_at "dueAt", since, unit, timer from process.timer where instance = ${instance} and closed is null order by due_at`
}

export async function listSubscriptions(tx: Tx, instance: string): Promise<SubscriptionRow[]> {
  return tx.sql<SubscriptionRow>`select instance, id, opened, element, heard, name, key from process.subscription where instance = ${instance} and closed is null order by id`
}

const named = fragment`instance || ':' || id`

export async function isAnyDue(tx: Tx, now: Date, besides: readonly string[]): Promise<boolean> {
  const [row] = await tx.sql`select 1 from process.timer where closed is null and due_at <= ${now} and ${named} <> all(${besides}) limit 1`
  return row !== undefined
}

/** Holds timers that are due and that nobody else holds, those that wait longest first; their instances, each once. */
export async function lockDue(tx: Tx, now: Date, besides: readonly string[], limit: number): Promise<string[]> {
  const rows = await tx.sql<{ instance: string }>`select instance from process.timer
    where closed is null and due_at <= ${now} and ${named} <> all(${besides}) order by due_at limit ${limit} for update skip locked`
  return [...new Set(rows.map((r) => r.instance))]
}

/** Of instances that are held, the timer of each that is due first, besides some. */
export async function listDueOf(tx: Tx, instances: readonly string[], now: Date, besides: readonly string[]): Promise<TimerRow[]> {
  return tx.sql<TimerRow>`select distinct on (instance) instance, id, opened, element, due_at "dueAt", since, unit, timer
    from process.timer where instance = any(${instances}) and closed is null and due_at <= ${now} and ${named} <> all(${besides})
    order by instance, due_at`
}

export async function findTimer(tx: Tx, instance: string, id: string): Promise<TimerRow | undefined> {
  return (
    await tx.sql<TimerRow>`select instance, id, opened, element, due_at "dueAt", since, unit, timer from process.timer
      where instance = ${instance} and id = ${id} and closed is null`
  )[0]
}

/** Timers in working days that have not fired: their day may move with the calendar. */
export async function listCountedTimers(tx: Tx, until: Date, limit: number): Promise<TimerRow[]> {
  return tx.sql<TimerRow>`select instance, id, opened, element, due_at "dueAt", since, unit, timer from process.timer
    where closed is null and unit is not null and due_at >= ${until} order by due_at limit ${limit}`
}

export async function moveTimer(tx: Tx, t: TimerRow, dueAt: Date): Promise<void> {
  await tx.sql`update process.timer set due_at = ${dueAt} where instance = ${t.instance} and id = ${t.id} and opened = ${t.opened}`
}

export async function listSteps(tx: Tx, instance: string): Promise<StepRow[]> {
  return tx.sql<StepRow>`select seq, at, by_whom "by", event, trail, cause from process.step where instance = ${instance} order by seq`
}

/** The steps from the first that one of some facts caused; with the state that was before each. */
export async function listStepsSince(tx: Tx, instance: string, causes: readonly number[]): Promise<(StepRow & { before: Uint8Array })[]> {
  return tx.sql<StepRow & { before: Uint8Array }>`select seq, at, by_whom "by", event, trail, cause, before from process.step
    where instance = ${instance} and seq >= (select min(seq) from process.step where instance = ${instance} and cause = any(${causes})) order by seq`
}

export async function listIncidents(tx: Tx, instance: string): Promise<IncidentRow[]> {
  return tx.sql<IncidentRow>`select instance, record, opened, element, code, sentence, at from process.incident where instance = ${instance} and closed is null order by at`
}

type OpenIncident = IncidentRow & { title: string; href: string; key: string; version: number }

export async function listAllIncidents(tx: Tx, limit: number): Promise<OpenIncident[]> {
  return tx.sql<OpenIncident>`select n.instance, n.record, n.opened, n.element, n.code, n.sentence, n.at, i.title, i.href, i.key, i.version
    from process.incident n join process.instance i on i.id = n.instance where n.closed is null order by n.at desc limit ${limit}`
}
