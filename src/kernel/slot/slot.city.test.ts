/** Places in time: never more than there are, one for each person and purpose, whatever many ask at once and whatever is killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { Refusal } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { verify } from '#kernel/ledger/actions.ts'
import type { Ctx } from '#kernel/module.ts'
import { findStaff } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { scaled } from '#test/scale.ts'
import {
  addOpenings,
  type BookingView,
  bookingsIn,
  bookingsOf,
  bookPlace,
  cancelBooking,
  closeOpening,
  confirmHold,
  cutDay,
  holdPlace,
  listOpenings,
  markAttended,
  markMissed,
  moveBooking,
  openBooking,
  releaseHold,
  resizeOpening,
} from './api.ts'

const at = '2023-06-15T09:00:00+08:00'
const visit = 'test.visit'
const exam = 'test.exam'

let city: TestCity
let clerk: Who
const citizen: Who = { id: 'citizen:booker', kind: 'citizen', name: '钟家明', parties: ['zhong'], grants: [] }
const stranger: Who = { id: 'citizen:other', kind: 'citizen', name: '别人', parties: ['other'], grants: [] }

beforeAll(async () => {
  city = await openTestCity(at)
  clerk = await act(city.house, system, async (ctx) => (await findStaff(ctx.tx, 'staff:liufang', dayOf(ctx.now)))!)
  Object.assign(city.house.infos[0]!.slots, {
    [visit]: { title: '上门', holdMinutes: 10, changeMinutes: 60 },
    [exam]: { title: '考试', holdMinutes: 10, changeMinutes: 0, onceEver: true },
  })
}, 120_000)
afterAll(() => city.close())
let n = 0
/** what the people of a test come for: nobody came for it before */
let purposeNow = ''
beforeEach(() => {
  city.clock.set(at)
  purposeNow = `purpose-${++n}`
})

const as = <T>(who: Who, work: (ctx: Ctx) => Promise<T>) => act(city.house, who, work)
const house = <T>(work: (ctx: Ctx) => Promise<T>) => as(system, work)

let places = 0
/** Openings of a place that no test had before, an hour each from 10:00 of the day after. */
const open = (capacity: number, count = 1, kind = visit): Promise<string[]> => {
  const place = `counter-${++places}`
  const cut = cutDay('2023-06-16', { from: '10:00', to: `${10 + count}:00`, minutes: 60 })
  const organ = { organ: clerk.organ!, division: '360702', place, capacity }
  return house((ctx) =>
    addOpenings(
      ctx,
      kind,
      cut.map((o) => ({ ...o, ...organ })),
    ),
  )
}
const book = (opening: string, person: string, purpose = purposeNow, kind = visit) =>
  house((ctx) => bookPlace(ctx, kind, { opening, person, purpose }))
const hold = (opening: string, person: string, purpose = purposeNow) => house((ctx) => holdPlace(ctx, visit, { opening, person, purpose }))
const stands = async (opening: string) => {
  const [row] = await city.sql<{ capacity: number; taken: number; counted: number }>(
    `select capacity, taken, (select count(*)::int from slot.booking b where b.opening = o.id and b.state <> 'cancelled') counted
     from slot.opening o where id = $1`,
    [opening],
  )
  expect(row!.taken).toBe(row!.counted)
  expect(row!.taken).toBeLessThanOrEqual(row!.capacity)
  return row!.taken
}
const left = async (opening: string) => {
  const range = { kind: visit, from: new Date('2023-06-16T00:00:00+08:00'), to: new Date('2023-06-17T00:00:00+08:00') }
  return (await as(stranger, (ctx) => listOpenings(ctx, range))).find((o) => o.id === opening)!.left
}
/** What came of each: a booking, or the code of the refusal. Anything else is a fault of the program. */
const outcomes = async (tries: readonly Promise<unknown>[]): Promise<string[]> => {
  const told = (await Promise.allSettled(tries)).map((t) => (t.status === 'fulfilled' ? 'ok' : t.reason))
  for (const t of told) if (t !== 'ok' && !(t instanceof Refusal)) throw t
  return told.map((t) => (t instanceof Refusal ? t.code : 'ok'))
}
const tally = (list: readonly string[]) => Object.fromEntries([...new Set(list)].sort().map((k) => [k, list.filter((x) => x === k).length]))
const factsOf = async (id: string) =>
  (await city.sql<{ name: string }>('select name from ledger.fact where about = $1 order by seq', [`booking:${id}`])).map((f) => f.name)

