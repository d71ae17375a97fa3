/** Cases of the generated city that ask for a residence permit, with answers that its table looks at: what a rehearsal runs over. */
import pg from 'pg'
import { openKeys } from '../../src/base/secret.ts'
import { canonical } from '../../src/kernel/ledger/rules.ts'
import { chanceOf } from './chance.ts'
import { cityDir } from './city.ts'
import { today } from './world.ts'

export const asked = 'residence-permit'
const dayMs = 86_400_000
const batch = 5_000

/** From when somebody has lived here and on what ground: the same for the same number. */
function answersOf(n: number): string {
  const chance = chanceOf(n)
  const since = new Date(Date.parse(today) - (60 + chance.below(700)) * dayMs).toISOString().slice(0, 10)
  return canonical({
    since,
    ground: chance.pick(['work', 'house', 'study']),
    lived: 'yes',
    name: '演示',
    childSchool: 'no',
    delivery: 'electronic',
  })
}

/** Makes every case of a city one of this item, handed in within the year before. Answers how many there are. */
export async function askForPermits(url: string): Promise<number> {
  const keys = openKeys(cityDir, {})
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `update cases.file set item = $1, item_version = 1, item_name = '居住证申领', submitted_at = greatest(submitted_at, $2::date - interval '360 days')`,
      [asked, today],
    )
    const { rows } = await client.query<{ id: string }>('select id from cases.file order by id')
    for (let from = 0; from < rows.length; from += batch) {
      const ids = rows.slice(from, from + batch).map((r) => r.id)
      const sealed = ids.map((_, i) => keys.seal(answersOf(from + i), 'cases.answers'))
      await client.query(
        'update cases.answers a set sealed = v.sealed from unnest($1::text[], $2::bytea[]) v(id, sealed) where a.case_id = v.id',
        [ids, sealed],
      )
    }
    await client.query('vacuum analyze')
    return rows.length
  } finally {
    await client.end()
  }
}
