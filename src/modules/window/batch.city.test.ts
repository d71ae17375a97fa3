import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { stepBatch } from '#kernel/batch/actions/step.ts'
import type { BatchView } from '#kernel/batch/schema/batch.ts'
import { verify } from '#kernel/ledger/actions.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { copyCase } from '#test/many.ts'
import { scaled } from '#test/scale.ts'
import type { MarkedVerbs, Previewed } from './schema/batch.ts'

const at = '2023-06-15T10:00:00+08:00'
let city: TestCity
let clerk: Client
let examiner: Client
let accepted: string
let submitted: string

beforeAll(async () => {
  city = await openTestCity(at)
  const citizen = await city.citizen('钟家明')
  ;[clerk, examiner] = [await city.staff('liufang'), await city.staff('zengwei')]
  const send = async () => (await sendDraft(citizen, await fillDraft(citizen))).body.id as string
  submitted = await send()
  accepted = await send()
  await clerk.post(`/work/cases/${accepted}/accept`, { input: {} })
  await city.drain()
}, 120_000)
afterAll(() => city.close())

let made = 0
/** Numbers are unique in the city: every group of copies gets thousands of its own. */
const fresh = (of: string, n: number) => {
  const from = made
  made += n
  return copyCase(city.house.db.pool, of, n, (i) => ({ no: numberOf(from + i) }))
}
const numberOf = (n: number) => `${'9'.repeat(31)}20230601${String(n).padStart(4, '0')}`.slice(0, 43)
const begin = async (client: Client, verb: string, ids: string[], input: object = {}, key?: string) =>
  (await client.post('/work/batches', { verb, ids, input }, key)).body as BatchView
const look = async (client: Client, id: string) => (await client.get(`/work/batches/${id}`)).body as BatchView
const statusesOf = async (ids: string[]) =>
  (
    await city.sql<{ status: string; n: number }>(
      'select status, count(*)::int n from cases.file where id = any($1) group by 1 order by 1',
      [ids],
    )
  ).map((r) => [r.status, r.n])
const factsOf = (name: string, ids: string[]) =>
  city.sql<{ n: number; most: number }>(
    `select coalesce(sum(k), 0)::int n, coalesce(max(k), 0)::int most from (select count(*) k from ledger.fact where name = $1 and about = any($2) group by about) x`,
    [name, ids.map((id) => `case:${id}`)],
  )

describe('marking rows', () => {
  test('says for each verb how many can, and of the others why not, from the one table of verbs', async () => {
    const [open, done] = [await fresh(submitted, 3), await fresh(accepted, 2)]
    const { verbs, total } = (await clerk.post('/work/marked', { ids: [...open, ...done] })).body as MarkedVerbs
    expect(total).toBe(5)
    const accept = verbs.find((v) => v.verb === 'accept')!
    expect([accept.label, accept.can, accept.out.map((o) => o.id).sort()]).toEqual(['受理', 3, [...done].sort()])
    expect(accept.out[0]!.why).toMatch(/不是办这一步的时候/)
    expect(verbs.map((v) => v.verb)).not.toContain('supplement')
  })
  test('a preview tells who holds a row, and counts what is not there', async () => {
    const ids = await fresh(submitted, 3)
    await examiner.post(`/work/cases/${ids[0]}/claim`, { input: {} })
    const seen = (await clerk.post('/work/batches/preview', { verb: 'accept', ids: [...ids, 'nowhere'] })).body as Previewed
    expect([seen.can.length, seen.gone, seen.out.map((o) => o.why)]).toEqual([2, 1, [expect.stringContaining('曾伟正在办')]])
    expect((await clerk.post('/work/batches/preview', { verb: 'supplement', ids })).status).toBe(422)
  })
})