describe('an opening', () => {
  test('is laid once, however often the plan is laid, and never beside another at the same place', async () => {
    const one = { organ: clerk.organ!, division: '360702', place: 'room-1', capacity: 1 }
    const [a] = cutDay('2023-06-16', { from: '10:00', to: '11:00', minutes: 60 })
    const [b] = cutDay('2023-06-16', { from: '10:30', to: '11:30', minutes: 60 })
    const lay = (o: typeof a) => house((ctx) => addOpenings(ctx, visit, [{ ...one, ...o! }]))
    expect([(await lay(a)).length, (await lay(a)).length, (await lay(b)).length]).toEqual([1, 0, 0])
    expect(await house((ctx) => addOpenings(ctx, exam, [{ ...one, ...a! }]))).toHaveLength(1)
  })

  test('says how many places are left, to anybody, without whose they are', async () => {
    const [a] = await open(3)
    await book(a!, 'p1')
    await hold(a!, 'p2')
    expect(await left(a!)).toBe(1)
    expect(await as(stranger, (ctx) => bookingsIn(ctx, a!))).toEqual([])
    expect((await as(clerk, (ctx) => bookingsIn(ctx, a!))).map((b) => b.person).sort()).toEqual(['p1', 'p2'])
  })

  test('gets more places, and never fewer than are taken', async () => {
    const [a] = await open(1)
    await book(a!, 'p1')
    expect(await outcomes([book(a!, 'p2')])).toEqual(['slot.full'])
    await house((ctx) => resizeOpening(ctx, a!, 2))
    await book(a!, 'p2')
    await expect(house((ctx) => resizeOpening(ctx, a!, 1))).rejects.toMatchObject({ code: 'slot.small', data: { taken: 2 } })
    expect(await stands(a!)).toBe(2)
  })

  test('closed takes nobody; its people move on however late, and the same hour can be opened anew', async () => {
    const [a, b] = await open(2, 2)
    const { id } = await book(a!, 'p1')
    const held = await hold(a!, 'p2')
    expect((await house((ctx) => closeOpening(ctx, a!, '停电'))).map((x) => x.id)).toEqual([id])
    expect(
      await outcomes([book(a!, 'p3'), house((ctx) => confirmHold(ctx, held.id)), house((ctx) => closeOpening(ctx, a!, '停电'))]),
    ).toEqual(['slot.closed', 'slot.closed', 'slot.closed'])
    expect(await left(a!)).toBe(0)
    city.clock.set('2023-06-16T09:59:00+08:00')
    expect((await house((ctx) => moveBooking(ctx, b!, { id }))).opening).toBe(b)
  })
})

