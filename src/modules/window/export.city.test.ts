/** A list as a file: written by a job, whole after a kill, fetched by whoever ordered it alone, names masked without the right. */
import { readdirSync, readlinkSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { act, system } from '#app/context.ts'
import { stepBatch, sweepBatches } from '#kernel/batch/actions/step.ts'
import type { ExportView } from '#kernel/export/schema/export.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { copyCase } from '#test/many.ts'

let city: TestCity
let clerk: Client
let source: string
const many = 2_345
type Kept = { key: Buffer | null; file: string; pieces: string[] }

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  const citizen = await city.citizen('钟家明')
  clerk = await city.staff('liufang')
  source = (await sendDraft(citizen, await fillDraft(citizen))).body.id
  await city.drain()
  await copyCase(city.house.db.pool, source, many - 1, (n) => ({
    no: `${'9'.repeat(31)}20230601${String(n).padStart(4, '0')}`,
    applicant_kind: n % 2 ? 'natural' : 'legal',
    applicant_name: n % 2 ? '欧阳晓兰' : '客家小院餐饮店',
    submitted_at: new Date(Date.parse('2023-06-14T02:00:00Z') - n * 1_000).toISOString(),
  }))
}, 180_000)
afterAll(() => city.close())

/** `as` and `unmaskedFor` are the export's own, the rest narrows the list */
const ordered = ({ as, unmaskedFor, ...asked }: Record<string, unknown> = {}) => ({
  list: 'window.cases',
  asked: { queue: 'all', ...asked },
  as,
  unmaskedFor,
})
const order = async (who: Client, body: Record<string, unknown> = {}) => (await who.post('/work/exports', ordered(body))).body as ExportView
const look = async (who: Client, id: string) => (await who.get(`/work/exports/${id}`)).body as ExportView
/** The answer as it flows, before anything of it was read. */
const fetchAs = async (who: Client, id: string) => {
  const cookie = who.jar().map((c) => c.join('='))
  return city.app.request(`/work/exports/${id}/file`, { headers: { cookie: cookie.join('; ') } })
}
const linkOf = (path: string) => {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
const step = (id: string) => act(city.house, system, (ctx) => stepBatch(ctx, { id }))
const linesOf = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')

describe('a list of two thousand rows', () => {
  test('is written piece by piece, says how far it is, and holds every case once, newest first', async () => {
    const { id } = await order(clerk)
    expect((await clerk.get(`/work/exports/${id}/file`)).body.code).toBe('export.moved')
    await step(id)
    expect(await look(clerk, id)).toMatchObject({ state: 'running', told: 1_000, title: '全部办件' })
    await city.drain()
    expect(await look(clerk, id)).toMatchObject({ state: 'done', told: many, masked: true })
    const { text, headers } = await clerk.get(`/work/exports/${id}/file`)
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('全部办件.csv'))
    const [head, ...rows] = linesOf(text)
    expect(head).toBe('办件编号,事项,申请人,状态,轮到,经办,时限,到期,提交日期')
    expect(rows).toHaveLength(many)
    expect(new Set(rows.map((r) => r.split(',')[0])).size).toBe(many)
    const days = rows.map((r) => r.split(',')[8]!)
    expect(days).toEqual([...days].sort().reverse())
    expect(text).not.toContain('欧阳晓兰')
  })

  test('a worker killed in the middle of a piece leaves nothing half: the next goes on behind the last row that stands', async () => {
    const { id } = await order(clerk)
    await step(id)
    const killed = act(city.house, system, async (ctx) => {
      await stepBatch(ctx, { id })
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    expect(await look(clerk, id)).toMatchObject({ told: 1_000 })
    await city.sql("update batch.batch set moved_at = moved_at - interval '2 minutes' where id = $1", [id])
    await act(city.house, system, (ctx) => sweepBatches(ctx, {}))
    await city.drain()
    const rows = linesOf((await clerk.get(`/work/exports/${id}/file`)).text).slice(1)
    expect([rows.length, new Set(rows).size]).toEqual([many, many])
  })

  test('stopped, nothing more is written; gone on with, it is whole', async () => {
    const { id } = await order(clerk)
    await step(id)
    expect((await clerk.post(`/work/exports/${id}/stop`)).body).toMatchObject({ state: 'stopped', told: 1_000 })
    await city.drain()
    expect(await look(clerk, id)).toMatchObject({ state: 'stopped', told: 1_000 })
    await clerk.post(`/work/exports/${id}/resume`)
    await city.drain()
    expect(await look(clerk, id)).toMatchObject({ state: 'done', told: many })
    expect((await clerk.post(`/work/exports/${id}/stop`)).body.code).toBe('export.moved')
  })

  test('whoever goes away in the middle, or before the first byte, leaves nothing open, and the next has it whole', async () => {
    const { id } = await order(clerk)
    await city.drain()
    const files = () => readdirSync('/proc/self/fd').map((fd) => linkOf(`/proc/self/fd/${fd}`))
    for (const pieces of [0, 1]) {
      const { body } = await fetchAs(clerk, id)
      const reader = body!.getReader()
      for (let n = 0; n < pieces; n++) expect((await reader.read()).value!.length).toBeGreaterThan(0)
      await reader.cancel()
    }
    const stored = (await city.sql<{ file: string }>('select file from export.file where id = $1', [id]))[0]!.file
    await vi.waitFor(() => expect(files().filter((f) => f.endsWith(stored))).toEqual([]))
    expect(linesOf(await (await fetchAs(clerk, id)).text())).toHaveLength(many + 1)
  })

  test('as a workbook every row is there', async () => {
    const { id } = await order(clerk, { as: 'xlsx' })
    await city.drain()
    const files = unzipSync(new Uint8Array(await (await fetchAs(clerk, id)).arrayBuffer()))
    const sheet = new TextDecoder().decode(files['xl/worksheets/sheet1.xml'])
    expect(sheet.match(/<row>/g)).toHaveLength(many + 1)
    expect(sheet.endsWith('</sheetData></worksheet>')).toBe(true)
    expect(Object.keys(files)).toContain('[Content_Types].xml')
  })
})

test('the filter goes along', async () => {
  const { id } = await order(clerk, { q: '客家小院' })
  await city.drain()
  const rows = linesOf((await clerk.get(`/work/exports/${id}/file`)).text).slice(1)
  expect(rows.length).toBeGreaterThan(1_000)
  expect(rows.every((r) => r.includes('客家小院'))).toBe(true)
})

test('nobody else sees it, stops it or fetches it', async () => {
  const { id } = await order(clerk)
  await city.drain()
  for (const other of [await city.staff('zengwei'), await city.staff('laizhiqiang'), await city.staff('sysadmin')]) {
    expect((await other.get(`/work/exports/${id}`)).status).toBe(404)
    expect((await other.get(`/work/exports/${id}/file`)).status).toBe(404)
    expect((await other.post(`/work/exports/${id}/resume`)).status).toBe(404)
  }
  expect((await city.anyone().get(`/work/exports/${id}/file`)).status).toBe(401)
  expect((await (await city.staff('zengwei')).get('/work/exports')).body).toEqual({ exports: [] })
})

describe('whole names', () => {
  test('need the right', async () => {
    const decider = await city.staff('chenguodong')
    expect((await decider.post('/work/exports', ordered({ unmaskedFor: '上报统计' }))).body.code).toBe('export.names')
    expect((await clerk.post('/work/exports', ordered({ unmaskedFor: '统' }))).body.fields[0].field).toBe('unmaskedFor')
  })

  test('are written out with a reason, on record for the auditor and for each person', async () => {
    const { id } = await order(clerk, { unmaskedFor: '核对补贴名单' })
    await city.drain()
    expect((await look(clerk, id)).masked).toBe(false)
    expect((await clerk.get(`/work/exports/${id}/file`)).text).toContain('欧阳晓兰')
    const facts = (name: string) =>
      city.sql<{ about: string; data: Record<string, unknown> }>('select about, data from ledger.fact where name = $1', [name])
    expect((await facts('export.ordered')).find((f) => f.about === `export:${id}`)!.data).toMatchObject({ purpose: '核对补贴名单' })
    const looks = await facts('window.unmasked')
    expect(looks).toHaveLength(Math.floor(many / 2))
    expect(looks[0]!.data).toMatchObject({ purpose: '核对补贴名单', byName: '刘芳' })
  })
})

test('after seven days the file is not given out any more, and nobody can read its bytes', async () => {
  const { id } = await order(clerk)
  await city.drain()
  const kept = async () => (await city.sql<Kept>('select key, file, pieces from export.file where id = $1', [id]))[0]!
  const { key, file, pieces } = await kept()
  for (const hash of [file, ...pieces]) expect((await city.house.storage.read(hash)).toString('utf8')).not.toContain('食品经营许可')
  expect(key).not.toBeNull()
  city.clock.set('2023-06-23T10:00:00+08:00')
  clerk = await city.staff('liufang')
  expect((await clerk.get(`/work/exports/${id}/file`)).body.code).toBe('export.old')
  await city.run('export.forget')
  expect(await kept()).toEqual({ key: null, file, pieces })
})

describe('an export of the release before', () => {
  type Left = { state: string; told: number; next: { key: string; id: string } | null; file?: string; key?: Buffer | null }
  const left = async (pieces: string[], { state, told, next, file, key }: Left): Promise<string> => {
    const id = `old-${state}-${told}-${Math.abs(pieces.length)}${key === null ? '-forgotten' : ''}`
    await city.sql(
      `insert into windows.export (id, by_whom, by_name, title, asked, form, state, told, after_key, after_id, pieces, file, size, key, made_at, moved_at)
       values ($1, 'staff:liufang', '刘芳', '全部办件', '{"queue":"all"}', 'csv', $2, $3, $4, $5, $6, $7, 1, $8, $9, $9)`,
      [id, state, told, next?.key, next?.id, pieces, file, key, city.clock.now()],
    )
    return id
  }
  const keyOf = async (id: string) => (await city.sql<Kept>('select key, file, pieces from export.file where id = $1', [id]))[0]!

  test('goes on behind its last row, and what was written is fetched; one whose key is forgotten is not', async () => {
    city.clock.set('2023-06-15T10:00:00+08:00')
    clerk = await city.staff('liufang')
    // what that release wrote: a piece of a thousand rows under a key of its own, and where the next begins
    const { id } = await order(clerk)
    await step(id)
    const { key, pieces } = await keyOf(id)
    const [row] = await city.sql<{ key: string }>("select key from batch.row where batch = $1 and state = 'waiting'", [id])
    const [at, last] = row!.key.split('~') as [string, string]
    await city.drain()
    const whole = await keyOf(id)
    const running = await left(pieces, { state: 'running', told: 1_000, next: { key: at, id: last }, key })
    const fresh = await left([], { state: 'running', told: 0, next: null, key })
    const done = await left(whole.pieces, { state: 'done', told: many, next: null, file: whole.file, key })
    const old = await left([], { state: 'failed', told: 0, next: null, key: null })
    await act(city.house, system, (ctx) => ctx.later('window.export', { id: running }))
    await city.drain()
    expect(await city.sql('select 1 from windows.export')).toEqual([])
    for (const taken of [running, fresh, done]) {
      expect(await look(clerk, taken)).toMatchObject({ state: 'done', told: many })
      const rows = linesOf((await clerk.get(`/work/exports/${taken}/file`)).text).slice(1)
      expect([rows.length, new Set(rows).size]).toEqual([many, many])
    }
    expect(await look(clerk, old)).toMatchObject({ state: 'failed', told: 0 })
    expect((await clerk.post(`/work/exports/${old}/resume`)).body.code).toBe('export.old')
  })
})

test('an export whose clerk lost the list meanwhile stops and says why; a list that no room declares is not there', async () => {
  const { id } = await order(clerk)
  await city.sql("update permission.account set disabled_at = now() where id = 'staff:liufang'")
  await city.drain()
  await city.sql("update permission.account set disabled_at = null where id = 'staff:liufang'")
  expect(await look(clerk, id)).toMatchObject({ state: 'failed', told: 0, reason: expect.stringContaining('没有“查看办件”的权限') })
  expect((await clerk.post(`/work/exports/${id}/resume`)).body.state).toBe('running')
  await city.drain()
  expect(await look(clerk, id)).toMatchObject({ state: 'done', told: many, reason: null })
  expect((await clerk.post('/work/exports', { ...ordered(), list: 'window.nothing' })).body.code).toBe('export.no-list')
})
