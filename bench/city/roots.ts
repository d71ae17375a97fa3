/** The roots that a ledger of this size would have gathered over the years, so that the house binds only what is new. */
import type pg from 'pg'
import { sm3 } from '../../src/base/digest.ts'
import { rootHash } from '../../src/kernel/ledger/rules.ts'

const factsARoot = 20_000

/** The next facts in their order, their hashes as one text. By the index: what was just copied in has no statistics yet. */
const next = `
  select max(id)::int "upto", count(*)::int facts, string_agg(hash, e'\\n') hashes
  from (select id, hash from ledger.fact where id > $1 order by id limit $2) f`

/** Binds every fact that no root binds yet. */
export async function addRoots(client: pg.Client): Promise<void> {
  const last = await client.query('select id, upto_fact::int upto, hash from ledger.root order by id desc limit 1')
  let { id, upto, hash } = (last.rows[0] ?? { id: 0, upto: 0, hash: '' }) as { id: number; upto: number; hash: string }
  await client.query('begin; set local enable_sort = off')
  for (;;) {
    const { rows } = await client.query<{ upto: number; facts: number; hashes: string }>(next, [upto, factsARoot])
    const bound = rows[0]!
    if (bound.facts === 0) break
    hash = rootHash(sm3, 1, hash, [bound.hashes])
    await client.query(
      "insert into ledger.root (id, after_fact, upto_fact, facts, hash, at) values ($1, $2, $3, $4, $5, '2023-06-14T18:00:00+08:00')",
      [++id, upto, bound.upto, bound.facts, hash],
    )
    upto = bound.upto
  }
  await client.query('commit')
}