describe('a place', () => {
  test('is booked once for a person and a purpose; the one who has it is told when', async () => {
    const [a, b] = await open(2, 2)
    await book(a!, 'p1')
    await expect(book(b!, 'p1')).rejects.toMatchObject({ code: 'slot.twice', message: expect.stringContaining('10:00') })
    await book(b!, 'p1', 'another purpose')
    expect([await stands(a!), await stands(b!)]).toEqual([1, 1])
  })

  test('held is kept for its minutes, shown as taken, and free again by itself', async () => {
    const [a] = await open(1)
    const first = await hold(a!, 'p1')
    expect(first).toMatchObject({ state: 'held', expiresAt: '2023-06-15T01:10:00.000Z' })
    expect((await hold(a!, 'p1')).id).toBe(first.id)
    expect(await outcomes([book(a!, 'p2')])).toEqual(['slot.full'])
    city.clock.set('2023-06-15T09:10:00+08:00')
    expect(await left(a!)).toBe(1)
    expect(await outcomes([house((ctx) => confirmHold(ctx, first.id))])).toEqual(['slot.hold-over'])
    await book(a!, 'p2')
    expect([await stands(a!), await left(a!)]).toEqual([1, 0])
  })

  test('held and confirmed is booked, with a fact; held and given back, or swept, leaves nothing', async () => {
    const [a] = await open(3)
    const [kept, back] = [await hold(a!, 'p1'), await hold(a!, 'p2')]
    await hold(a!, 'p3')
    expect(await factsOf(kept.id)).toEqual([])
    expect(await house((ctx) => confirmHold(ctx, kept.id))).toMatchObject({ id: kept.id, state: 'booked', expiresAt: null })
    await house((ctx) => releaseHold(ctx, back.id))
    expect(await stands(a!)).toBe(2)
    city.clock.set('2023-06-15T09:10:00+08:00')
    await city.run('slot.sweep')
    expect(await stands(a!)).toBe(1)
    expect(await factsOf(kept.id)).toEqual(['slot.booked'])
  })

  test('held elsewhere is given up for the one that is chosen then', async () => {
    const [a, b] = await open(1, 2)
    await hold(a!, 'p1')
    await hold(b!, 'p1')
    expect([await stands(a!), await stands(b!)]).toEqual([0, 1])
    await book(a!, 'p1')
    expect([await stands(a!), await stands(b!)]).toEqual([1, 0])
  })

  test('moves to a free opening, and stays where it is when that is full', async () => {
    const [a, b, c] = await open(1, 3)
    const { id } = await book(a!, 'p1')
    await book(b!, 'p2')
    expect(await outcomes([house((ctx) => moveBooking(ctx, b!, { id }))])).toEqual(['slot.full'])
    expect((await house((ctx) => openBooking(ctx, id))).opening).toBe(a)
    expect(await house((ctx) => moveBooking(ctx, c!, { id }))).toMatchObject({ opening: c, startsAt: '2023-06-16T04:00:00.000Z' })
    expect([await stands(a!), await stands(b!), await stands(c!)]).toEqual([0, 1, 1])
    expect(await factsOf(id)).toEqual(['slot.booked', 'slot.moved'])
    const [other] = await open(1, 1, exam)
    expect(await outcomes([house((ctx) => moveBooking(ctx, other!, { id })), house((ctx) => moveBooking(ctx, 'none', { id }))])).toEqual([
      'slot.none',
      'slot.none',
    ])
  })

  test('cancelled is free at once, and the person may book anew; too late only a clerk changes it', async () => {
    const [a, b] = await open(1, 2)
    const { id } = await book(a!, 'p1')
    city.clock.set('2023-06-16T09:00:00+08:00')
    const late = house((ctx) => cancelBooking(ctx, { id, why: '去不了' }))
    await expect(late).rejects.toMatchObject({ code: 'slot.late', message: expect.stringContaining('60 分钟') })
    await expect(house((ctx) => moveBooking(ctx, b!, { id }))).rejects.toMatchObject({ code: 'slot.late' })
    expect(await house((ctx) => cancelBooking(ctx, { id, why: '电话里说的', anytime: true }))).toMatchObject({
      state: 'cancelled',
      why: '电话里说的',
    })
    expect(await stands(a!)).toBe(0)
    expect((await book(a!, 'p1')).id).not.toBe(id)
    await expect(house((ctx) => cancelBooking(ctx, { id, why: '再来', anytime: true }))).rejects.toMatchObject({ code: 'slot.moved' })
  })

  test('begun cannot be taken; who did not come is noted after the beginning, and corrected where he came late', async () => {
    const [a] = await open(2)
    const { id } = await book(a!, 'p1')
    expect(await outcomes([house((ctx) => markMissed(ctx, id))])).toEqual(['slot.early'])
    city.clock.set('2023-06-16T09:55:00+08:00')
    const held = await hold(a!, 'p3')
    city.clock.set('2023-06-16T10:00:00+08:00')
    expect(await outcomes([book(a!, 'p2'), house((ctx) => confirmHold(ctx, held.id))])).toEqual(['slot.over', 'slot.over'])
    expect((await house((ctx) => markMissed(ctx, id))).state).toBe('missed')
    expect((await house((ctx) => markAttended(ctx, id))).state).toBe('attended')
    expect(await outcomes([house((ctx) => markMissed(ctx, id))])).toEqual(['slot.moved'])
    expect(await factsOf(id)).toEqual(['slot.booked', 'slot.missed', 'slot.attended'])
  })

  test('of an exam is had once: who came may not book for it again, who missed it may', async () => {
    const [a, b] = await open(3, 2, exam)
    const [came, missed] = [await book(a!, 'p1', '2023', exam), await book(a!, 'p2', '2023', exam)]
    city.clock.set('2023-06-16T10:01:00+08:00')
    await house(async (ctx) => {
      await markAttended(ctx, came.id)
      await markMissed(ctx, missed.id)
    })
    expect(await outcomes([book(b!, 'p1', '2023', exam), book(b!, 'p2', '2023', exam), book(b!, 'p1', '2024', exam)])).toEqual([
      'slot.had',
      'ok',
      'ok',
    ])
  })

  test('is seen and changed by its person and the staff of its organ, and is not there for anybody else', async () => {
    const [a, b] = await open(2, 2)
    const { id } = await as(citizen, (ctx) => bookPlace(ctx, visit, { opening: a!, person: 'zhong', purpose: 'p' }))
    expect((await as(citizen, (ctx) => bookingsOf(ctx, 'zhong'))).map((x) => x.id)).toEqual([id])
    expect((await as(clerk, (ctx) => openBooking(ctx, id))).person).toBe('zhong')
    expect(await as(stranger, (ctx) => bookingsOf(ctx, 'zhong'))).toEqual([])
    const refused = await outcomes([
      as(stranger, (ctx) => openBooking(ctx, id)),
      as(stranger, (ctx) => cancelBooking(ctx, { id, why: '捣乱' })),
      as(stranger, (ctx) => moveBooking(ctx, b!, { id })),
    ])
    expect(refused).toEqual(['slot.no-booking', 'slot.no-booking', 'slot.no-booking'])
    expect((await as(citizen, (ctx) => moveBooking(ctx, b!, { id }))).opening).toBe(b)
  })
})

