import { expect, inject, test } from 'vitest'
import { isAway, openDb } from './db.ts'

test('a connection that is cut between two statements fails its transaction, and takes nobody along', async () => {
  const told: Error[] = []
  const db = openDb(inject('database').url, { onError: (error) => told.push(error) })
  const broken = db.tx({ role: 'system' }, async (tx) => {
    const [{ pid } = { pid: 0 }] = await tx.sql<{ pid: number }>`select pg_backend_pid() pid`
    await db.pool.query('select pg_terminate_backend($1)', [pid])
    for (let n = 0; n < 500 && told.length === 0; n++) await new Promise((resolve) => setTimeout(resolve, 10))
    return tx.sql`select 1`
  })
  await expect(broken).rejects.toSatisfy(isAway)
  expect(told.length).toBeGreaterThan(0)
  expect(await db.tx({ role: 'system' }, (tx) => tx.sql`select 1 one`)).toEqual([{ one: 1 }])
  await db.close()
})
