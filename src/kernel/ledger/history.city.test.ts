/** The owner of the database changes history, recomputes all that can be recomputed, and is found by what lies outside. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { sm3 } from '#base/digest.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { receiptOf } from './actions/proof.ts'
import { ownAnchors, verify } from './actions.ts'
import { chainsOf, linkHash, rootHash } from './rules.ts'
import type { Receipt } from './schema.ts'

let city: TestCity
let receipt: Receipt
let paper: { size: number; hash: string }
let mine: { id: number; hash: string }[]

const leave = (about: string, name: string, data: Record<string, unknown> = {}) =>
  act(city.house, system, (ctx) => ctx.emit({ name, about, data }))

const tables = ['fact', 'chain', 'root', 'checkpoint', 'cosignature']
const each = (statement: (table: string) => string) => city.sql(tables.map(statement).join(';'))

beforeAll(async () => {
  city = await openTestCity()
  await leave('case:other', 'case.submitted', { no: 'B1' })
  await city.run('ledger.root')
  mine = []
  for (const name of ['case.submitted', 'case.accepted', 'case.decided'])
    mine.push(await leave('case:mine', name, { no: 'A1', by: 'zengwei' }))
  await leave('case:other', 'case.accepted')
  await city.run('ledger.root')
  await leave('case:late', 'case.submitted')
  await city.run('ledger.root')
  receipt = await act(city.house, system, (ctx) => receiptOf(ctx, '测试', ['case:mine']))
  const [newest] = await city.sql<{ size: number; hash: string }>('select size, hash from ledger.checkpoint order by size desc limit 1')
  paper = newest!
  await each((t) => `create table public.kept_${t} as table ledger.${t}`)
})
afterAll(() => city.close())

/** Everything as it was. */
async function undo(): Promise<void> {
  await each((t) => `alter table ledger.${t} disable trigger user; delete from ledger.${t}`)
  await city.sql('insert into ledger.fact overriding system value select * from public.kept_fact')
  await city.sql(
    ['chain', 'root', 'checkpoint', 'cosignature'].map((t) => `insert into ledger.${t} select * from public.kept_${t}`).join(';'),
  )
  await each((t) => `alter table ledger.${t} enable trigger user`)
}

type Row = { id: number; about: string; seq: number; name: string; data: unknown; by: string; at: Date; hash: string }
const facts = () => city.sql<Row>('select id::int, about, seq, name, data, by_whom "by", at, hash from ledger.fact order by about, seq, id')

/** What the owner can recompute: places and hashes of every chain, heads, roots; what names more than there is he deletes. */
async function recompute(): Promise<void> {
  for (const [about, chain] of chainsOf(await facts())) {
    let before = ''
    for (const [i, row] of chain.entries()) {
      before = linkHash(sm3, { ...row, seq: i + 1, before })
      if (before !== row.hash || row.seq !== i + 1)
        await city.sql('update ledger.fact set seq = $1, hash = $2 where id = $3', [i + 1, before, row.id])
    }
    await city.sql('update ledger.chain set seq = $1, hash = $2 where about = $3', [chain.length, before, about])
  }
  await city.sql('delete from ledger.chain c where not exists (select from ledger.fact f where f.about = c.about)')
  const last = (await city.sql<{ n: number }>('select coalesce(max(id), 0)::int n from ledger.fact'))[0]!.n
  await city.sql('delete from ledger.root where after_fact >= $1', [last])
  for (const root of await city.sql<{ id: number; after: number }>('select id, after_fact::int after from ledger.root order by id')) {
    await city.sql('update ledger.root set upto_fact = least(upto_fact, $1) where id = $2', [last, root.id])
    const bound = await city.sql<{ hash: string }>(
      'select f.hash from ledger.fact f, ledger.root r where r.id = $1 and f.id > r.after_fact and f.id <= r.upto_fact order by f.id',
      [root.id],
    )
    const hash = rootHash(
      sm3,
      2,
      '',
      bound.map((f) => f.hash),
    )
    await city.sql('update ledger.root set hash = $1, facts = $2 where id = $3', [hash, bound.length, root.id])
  }
  await city.sql('delete from ledger.cosignature; delete from ledger.checkpoint')
}

const ways: [string, () => Promise<unknown>, () => { id: number; seq: number }][] = [
  [
    'a byte changed',
    () => city.sql(`update ledger.fact set data = replace(data::text, 'A1', 'A2')::jsonb where id = $1`, [mine[0]!.id]),
    () => ({ id: mine[0]!.id, seq: 1 }),
  ],
  [
    'two rows swapped',
    async () => {
      const swap = `update ledger.fact set seq = $2, name = $3 where id = $1`
      await city.sql(swap, [mine[0]!.id, -1, 'case.accepted'])
      await city.sql(swap, [mine[1]!.id, 1, 'case.submitted'])
      await city.sql(swap, [mine[0]!.id, 2, 'case.accepted'])
    },
    () => ({ id: mine[0]!.id, seq: 1 }),
  ],
  ['the tail cut', () => city.sql('delete from ledger.fact where id >= $1', [mine[1]!.id]), () => ({ id: mine[1]!.id, seq: 2 })],
  ['all emptied', () => city.sql('delete from ledger.fact'), () => ({ id: mine[0]!.id, seq: 1 })],
  [
    "one case's last fact gone",
    () => city.sql('delete from ledger.fact where id = $1', [mine[2]!.id]),
    () => ({ id: mine[2]!.id, seq: 3 }),
  ],
  [
    'who decided changed',
    () => city.sql("update ledger.fact set by_whom = 'somebody-else' where id = $1", [mine[2]!.id]),
    () => ({ id: mine[2]!.id, seq: 3 }),
  ],
]

