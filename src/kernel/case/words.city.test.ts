import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { gramsOf } from './rules/words.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
})
afterAll(() => city.close())

const names: readonly (readonly [applicant: string, item: string])[] = [
  ['章贡区客家小院餐饮店（演示）', '食品经营许可（首次申请）'],
  ['KFC 餐厅', 'Café\t许可'],
  ['𠮷野家', '店'],
  ['店店店店', '店店'],
  ['', ''],
  [' ', '　'],
]

/** The numbers of a name's words, as PostgreSQL reckons them: single characters of the office alone, pairs of the office and of the city. */
async function numbersOf(office: string, texts: readonly string[]): Promise<number[]> {
  const bare = texts.map((text) => [...text.toLowerCase().replace(/\s/g, '')])
  const pairs = texts.flatMap((text) => gramsOf(text).filter((w) => [...w].length === 2))
  const keys = [...bare.flat().map((c) => `${office}:${c}`), ...pairs.flatMap((w) => [`${office}:${w}`, `:${w}`])]
  const { rows } = await city.house.db.pool.query<{ n: number }>('select distinct hashtext(k) n from unnest($1::text[]) k order by 1', [
    keys,
  ])
  return rows.map(({ n }) => n)
}

test.each(names)('%j and %j are found by each character at their office and by each pair anywhere', async (applicant, item) => {
  const { rows } = await city.house.db.pool.query<{ words: number[] }>('select cases.words($1, $2, $3) words', [
    'market-360702',
    applicant,
    item,
  ])
  expect(rows[0]!.words).toEqual(await numbersOf('market-360702', [applicant, item]))
})
