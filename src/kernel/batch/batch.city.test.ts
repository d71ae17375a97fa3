/** One order on many rows: done once each, as the one who ordered, whatever is killed, stopped or taken back in between. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { act, system } from '#app/context.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { findStaff } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { stepBatch, sweepBatches } from './actions/step.ts'
import {
  adoptBatch,
  type BatchOver,
  batchesOf,
  beginBatch,
  defineBatch,
  keysOf,
  orderBatch,
  previewBatch,
  recallBatch,
  resultsOf,
  resumeBatch,
  showBatch,
  stopBatch,
} from './api.ts'
import type { BatchRow, BatchView } from './schema/batch.ts'

const refuse = refusals({ 'test.no': [409, '这一条不行'], 'test.all': [409, '印章挂失了'], 'test.late': [409, '来不及了'] })
const at = '2023-06-15T10:00:00+08:00'

let city: TestCity
let clerk: Client
let liu: Who
let zeng: Who
const over: BatchOver<unknown>[] = []
/** what the kinds below meet, by the key of the row */
const meets: Record<string, 'no' | 'all' | 'fault' | 'late' | 'cut'> = {}
let cut = 0
/** The connection of a transaction is gone, once a row: the next try finds it whole. */
async function cutOnce(ctx: Ctx, key: string): Promise<void> {
  delete meets[key]
  cut++
  const [own] = await ctx.tx.sql<{ pid: number }>`select pg_backend_pid() pid`
  await city.sql('select pg_terminate_backend($1)', [own!.pid])
  await ctx.tx.sql`select pg_sleep(5)`
}
const shown = (key: string) => ({ key, cells: [`条目${key}`] })

const note = defineBatch({
  title: '批量记一笔',
  label: ({ word }: { word: string }) => word,
  unit: '条',
  takes: z.object({ word: z.string().min(2, '请写两个字以上') }),
  columns: ['条目'],
  href: (key) => `/desk/notes/${key}`,
  candidates: async (_, __, keys) =>
    keys.filter((k) => k !== 'hidden').map((k) => ({ ...shown(k), why: meets[k] === 'no' ? '这一条不行' : undefined })),
  async act(ctx, { key, input, n, left }) {
    await ctx.emit({ name: 'test.noted', about: `note:${key}`, data: { word: input.word, n, left } })
    if (meets[key] === 'no') throw refuse('test.no')
    if (meets[key] === 'all') throw refuse('test.all')
    if (meets[key] === 'cut') await cutOnce(ctx, key)
    if (meets[key] === 'fault') throw new Error('broken')
    return { asked: key === 'ask', result: { noted: key }, recallUntil: new Date(ctx.now.getTime() + 10_000) }
  },
  async recall(ctx, { key, result }) {
    if (meets[key] === 'late') throw refuse('test.late')
    await ctx.emit({ name: 'test.unnoted', about: `note:${key}`, data: { noted: result.noted } })
  },
  stopsAt: (code) => code === 'test.all',
  over: async (_, batch) => void over.push(batch),
})

/** A batch whose rows nobody knows at the beginning: a thousand things a row, the key says where to go on. */
const walk = defineBatch({
  title: '走一遍',
  label: '走',
  unit: '步',
  takes: z.object({ to: z.number() }),
  columns: [],
  async act(_, { key, input }) {
    const from = Number(key)
    const count = Math.min(1_000, input.to - from)
    return { count, result: { from }, next: from + count < input.to ? { key: String(from + count), cells: [] } : undefined }
  },
  ownPages: true,
})

beforeAll(async () => {
  city = await openTestCity(at)
  clerk = await city.staff('liufang')
  const staff = (id: string) => act(city.house, system, async (ctx) => (await findStaff(ctx.tx, id, dayOf(ctx.now)))!)
  ;[liu, zeng] = [await staff('staff:liufang'), await staff('staff:zengwei')]
  Object.assign(city.house.infos[0]!.batches, { 'test.note': note, 'test.walk': walk })
}, 120_000)
afterAll(() => city.close())
beforeEach(() => {
  over.length = 0
  cut = 0
  for (const key of Object.keys(meets)) delete meets[key]
})

