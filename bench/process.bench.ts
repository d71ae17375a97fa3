/** Processes on PostgreSQL: a step with its commit, steps in groups, timers, and the npm engine bpmn-engine that saves its state there too. */
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Engine } from 'bpmn-engine'
import pg from 'pg'
import { act, type House, look, system } from '../src/app/context.ts'
import { openHouse } from '../src/app/open.ts'
import { openWorker } from '../src/app/worker.ts'
import { openPostgres } from '../src/base/postgres/postgres.ts'
import type { Ctx } from '../src/kernel/module.ts'
import { advanceGroup } from '../src/kernel/process/actions/advance.ts'
import { fireTimers, isTimerDue } from '../src/kernel/process/actions/timer.ts'
import { advance, begin, publishModel } from '../src/kernel/process/api.ts'
import { lockInstances } from '../src/kernel/process/store/instance.ts'
import { type Bench, type Mode, median, type Row } from './bench.ts'

const together = 8
const inGroup = 200
const quiet = { info() {}, warn() {}, error() {} }

const head = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:bench">`
const flow = (id: string, from: string, to: string) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`

/** One task after the other, round and round: every step closes a task and opens the next. */
const ring = `${head}<process id="ring" isExecutable="true"><startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/>
<exclusiveGateway id="h" default="f4"/><endEvent id="e"/>${flow('f1', 's', 'g')}${flow('f2', 'g', 'a')}${flow('f3', 'a', 'b')}${flow('f5', 'b', 'h')}${flow('f4', 'h', 'g')}
<sequenceFlow id="f6" sourceRef="h" targetRef="e"><conditionExpression xsi:type="tFormalExpression">over = true</conditionExpression></sequenceFlow></process></definitions>`
/** Waits for a time, and then for a person. */
const waiting = `${head}<process id="waiting" isExecutable="true"><startEvent id="s"/><intermediateCatchEvent id="w"><timerEventDefinition>
<timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><userTask id="a"/><endEvent id="e"/>
${flow('f1', 's', 'w')}${flow('f2', 'w', 'a')}${flow('f3', 'a', 'e')}</process></definitions>`
/** The same as the ring for a machine that keeps everything it has been through: five tasks and an end. */
const line = `${head}<process id="line" isExecutable="true"><startEvent id="s"/>${[1, 2, 3, 4, 5].map((n) => `<userTask id="t${n}"/>`).join('')}<endEvent id="e"/>
${flow('f0', 's', 't1')}${[1, 2, 3, 4].map((n) => flow(`f${n}`, `t${n}`, `t${n + 1}`)).join('')}${flow('f5', 't5', 'e')}</process></definitions>`

const places = { own: { organ: 'market-360702', division: '360702' }, branches: {} }
const start = async (house: House, about: string, key: string): Promise<string> =>
  (await act(house, system, (ctx) => begin(ctx, { about, key, places, readers: ['organ:*'] })))!.instance.id

/** Rounds of `hands` at once, until the time is over; how many a second. */
async function rateOf(ms: number, hands: number, work: (hand: number) => Promise<number>): Promise<number> {
  const from = performance.now()
  let done = 0
  const hand = async (n: number) => {
    while (performance.now() < from + ms) done += await work(n)
  }
  await Promise.all(Array.from({ length: hands }, (_, n) => hand(n)))
  return (done * 1_000) / (performance.now() - from)
}

/** Rows of the yardstick's history, each with a number of its own in all rounds. */
let rows = 0

/** The yardstick: a row of a history and the row of its instance, of the same size, in a transaction each. */
async function pairs(pool: pg.Pool, ms: number): Promise<number> {
  return rateOf(ms, together, async (hand) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `insert into bench.step (instance, seq, at, by_whom, event, trail, before) values ($1, $2, now(), 'system', '{"type":"complete","id":3}', '{1,3,3,3,2,0,0,2,4}', $3)`,
        [`i${hand}`, ++rows, Buffer.alloc(14)],
      )
      await client.query('update bench.instance set state = $2, seq = seq + 1, updated_at = now() where id = $1', [
        `i${hand}`,
        Buffer.alloc(14),
      ])
      await client.query('commit')
      return 1
    } finally {
      client.release()
    }
  })
}

const prepare = `create schema bench; create table bench.step (like process.step including all); create table bench.instance (like process.instance including all);
  insert into bench.instance (id, about, key, version, root, state, status, seq, places, readers, started_at, updated_at)
  select 'i' || n, 'b' || n, 'ring', 1, 'i' || n, '\\x00', 'running', 1, '{}', '{}', now(), now() from generate_series(0, 31) n`

type Held = { id: string; record: number }

async function ringHeld(house: House, hand: number): Promise<Held> {
  return { id: await start(house, `ring:${hand}:${performance.now()}`, 'ring'), record: 2 }
}

/** One step, one transaction; the number of the next task is one more each time. */
const stepOnce = async (house: House, held: Held): Promise<number> => {
  const change = await act(house, system, (ctx) => advance(ctx, { instance: held.id, event: { type: 'complete', id: held.record } }))
  held.record = change.tasks[0]!.record
  return 1
}

async function grouped(ctx: Ctx, group: readonly Held[]): Promise<number> {
  const ids = group.map((h) => h.id)
  const done = await advanceGroup(
    ctx,
    await lockInstances(ctx.tx, ids),
    group.map((h) => ({ instance: h.id, event: { type: 'complete', id: h.record } })),
  )
  for (const [i, { change }] of done.entries()) group[i]!.record = change!.tasks[0]!.record
  return group.length
}

/** bpmn-engine over the same number of steps, its state saved at each wait as its documentation says. */
async function theirs(pool: pg.Pool, ms: number): Promise<number> {
  await pool.query('create table if not exists bench.saved (id text primary key, state jsonb not null)')
  return rateOf(ms, together, async (hand) => {
    const engine = new Engine({ name: `line${hand}`, source: line })
    const listener = new EventEmitter()
    listener.on('activity.wait', async (api: { signal(): void }) => {
      const state = JSON.stringify(await engine.getState())
      await pool.query('insert into bench.saved values ($1, $2) on conflict (id) do update set state = excluded.state', [
        `line${hand}`,
        state,
      ])
      api.signal()
    })
    const ended = engine.waitFor('end')
    await engine.execute({ listener })
    await ended
    return 5
  })
}

/** As many waiting instances as wanted, copied row by row from one that the house began. */
async function crowd(house: House, about: string, size: number): Promise<void> {
  const id = await start(house, about, 'waiting')
  const copy = (table: string, columns: string, more = '') =>
    house.db.pool.query(
      `insert into process.${table} (${columns}) select ${columns.replace(/\b(id|instance|root|about)\b/g, (c) => (table === 'instance' || c === 'instance' ? `${c} || ':' || n` : c))}
       from process.${table}, generate_series(1, ${size - 1}) n where ${table === 'instance' ? 'id' : 'instance'} = $1 ${more}`,
      [id],
    )
  await copy('instance', 'id, about, key, version, root, state, status, seq, places, readers, started_at, updated_at')
  await copy('timer', 'instance, id, opened, element, due_at, timer, unit, since')
  await house.db.pool.query('analyze process.timer; analyze process.instance')
}

/** All timers are due at once; how many fire in a second, each in a group of its own commit. */
async function fire(house: House): Promise<number> {
  await house.db.pool.query("update process.timer set due_at = now() - interval '1 second' where closed is null")
  const before = (await house.db.pool.query('select count(*)::int n from process.timer where closed is null')).rows[0].n as number
  const from = performance.now()
  const hand = async () => {
    while (await look(house, (ctx) => isTimerDue(ctx, undefined))) await act(house, system, (ctx) => fireTimers(ctx, undefined))
  }
  await Promise.all([hand(), hand()])
  return (before * 1_000) / (performance.now() - from)
}

/** Timers fall due one after the other, `perSecond` of them; a worker fires them as it does in a city. How late each step was begun, in milliseconds, and how many others saw overdue by a second at once. */
async function lateness(house: House, size: number, perSecond: number): Promise<{ late: number[]; most: number }> {
  await crowd(house, 'one by one', size)
  const { rows } = await house.db.pool.query<{ last: Date }>(
    `with ordered as (select ctid, row_number() over () n from process.timer where closed is null), moved as (
       update process.timer t set due_at = clock_timestamp() + interval '3 seconds' + n * interval '1 second' / ${perSecond}
       from ordered o where o.ctid = t.ctid returning due_at)
     select max(due_at) last from moved`,
  )
  const worker = await openWorker(house)
  const [isOver, overdue] = [
    `select 1 from process.timer where closed is null limit 1`,
    `select count(*)::int n from process.timer where closed is null and due_at < clock_timestamp() - interval '1 second'`,
  ]
  let most = 0
  while ((await house.db.pool.query(isOver)).rows.length > 0) {
    most = Math.max(most, (await house.db.pool.query<{ n: number }>(overdue)).rows[0]!.n)
    await sleep(200)
  }
  await worker.stop()
  const late = await house.db.pool.query<{ ms: number }>(
    `select extract(epoch from s.at - t.due_at)::float8 * 1000 ms from process.timer t join process.step s on s.instance = t.instance
     where s.event->>'type' = 'timer' and t.closed = s.seq and t.due_at > $1`,
    [new Date(rows[0]!.last.getTime() - (size / perSecond) * 1_000 - 1_000)],
  )
  return { late: late.rows.map((r) => r.ms).sort((a, b) => a - b), most }
}

async function lateRow(house: House, mode: Mode): Promise<Row> {
  const [size, perSecond] = mode === 'smoke' ? [500, 500] : [100_000, 1_000]
  const { late, most } = await lateness(house, size, perSecond)
  const inTime = late.filter((ms) => ms <= 1_000).length - most
  const at = (share: number) => Math.round(late[Math.min(late.length - 1, Math.floor(late.length * share))]!)
  return {
    name: 'timers that fire within their second',
    value: inTime,
    unit: 'timers',
    yardstick: { name: 'timers that wait', value: size },
    ratio: inTime / size,
    atLeast: 1,
    note: `${perSecond.toLocaleString('en')} fall due each second, one worker; late by ${at(0.5)} ms (median), ${at(0.99)} ms (p99), ${at(1)} ms (most); seen overdue by a second from outside: ${most}`,
  }
}

async function measure(house: House, mode: Mode): Promise<{ [K in 'bound' | 'single' | 'group' | 'their']: number[] }> {
  const [rounds, ms] = mode === 'smoke' ? [1, 500] : [14, 1_200]
  const pool = new pg.Pool({ connectionString: house.url, max: together })
  await pool.query(prepare)
  const alone = await Promise.all(Array.from({ length: together }, (_, n) => ringHeld(house, n)))
  const groups: Held[][] = []
  for (let g = 0; g < 2; g++) groups.push(await Promise.all(Array.from({ length: inGroup }, (_, n) => ringHeld(house, g * inGroup + n))))
  const found = { bound: [] as number[], single: [] as number[], group: [] as number[], their: [] as number[] }
  for (let n = 0; n < rounds; n++) {
    found.bound.push(await pairs(pool, ms))
    found.single.push(await rateOf(ms, together, (hand) => stepOnce(house, alone[hand]!)))
    found.group.push(await rateOf(ms, 2, (hand) => act(house, system, (ctx) => grouped(ctx, groups[hand]!))))
    found.their.push(await theirs(pool, ms))
  }
  await pool.end()
  return found
}

type Found = Awaited<ReturnType<typeof measure>>

function rowsOf(found: Found): Row[] {
  const [bound, single, group, their] = [found.bound, found.single, found.group, found.their].map(median) as [
    number,
    number,
    number,
    number,
  ]
  // round by round, so that a load from outside falls on both
  const ratio = (of: readonly number[], to: readonly number[]) => median(of.map((value, i) => value / to[i]!))
  const written = { name: 'INSERT + UPDATE through pg, a commit each', value: bound }
  const saved = { name: 'bpmn-engine, its state saved at each wait', value: their }
  const alone = { name: 'step with its commit', value: single, unit: 'steps/s', note: `${together} at once` }
  const many = { name: `steps in groups of ${inGroup}`, value: group, unit: 'steps/s' }
  return [
    { ...alone, yardstick: written, ratio: ratio(found.single, found.bound), atLeast: 0.5 },
    { ...many, yardstick: written, ratio: ratio(found.group, found.bound), atLeast: 3 },
    { ...alone, yardstick: saved, ratio: ratio(found.single, found.their) },
    { ...many, yardstick: saved, ratio: ratio(found.group, found.their), atLeast: 50 },
  ]
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haoban-bench-process-'))
  const postgres = await openPostgres({ dataDir, log: quiet })
  const house = await openHouse(postgres.url, { HAOBAN_DATA: dataDir, HAOBAN_LOG: 'silent' }, { seed: false, max: together })
  try {
    await act(house, system, async (ctx) => {
      for (const [key, xml] of Object.entries({ ring, waiting })) await publishModel(ctx, { key, xml })
    })
    const found = await measure(house, mode)
    yield* rowsOf(found)
    const size = mode === 'smoke' ? 2_000 : 100_000
    await crowd(house, 'at once', size)
    const fired = await fire(house)
    const bound = median(found.bound)
    const yardstick = { name: 'INSERT + UPDATE through pg, a commit each', value: bound }
    yield {
      name: 'timers that fire',
      value: fired,
      unit: 'timers/s',
      yardstick,
      ratio: fired / bound,
      note: `${size.toLocaleString('en')} due at once`,
    }
    yield await lateRow(house, mode)
  } finally {
    await house.db.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export default { title: 'Processes on PostgreSQL', run } satisfies Bench