describe('a batch', () => {
  test('acts row by row; a refused row stops none of the others, and says why', async () => {
    const ids = await fresh(submitted, 6)
    const batch = await begin(clerk, 'accept', ids)
    await clerk.post(`/work/cases/${ids[2]}/preReturn`, { input: { items: [{ id: 'layout', what: '布局图要标出尺寸' }] } })
    await city.drain()
    expect(await look(clerk, batch.id)).toMatchObject({ state: 'done', total: 6, counts: { done: 5, refused: 1, waiting: 0 } })
    const { rows } = (await clerk.get(`/work/batches/${batch.id}/rows?state=refused`)).body
    expect(rows.map((r: { key: string }) => r.key)).toEqual([ids[2]])
    expect(rows[0].sentence).toContain('预审退回')
    expect(await statusesOf(ids)).toEqual([
      ['accepted', 5],
      ['preReturned', 1],
    ])
  })
  test('the reason is asked once for all, and checked before any row is touched', async () => {
    const ids = await fresh(submitted, 2)
    const refused = await clerk.post('/work/batches', { verb: 'notAccept', ids, input: { reason: '不' } })
    expect([refused.status, refused.body.fields.map((f: { field: string }) => f.field)]).toEqual([422, ['reason', 'article']])
    const batch = await begin(clerk, 'notAccept', ids, { reason: '不属于本机关的职权', article: '行政许可法第三十二条' })
    await city.drain()
    expect((await look(clerk, batch.id)).counts).toMatchObject({ asked: 2 })
    expect(await statusesOf(ids)).toEqual([['submitted', 2]])
  })
  test('the same order twice is one batch', async () => {
    const ids = await fresh(submitted, 2)
    const [one, two] = [await begin(clerk, 'claim', ids, {}, 'one-key'), await begin(clerk, 'claim', ids, {}, 'one-key')]
    expect(two.id).toBe(one.id)
  })
  test('stopped it does nothing more, resumed it goes on where it stood', async () => {
    const ids = await fresh(accepted, 5)
    const batch = await begin(examiner, 'examine', ids)
    await examiner.post(`/work/batches/${batch.id}/stop`)
    await city.drain()
    expect((await look(examiner, batch.id)).counts.waiting).toBe(5)
    expect((await examiner.post(`/work/batches/${batch.id}/stop`)).status).toBe(409)
    await examiner.post(`/work/batches/${batch.id}/resume`)
    await city.drain()
    expect(await look(examiner, batch.id)).toMatchObject({ state: 'done', counts: { done: 5 } })
    expect((await factsOf('case.examined', ids))[0]).toEqual({ n: 5, most: 1 })
  })
  test('a row whose right was taken away meanwhile is refused: the one who ordered it acts, not the house', async () => {
    const ids = await fresh(submitted, 2)
    const batch = await begin(examiner, 'claim', ids)
    await city.sql("update batch.batch set input = jsonb_set(input, '{verb}', '\"accept\"') where id = $1", [batch.id])
    await city.drain()
    const { rows } = (await examiner.get(`/work/batches/${batch.id}/rows`)).body
    expect(rows.map((r: { sentence: string }) => r.sentence)).toEqual([expect.stringContaining('权限'), expect.stringContaining('权限')])
  })
  test('nobody sees or steers a batch that is not his', async () => {
    const batch = await begin(clerk, 'claim', await fresh(submitted, 1))
    expect((await examiner.get(`/work/batches/${batch.id}`)).status).toBe(404)
    expect((await examiner.post(`/work/batches/${batch.id}/stop`)).status).toBe(404)
    expect((await examiner.get(`/work/batches/${batch.id}/export`)).status).toBe(404)
  })
  test('its results are a file, as text and as a workbook', async () => {
    const batch = await begin(clerk, 'claim', await fresh(submitted, 2))
    await city.drain()
    const text = await clerk.get(`/work/batches/${batch.id}/export`)
    expect(text.headers.get('content-disposition')).toContain('attachment')
    expect(text.text.trim().split('\r\n')).toHaveLength(3)
    expect((await clerk.get(`/work/batches/${batch.id}/export?as=xlsx`)).text.slice(0, 2)).toBe('PK')
  })
})

