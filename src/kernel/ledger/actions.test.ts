import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { verify } from './actions.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const leave = (about: string, name: string, data: Record<string, unknown> = {}) =>
  act(city.house, system, (ctx) => ctx.emit({ name, about, data }))

/** Changes a row as somebody would who has the database to himself. */
async function tamper(statement: string): Promise<void> {
  await city.sql('alter table ledger.fact disable trigger user')
  await city.sql(statement)
  await city.sql('alter table ledger.fact enable trigger user')
}

async function undone(change: string, undo: string, look: () => Promise<void>): Promise<void> {
  await tamper(change)
  await look()
  await tamper(undo)
  expect((await verify(city.house.db)).ok).toBe(true)
}

describe('the ledger', () => {
  test('a founded city verifies', async () => {
    const verdict = await verify(city.house.db)
    expect(verdict).toMatchObject({ ok: true, broken: [] })
    expect(verdict.facts).toBeGreaterThan(10)
  })

  test('one changed byte in the data names its fact', async () => {
    const first = await leave('case:a', 'case.submitted', { no: 'A1' })
    await leave('case:a', 'case.accepted', { note: '受理' })
    const change = (from: string, to: string) =>
      `update ledger.fact set data = replace(data::text, '${from}', '${to}')::jsonb where id = ${first.id}`
    await undone(change('A1', 'A2'), change('A2', 'A1'), async () => {
      const verdict = await verify(city.house.db)
      expect(verdict.ok).toBe(false)
      expect(verdict.broken[0]).toMatchObject({ fact: first.id, about: 'case:a', seq: 1, name: 'case.submitted' })
    })
  })

  test.each([
    ['by_whom', "'system'", "'someone'"],
    ['name', "'case.deciding'", "'case.decided'"],
    ['at', "timestamptz '2023-06-15 09:00:00+08'", "timestamptz '2023-06-15 09:00:01+08'"],
  ])('so does a changed %s', async (column, was, is) => {
    const fact = await leave(`case:${column}`, 'case.deciding')
    const change = (to: string) => `update ledger.fact set ${column} = ${to} where id = ${fact.id}`
    await undone(change(is), change(was), async () => expect((await verify(city.house.db)).broken[0]?.fact).toBe(fact.id))
  })

  test('a fact cut off at the end is missed', async () => {
    await leave('case:b', 'case.submitted')
    const last = await leave('case:b', 'case.accepted')
    await city.sql(
      'begin; alter table ledger.fact disable trigger user; delete from ledger.fact where id = $1'.replace('$1', String(last.id)),
    )
    await city.sql('commit')
    expect((await verify(city.house.db)).broken.map((b) => b.about)).toContain('case:b')
    await city.sql("delete from ledger.fact where about = 'case:b'")
    await city.sql("delete from ledger.chain where about = 'case:b'")
    await city.sql('alter table ledger.fact enable trigger user')
  })

  test('a chain rewritten whole, hashes and all, is caught by the root', async () => {
    await leave('case:c', 'case.submitted', { no: 'C1' })
    await city.run('ledger.root')
    await leave('case:d', 'case.submitted', { no: 'C2' })
    const [other] = await city.sql<{ hash: string }>("select hash from ledger.fact where about = 'case:d'")
    const [own] = await city.sql<{ hash: string }>("select hash from ledger.fact where about = 'case:c'")
    await tamper(`update ledger.fact set hash = '${other!.hash}' where about = 'case:c'`)
    const verdict = await verify(city.house.db)
    expect(verdict.broken.some((b) => b.about.startsWith('root:'))).toBe(true)
    await tamper(`update ledger.fact set hash = '${own!.hash}' where about = 'case:c'`)
  })

  test('the application cannot change what was written', async () => {
    await expect(act(city.house, system, (ctx) => ctx.tx.sql`update ledger.fact set name = 'x'`)).rejects.toThrow(/permission denied/)
    await expect(city.sql("update ledger.fact set name = 'x'")).rejects.toThrow(/only ever added/)
  })

  test('a hundred writers on one chain leave no gap and no double', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, i) => leave('case:crowd', 'case.read', { i })))
    const rows = await city.sql<{ seq: number }>("select seq from ledger.fact where about = 'case:crowd' order by seq")
    expect(rows.map((r) => r.seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    expect((await verify(city.house.db)).broken.filter((b) => b.about === 'case:crowd')).toEqual([])
  })
})