describe('sixty-four at once', () => {
  const crowd = Array.from({ length: 64 }, (_, n) => `crowd-${n}`)

  test('book ten places: ten have one, the others hear that it is full', async () => {
    const [a] = await open(10)
    expect(tally(await outcomes(crowd.map((p) => book(a!, p))))).toEqual({ ok: 10, 'slot.full': 54 })
    expect(await stands(a!)).toBe(10)
  })

  test('of one person for one purpose book in four openings: he has one place', async () => {
    const openings = await open(64, 4)
    expect(tally(await outcomes(crowd.map((_, n) => book(openings[n % 4]!, 'one'))))).toEqual({ ok: 1, 'slot.twice': 63 })
    expect((await Promise.all(openings.map(stands))).reduce((x, y) => x + y)).toBe(1)
  })

  test('hold, confirm, move crosswise and cancel at the same time: nobody waits for ever, and the count is right after it', async () => {
    const openings = await open(20, 3)
    const booked = (await Promise.allSettled(crowd.map((p, n) => book(openings[n % 3]!, p, 'cross')))).flatMap((t) =>
      t.status === 'fulfilled' ? [t.value as BookingView] : [],
    )
    expect(booked).toHaveLength(60)
    const to = (b: BookingView, step: number) => openings[(openings.indexOf(b.opening) + step) % 3]!
    const acts = booked.flatMap((b, n) => [
      house((ctx) => moveBooking(ctx, to(b, 1 + (n % 2)), { id: b.id })),
      n % 4 === 0 ? house((ctx) => cancelBooking(ctx, { id: b.id, why: '不去了' })) : hold(openings[n % 3]!, `more-${n}`, 'cross'),
    ])
    const told = tally(await outcomes(acts))
    for (const code of Object.keys(told)) expect(['ok', 'slot.full', 'slot.changed', 'slot.moved']).toContain(code)
    for (const o of openings) await stands(o)
  })

  test('a hold that ran out goes to one of them', async () => {
    const [a] = await open(1)
    await hold(a!, 'sleeper')
    city.clock.set('2023-06-15T09:10:00+08:00')
    expect(tally(await outcomes([...crowd.map((p) => book(a!, p, 'late')), city.run('slot.sweep')]))).toEqual({ ok: 2, 'slot.full': 63 })
    expect(await stands(a!)).toBe(1)
  })
})

