/** A repeat of a command with its client key: nothing is done twice, and nobody gets by it what he may not see any more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '../food.ts'
import { type Client, openTestCity, type TestCity } from '../kit.ts'

const start = '2023-06-15T10:00:00+08:00'
let city: TestCity
let citizen: Client
let clerk: Client
let admin: Client
let id: string

beforeAll(async () => {
  city = await openTestCity(start)
  citizen = await city.citizen('钟家明')
  clerk = await city.staff('liufang')
  admin = await city.staff('sysadmin')
  id = (await sendDraft(citizen, await fillDraft(citizen))).body.id
})
afterAll(() => city.close())

const facts = async (name: string) => (await city.sql('select 1 from ledger.fact where name = $1', [name])).length
const unmask = (key: string) => clerk.post(`/work/cases/${id}/unmask`, { field: 'operatorId', reason: '核对执照' }, key)
const rows = (key: string) =>
  city.sql<{ t: string; sealed: Buffer | null; input_hash: string }>(
    'select c::text t, sealed, input_hash from base.command c where key = $1',
    [key],
  )

describe('what is kept of an answer', () => {
  test('a number that was looked at is not kept, and a repeat is a second look', async () => {
    const before = await facts('window.unmasked')
    expect((await unmask('look-at-number')).body.value).toBe('360702199003070017')
    expect((await unmask('look-at-number')).body.value).toBe('360702199003070017')
    expect(await facts('window.unmasked')).toBe(before + 2)
    expect(await rows('look-at-number')).toEqual([])
  })

  test('a repeat after the right has ended shows nothing', async () => {
    expect((await unmask('look-and-leave')).status).toBe(200)
    await city.sql(`update permission.granted set to_on = '2023-06-01' where account = 'staff:liufang'`)
    try {
      const again = await unmask('look-and-leave')
      expect([403, 404]).toContain(again.status)
      expect(again.text).not.toContain('360702199003070017')
    } finally {
      await city.sql(`update permission.granted set to_on = null where account = 'staff:liufang'`)
    }
  })

  test('a new password is told once: a repeat says that it was made, and makes no other', async () => {
    const first = await admin.post('/accounts/staff:zhoutao/password', {}, 'new-password')
    const again = await admin.post('/accounts/staff:zhoutao/password', {}, 'new-password')
    expect([first.status, again.status, again.body.code]).toEqual([200, 409, 'command.shown-once'])
    expect(again.text).not.toContain(first.body.password)
    expect(again.body.title).toContain('再重置一次')
    expect(await facts('account.password-reset')).toBe(1)
    expect((await rows('new-password'))[0]!.sealed).toBeNull()
  })

  test('any other answer is sealed, and what was sent cannot be guessed from what is kept', async () => {
    const first = await citizen.post(`/cases/${id}/withdraw`, { reason: '钟家明先不办了' }, 'withdraw-once')
    expect(first.status).toBe(200)
    const again = await citizen.post(`/cases/${id}/withdraw`, { reason: '钟家明先不办了' }, 'withdraw-once')
    expect([again.status, again.body]).toEqual([200, first.body])
    expect(await facts('case.withdrawn')).toBe(1)
    const [row] = await rows('withdraw-once')
    expect(row!.sealed).toBeInstanceOf(Buffer)
    expect(row!.t).not.toContain(id)
    expect((await citizen.post(`/cases/${id}/withdraw`, { reason: '别的' }, 'withdraw-once')).body.code).toBe('command.other')
  })
})

describe('who repeats, and when', () => {
  const prefer = (key: string, value = 'daily') => clerk.post('/work/preferences', { key: 'digest', value }, key)

  test('whose rights have changed since is told that it was done, and gets no answer', async () => {
    expect((await prefer('before-the-change')).status).toBe(200)
    expect((await prefer('before-the-change')).status).toBe(200)
    const [one] = await city.sql<{ id: string }>(
      `select id from permission.granted where account = 'staff:liufang' and ended_at is null limit 1`,
    )
    await city.sql(`update permission.granted set division = '360799' where id = $1`, [one!.id])
    const again = await prefer('before-the-change')
    expect([again.status, again.body.code]).toEqual([409, 'command.done'])
  })

  test('after a day the answer is gone for good; a repeat does nothing and is told when it was done', async () => {
    expect((await prefer('a-day-ago', 'each')).status).toBe(200)
    city.clock.set('2023-06-16T10:30:00+08:00')
    clerk = await city.staff('liufang')
    const again = await prefer('a-day-ago', 'each')
    expect([again.status, again.body.code]).toEqual([409, 'command.done'])
    expect(again.body.title).toContain('6月15日 10:00')
    await city.run('forget-answers')
    const [row] = await rows('a-day-ago')
    expect(row!.sealed).toBeNull()
    expect((await prefer('a-day-ago', 'each')).body.code).toBe('command.done')
  })

  test('what the release before kept in the clear is gone, and its commands are not done again', async () => {
    const at = '2023-06-16T10:00:00+08:00'
    const route = 'POST /work/preferences'
    await city.sql(
      `insert into base.command (who, key, route, input_hash, status, answer, at) values ('staff:liufang', 'kept-by-the-old', $1, '', 200, '{"secret":"x"}', $2)`,
      [route, at],
    )
    expect((await prefer('kept-by-the-old', 'each')).body.code).toBe('command.done')
    await city.run('forget-answers')
    expect((await rows('kept-by-the-old'))[0]!.t).not.toContain('secret')
  })

  test('a request sees the keys of its own commands alone', async () => {
    const seen = await city.house.db.tx({ role: 'app', settings: { who: 'citizen:nobody' } }, (tx) => tx.sql`select 1 from base.command`)
    expect(seen).toEqual([])
  })
})
