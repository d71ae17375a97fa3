import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeCalendar, withHours } from '#kernel/clock/rules/calendar.ts'
import { dueMs } from '#kernel/clock/rules/read.ts'
import type { TimeUnit } from '#kernel/clock/schema.ts'
import { whistle } from '#test/whistle.ts'
import { wrongWith } from './rules/check.ts'
import { destination } from './rules/choose.ts'
import { fold, follow } from './rules/fold.ts'
import { project } from './rules/project.ts'
import type { OrderKind } from './schema/kind.ts'
import type { OrderFact } from './schema/order.ts'

const folder = new URL('../../../city/ganzhou/calendar/', import.meta.url)
const years = readdirSync(folder).map((f) => JSON.parse(readFileSync(new URL(f, folder), 'utf8')))
const hours = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
]
const calendar = withHours(makeCalendar(years), hours)
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const declared = new Set(['whistle.answer', 'whistle.blow'])

const opening = (change: Record<string, unknown> = {}, when = '2023-09-27 10:00'): OrderFact => ({
  name: 'order.opened',
  by: 'system',
  at: at(when),
  seq: 1,
  data: {
    order: {
      kind: 'whistle',
      id: 'o1',
      no: 'CS202309270001',
      source: 'park',
      sourceId: 'p1',
      title: '断水',
      summary: '厂区断水',
      lead: { organ: 'water', division: '360702' },
      with: [
        { organ: 'power', division: '360702' },
        { organ: 'roads', division: '360702' },
      ],
      owner: { organ: 'park', division: '360702' },
      ...change,
    },
  },
})

/** A random kind: every state but the last can be left, in a ring of verbs with random chords; clocks start with the order. */
const kinds = fc
  .record({
    size: fc.integer({ min: 2, max: 6 }),
    chords: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 8 }),
    clocks: fc.integer({ min: 0, max: 4 }),
    units: fc.array(fc.constantFrom<TimeUnit>('hour', 'workhour', 'workday', 'calendarDay'), { minLength: 4, maxLength: 4 }),
  })
  .map(({ size, chords, clocks, units }): OrderKind => {
    const may = ['whistle.answer']
    const name = (i: number) => `s${i}`
    const verb = (i: number) => ({ label: `动作${i}`, by: 'any' as const, may, takes: z.object({}), fact: `whistle.v${i}` })
    const way = (from: number, to: number, i: number, chosen: boolean) => ({
      from: name(from),
      verb: `v${i}`,
      to: chosen ? { by: 'yes', to: { true: name(to), false: 'same' } } : name(to),
    })
    const ways = [
      ...Array.from({ length: size }, (_, i) => way(i, i + 1, i, false)),
      ...chords.map(([a, b, chosen], i) => way(a % size, b % (size + 1), size + i, chosen)),
    ]
    const leadsTo: Record<string, Record<string, never>> = {}
    for (const w of ways) leadsTo[w.from] = { ...leadsTo[w.from], [w.verb]: w.to as never }
    return {
      ...whistle,
      begins: 's0',
      states: Object.fromEntries(
        Array.from({ length: size + 1 }, (_, i) => [
          name(i),
          i === size ? { label: '完', turn: 'nobody' as const, outcome: 'solved' } : { label: name(i), turn: 'organ' as const },
        ]),
      ),
      verbs: Object.fromEntries(
        ways.map((_, i) => [
          `v${i}`,
          i % 3 === 1 ? { ...verb(i), part: `p${i}` } : { ...verb(i), ...(i % 3 === 2 ? { holder: 'take' as const } : {}) },
        ]),
      ),
      leadsTo,
      clocks: Object.fromEntries(
        Array.from({ length: clocks }, (_, i) => [
          `c${i}`,
          {
            label: `钟${i}`,
            ...(i % 2 ? { each: 'organ' as const } : {}),
            limit: { amount: 1 + i, unit: units[i]!, basis: '' },
            on: {
              'order.opened': 'start' as const,
              [`whistle.v${i % ways.length}`]: i % 2 ? ('stop' as const) : ('pause' as const),
              [`whistle.v${(i + 1) % ways.length}`]: 'resume' as const,
              'order.closed': 'stop' as const,
            },
          },
        ]),
      ),
    }
  })