const as = <T>(who: Who, work: (ctx: Ctx) => Promise<T>) => act(city.house, who, work)
const begin = (keys: string[], word = '记下') => as(liu, (ctx) => beginBatch(ctx, { kind: 'test.note', input: { word }, keys }))
const look = (id: string) => as(liu, (ctx) => showBatch(ctx, { id }))
const step = (id: string) => act(city.house, system, (ctx) => stepBatch(ctx, { id }))
const rowsOf = async (id: string) => (await clerk.get(`/work/batches/${id}/rows`)).body.rows as BatchRow[]
const facts = (name: string) =>
  city.sql<{ about: string; by_whom: string; data: Record<string, unknown> }>(
    'select about, by_whom, data from ledger.fact where name = $1 order by id',
    [name],
  )
const chainOf = async (id: string) =>
  (await city.sql<{ name: string }>('select name from ledger.fact where about = $1 order by seq', [`batch:${id}`])).map((f) => f.name)
let made = 0
/** keys that no test had before, so that what was left by one is told from another */
const fresh = (n: number) => Array.from({ length: n }, () => `k${++made}`)

describe('a batch', () => {
  test('is previewed: who can, who cannot and why, and how many are not there for whoever asks', async () => {
    const [a, b] = fresh(2)
    meets[b!] = 'no'
    const seen = await as(liu, (ctx) => previewBatch(ctx, { kind: 'test.note', input: { word: '记下' }, keys: [a!, b!, 'hidden'] }))
    expect(seen).toEqual({ label: '记下', can: [a], out: [{ ...shown(b!), why: '这一条不行' }], gone: 1 })
  })

  test('is checked before any row is touched, and refused where nothing of it can be seen', async () => {
    await expect(begin(fresh(1), '记')).rejects.toMatchObject({
      code: 'form.invalid',
      data: { fields: [{ field: 'word', sentence: '请写两个字以上' }] },
    })
    await expect(begin(['hidden'])).rejects.toMatchObject({ code: 'batch.nothing', status: 422 })
  })

  test('does each row as the one who ordered; what one row refuses or breaks on leaves nothing behind and stops no other', async () => {
    const keys = fresh(4)
    ;[meets[keys[1]!], meets[keys[2]!]] = ['no', 'fault']
    const { id } = await begin([...keys, 'ask'])
    await city.drain()
    const counts = { waiting: 0, done: 2, asked: 1, refused: 1, failed: 1, recalled: 0 }
    expect(await look(id)).toMatchObject({
      state: 'done',
      total: 5,
      counts,
      things: 3,
      title: '记下 5 条',
      by: liu.name,
      columns: ['条目'],
    })
    const rows = await rowsOf(id)
    expect(rows.map((r) => r.state)).toEqual(['done', 'refused', 'failed', 'done', 'asked'])
    expect(rows[0]).toMatchObject({ n: 1, key: keys[0], cells: [`条目${keys[0]}`], href: `/desk/notes/${keys[0]}`, sentence: null })
    expect([rows[1]!.sentence, rows[2]!.sentence]).toEqual(['这一条不行', expect.stringMatching(/编号 \w{8} 告诉管理员/)])
    const noted = (await facts('test.noted')).filter((f) => [...keys, 'ask'].some((k) => f.about === `note:${k}`))
    expect(noted.map((f) => [f.about, f.by_whom, f.data.left])).toEqual([
      [`note:${keys[0]}`, liu.id, 4],
      [`note:${keys[3]}`, liu.id, 1],
      ['note:ask', liu.id, 0],
    ])
    expect(over).toMatchObject([{ id, by: liu.id, state: 'done', reason: null, counts, things: 3, input: { word: '记下' } }])
    expect(await chainOf(id)).toEqual(['batch.begun', 'batch.ended'])
    expect(await as(liu, (ctx) => resultsOf(ctx, id))).toEqual([{ noted: keys[0] }, { noted: keys[3] }])
    expect(await as(liu, (ctx) => keysOf(ctx, id, 'refused'))).toEqual([keys[1]])
  })

  test('gives its results as a file, as text and as a workbook', async () => {
    const { id } = await begin(fresh(2))
    await city.drain()
    const text = await clerk.get(`/work/batches/${id}/export`)
    expect(text.headers.get('content-disposition')).toContain(encodeURIComponent('批量记一笔 记下 2 条.csv'))
    const [head, first, ...rest] = text.text
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n')
    expect([head, first!.split(',').slice(0, 3), rest.length]).toEqual([
      '序号,条目,结果,说明,时间',
      ['1', expect.stringContaining('条目k'), '办好了'],
      1,
    ])
    expect((await clerk.get(`/work/batches/${id}/export?as=xlsx`)).text.slice(0, 2)).toBe('PK')
  })

  test('stopped it does nothing more; resumed it goes on; what failed is tried again, what is done stays done', async () => {
    const keys = fresh(3)
    meets[keys[0]!] = 'fault'
    const { id } = await begin(keys)
    await step(id)
    await as(liu, (ctx) => stopBatch(ctx, id))
    await expect(as(liu, (ctx) => stopBatch(ctx, id))).rejects.toMatchObject({ code: 'batch.moved', status: 409 })
    await city.drain()
    expect((await look(id)).counts).toMatchObject({ failed: 1, waiting: 2 })
    delete meets[keys[0]!]
    await as(liu, (ctx) => resumeBatch(ctx, id))
    await city.drain()
    expect(await look(id)).toMatchObject({ state: 'done', counts: { done: 2, failed: 1 } })
    expect((await clerk.post(`/work/batches/${id}/retry`)).body).toMatchObject({ state: 'running', counts: { waiting: 1 } })
    await city.drain()
    expect((await look(id)).counts).toMatchObject({ done: 3, failed: 0 })
    expect(await chainOf(id)).toEqual(['batch.begun', 'batch.stopped', 'batch.resumed', 'batch.ended', 'batch.resumed', 'batch.ended'])
  })

  test('stops where every other row would meet the same, says why, and the row waits', async () => {
    const keys = fresh(3)
    meets[keys[1]!] = 'all'
    const { id } = await begin(keys)
    await city.drain()
    expect(await look(id)).toMatchObject({ state: 'stopped', reason: '印章挂失了', counts: { done: 1, waiting: 2, refused: 0 } })
    expect(over).toMatchObject([{ id, state: 'stopped', reason: '印章挂失了' }])
    delete meets[keys[1]!]
    await as(liu, (ctx) => resumeBatch(ctx, id))
    await city.drain()
    expect(await look(id)).toMatchObject({ state: 'done', reason: null, counts: { done: 3 } })
  })

  test('walks on by rows that its own rows add, and counts what they stand for', async () => {
    const id = await as(liu, (ctx) =>
      orderBatch(ctx, { kind: 'test.walk', input: { to: 2_345 }, rows: [{ key: '0', cells: [] }], title: '走' }),
    )
    await step(id)
    expect(await look(id)).toMatchObject({ state: 'running', total: 2, things: 1_000 })
    await city.drain()
    expect(await look(id)).toMatchObject({ state: 'done', total: 3, things: 2_345, counts: { done: 3 } })
    expect(await as(liu, (ctx) => resultsOf(ctx, id))).toEqual([{ from: 0 }, { from: 1_000 }, { from: 2_000 }])
  })

  test('whose account was shut meanwhile does nothing in his name', async () => {
    const id = await act(city.house, system, (ctx) =>
      orderBatch(ctx, {
        kind: 'test.note',
        input: { word: '记下' },
        rows: fresh(1).map(shown),
        by: { id: 'staff:nobody', name: '已离开' },
      }),
    )
    const seen: Who[] = []
    const looks = async (ctx: Ctx) => {
      seen.push(ctx.who)
      return {}
    }
    Object.assign(city.house.infos[0]!.batches, { 'test.note': { ...note, act: looks } })
    await step(id)
    Object.assign(city.house.infos[0]!.batches, { 'test.note': note })
    expect(seen).toEqual([{ id: 'staff:nobody', kind: 'staff', name: '', parties: [], grants: [] }])
  })

  test('is seen and steered by the one who ordered it alone; another takes over only where the house hands it to him', async () => {
    const { id } = await begin(fresh(1))
    for (const how of ['stop', 'resume', 'retry', 'recall'])
      expect((await (await city.staff('zengwei')).post(`/work/batches/${id}/${how}`)).status).toBe(404)
    await expect(as(zeng, (ctx) => showBatch(ctx, { id }))).rejects.toMatchObject({ code: 'batch.none' })
    await act(city.house, system, async (ctx) => {
      await stopBatch(ctx, id)
      await resumeBatch(ctx, id, { by: zeng })
    })
    await city.drain()
    expect(await as(zeng, (ctx) => showBatch(ctx, { id }))).toMatchObject({ state: 'done', by: zeng.name })
    expect((await facts('test.noted')).at(-1)!.by_whom).toBe(zeng.id)
  })

  test('of a room with pages of its own stands on no common page', async () => {
    const id = await as(liu, (ctx) => orderBatch(ctx, { kind: 'test.walk', input: { to: 1 }, rows: [{ key: '0', cells: [] }] }))
    expect((await clerk.get(`/work/batches/${id}`)).status).toBe(404)
    expect((await clerk.post(`/work/batches/${id}/stop`)).status).toBe(404)
    expect((await clerk.get('/work/batches')).body.batches.map((b: BatchView) => b.kind)).not.toContain('test.walk')
    expect((await as(liu, (ctx) => batchesOf(ctx, ['test.walk']))).map((b) => b.id)).toContain(id)
  })
})