test('the database itself refuses a place that is not there, whatever a program forgets', async () => {
  const [a] = await open(1)
  const put = (id: string, person: string) =>
    city.sql(
      `insert into slot.booking (id, opening, kind, organ, division, person, purpose, by_whom, state, ever, made_at, moved_at)
       values ($1, $2, $3, 'o', 'd', $4, 'p', 'x', 'booked', false, now(), now())`,
      [id, a, visit, person],
    )
  await put(`raw-${a}-1`, 'p1')
  await expect(put(`raw-${a}-2`, 'p2')).rejects.toThrow('never_overbooked')
  await expect(city.sql('update slot.opening set capacity = 0 where id = $1', [a])).rejects.toThrow()
  expect(await stands(a!)).toBe(1)
})

describe('whatever is killed', () => {
  const children: ChildProcess[] = []
  afterAll(() => {
    for (const c of children) if (c.exitCode === null) c.kill('SIGKILL')
  })
  const script = new URL('../../../test/booking-process.ts', import.meta.url).pathname
  /** Starts one that books, and kills it when it has told of so many bookings. Answers what it told. */
  const killedAfter = async (name: string, openings: readonly string[], enough: number): Promise<string[]> => {
    const args = ['--import', 'tsx', script, city.house.url, inject('database').dataDir, at, name, ...openings]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.split('\n').length > enough + 1) child.kill('SIGKILL')
    })
    await new Promise((resolve) => child.once('close', resolve))
    // the last line may have been cut
    return text.split('\n').slice(1, -1)
  }

  test('before its commit has booked nothing, and a connection cut in the middle leaves the place free', async () => {
    const [a] = await open(1)
    const killed = house(async (ctx) => {
      await bookPlace(ctx, visit, { opening: a!, person: 'p1', purpose: 'p' })
      const [own] = await ctx.tx.sql<{ pid: number }>`select pg_backend_pid() pid`
      await city.sql('select pg_terminate_backend($1)', [own!.pid])
      await ctx.tx.sql`select 1`
    })
    await expect(killed).rejects.toThrow()
    expect(await stands(a!)).toBe(0)
    await book(a!, 'p2')
  })

  const kills = scaled(12, 2)
  test(`${kills * 2} processes killed while they book, move and cancel: what was answered stands, counts and facts agree`, async () => {
    const openings = await open(40, 4)
    const answered: string[] = []
    for (let n = 0; n < kills; n++)
      answered.push(...(await Promise.all([`a${n}`, `b${n}`].map((name) => killedAfter(name, openings, 5 + n)))).flat())
    expect(answered.length).toBeGreaterThan(kills * 8)
    const kept = await city.sql<{ id: string; state: string }>('select id, state from slot.booking where opening = any($1)', [openings])
    expect(kept.map((b) => b.id)).toEqual(expect.arrayContaining(answered))
    for (const o of openings) await stands(o)
    const last = { 'slot.booked': 'booked', 'slot.moved': 'booked', 'slot.cancelled': 'cancelled' } as Record<string, string>
    for (const b of kept) {
      const facts = await factsOf(b.id)
      expect([facts[0], facts.filter((f) => f === 'slot.booked').length, last[facts.at(-1)!]]).toEqual(['slot.booked', 1, b.state])
    }
    expect((await verify(city.house.db)).ok).toBe(true)
  }, 300_000)
})

test('three years after, openings and bookings are gone', async () => {
  const [a] = await open(1)
  await book(a!, 'p1')
  city.clock.set('2026-06-30T04:00:00+08:00')
  await city.run('personal.retain')
  expect(await city.sql('select 1 from slot.opening where id = $1', [a])).toEqual([])
})
