/** Sums that are kept up to date equal sums counted anew, whatever happened to the rows, and whenever differences were added up. */
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system as inSystem } from '#app/context.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { checkSums, rebuildSums } from './actions/maintain.ts'
import { spanOf } from './rules/span.ts'
import { fold, listWrong, readSums, rebuild } from './store.ts'

let city: TestCity
let owner: pg.Client
beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:42:00+08:00')
  owner = new pg.Client(city.house.ownerUrl ?? city.house.url)
  await owner.connect()
  await owner.query('create table public.shops (id int primary key, town text, kind text, opened date, rooms int)')
  await owner.query('grant select, insert, update, delete on public.shops to haoban_system')
  await owner.query(`select kpi.track('shops', 'public.shops', 'r.opened', '[{"town": "r.town"}, {"kind": "r.kind"}]',
    '[{"shops": "1"}, {"rooms": "r.rooms"}]', '[["town"], ["kind"], ["kind", "town"]]', 'r.kind is not null')`)
})
afterAll(async () => {
  await owner?.end()
  await city?.close()
})

const system = <T>(work: (tx: Parameters<Parameters<TestCity['house']['db']['tx']>[1]>[0]) => Promise<T>): Promise<T> =>
  city.house.db.tx({ role: 'system' }, work)

const row = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  town: fc.constantFrom('north', 'south', null),
  kind: fc.constantFrom('tea', 'noodles', null),
  opened: fc.constantFrom(null, '2022-12-31', '2023-01-01', '2023-01-31', '2023-02-01', '2023-06-15'),
  rooms: fc.option(fc.integer({ min: 0, max: 9 })),
})
const step = fc.oneof(
  { weight: 6, arbitrary: row.map((r) => ({ do: 'put' as const, r })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }).map((id) => ({ do: 'drop' as const, id })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }).map((most) => ({ do: 'fold' as const, most })) },
  { weight: 1, arbitrary: fc.constant({ do: 'rebuild' as const }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function take(one: Step): Promise<void> {
  if (one.do === 'fold') await system((tx) => fold(tx, one.most))
  else if (one.do === 'rebuild') await system((tx) => rebuild(tx, 'shops'))
  else if (one.do === 'drop') await owner.query('delete from public.shops where id = $1', [one.id])
  else
    await owner.query(
      'insert into public.shops values ($1, $2, $3, $4, $5) on conflict (id) do update set (town, kind, opened, rooms) = ($2, $3, $4, $5)',
      [one.r.id, one.r.town, one.r.kind, one.r.opened, one.r.rooms],
    )
}

test('任意的增、改、删之后，跟着记的数和重新数的一样', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      for (const one of steps) await take(one)
      expect(await system((tx) => listWrong(tx, 'shops'))).toEqual([])
      const span = spanOf('2022-12-31', '2023-06-15')
      const read = await system((tx) => readSums(tx, { rollup: 'shops', cut: ['kind', 'town'], span, step: 'month' }))
      const { rows } = await owner.query(`select date_trunc('month', opened)::date::text at, array[kind, coalesce(town, '')] axes,
        array[count(*)::int, coalesce(sum(rooms), 0)::int] sums from public.shops where opened is not null and kind is not null group by 1, 2 order by 1, 2`)
      expect(read.filter((r) => r.sums.some((s) => s !== 0))).toEqual(rows.filter((r) => r.sums.some((s: number) => s !== 0)))
    }),
    { numRuns: 60 },
  )
})

test('加总的时候有人在办事：哪一笔也不丢、不重', { timeout: 60_000 }, async () => {
  await owner.query('truncate public.shops')
  await system((tx) => rebuild(tx, 'shops'))
  const pool = new pg.Pool({ connectionString: city.house.ownerUrl ?? city.house.url, max: 6 })
  const write = async (n: number) => {
    for (let i = 0; i < 60; i++)
      await pool.query("insert into public.shops values ($1, 'north', 'tea', '2023-03-03', 1)", [1000 + n * 100 + i])
  }
  const add = async () => {
    for (let i = 0; i < 25; i++) await system((tx) => (i % 3 === 0 ? rebuild(tx, 'shops') : fold(tx, 7)))
  }
  await Promise.all([...Array.from({ length: 4 }, (_, n) => write(n)), add(), add()])
  await pool.end()
  const span = spanOf('2023-03-03', '2023-03-03')
  const [all] = await system((tx) => readSums(tx, { rollup: 'shops', cut: [], span }))
  expect(all!.sums).toEqual([240, 240])
  expect(await system((tx) => listWrong(tx, 'shops'))).toEqual([])
})

test('一段日子分整月和零头读，和一天一天加的一样；只问一组也一样', async () => {
  const spans = [spanOf('2023-01-01', '2023-06-15'), spanOf('2023-02-02', '2023-05-30'), spanOf('2023-03-03', '2023-03-03')]
  for (const span of spans) {
    const [all] = await system((tx) => readSums(tx, { rollup: 'shops', cut: [], span }))
    const days = await system((tx) => readSums(tx, { rollup: 'shops', cut: [], span, step: 'day' }))
    expect(days.reduce((sum, d) => sum + d.sums[0]!, 0)).toBe(all?.sums[0] ?? 0)
    const [north] = await system((tx) => readSums(tx, { rollup: 'shops', cut: ['town'], span, only: ['north'] }))
    expect(north?.sums).toEqual(all?.sums)
  }
})

test('一个轴名写错，开不了头', async () => {
  const wrong = owner.query(
    `select kpi.track('wrong', 'public.shops', 'r.opened', '[{"town": "r.town"}]', '[{"n": "1"}]', '[["village"]]')`,
  )
  await expect(wrong).rejects.toThrow(/names no axis/)
})

test('办件的数跟着办件走', async () => {
  for (const rollup of ['case.submitted', 'case.decided']) expect(await system((tx) => listWrong(tx, rollup))).toEqual([])
})

test('记着的数被改了，核对说得出是哪一个；重新加总就对了', async () => {
  const { house } = city
  const before = await act(house, inSystem, checkSums)
  expect(before).toMatchObject({ rollups: expect.any(Number), wrong: [] })
  await owner.query("update kpi.roll set sums = array[sums[1] + 1, sums[2]] where rollup = 'shops' and grain = 'month' and cut = '{town}'")
  expect((await act(house, inSystem, checkSums)).wrong).toEqual([
    expect.objectContaining({ rollup: 'shops', cut: ['town'], axes: ['north'], grain: 'month', kept: [241, 240], counted: [240, 240] }),
  ])
  const { rollups } = await act(house, inSystem, rebuildSums)
  expect(rollups.find((r) => r.rollup === 'shops')).toMatchObject({ sums: 8 })
  expect((await act(house, inSystem, checkSums)).wrong).toEqual([])
})
