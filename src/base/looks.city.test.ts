import { beforeAll, expect, inject, test } from 'vitest'
import { attempt, isWriting, openDb, type Tx } from './db.ts'

const own = (looks: boolean) => ({ role: 'system' as const, looks })
const write = (tx: Tx) => tx.sql`insert into public.noted values (1)`
const counted = async (tx: Tx) => (await tx.sql<{ n: number }>`select count(*)::int n from public.noted`)[0]!.n

beforeAll(async () => {
  const db = openDb(inject('database').url, { max: 1 })
  await db.owner((tx) => tx.exec('create table public.noted (n int); grant all on public.noted to haoban_system'))
  await db.close()
})

test('what only looks may not write, neither unseen nor behind a savepoint nor where its error is swallowed', async () => {
  const db = openDb(inject('database').url, { max: 2 })
  const tries: Record<string, (tx: Tx) => Promise<unknown>> = {
    openly: write,
    unseen: async (tx) => tx.send`insert into public.noted values (1)`,
    undone: (tx) => attempt(tx, () => write(tx)).catch(() => 'undone'),
    swallowed: (tx) => write(tx).catch(() => 'swallowed'),
  }
  for (const [name, work] of Object.entries(tries)) await expect(db.tx(own(true), work), name).rejects.toSatisfy(isWriting)
  expect(await db.tx(own(true), counted)).toBe(0)
  await db.close()
})

test('a connection is lent again only after what looked has ended', async () => {
  const db = openDb(inject('database').url, { max: 1 })
  for (let n = 0; n < 20; n++) {
    await db.tx(own(true), counted)
    await db.tx(own(false), async (tx) => {
      const [{ mode } = { mode: '' }] = await tx.sql<{ mode: string }>`select current_setting('transaction_read_only') mode`
      expect(mode).toBe('off')
    })
  }
  await db.close()
})

test('where the beginning fails, nothing after it is done, and the first error is told', async () => {
  const db = openDb(inject('database').url, { max: 1 })
  let failed: unknown
  await db.tx({ role: 'nobody' as 'system' }, write).catch((error) => {
    failed = error
  })
  expect(String(failed)).toContain('haoban_nobody')
  expect(await db.tx(own(true), counted)).toBe(0)
  await db.close()
})