describe('a recall', () => {
  test('takes back from the last row on what can be; what cannot stays done and says why', async () => {
    const keys = fresh(3)
    meets[keys[1]!] = 'late'
    const { id } = await begin(keys)
    await city.drain()
    expect((await look(id)).recallUntil).toBe('2023-06-15T02:00:10.000Z')
    await as(liu, (ctx) => recallBatch(ctx, id))
    await city.drain()
    expect(await look(id)).toMatchObject({ state: 'recalled', counts: { recalled: 2, done: 1 }, things: 1, recallUntil: null })
    expect((await rowsOf(id)).map((r) => r.sentence)).toEqual([null, '没有撤回：来不及了', null])
    const back = (await facts('test.unnoted')).filter((f) => keys.some((k) => f.about === `note:${k}`))
    expect(back.map((f) => f.data.noted)).toEqual([keys[2], keys[0]])
  })

  test('is refused after its time, and where the kind knows none', async () => {
    const { id } = await begin(fresh(1))
    await city.drain()
    city.clock.set('2023-06-15T10:00:11+08:00')
    await expect(as(liu, (ctx) => recallBatch(ctx, id))).rejects.toMatchObject({ code: 'batch.recall-late' })
    city.clock.set(at)
    const walked = await as(liu, (ctx) => orderBatch(ctx, { kind: 'test.walk', input: { to: 1 }, rows: [{ key: '0', cells: [] }] }))
    await city.drain()
    await expect(as(liu, (ctx) => recallBatch(ctx, walked))).rejects.toMatchObject({ code: 'batch.no-recall' })
  })
})

