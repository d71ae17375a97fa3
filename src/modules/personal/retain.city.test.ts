/** What is over is deleted, its files too; what is an archive stays, and so does every file that anything names. */
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { sm3 } from '#base/digest.ts'
import { blob, decided, fillDraft, pdf } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
let mine: Client
const folder = mkdtempSync(join(tmpdir(), 'haoban-retain-'))

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00', { HAOBAN_STORAGE: folder })
  mine = await city.citizen('钟家明')
  await decided(city, mine)
  await city.drain()
}, 300_000)
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

const stored = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile() && f.name.length === 64)
const has = (bytes: Uint8Array) => stored().some((f) => f.name === sm3(bytes))
/** Time has passed for the files too. */
const age = () => {
  for (const f of stored()) utimesSync(join(f.parentPath, f.name), new Date('2023-01-01'), new Date('2023-01-01'))
}
const deleted = async () =>
  (
    await city.sql<{ data: { deleted: { what: string; n: number }[] } }>(
      "select data from ledger.fact where name = 'personal.deleted' order by id",
    )
  ).map((f) => f.data.deleted)
const put = async (draft: string, material: string, bytes: Uint8Array, name: string) => {
  const form = new FormData()
  form.append('file', blob(bytes), name)
  expect((await mine.post(`${draft}/m/${material}`, form)).status).toBe(200)
}
const archives = async () =>
  city.sql(`select (select count(*)::int from cases.file) cases, (select count(*)::int from cases.answers) answers, (select count(*)::int from cases.material) materials,
    (select count(*)::int from document.paper) papers, (select count(*)::int from licence.licence) licences, (select count(*)::int from licence.version) versions`)

describe('草稿', () => {
  const [dropped, taken, expired] = [pdf('dropped with its draft'), pdf('taken out of the draft'), pdf('expired')]

  test('删掉的草稿，文件也真的没有了；办件里同样的文件还在', async () => {
    const draft = await fillDraft(mine)
    await put(draft, 'layout', dropped, '布局图一.pdf')
    await put(draft, 'layout', taken, '布局图二.pdf')
    expect((await mine.post(`${draft}/m/layout`, { provide: 'upload', remove: sm3(taken) })).status).toBe(200)
    expect((await mine.post(`${draft}/drop`)).status).toBe(200)
    await city.run('personal.remove-files')
    expect([has(dropped), has(taken)]).toEqual([true, true])
    city.clock.set('2023-06-17T04:10:00+08:00')
    await city.run('personal.remove-files')
    // they were put less than a day ago by the machine's clock: somebody may be putting them again just now
    expect([has(dropped), has(taken)]).toEqual([true, true])
    city.clock.set('2023-06-19T04:10:00+08:00')
    age()
    await city.run('personal.remove-files')
    expect([has(dropped), has(taken), has(pdf('layout'))]).toEqual([false, false, true])
    expect((await deleted()).at(-1)).toEqual([{ what: '没有人再用的文件', n: 2 }])
    expect(await city.sql('select * from base.loose_file')).toEqual([])
  })

  test('放了 90 天没交的草稿到期删掉，记下删了几份；再过一天，文件也没有了', async () => {
    mine = await city.citizen('钟家明')
    const draft = await fillDraft(mine)
    await put(draft, 'layout', expired, '布局图三.pdf')
    city.clock.set('2023-09-16T03:40:00+08:00')
    await city.run('personal.retain')
    expect(await city.sql('select 1 from form.draft')).toHaveLength(1)
    city.clock.set('2023-09-18T03:40:00+08:00')
    await city.run('personal.retain')
    expect(await city.sql('select 1 from form.draft')).toHaveLength(0)
    expect((await deleted()).flat()).toContainEqual({ what: '没交的草稿，连同里面的文件', n: 1 })
    expect(has(expired)).toBe(true)
    city.clock.set('2023-09-19T04:10:00+08:00')
    age()
    await city.run('personal.remove-files')
    expect([has(expired), has(pdf('layout'))]).toEqual([false, true])
  })
})