describe('a recall', () => {
  const messages = (id: string) => city.sql('select 1 from message.outbox where link like $1', [`%${id}%`])
  test('within ten seconds the act is taken back: nothing was sent, the paper is void, both are told', async () => {
    const citizen = await city.citizen('钟家明')
    const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body as { id: string }
    await city.drain()
    const before = (await clerk.get(`/work/cases/${id}`)).body
    const sent = (await messages(id)).length
    const taken = (await clerk.post(`/work/cases/${id}/accept`, { input: {} })).body
    expect(new Date(taken.recallUntil).getTime() - city.clock.now().getTime()).toBe(10_000)
    const paper = (await clerk.get(`/work/cases/${id}`)).body.papers.at(-1)
    const code = (await city.sql<{ check_code: string }>('select check_code from document.paper where id = $1', [paper.id]))[0]!.check_code
    expect((await examiner.post(`/work/cases/${id}/recall`, { seq: taken.seq })).body.code).toBe('case.recall-others')
    expect((await clerk.post(`/work/cases/${id}/recall`, { seq: taken.seq })).status).toBe(200)
    const after = (await clerk.get(`/work/cases/${id}`)).body
    expect([after.status, after.clocks, after.papers]).toEqual([before.status, before.clocks, before.papers])
    expect(after.track[0]).toMatchObject({ sentence: '刘芳撤回：受理', detail: expect.stringContaining('受理通知书') })
    await city.drain()
    expect((await messages(id)).length).toBe(sent)
    expect((await city.anyone().get(`/check/${code}`)).status).toBe(410)
    expect((await citizen.get(`/papers/${paper.id}`)).status).toBe(410)
    expect((await citizen.page(`/cases/${id}`)).text).not.toContain('受理通知书')
    expect((await clerk.post(`/work/cases/${id}/accept`, { input: {} })).status).toBe(200)
    await city.drain()
    expect((await messages(id)).length).toBeGreaterThan(sent)
  })
  test('what was begun to be told cannot be recalled, whatever the clock says', async () => {
    const [id] = await fresh(submitted, 1)
    await city.drain()
    const taken = (await clerk.post(`/work/cases/${id}/accept`, { input: {} })).body
    const waiting = () =>
      city.sql<{ key: string }>("select key from graphile_worker._private_jobs where key like 'react:%' and locked_at is null")
    const all = (await waiting()).length
    expect(all).toBeGreaterThan(0)
    const begun = "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody' where key like 'react:message:%'"
    await city.sql(begun)
    const recall = () => clerk.post(`/work/cases/${id}/recall`, { seq: taken.seq })
    expect((await recall()).body).toMatchObject({ code: 'case.recall-late', title: expect.stringContaining('撤回申请') })
    expect((await waiting()).length).toBe(all - 1)
    await city.sql("delete from graphile_worker._private_jobs where key like 'react:message:%'")
    expect((await recall()).body.code).toBe('case.recall-late')
    expect((await clerk.get(`/work/cases/${id}`)).body.status).toBe('accepted')
  })
  test('after ten seconds, or after another act, it is too late, and the way on is named', async () => {
    const [id] = await fresh(submitted, 1)
    const taken = (await clerk.post(`/work/cases/${id}/claim`, { input: {} })).body
    city.clock.set('2023-06-15T10:00:11+08:00')
    expect((await clerk.post(`/work/cases/${id}/recall`, { seq: taken.seq })).body).toMatchObject({
      code: 'case.recall-late',
      title: expect.stringContaining('撤回申请'),
    })
    city.clock.set(at)
    await clerk.post(`/work/cases/${id}/accept`, { input: {} })
    expect((await clerk.post(`/work/cases/${id}/recall`, { seq: taken.seq })).body.code).toBe('case.recall-passed')
  })
  test('an approval and what it set going come back together, to the request', async () => {
    const [chief, [id]] = [await city.staff('laizhiqiang'), await fresh(accepted, 1)]
    await examiner.post(`/work/cases/${id}/suspend`, { input: { procedure: 'inspection', days: 3, reason: '米酒送检' } })
    const granted = (await chief.post(`/work/cases/${id}/grantApproval`, { input: {} })).body
    expect(granted.status).toBe('suspended')
    await chief.post(`/work/cases/${id}/recall`, { seq: granted.seq })
    expect((await chief.get(`/work/cases/${id}`)).body).toMatchObject({ status: 'accepted', pending: { verb: 'suspend', by: '曾伟' } })
  })
  test('a batch is recalled as a whole, and a row on which somebody acted since stays done and says why', async () => {
    const ids = await fresh(submitted, 4)
    const batch = await begin(clerk, 'accept', ids)
    await city.drain()
    await examiner.post(`/work/cases/${ids[1]}/examine`, { input: {} })
    expect((await clerk.post(`/work/batches/${batch.id}/recall`)).status).toBe(200)
    await city.drainDue()
    expect(await look(clerk, batch.id)).toMatchObject({ state: 'recalled', counts: { recalled: 3, done: 1 }, recallUntil: null })
    const { rows } = (await clerk.get(`/work/batches/${batch.id}/rows?state=done`)).body
    expect(rows).toMatchObject([{ key: ids[1], sentence: expect.stringContaining('没有撤回') }])
    expect(await statusesOf(ids)).toEqual([
      ['examining', 1],
      ['submitted', 3],
    ])
  })
})