describe('whatever is killed', () => {
  /** A step that has done its row and has not committed; `end` lets it commit, or breaks it. */
  const begun = async (id: string) => {
    let end: (broken?: Error) => void = () => undefined
    const ending = new Promise<Error | undefined>((resolve) => {
      end = resolve
    })
    let stepped: () => void = () => undefined
    const reached = new Promise<void>((resolve) => {
      stepped = resolve
    })
    const done = act(city.house, system, async (ctx) => {
      await stepBatch(ctx, { id })
      await ctx.tx.sent()
      stepped()
      const broken = await ending
      if (broken) throw broken
    }).catch(() => undefined)
    await reached
    return { end, done }
  }

  test('of two chains on one batch the second waits: broken in the first, a row is done once in the second', async () => {
    const [key] = fresh(1)
    const { id } = await begin([key!])
    const first = await begun(id)
    const second = step(id)
    await sleep(300)
    expect(await look(id)).toMatchObject({ state: 'running', counts: { waiting: 1 } })
    first.end(new Error('killed before its commit'))
    await Promise.all([first.done, second])
    await city.drain()
    expect(await look(id)).toMatchObject({ state: 'done', counts: { done: 1 } })
    expect((await facts('test.noted')).filter((f) => f.about === `note:${key}`)).toHaveLength(1)
  })

  test('a recall that is asked for while a row is under way takes that row back too', async () => {
    const keys = fresh(2)
    const { id } = await begin(keys)
    await step(id)
    const last = await begun(id)
    const recalled = as(liu, (ctx) => recallBatch(ctx, id))
    await sleep(300)
    last.end()
    await Promise.all([last.done, recalled])
    await city.drain()
    expect(await look(id)).toMatchObject({ state: 'recalled', counts: { recalled: 2, waiting: 0 } })
  })

  test('a batch whose job is gone is woken after a minute, and one that stands is not', async () => {
    const [moving, standing] = [(await begin(fresh(1))).id, (await begin(fresh(1))).id]
    await as(liu, (ctx) => stopBatch(ctx, standing))
    await city.sql("delete from graphile_worker._private_jobs where payload::text like '%' || $1 || '%'", [moving])
    await city.drain()
    expect((await look(moving)).counts.waiting).toBe(1)
    await act(city.house, system, (ctx) => sweepBatches(ctx, {}))
    await city.drain()
    expect((await look(moving)).counts.waiting).toBe(1)
    city.clock.set('2023-06-15T10:01:01+08:00')
    await act(city.house, system, (ctx) => sweepBatches(ctx, {}))
    await city.drain()
    city.clock.set(at)
    expect([(await look(moving)).state, (await look(standing)).counts.waiting]).toEqual(['done', 1])
  })

  test('connections cut again and again in the middle of a row: every row is done, none twice', async () => {
    const keys = fresh(40)
    const { id } = await begin(keys)
    for (const key of keys.filter((_, n) => n % 7 === 3)) meets[key] = 'cut'
    for (let turn = 0; turn < 100 && (await look(id)).state !== 'done'; turn++) {
      await city.drain().catch(() => undefined)
      await city.sql(
        'update graphile_worker._private_jobs set run_at = now(), locked_at = null, locked_by = null, attempts = 0 where attempts > 0',
      )
    }
    expect(cut).toBe(6)
    expect((await look(id)).counts).toMatchObject({ done: 40, failed: 0 })
    expect((await facts('test.noted')).filter((f) => keys.some((k) => f.about === `note:${k}`))).toHaveLength(40)
  }, 120_000)
})