describe('别的', () => {
  test('三年前的消息、过期的验证码、没归件的扫描、没动过的补正、过期的登录都删掉；没到期的不动', async () => {
    await city.sql(
      "update message.outbox set made_at = '2020-09-19T00:00:00+08:00' where recipient = 'citizen:zhong-jiaming' and state = 'sent'",
    )
    const old = await city.sql("select 1 from message.outbox where made_at < '2020-09-20'")
    expect(old.length).toBeGreaterThan(0)
    const fresh = await city.sql("select 1 from message.outbox where made_at > '2020-09-20'")
    expect(fresh.length).toBeGreaterThan(0)
    await city.sql(`insert into message.contact_code (account, kind, value_sealed, code_digest, made_at, expires_at) values
      ('citizen:a', 'phone', '', '', '2023-09-18T01:00:00+08:00', '2023-09-18T01:05:00+08:00'), ('citizen:b', 'phone', '', '', '2023-09-19T04:00:00+08:00', '2023-09-19T04:05:00+08:00')`)
    await city.sql(
      `insert into windows.correction (case_id, account, sealed, saved_at) values ('x', 'citizen:a', '', '2023-06-01T00:00:00+08:00'), ('y', 'citizen:a', '', '2023-09-01T00:00:00+08:00')`,
    )
    const scan = sm3(pdf('scanned and forgotten'))
    await city.house.storage.put(pdf('scanned and forgotten'))
    await city.sql(
      "insert into windows.scan (account, hash, name, type, size, at) values ('staff:liufang', $1, '扫描.pdf', 'application/pdf', 10, '2023-06-01T00:00:00+08:00')",
      [scan],
    )
    const before = await archives()
    city.clock.set('2023-09-19T05:00:00+08:00')
    await city.run('personal.retain')
    const said = Object.fromEntries((await deleted()).flat().map(({ what, n }) => [what, n]))
    expect(said).toMatchObject({
      发过的消息: old.length,
      没用掉的验证码: 1,
      补正到一半的: 1,
      窗口扫描了没有归到办件的材料: 1,
      过期的登录: expect.any(Number),
    })
    expect(await city.sql('select account from message.contact_code')).toEqual([{ account: 'citizen:b' }])
    expect(await city.sql('select case_id from windows.correction')).toEqual([{ case_id: 'y' }])
    expect(await city.sql('select 1 from message.outbox')).toHaveLength(fresh.length)
    expect(await city.sql('select 1 from permission.session where expires_at < $1', [city.clock.now()])).toEqual([])
    expect(await city.sql('select hash from base.loose_file')).toEqual([{ hash: scan }])
    expect(await archives()).toEqual(before)
  })

  test('导出的文件过了 7 天，连文件一起没有', async () => {
    const clerk = await city.staff('liufang')
    const { id } = (await clerk.post('/work/exports', { list: 'window.cases', asked: { queue: 'all' }, as: 'csv' })).body
    await city.drain()
    const [row] = await city.sql<{ file: string; pieces: string[] }>('select file, pieces from export.file where id = $1', [id])
    expect(stored().map((f) => f.name)).toEqual(expect.arrayContaining([row!.file]))
    city.clock.set('2023-09-27T03:40:00+08:00')
    await city.run('export.forget')
    await city.run('personal.retain')
    city.clock.set('2023-09-28T04:10:00+08:00')
    age()
    await city.run('personal.remove-files')
    const left = stored().map((f) => f.name)
    for (const hash of [row!.file, ...row!.pieces]) expect(left).not.toContain(hash)
  })
})

test('表里写着的每一个文件，都有房间说在用：说漏了的会被当成没人要的', async () => {
  const draft = await fillDraft(await city.citizen('钟家明'))
  expect(draft).toMatch(/^\/drafts\//)
  const scan = new FormData()
  scan.append('file', blob(pdf('scanned just now')), '扫描.pdf')
  const clerk = await city.staff('liufang')
  expect((await clerk.post('/work/upload', scan)).status).toBe(200)
  expect((await clerk.post('/work/exports', { list: 'window.cases', asked: { queue: 'all' }, as: 'csv' })).status).toBe(200)
  await city.drain()
  const files = new Set(stored().map((f) => f.name))
  const tables = await city.sql<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) "name" from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('base', 'ledger', 'public', 'information_schema', 'graphile_worker') and table_schema not like 'pg\\_%'`,
  )
  const named = new Map<string, string>()
  for (const { name } of tables)
    for (const { t } of await city.sql<{ t: string }>(`select t::text t from ${name} t where t::text ~ '[0-9a-f]{64}'`))
      for (const [hash] of t.matchAll(/[0-9a-f]{64}/g)) if (files.has(hash)) named.set(`${name} ${hash}`, hash)
  const naming = [...new Set([...named.keys()].map((key) => key.split(' ')[0]))]
  expect(naming).toEqual(
    expect.arrayContaining(['cases.material', 'document.paper', 'form.draft', 'seal.use', 'export.file', 'windows.scan']),
  )
  const used = await act(city.house, system, async ({ tx }) => {
    const found: string[] = []
    for (const { keepsFiles } of city.house.rooms) found.push(...((await keepsFiles?.(tx, [...named.values()])) ?? []))
    return new Set(found)
  })
  expect([...named].filter(([, hash]) => !used.has(hash))).toEqual([])
})