const anchors = () => ownAnchors(city.house.checkpoints)
/** What a stranger has: the keys, and nothing of the house's own. */
const stranger = () => ({ ...anchors(), shelf: undefined })

test('history as it happened stands against all of it', async () => {
  const verdict = await verify(city.house.db, {
    ...anchors(),
    receipts: [{ from: '凭证', receipt }],
    printed: [{ from: '纸上', ...paper }],
  })
  expect(verdict).toMatchObject({ ok: true, first: null, broken: [], roots: 3 })
  expect(verdict.checkpoints).toBeGreaterThan(3)
  expect(receipt.facts.every((f) => f.place !== null)).toBe(true)
})

describe.each(ways)('%s, and everything recomputed', (_, change, place) => {
  beforeAll(async () => {
    await each((t) => `alter table ledger.${t} disable trigger user`)
    await change()
    await recompute()
    await each((t) => `alter table ledger.${t} enable trigger user`)
  })
  afterAll(undo)

  test('agrees with itself: without anything outside nobody sees it', async () => {
    expect(await verify(city.house.db)).toMatchObject({ ok: true, broken: [] })
  })

  test('is found by the checkpoints that lie outside, and named by its fact', async () => {
    const verdict = await verify(city.house.db, anchors())
    expect(verdict.ok).toBe(false)
    const { id } = place()
    // of all that was emptied the first fact of the city is the first that is missing
    expect(verdict.first?.fact).toBe(_ === 'all emptied' ? 1 : id)
  })

  test('is found by one checkpoint that somebody kept', async () => {
    const verdict = await verify(city.house.db, { ...stranger(), notes: [{ from: '报纸', note: receipt.checkpoint! }] })
    expect(verdict.ok).toBe(false)
    expect(verdict.first?.why).toMatch(/报纸/)
  })

  test("is found by the citizen's receipt alone, and named by its fact", async () => {
    const verdict = await verify(city.house.db, { ...stranger(), receipts: [{ from: '凭证', receipt }] })
    expect(verdict.first).toMatchObject({ about: 'case:mine', seq: place().seq, fact: mine[place().seq - 1]!.id })
  })

  test('is found by the checkpoint printed on a paper alone', async () => {
    expect((await verify(city.house.db, { ...stranger(), printed: [{ from: '纸上', ...paper }] })).ok).toBe(false)
  })

  test('gets no new checkpoint', async () => {
    await leave('case:after', 'case.submitted')
    await city.run('ledger.root')
    expect(await city.sql('select 1 from ledger.checkpoint')).toEqual([])
  })
})

test('everything was put back as it was', async () => {
  expect((await verify(city.house.db, anchors())).broken).toEqual([])
})

test('a file that lies outside is named where somebody changed it', async () => {
  const forged = { ...receipt, facts: receipt.facts.map((f) => (f.seq === 2 ? { ...f, hash: '0'.repeat(64) } : f)) }
  const verdict = await verify(city.house.db, { ...anchors(), receipts: [{ from: '假凭证', receipt: forged }] })
  expect(verdict.first).toMatchObject({ about: 'receipt', why: expect.stringContaining('假凭证') })
})

test('the application writes no head, no root and no fact by itself', async () => {
  const asApp = (statement: string) =>
    city.house.db.tx({ role: 'app' }, (tx) => tx.sql(Object.assign([statement], { raw: [statement] }) as unknown as TemplateStringsArray))
  for (const statement of [
    "update ledger.chain set seq = 9 where about = 'case:mine'",
    "insert into ledger.chain (about, seq, hash) values ('case:new', 1, 'x')",
    "insert into ledger.root (id, after_fact, upto_fact, facts, hash, at) values (99, 1, 2, 1, 'x', now())",
    "insert into ledger.fact (about, seq, name, data, by_whom, at, hash) values ('case:new', 1, 'x', '{}', 'x', now(), 'x')",
    "insert into ledger.checkpoint (size, hash, note, at) values (99, 'x', 'x', now())",
  ])
    await expect(asApp(statement)).rejects.toThrow(/permission denied/)
  const [head] = await city.sql<{ seq: number; hash: string }>("select seq, hash from ledger.chain where about = 'case:mine'")
  const forward = (seq: number, before: string) =>
    asApp(`select ledger.append('case:mine', ${seq}, 'x', '{}', 'x', now(), '${before}', '${'a'.repeat(64)}', null)`)
  await expect(forward(head!.seq, head!.hash)).rejects.toThrow(/head of this chain/)
  await expect(forward(head!.seq + 2, head!.hash)).rejects.toThrow(/head of this chain/)
  await expect(forward(head!.seq + 1, 'b'.repeat(64))).rejects.toThrow(/head of this chain/)
})