const acts = fc.array(
  fc.record({
    verb: fc.nat(14),
    yes: fc.boolean(),
    organ: fc.constantFrom('water', 'power', 'roads'),
    minutes: fc.integer({ min: 0, max: 3000 }),
  }),
  { maxLength: 30 },
)

describe('任意的表、任意的动作', () => {
  test('any random table is found right, and any acts on it fold to a known state step by step as all at once', () => {
    fc.assert(
      fc.property(kinds, acts, (kind, steps) => {
        expect(wrongWith(kind, declared)).toEqual([])
        const facts = [opening()]
        let s = fold(kind, facts)
        let now = facts[0]!.at
        for (const { verb, yes, organ, minutes } of steps) {
          const name = `v${verb}`
          if (destination(kind, s.state, name, { yes }) === undefined) continue
          now = new Date(now.getTime() + minutes * 60_000)
          const f: OrderFact = {
            name: kind.verbs[name]!.fact,
            by: 'staff:a',
            at: now,
            seq: facts.length + 1,
            data: { verb: name, yes, organ, byName: '甲' },
          }
          facts.push(f)
          s = follow(kind, s, f)
          const rows = project(kind, s, calendar, now)
          expect(Object.keys(kind.states)).toContain(s.state)
          expect(rows.order.closedAt !== null).toBe(kind.states[s.state]!.turn === 'nobody')
          if (rows.order.closedAt) {
            expect(rows.order.outcome).not.toBeNull()
            expect(rows.clocks.every((c) => c.state === 'stopped')).toBe(true)
            expect(rows.order.dueAt).toBeNull()
          }
        }
        expect(fold(kind, facts)).toEqual(s)
        expect(
          fold(
            kind,
            JSON.parse(JSON.stringify(facts)).map((f: OrderFact) => ({ ...f, at: new Date(f.at) })),
          ),
        ).toEqual(s)
      }),
      { numRuns: 300 },
    )
  })
  test('a recall of the last act leaves the order as it stood, whatever it was', () => {
    fc.assert(
      fc.property(kinds, acts, (kind, steps) => {
        const facts = [opening()]
        for (const { verb, yes, organ, minutes } of steps) {
          const s = fold(kind, facts)
          if (destination(kind, s.state, `v${verb}`, { yes }) === undefined) continue
          const f: OrderFact = {
            name: `whistle.v${verb}`,
            by: 'staff:a',
            at: new Date(facts.at(-1)!.at.getTime() + minutes * 60_000),
            seq: facts.length + 1,
            data: { verb: `v${verb}`, yes, organ, byName: '甲' },
          }
          const back: OrderFact = { name: 'order.recalled', by: 'staff:a', at: f.at, seq: f.seq + 1, data: { from: f.seq, to: f.seq } }
          expect({ ...fold(kind, [...facts, f, back]), seq: 0 }).toEqual({ ...s, seq: 0 })
          facts.push(f)
        }
      }),
      { numRuns: 100 },
    )
  })
  test('the moment that a clock of hours is due is the one that the calendar counts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.constantFrom<TimeUnit>('hour', 'workhour'),
        fc.integer({ min: 0, max: 300_000 }),
        (quarters, unit, minutes) => {
          const from = new Date(at('2023-03-01 00:00').getTime() + minutes * 60_000)
          const limit = { amount: quarters / 4, unit, basis: '' }
          const kind: OrderKind = { ...whistle, clocks: { t: { label: '', limit, on: { 'order.opened': 'start' } } } }
          const row = project(kind, fold(kind, [{ ...opening(), at: from }]), calendar, from).order
          expect(row.dueAt!.getTime()).toBe(dueMs(limit, [{ kind: 'start', at: from.toISOString(), reason: '' }], calendar))
        },
      ),
    )
  })
})
