import { afterAll, beforeAll, expect, test } from 'vitest'
import { verify } from '#kernel/ledger/actions.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { fillCity } from '../../bench/city/fill.ts'

/** Everything of a table that is built anew after the filling. */
const built = `
  select format('%s.%s', schemaname, indexname) "name", indexdef "text" from pg_indexes
  union all
  select format('%s %s', conrelid::regclass, conname), format('%s %s %s', pg_get_constraintdef(oid), convalidated, conindid::regclass) from pg_constraint
  union all
  select format('%s %s', tgrelid::regclass, pg_get_triggerdef(oid)), tgenabled::text from pg_trigger where not tgisinternal
  order by 1, 2`

const size = 1_200
let city: TestCity
let before: { name: string; text: string }[]
let told = 0
beforeAll(async () => {
  city = await openTestCity()
  before = await city.sql(built)
  await fillCity(city.house, size, (done) => {
    told = done
  })
})
afterAll(() => city.close())

const count = async (text: string) => (await city.sql<{ n: number }>(`select count(*)::int n ${text}`))[0]!.n

test('a generated city has as many cases as were asked for, and every fact follows from the one before it', async () => {
  expect(await count('from cases.file')).toBe(size)
  const verdict = await verify(city.house.db)
  expect(verdict).toMatchObject({ ok: true, facts: await count('from ledger.fact') })
  expect(told).toBe(size + (await count("from party.person where id ~ '^(person|company)-'")))
})

test('its tables have the indices, keys and references of a founded city', async () => {
  expect(await city.sql(built)).toEqual(before)
})

test('every case has its chain, its answers, and an applicant who is there', async () => {
  expect(
    await city.sql(`select f.id from cases.file f
      left join ledger.chain c on c.about = 'case:' || f.id and c.seq = f.seq
      left join cases.answers a on a.case_id = f.id
      left join party.person p on p.id = f.applicant
      where c.about is null or a.case_id is null or p.id is null`),
  ).toEqual([])
})

test('what was there before it was filled is still there', async () => {
  expect(await count("from party.person where id in ('zhong-jiaming', 'kejia-xiaoyuan')")).toBe(2)
  expect(await count("from ledger.fact where about not like 'case:%'")).toBeGreaterThan(0)
})

test('the citizen of the stories opens one of his cases', async () => {
  const [own] = await city.sql<{ id: string }>(
    "select id from cases.file where applicant in ('zhong-jiaming', 'kejia-xiaoyuan') order by id limit 1",
  )
  const citizen = await city.citizen('钟家明')
  expect((await citizen.page(`/cases/${own!.id}`)).status).toBe(200)
})