describe('two chains on one batch', () => {
  /** A step that has done its row and has not committed; `end` lets it commit, or breaks it. */
  const begun = async (id: string) => {
    let end: (broken?: Error) => void = () => undefined
    const ending = new Promise<Error | undefined>((resolve) => {
      end = resolve
    })
    const step = act(city.house, system, async (ctx) => {
      await stepBatch(ctx, { id })
      stepped()
      const broken = await ending
      if (broken) throw broken
    }).catch(() => undefined)
    let stepped: () => void = () => undefined
    await new Promise<void>((resolve) => {
      stepped = resolve
    })
    return { end, step }
  }
  const soon = () => sleep(300)

  test('a row under way in one of them is not taken for done by the other: broken there, it is done here', async () => {
    const ids = await fresh(submitted, 1)
    const batch = await begin(clerk, 'accept', ids)
    const first = await begun(batch.id)
    const second = act(city.house, system, (ctx) => stepBatch(ctx, { id: batch.id }))
    await soon()
    expect((await look(clerk, batch.id)).state).toBe('running')
    first.end(new Error('killed before its commit'))
    await Promise.all([first.step, second])
    await city.drain()
    expect(await look(clerk, batch.id)).toMatchObject({ state: 'done', counts: { done: 1, waiting: 0 } })
    expect((await factsOf('case.accepted', ids))[0]).toEqual({ n: 1, most: 1 })
  })
  test('a recall takes back the row that was under way when it was asked for', async () => {
    const ids = await fresh(submitted, 2)
    const batch = await begin(clerk, 'accept', ids)
    await act(city.house, system, (ctx) => stepBatch(ctx, { id: batch.id }))
    const last = await begun(batch.id)
    const recalled = clerk.post(`/work/batches/${batch.id}/recall`)
    await soon()
    last.end()
    await last.step
    expect((await recalled).status).toBe(200)
    await city.drainDue()
    expect(await look(clerk, batch.id)).toMatchObject({ state: 'recalled', counts: { recalled: 2, done: 0, waiting: 0 } })
    expect(await statusesOf(ids)).toEqual([['submitted', 2]])
  })
})

describe('a killed worker', () => {
  const workers: ChildProcess[] = []
  afterAll(() => {
    for (const w of workers) if (w.exitCode === null) w.kill('SIGKILL')
  })
  const work = async (): Promise<ChildProcess> => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        new URL('../../../test/worker-process.ts', import.meta.url).pathname,
        city.house.url,
        inject('database').dataDir,
        at,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    workers.push(child)
    await new Promise((resolve) => child.stdout!.once('data', resolve))
    return child
  }
  const until = async (id: string, enough: (b: BatchView) => boolean): Promise<BatchView> => {
    for (;;) {
      const seen = await look(examiner, id)
      if (enough(seen)) return seen
      await sleep(50)
    }
  }

  const rows = scaled(5_000, 1_000)
  test(`of ${rows} rows killed at a fifth, stopped at half, resumed: none is done twice, none is lost`, async () => {
    const ids = await fresh(accepted, rows)
    const held = ids[rows - 79]!
    await clerk.post(`/work/cases/${held}/claim`, { input: {} })
    const batch = await begin(examiner, 'examine', ids)
    const first = await work()
    await until(batch.id, (b) => b.counts.done >= rows / 5)
    first.kill('SIGKILL')
    await new Promise((resolve) => first.once('exit', resolve))
    const atKill = (await look(examiner, batch.id)).counts
    expect(atKill.waiting).toBeGreaterThan(0)
    await sleep(300)
    expect((await look(examiner, batch.id)).counts.done).toBe(atKill.done)
    const second = await work()
    await until(batch.id, (b) => b.counts.done >= rows / 2)
    await examiner.post(`/work/batches/${batch.id}/stop`)
    await sleep(500)
    const stopped = (await look(examiner, batch.id)).counts
    await sleep(500)
    expect((await look(examiner, batch.id)).counts).toEqual(stopped)
    await examiner.post(`/work/batches/${batch.id}/resume`)
    const end = await until(batch.id, (b) => b.state === 'done')
    second.kill('SIGKILL')
    expect(end.counts).toEqual({ waiting: 0, done: rows - 1, asked: 0, refused: 1, failed: 0, recalled: 0 })
    expect((await factsOf('case.examined', ids))[0]).toEqual({ n: rows - 1, most: 1 })
    expect(await statusesOf(ids)).toEqual([
      ['accepted', 1],
      ['examining', rows - 1],
    ])
    expect((await verify(city.house.db)).ok).toBe(true)
  }, 300_000)
})