describe('a batch of a kind that this program does not know', () => {
  const known = () => city.house.infos[0]!.batches as Record<string, unknown>
  const forget = () => void delete known()['test.note']
  const again = () => void Object.assign(known(), { 'test.note': note })

  test('is left to a server of the other release, which does it whole, and stays running meanwhile', async () => {
    const { id } = await begin(fresh(2))
    forget()
    await city.drain()
    again()
    expect(await look(id)).toMatchObject({ state: 'running', reason: null, counts: { waiting: 2 } })
    await city.sql('update graphile_worker._private_jobs set run_at = now() where key = $1', [`batch.step:${id}`])
    await city.drain()
    expect(await look(id)).toMatchObject({ state: 'done', counts: { done: 2 } })
  })

  test('stops with a sentence where no server has known it for an hour, and can be gone on with by one that does', async () => {
    const { id } = await begin(fresh(1))
    forget()
    city.clock.set('2023-06-15T11:00:01+08:00')
    await city.drain()
    again()
    expect(await look(id)).toMatchObject({ state: 'stopped', reason: expect.stringContaining('没有这种批量办理') })
    await as(liu, (ctx) => resumeBatch(ctx, id))
    await city.drain()
    city.clock.set(at)
    expect(await look(id)).toMatchObject({ state: 'done', counts: { done: 1 } })
  })
})

test('a batch that an earlier release left running is taken over where it stood and goes on to its end; a repeat changes nothing', async () => {
  const keys = fresh(3)
  const before = { state: 'done' as const, result: { noted: keys[0] }, count: 1, recallUntil: null, at: new Date(at) }
  const adopted = {
    ...{ id: `old-${keys[0]}`, kind: 'test.note', input: { word: '记下' }, by: liu.id, byName: liu.name, title: '以前的' },
    ...{ state: 'running' as const, madeAt: new Date(at), endedAt: null },
    rows: [{ ...shown(keys[0]!), ...before }, shown(keys[1]!), shown(keys[2]!)],
  }
  for (let n = 0; n < 2; n++) await act(city.house, system, (ctx) => adoptBatch(ctx, adopted))
  await city.drain()
  expect(await look(adopted.id)).toMatchObject({ state: 'done', total: 3, counts: { done: 3 }, title: '以前的' })
  expect((await facts('test.noted')).filter((f) => keys.some((k) => f.about === `note:${k}`))).toHaveLength(2)
})
