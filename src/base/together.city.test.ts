import { describe, expect, inject, test } from 'vitest'
import { asSystem } from './as-system.ts'
import { type Db, openDb, type Tx } from './db.ts'
import { addRow } from './rows.ts'
import { found, inStep, type Question, sideBySide, together } from './together.ts'

const inDb = (work: (db: Db) => Promise<void>) => async () => {
  const db = openDb(inject('database').url, { max: 1 })
  await work(db).finally(() => db.close())
}

/** Doubles in the database, and tells how many each statement doubled. */
function doubling() {
  const sizes: number[] = []
  const doubled: Question<number, number> = async (tx, keys) => {
    sizes.push(keys.length)
    return (await tx.sql<{ n: number }>`select k * 2 n from unnest(${keys}::int[]) with ordinality as u (k, at) order by at`).map(
      (r) => r.n,
    )
  }
  return { sizes, doubled }
}

describe('together', () => {
  test(
    'what is asked in one breath is one statement, and each gets its own answer',
    inDb(async (db) => {
      const { sizes, doubled } = doubling()
      const answers = await db.tx({ role: 'system' }, (tx) => Promise.all([3, 1, 3, 2].map((n) => together(tx, doubled, n))))
      expect(answers).toEqual([6, 2, 6, 4])
      expect(sizes).toEqual([4])
    }),
  )

  test(
    'two transactions never share a question',
    inDb(async (db) => {
      const { sizes, doubled } = doubling()
      const ask = (n: number) => db.tx({ role: 'system' }, (tx) => together(tx, doubled, n))
      expect(await Promise.all([ask(1), ask(2)])).toEqual([2, 4])
      expect(sizes).toEqual([1, 1])
    }),
  )

  test(
    'no statement overtakes a question: what is asked before a change of role is asked in the role of before',
    inDb(async (db) => {
      const roles: Question<string, string> = async (tx, keys) => {
        const [row] = await tx.sql<{ role: string }>`select current_user::text role`
        return keys.map((key) => `${key} ${row!.role}`)
      }
      const seen = await db.tx({ role: 'app' }, (tx) =>
        Promise.all([together(tx, roles, 'before'), asSystem(tx, () => together(tx, roles, 'inside')), together(tx, roles, 'beside')]),
      )
      expect(seen).toEqual(['before haoban_app', 'inside haoban_system', expect.stringMatching(/^beside /)])
    }),
  )

  test(
    'what nobody waits for is done before the end',
    inDb(async (db) => {
      await db.tx({ role: 'system' }, async (tx) => {
        tx.send`create temp table note (id int, text text) on commit preserve rows`
        void addRow(tx, 'note', { id: 1, text: 'kept' })
      })
      expect(await db.tx({ role: 'system' }, (tx) => tx.sql`select id, text from note`)).toEqual([{ id: 1, text: 'kept' }])
    }),
  )

  test(
    'what was put off when the transaction failed is never done, and nothing is said after the end',
    inDb(async (db) => {
      await db.tx({ role: 'system' }, async (tx) => tx.send`create temp table tried (id int) on commit preserve rows`)
      let late: Promise<unknown> | undefined
      let line: Tx | undefined
      const failed = db.tx({ role: 'system' }, async (tx) => {
        line = tx
        late = addRow(tx, 'tried', { id: 1 }).catch((error: Error) => error.message)
        throw new Error('over')
      })
      await expect(failed).rejects.toThrow('over')
      expect(await late).toMatch(/after the end of its transaction/)
      await expect(line!.sql`insert into tried values (2)`).rejects.toThrow(/after the end/)
      expect(() => line!.send`insert into tried values (3)`).toThrow(/after the end/)
      expect(await db.tx({ role: 'system' }, (tx) => tx.sql`select id from tried`)).toEqual([])
    }),
  )

  test(
    'a question that fails, fails for all who asked it',
    inDb(async (db) => {
      const broken: Question<number, number> = async (tx, keys) => {
        await tx.sql`select 1/0`
        return keys
      }
      const ended = db.tx({ role: 'system' }, async (tx) => {
        const all = await Promise.allSettled([1, 2].map((n) => together(tx, broken, n)))
        expect(all.map((one) => one.status)).toEqual(['rejected', 'rejected'])
        throw new Error('over')
      })
      await expect(ended).rejects.toThrow('over')
    }),
  )

  test(
    'a key finds its row or none',
    inDb(async (db) => {
      const even = found<number, { n: number }>(
        (tx, keys) => tx.sql<{ n: number }>`select n from unnest(${keys}::int[]) n where n % 2 = 0`,
        (row) => row.n,
      )
      const rows = await db.tx({ role: 'system' }, (tx) => Promise.all([1, 2, 2].map((n) => together(tx, even, n))))
      expect(rows).toEqual([undefined, { n: 2 }, { n: 2 }])
    }),
  )
})

test(
  'rows keep their bytes, days, lists and JSON',
  inDb(async (db) => {
    const rows = [
      {
        id: 1,
        bytes: Buffer.from([0, 255, 92]),
        at: new Date('2023-10-09T08:00:00.123Z'),
        day: '2023-10-09',
        list: ['甲', 'a"b'],
        data: { a: [1] },
      },
      { id: 2, bytes: null, at: null, day: null, list: [], data: null },
    ]
    const kept = await db.tx({ role: 'system' }, async (tx) => {
      tx.send`create temp table thing (id int, bytes bytea, at timestamptz, day date, list text[], data jsonb) on commit drop`
      await Promise.all(rows.map((row) => addRow(tx, 'thing', row)))
      return tx.sql`select * from thing order by id`
    })
    expect(kept).toEqual(rows)
  }),
)

describe('side by side', () => {
  test(
    'the slow and the quick are in step where they wait for each other, and one that gave up keeps nobody waiting',
    inDb(async (db) => {
      const { sizes, doubled } = doubling()
      const work = db.tx({ role: 'system' }, (tx) =>
        sideBySide(tx, [0, 5, 10, 15], async (ms) => {
          await new Promise((done) => setTimeout(done, ms))
          if (ms === 10) throw new Error('gave up')
          await inStep(tx)
          await together(tx, doubled, ms)
        }),
      )
      await expect(work).rejects.toThrow('gave up')
      expect(sizes).toEqual([3])
    }),
  )

  test(
    'enough go on together while the others are on their way, and the last ones when nobody else can come',
    inDb(async (db) => {
      const { sizes, doubled } = doubling()
      const order: number[] = []
      await db.tx({ role: 'system' }, (tx) =>
        sideBySide(
          tx,
          [0, 1, 60, 61, 120],
          async (ms) => {
            await new Promise((done) => setTimeout(done, ms))
            await inStep(tx)
            order.push(ms)
            await together(tx, doubled, ms)
          },
          2,
        ),
      )
      expect(sizes).toEqual([2, 2, 1])
      expect(order).toEqual([0, 1, 60, 61, 120])
    }),
  )

  test(
    'alone one is in step at once',
    inDb(async (db) => expect(await db.tx({ role: 'system' }, (tx) => inStep(tx))).toBe(undefined)),
  )
})
