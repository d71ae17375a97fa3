import { beforeAll, expect, inject, test } from 'vitest'
import { asSystem } from './as-system.ts'
import { attempt, isWriting, openDb, type Scope, type Tx, within } from './db.ts'

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
    toldOtherwise: (tx) =>
      write(tx).catch(() => {
        throw new Error('the action says something else')
      }),
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

const standing = async (tx: Tx) =>
  (
    await tx.sql<{ role: string; who: string; mode: string }>`select current_user::text role,
      coalesce(current_setting('haoban.who', true), '') who, current_setting('transaction_read_only') mode`
  )[0]!

test('a connection for looks stands in the scope of the look it is lent for, and nothing of the one before is left', async () => {
  const db = openDb(inject('database').url, { max: 1 })
  const ann: Scope = { role: 'app', settings: { who: 'ann' }, looks: true }
  expect(await db.tx(ann, standing)).toEqual({ role: 'haoban_app', who: 'ann', mode: 'on' })
  await expect(db.tx({ ...own(true), role: 'nobody' as 'system' }, standing)).rejects.toThrow('haoban_nobody')
  expect(await db.tx(own(true), standing)).toEqual({ role: 'haoban_system', who: '', mode: 'on' })
  expect(await db.tx(ann, standing)).toEqual({ role: 'haoban_app', who: 'ann', mode: 'on' })
  await db.close()
})

test('what a look sets for a while is undone behind it, though nothing began a transaction before', async () => {
  const db = openDb(inject('database').url, { max: 1 })
  const ann: Scope = { role: 'app', settings: { who: 'ann' }, looks: true }
  const inner = { role: 'app' as const, settings: { who: 'bob' } }
  const ways: Record<string, (tx: Tx) => Promise<{ role: string; who: string }>> = {
    asSystem: (tx) => asSystem(tx, () => standing(tx)),
    within: (tx) => within(tx, inner, () => standing(tx)),
  }
  expect(await db.tx(ann, ways.asSystem!)).toMatchObject({ role: 'haoban_system', who: 'ann' })
  expect(await db.tx(ann, ways.within!)).toMatchObject({ role: 'haoban_app', who: 'bob' })
  const broken = (tx: Tx) => attempt(tx, () => within(tx, inner, () => tx.sql`select 1/0`))
  await expect(db.tx(ann, broken)).rejects.toThrow('division by zero')
  expect(await db.tx(ann, standing)).toEqual({ role: 'haoban_app', who: 'ann', mode: 'on' })
  await db.close()
})

test('a statement is answered alike before and after it has a name, also where its table was changed in between', async () => {
  const db = openDb(inject('database').url, { max: 1 })
  const all = (tx: Tx) => tx.sql`select * from public.changing`
  await db.owner((tx) => tx.exec('create table public.changing as select 1 a; grant select on public.changing to haoban_system'))
  for (let n = 0; n < 50; n++) expect(await db.tx(own(n % 2 === 0), all)).toEqual([{ a: 1 }])
  await db.owner((tx) => tx.exec(`alter table public.changing add b text default 'new'`))
  for (let n = 0; n < 4; n++) expect(await db.tx(own(n % 2 === 0), all)).toEqual([{ a: 1, b: 'new' }])
  await db.close()
})
