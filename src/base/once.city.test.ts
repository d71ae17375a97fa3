import { expect, inject, test } from 'vitest'
import { asSystem } from './as-system.ts'
import { attempt, openDb, type Tx, within } from './db.ts'
import { once } from './once.ts'

const role = async (tx: Tx) => (await tx.sql<{ role: string }>`select current_user::text role`)[0]!.role

test('a transaction of the house stays the house, and narrowed it is narrow also where a step goes beyond', async () => {
  const db = openDb(inject('database').url, { max: 1 })
  const inner = { role: 'app' as const, settings: { who: 'ann' } }
  const seen = await db.tx({ role: 'system' }, async (tx) => [
    await asSystem(tx, () => role(tx)),
    ...(await within(tx, inner, async () => [await role(tx), await asSystem(tx, () => role(tx)), await role(tx)])),
    await asSystem(tx, () => role(tx)),
  ])
  const [house, app] = ['haoban_system', 'haoban_app']
  expect(seen).toEqual([house, app, house, app, house])
  const broken = await db.tx({ role: 'system' }, async (tx) => {
    await attempt(tx, () => within(tx, inner, () => tx.sql`select 1/0`)).catch(() => undefined)
    return asSystem(tx, () => role(tx))
  })
  expect(broken).toBe(house)
  expect(await db.tx({ role: 'app' }, async (tx) => [await role(tx), await asSystem(tx, () => role(tx)), await role(tx)])).toEqual([
    app,
    house,
    app,
  ])
  await db.close()
})

test('what is asked once is asked anew after something was undone, and in the next transaction', async () => {
  const db = openDb(inject('database').url, { max: 1 })
  let asked = 0
  const ask = (tx: Tx) => once(tx, 'number', async () => ++asked)
  await db.tx({ role: 'system' }, async (tx) => {
    expect(await Promise.all([ask(tx), ask(tx)])).toEqual([1, 1])
    await attempt(tx, () => tx.sql`select 1/0`).catch(() => undefined)
    expect(await ask(tx)).toBe(2)
  })
  await db.tx({ role: 'system' }, async (tx) => expect(await ask(tx)).toBe(3))
  await db.close()
})