describe('a batch of the release before', () => {
  /** As that release left it: the first of its rows done, the others waiting. */
  const left = async (state: string) => {
    const ids = await fresh(submitted, 3)
    const id = `old-${state}-${ids[0]}`
    const { seq } = (await clerk.post(`/work/cases/${ids[0]}/accept`, { input: {} })).body
    await city.sql(
      `insert into windows.batch (id, verb, input, by_whom, by_name, title, state, total, made_at, moved_at)
       values ($1, 'accept', '{}', 'staff:liufang', '刘芳', '受理 3 件', $2, 3, $3, $3)`,
      [id, state, at],
    )
    for (const [i, caseId] of ids.entries())
      await city.sql(
        `insert into windows.batch_row (batch, n, case_id, no, item_name, applicant_name, state, seq, recall_until, at)
         values ($1, $2, $3, 'N', '食品经营许可', '钟**', $4, $5, $6, $6)`,
        [id, i + 1, caseId, ...(i === 0 ? ['done', seq, at] : ['waiting', null, null])],
      )
    return { id, ids }
  }
  const old = async () => [
    (await city.sql('select 1 from windows.batch')).length,
    (await city.sql('select 1 from windows.batch_row')).length,
  ]

  test('that was running is taken over by the job it left, and goes on to its end; what was done is not done again', async () => {
    const [running, stopped] = [await left('running'), await left('stopped')]
    await act(city.house, system, (ctx) => ctx.later('window.batch', { id: running.id }))
    await city.drain()
    expect(await old()).toEqual([0, 0])
    expect(await look(clerk, running.id)).toMatchObject({ state: 'done', title: '受理 3 件', label: '受理', counts: { done: 3 } })
    expect((await factsOf('case.accepted', running.ids))[0]).toEqual({ n: 3, most: 1 })
    expect(await look(clerk, stopped.id)).toMatchObject({ state: 'stopped', counts: { done: 1, waiting: 2 } })
    await clerk.post(`/work/batches/${stopped.id}/resume`)
    await city.drain()
    expect((await factsOf('case.accepted', stopped.ids))[0]).toEqual({ n: 3, most: 1 })
  })

  test('on which a server of that release still works is taken over after its row, even where nobody calls for it', async () => {
    const { id, ids } = await left('running')
    const other = await city.house.db.pool.connect()
    await other.query('begin')
    await other.query('select 1 from windows.batch where id = $1 for no key update', [id])
    await other.query("update windows.batch_row set state = 'refused', sentence = '那边办的' where batch = $1 and n = 2", [id])
    const taking = city.run('window.batch-sweep')
    await sleep(300)
    expect((await clerk.get(`/work/batches/${id}`)).status).toBe(404)
    await other.query('commit')
    other.release()
    await taking
    expect(await look(clerk, id)).toMatchObject({ state: 'done', counts: { done: 2, refused: 1 } })
    expect(await statusesOf(ids)).toEqual([
      ['accepted', 2],
      ['submitted', 1],
    ])
  })
})
